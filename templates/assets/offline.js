/* What a page says about its age, and what lets it be read without a connection. bonewise.js fetches this after all else.
   Copies stay on the device; sw.js says what is kept and how. */
"use strict";
(() => {
  const root = new URL("..", document.currentScript.src), workers = navigator.serviceWorker;
  const make = (tag, name, ...children) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...children);
    return element;
  };
  const day = (date) => date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  const OFF = "bonewise-keep";
  const wish = (value) => { try { return value ? localStorage.setItem(OFF, value) : localStorage.getItem(OFF); } catch { return null; } };

  /* ---- In the page, below its dates: true of any copy, on a disk or on a stick as well ---- */
  const note = (title, words) => {
    const head = make("p", "bw-box__title", title);
    const box = make("div", "bw-box bw-age", head, make("p", "", words));
    const dates = document.querySelector(".bw-review"), heading = document.getElementById("page-title");
    (dates || heading)?.after(box);
  };
  const due = [...document.querySelectorAll(".bw-review time")].find((each) => /review due/i.test(each.parentElement.textContent));
  const passed = due && new Date(`${due.dateTime}T23:59:59`) < new Date();
  if (passed) note("This page is past its review date", `We meant to read it again by ${due.textContent}. Newer advice may exist. Ask your clinician before you rely on it.`);

  /* ---- At the edge of the window: said once, and read out when whoever listens is ready ---- */
  const region = make("div", "bw-told md-typeset");
  region.setAttribute("role", "status");
  document.body.append(region);
  const tell = (words, label, act) => {
    if (region.childElementCount) return;
    const close = () => region.replaceChildren();
    const go = make("button", "bw-button", label), later = make("button", "bw-button bw-button--quiet", "Not now");
    go.type = later.type = "button";
    go.addEventListener("click", act);
    later.addEventListener("click", close);
    region.append(make("p", "", words), make("div", "", go, later));
  };
  const mine = document.querySelector("meta[name='text-edition']")?.content;
  let checked = 0;
  const check = async () => {
    if (!mine) return;
    checked = Date.now();
    const answer = await fetch(location.pathname, { cache: "no-cache" }).catch(() => null);
    if (!answer) return;
    if (answer.status === 404 || answer.status === 410) {
      return tell("This page was taken back, or has moved. Please do not use this copy.", "Find the page", () => { location.href = root; });
    }
    const now = /<meta name="text-edition" content="(\w+)"/.exec(await answer.text());
    if (now && now[1] !== mine) tell("This page has been updated since you opened it.", "Show the new text", () => location.reload());
  };

  /* ---- What is kept, on the page about it and on the one that stands in for a page that is not ---- */
  /* A title out of a page, without making a tree of all of it. */
  const titled = (html) => {
    const [heading] = /<h1[^>]* id="page-title"[^>]*>.*?<\/h1>/s.exec(html) || [""];
    return new DOMParser().parseFromString(heading, "text/html").body.textContent.trim();
  };
  const names = async () => (await caches.keys()).filter((each) => each.endsWith(` ${root.pathname}`));
  const links = async () => {
    const pages = new Map();
    for (const name of await names()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const url = new URL(request.url), answer = await cache.match(request);
        if (!/html/.test(answer?.headers.get("Content-Type")) || url.pathname.endsWith("/offline.html")) continue;
        pages.set(url.origin + url.pathname, titled(await answer.text()) || url.pathname);
      }
    }
    const items = [...pages].sort((a, b) => a[1].localeCompare(b[1], "en")).map(([href, title]) => {
      const link = make("a", "", title);
      link.href = href;
      return make("li", "", link);
    });
    return items.length ? items : [make("li", "", "Nothing yet.")];
  };
  const kept = async (heading) => {
    const list = make("ul", "bw-kept", ...await links()), said = make("p");
    const all = make("button", "bw-button", "Keep this site for offline"), none = make("button", "bw-button bw-button--quiet");
    all.type = none.type = "button";
    said.setAttribute("role", "status");
    const label = () => { none.textContent = wish() === "off" ? "Keep pages on this device again" : "Keep nothing on this device"; };
    none.addEventListener("click", async () => {
      const stop = wish() !== "off";
      wish(stop ? "off" : "on");
      if (stop) {
        await (await workers.getRegistration(root))?.unregister();
        await Promise.all((await names()).map((each) => caches.delete(each)));
        list.replaceChildren(make("li", "", "Nothing is kept."));
      }
      said.textContent = stop ? "All copies are removed, and no more are made." : "From your next page on, copies are kept.";
      label();
    });
    all.addEventListener("click", async () => {
      all.disabled = true;
      said.textContent = "Keeping it. Please stay on this page.";
      const done = await keepAll().catch(() => false);
      list.replaceChildren(...await links());
      said.textContent = done ? "This site is kept. Its pages, the search and the handout builder work without a connection." : "Not all could be kept. Try again with a good connection.";
      all.disabled = false;
      label();
    });
    label();
    heading.nextElementSibling?.remove();  // what stands there for want of this list
    heading.after(make("p", "bw-keeping", all, " ", none), said, list);
  };
  const keepAll = async () => {
    wish("on");
    await workers.register(new URL("sw.js", root), { updateViaCache: "none" });
    const channel = new MessageChannel(), answer = new Promise((resolve) => { channel.port1.onmessage = ({ data }) => resolve(data); });
    (await workers.ready).active.postMessage({ all: true }, [channel.port2]);
    return answer;
  };

  const begin = async () => {
    const before = workers.controller;
    workers.addEventListener("message", (event) => { if (event.data.edition && before) check(); });
    const registration = await workers.register(new URL("sw.js", root), { updateViaCache: "none" });
    if (before) {
      const channel = new MessageChannel();
      channel.port1.onmessage = ({ data }) => {
        if (data === null) return;
        const from = data ? ` from ${day(new Date(data))}` : "";
        note("You are reading a copy", `We could not reach the site. This copy${from} was kept on your device.`);
      };
      before.postMessage({ copy: true }, [channel.port2]);
    }
    const again = () => {
      if (document.visibilityState !== "visible" || Date.now() - checked < 600_000) return;
      registration.update().catch(() => { /* no connection; there will be a next time */ });
      check();
    };
    checked = Date.now();
    document.addEventListener("visibilitychange", again);
    addEventListener("online", () => { checked = 0; again(); });
    const { active } = await workers.ready;
    if (!before) active.postMessage({ keep: [location.href, ...[...document.images].map((each) => each.currentSrc).filter((each) => each.startsWith(root.href))] });
    /* Search and the builder are kept once they are used, and not at the cost of a dear line. */
    const line = navigator.connection;
    if (line?.saveData || /2g/.test(line?.effectiveType)) return;
    const used = (name) => active.postMessage({ used: name });
    const box = document.querySelector("[data-bw-search]");
    if (document.querySelector("script[src$='/search/root.js']") || box?.contains(document.activeElement)) used("search");
    else box?.addEventListener("focusin", () => used("search"), { once: true });
    if (document.getElementById("handout-builder")) used("builder");
  };

  /* A copy of the site, which somebody may serve, has no worker and no mark of its text. */
  const stands = document.querySelector("[data-bw-lost]");
  if (!workers || !isSecureContext || !location.protocol.startsWith("http") || !(mine || stands)) return;
  const heading = document.getElementById("kept-on-this-device");
  if (heading) kept(heading).catch(() => { /* the page says in words where copies are */ });
  if (mine && wish() !== "off") begin().catch(() => { /* a browser may forbid it; all else works */ });
})();
