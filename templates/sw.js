/* The service worker: what was read, and what the site needs to stand, can be read again without a connection.

   - Whoever has a connection gets what the server has, as if there were no worker. Only what is named after what it holds
     is taken from here first. So nobody reads old guidance because of this file.
   - The build writes TABLE: the SHA-256 of each file that is kept for all. A file that differs from it is not kept, and one
     that did not change is not fetched again. Any change to the site changes this file; browsers then tell the pages.
   - With the worker come the signs that cannot wait and the page of what is kept. All else is kept when a reader reads it,
     uses it (the search, the handout builder) or asks for it ("Keep this site"): nothing is fetched that nobody wanted.
   - Embeds must always be current and are never touched; nor is another origin, a PDF, or anything but GET.

   With an empty table, as in a preview or where a site wants no copies, it removes itself and all that was kept. */
"use strict";
const TABLE = { edition: "", first: {}, parts: {}, search: "", bundle: "", lost: "" };

const root = new URL("./", location), known = Object.assign({}, TABLE.first, ...Object.values(TABLE.parts));
/* By the path of the site, for several may share an origin. */
const FILES = `kept for all ${root.pathname}`, READ = `read ${root.pathname}`;
const PAGES = 200;  // the last that were read
const WAIT = 4000;  // for a server that does not answer, where there is a copy
const REST = 10_000;  // after that, for how long copies come first
const SHARD = /^assets\/search\/[0-9a-f]+\//;
const NEVER = /^embed\/|^sw\.js$|\.pdf$/, NAMED = /\.[0-9a-f]{8,}\.min\.(?:css|js)$/;
const AFTER = 3000;  // what is being used comes first
let away = 0, texts = null, renewing = null;
const keeping = {};
const shown = new Map();  // which tab shows a copy, and from when it is

const pause = (time) => new Promise((resolve) => { setTimeout(resolve, time); });
const key = (path) => new URL(`${path}?kept=${known[path]}`, root).href;
const digest = async (bytes) => [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].slice(0, 8)
  .map((each) => each.toString(16).padStart(2, "0")).join("");

/* ---- What is kept for all ---- */
const keep = async (files) => {
  const cache = await caches.open(FILES), left = Object.entries(files);
  const next = async () => {
    for (let one = left.shift(); one; one = left.shift()) {
      const [path, hash] = one;
      if (await cache.match(key(path))) continue;
      const response = await fetch(new URL(path, root), { cache: "no-cache" });
      const copy = response.clone();
      if (!response.ok || response.redirected) throw new Error(`cannot keep '${path}'`);
      if (await digest(await response.arrayBuffer()) !== hash) throw new Error(`'${path}' is not as it was built`);
      await cache.put(key(path), copy);
    }
  };
  await Promise.all(Array.from({ length: 6 }, next));  // so many at once, as a browser would
};
/* A part of the site that the reader uses or asks for. The mark remembers it for the next edition. */
const mark = (name) => new URL(`?wanted=${name}`, root).href;
const keepPart = (name) => keeping[name] ||= (async () => {
  await (await caches.open(FILES)).put(mark(name), new Response(""));
  await keep(TABLE.parts[name]);
})().catch((error) => {
  delete keeping[name];
  throw error;
});
const renew = async () => {
  const cache = await caches.open(FILES);
  for (const name in TABLE.parts) if (await cache.match(mark(name))) await keepPart(name);
};

const search = async (name) => {
  const bundle = await caches.match(key(TABLE.bundle), { cacheName: FILES });
  if (!bundle) return undefined;
  texts ||= bundle.json();
  const text = (await texts)[name];
  return text && new Response(text, { headers: { "Content-Type": name.endsWith(".svg") ? "image/svg+xml" : "text/javascript" } });
};
const copyOf = async (path) => {
  const found = path in known && await caches.match(key(path), { cacheName: FILES });
  if (found) return found;
  if (TABLE.search && path.startsWith(TABLE.search)) return search(path.slice(TABLE.search.length));
  return caches.match(new URL(path, root), { cacheName: READ });
};

/* ---- What was read ---- */
const remember = async (path, response) => {
  const cache = await caches.open(READ), url = new URL(path, root);
  /* What the server no longer has is not to be read here either: guidance is taken back, too. */
  if (response.status === 404 || response.status === 410) {
    if (path in known) await (await caches.open(FILES)).delete(key(path));
    return void await cache.delete(url);
  }
  if (path in known && await caches.match(key(path), { cacheName: FILES })) return;
  if (!response.ok || response.redirected || response.type !== "basic") return;
  await cache.delete(url);
  await cache.put(url, response);  // at the end
  const all = await cache.keys();
  await Promise.all(all.slice(0, Math.max(0, all.length - PAGES)).map((each) => cache.delete(each)));
};
const fetched = async (event, path, request) => {
  const response = await fetch(request);
  if (!SHARD.test(path)) {
    const copy = response.clone();
    event.waitUntil(remember(path, copy).catch(() => { /* a full disk: the page is shown all the same */ }));
  }
  return response;
};

const answer = async (event, path) => {
  const { request } = event, isPage = request.mode === "navigate";
  /* What was kept in an older edition is kept in this one too. */
  if (isPage && Date.now() > away) event.waitUntil(renewing ||= pause(AFTER).then(renew).catch(() => { renewing = null; }));
  const copyFirst = Date.now() < away || NAMED.test(path) || SHARD.test(path);
  if (copyFirst && !isPage) {
    const copy = await copyOf(path);
    if (copy) return copy;
  }
  const network = fetched(event, path, request).catch(() => undefined);
  event.waitUntil(network);
  const copy = copyOf(path);
  const slow = pause(Date.now() < away ? 0 : WAIT);
  const first = await Promise.race([network, slow.then(() => copy).then((found) => found ? undefined : network)]);
  if (first && first.status < 500) return first;
  away = Date.now() + REST;
  const kept = await copy;
  if (kept && isPage) shown.set(event.resultingClientId, kept.headers.get("Date") || "");
  return kept || first || (isPage ? await copyOf(TABLE.lost) : undefined) || Response.error();
};

/* ---- What the browser and our pages ask ---- */
addEventListener("install", (event) => event.waitUntil(keep(TABLE.first).then(() => skipWaiting())));

addEventListener("activate", (event) => event.waitUntil((async () => {
  if (!TABLE.edition) {
    await Promise.all([FILES, READ].map((each) => caches.delete(each)));
    return registration.unregister();
  }
  const files = await caches.open(FILES), read = await caches.open(READ), wanted = new Set([...Object.keys(known).map(key), ...Object.keys(TABLE.parts).map(mark)]);
  await Promise.all((await files.keys()).filter((each) => !wanted.has(each.url)).map((each) => files.delete(each)));
  await Promise.all(Object.keys(TABLE.first).map((path) => read.delete(new URL(path, root))));
  for (const client of await clients.matchAll()) client.postMessage({ edition: TABLE.edition });
})()));

addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (!TABLE.edition || request.method !== "GET" || !(url.origin + url.pathname).startsWith(root.href)) return;
  const path = decodeURI(url.pathname.slice(root.pathname.length)).replace(/(^|\/)index\.html$/, "$1");
  if (NEVER.test(path) || request.headers.has("range")) return;
  event.respondWith(answer(event, path));
});

addEventListener("message", (event) => {
  const { keep: urls, used, all, copy } = event.data || {};
  if (Object.hasOwn(TABLE.parts, used)) event.waitUntil(pause(AFTER).then(() => keepPart(used)).catch(() => { /* another time */ }));
  if (all) event.waitUntil(Promise.all(Object.keys(TABLE.parts).map(keepPart)).then(() => true, () => false).then((done) => event.ports[0].postMessage(done)));
  if (copy) event.ports[0].postMessage(shown.get(event.source.id) ?? null);
  /* The first page was there before this worker. */
  for (const each of urls || []) {
    const url = new URL(each);
    if (!(url.origin + url.pathname).startsWith(root.href)) continue;
    const path = decodeURI(url.pathname.slice(root.pathname.length)).replace(/(^|\/)index\.html$/, "$1");
    if (!NEVER.test(path)) event.waitUntil(fetched(event, path, new Request(new URL(path, root))).catch(() => undefined));
  }
});
