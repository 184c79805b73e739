// Inside an embed: takes the look from the address's fragment, by a list of what is allowed, and tells the host how high the text is.
// Comments stand on lines of their own: the build takes these lines out.
"use strict";
(() => {
  const root = document.documentElement, look = new URLSearchParams(location.hash.slice(1)), secret = look.get("s");
  look.forEach((value, key) => {
    if (/^accent(-dark)?$/.test(key) && /^[\da-f]{6}$/.test(value)) root.style.setProperty("--bw-" + key, "#" + value);
    if (/^(size|corner)$/.test(key) && /^\d{1,2}$/.test(value)) root.style.setProperty("--bw-" + key, value + "px");
    if (/^(scheme|credit)$/.test(key) && /^[a-z]{1,9}$/.test(value)) root.dataset[key] = value;
  });
  if (Date.now() > Date.parse(root.dataset.due)) root.dataset.overdue = "";
  // A frame without bars of its own cannot scroll to a source: the host's page is moved instead.
  addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link) document.getElementById(link.hash.slice(1)).scrollIntoView();
  });
  // Without a number to answer with, nobody asked.
  if (!secret) return;
  // The height is no secret, and the host's name is not known here: so to any origin.
  const tell = () => parent.postMessage(`bonewise ${secret} ${Math.ceil(root.getBoundingClientRect().height)} ${innerHeight}`, "*");
  new ResizeObserver(tell).observe(root);
  for (const event of ["resize", "load", "pageshow"]) addEventListener(event, tell);
})();
