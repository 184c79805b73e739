/* What the theme runs before a page is drawn, and would write into every page: the names under which it keeps what a
   reader chose, and the colours of that choice. In a file, so that the policy of the site can forbid all scripts in
   pages themselves. The names are the theme's. */
"use strict";
/* This file is in assets/, one step below the site's root. */
var __md_scope = new URL("..", document.currentScript.src);
var __md_hash = (text) => [...text].reduce((sum, letter) => ((sum << 5) - sum + letter.charCodeAt(0)) | 0, 0);
var __md_get = (key, storage = localStorage, scope = __md_scope) => JSON.parse(storage.getItem(scope.pathname + "." + key));
var __md_set = (key, value, storage = localStorage, scope = __md_scope) => {
  try { storage.setItem(scope.pathname + "." + key, JSON.stringify(value)); } catch { /* a reader may forbid it */ }
};
(() => {
  let chosen = null;
  try { chosen = __md_get("__palette"); } catch { /* likewise */ }
  if (!chosen || !chosen.color) return;
  /* The body is not there yet; it is told of before it is drawn, so that a dark page does not flash. */
  new MutationObserver((_, watch) => {
    if (!document.body) return;
    watch.disconnect();
    for (const [key, value] of Object.entries(chosen.color)) document.body.setAttribute(`data-md-color-${key}`, value);
  }).observe(document.documentElement, { childList: true });
})();
