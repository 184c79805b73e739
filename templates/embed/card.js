// Inside the short card that WordPress shows: speaks the messages of its wp-embed.js (height, link, ready).
// Comments stand on lines of their own: the build takes these lines out.
"use strict";
(() => {
  const secret = (/secret=(\w+)/.exec(location.hash) || [])[1];
  if (!secret) return;
  const say = (message, value) => parent.postMessage({ message, value, secret }, "*");
  const height = () => say("height", Math.ceil(document.documentElement.getBoundingClientRect().height));
  addEventListener("load", height);
  addEventListener("resize", height);
  addEventListener("message", (event) => {
    if (event.source === parent && event.data && event.data.message === "ready" && event.data.secret === secret) height();
  });
  // The sandbox lets nothing navigate; the host does it, if the address is on our site.
  addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link) return;
    event.preventDefault();
    say("link", link.href);
  });
})();
