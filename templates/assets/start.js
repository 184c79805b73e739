/* What runs before a page is drawn: that there are scripts, and the colours that a reader chose or the system asks for.
   In a file, so that the policy of the site can forbid all scripts in pages themselves. The names are the theme's. */
"use strict";
document.documentElement.classList.replace("no-js", "js");
/* This file is in assets/, one step below the site's root. */
var __md_scope = new URL("..", document.currentScript.src);
var __md_get = (key, storage = localStorage, scope = __md_scope) => JSON.parse(storage.getItem(scope.pathname + "." + key));
var __md_set = (key, value, storage = localStorage, scope = __md_scope) => {
  try { storage.setItem(scope.pathname + "." + key, JSON.stringify(value)); } catch { /* a reader may forbid it */ }
};
/* What was chosen, else the first set of colours whose condition holds; the theme's radio buttons say which there are. */
var bonewiseColours = {
  chosen: null,
  inputs: () => [...document.querySelectorAll("input[name=__palette]")],
  index(inputs) {
    const kept = this.chosen ? this.chosen.index : -1;
    if (inputs[kept]) return kept;
    return Math.max(0, inputs.findIndex((each) => matchMedia(each.dataset.mdColorMedia).matches));
  },
  dress(input) {
    for (const part of ["media", "scheme", "primary", "accent"]) {
      document.body.setAttribute(`data-md-color-${part}`, input.getAttribute(`data-md-color-${part}`));
    }
  },
};
(() => {
  try { bonewiseColours.chosen = __md_get("__palette"); } catch { /* likewise */ }
  /* They stand at the top of the page: dressed as soon as they are read, a dark page does not flash. */
  const watch = new MutationObserver(() => {
    const inputs = bonewiseColours.inputs();
    if (!inputs.length) return;
    watch.disconnect();
    bonewiseColours.dress(inputs[bonewiseColours.index(inputs)]);
  });
  watch.observe(document.documentElement, { childList: true, subtree: true });
  addEventListener("DOMContentLoaded", () => watch.disconnect());
})();
