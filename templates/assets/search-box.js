/* The search box: a combobox whose list is what the engine (search.js) finds as one types. bonewise.js fetches this when
   the box is entered. All text is set as text; no markup is made from what a page or a reader wrote. */
"use strict";
(() => {
  const box = document.querySelector("[data-bw-search]"), input = box.querySelector("input"), form = box.querySelector("form");
  const list = document.getElementById("bw-found"), count = box.querySelector(".bw-search__count"), said = box.querySelector("[role=status]");
  const toggle = document.getElementById("__search");
  const assets = new URL(".", document.currentScript.src), site = new URL("..", assets);
  const index = bonewiseSearch.open(assets.href);
  const SHOWN = 8, SECTIONS = 4, SLOW = 80;
  let turn = 0, chosen = -1, timer = 0, telling = 0, took = 0, waiting = false;

  const make = (tag, name, text) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    return element;
  };
  /* On a disk nobody answers an address of a folder with its index. */
  const address = (url) => new URL(location.protocol === "file:" ? url.replace(/(^|\/)(?=#|$)/, "$1index.html") : url, site).href;
  const marked = (parts) => parts.map(([text, hit]) => hit ? make("mark", "", text) : text);

  /* ---- The list ---- */
  const option = (url, name, parts) => {
    const made = make("a", `bw-hit ${name}`.trim());
    made.href = url;
    made.id = `bw-found-${list.children.length}`;
    made.tabIndex = -1;  // the arrow keys lead here, not Tab
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", "false");
    for (const part of parts) made.append(part, " ");
    list.append(made);
    return made;
  };
  const clear = () => {
    list.replaceChildren();
    choose(-1);
  };
  const show = () => {
    const some = list.children.length > 0;
    const open = some && toggle.checked;
    list.hidden = !some;
    list.parentElement.tabIndex = open ? 0 : -1;  // long lists can be scrolled by keys too
    input.setAttribute("aria-expanded", String(open));
  };
  const page = (found, room) => {
    const parts = [make("span", "bw-hit__title", found.title), make("span", "bw-hit__kind", found.kind), make("span", "bw-hit__text")];
    parts[2].append(...marked(index.mark(found.description, found.terms || new Set())));
    if (found.picture) {
      const picture = make("img", "bw-hit__picture");
      picture.alt = "";
      picture.src = new URL(found.picture, site).href;
      picture.addEventListener("error", () => picture.remove());
      parts.unshift(picture);
    }
    option(address(found.url), found.urgent ? "bw-hit--urgent" : found.picture ? "bw-hit--pictured" : "", parts);
    for (const each of (found.sections || []).slice(0, room)) {
      const text = make("span", "bw-hit__text");
      option(address(each.url), "bw-hit--section", [make("span", "bw-hit__title", each.heading), text]);
      index.excerpt(found, each).then((parts) => text.append(...marked(parts)), () => text.remove());
    }
    return Math.min(room, (found.sections || []).length);
  };
  /* What is read out waits until the typing rests; what is seen does not. */
  const tell = (words) => {
    count.textContent = words;
    clearTimeout(telling);
    telling = setTimeout(() => { said.textContent = words; }, 500);
  };

  /* ---- Where to go when nothing was asked or found: never a dead end ---- */
  const allWords = () => option(form.action.replace(/\/$/, location.protocol === "file:" ? "/index.html" : "/"), "", [
    make("span", "bw-hit__title", "A to Z"), make("span", "bw-hit__text", "Every page, under the words that people use for it."),
  ]);
  const offer = async (mine, words) => {
    const [often, help] = await Promise.all([index.popular(), index.emergency()]);
    if (mine !== turn) return;
    clear();
    list.dataset.query = input.value;
    allWords();
    for (const each of help ? [help, ...often] : often) page(each, 0);
    tell(words);
    show();
  };

  const pages = (number) => number === 1 ? "1 page" : `${number} pages`;
  const update = async () => {
    const mine = ++turn, query = input.value, start = performance.now();
    try {
      if (!query.trim()) return await offer(mine, "Type a word, or choose a page that is often read");
      const found = await index.find(query);
      if (mine !== turn) return;
      const [first, ...rest] = found.ranked.slice(0, SHOWN).map(index.result);
      if (!first) return await offer(mine, `Nothing found for “${query.trim()}”. Try another word, or one of these`);
      const top = await first;
      if (mine !== turn) return;
      clear();
      list.dataset.query = query;
      let room = SECTIONS - page(top, 2);
      const meant = found.corrected ? ` for “${found.corrected}”. Did you mean that?` : "";
      const urgent = found.urgent ? "Get help now comes first. " : "";
      tell(`${urgent}${pages(found.ranked.length)} found${meant}`);
      show();
      took = performance.now() - start;
      if (waiting) { waiting = false; list.children[0].click(); }
      for (const each of rest) {
        const next = await each;
        if (mine !== turn) return;
        room -= page(next, Math.min(room, 1));
      }
    } catch {
      if (mine !== turn) return;
      clear();
      allWords();
      tell("The search could not be loaded. The A to Z works without it");
      show();
    }
  };
  /* As long as answers come at once, each letter asks; over a slow line, only a rest between letters does. */
  const soon = () => {
    clearTimeout(timer);
    if (took < 16) update();
    else timer = setTimeout(update, SLOW);
  };

  /* ---- Keys ---- */
  function choose(at) {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = at;
    const now = list.children[at];
    if (!now) return input.removeAttribute("aria-activedescendant");
    now.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", now.id);
    now.scrollIntoView({ block: "nearest" });
  }
  const close = () => { if (toggle.checked) toggle.click(); };
  const open = () => { if (!toggle.checked) toggle.click(); show(); };
  input.addEventListener("keydown", (event) => {
    const last = list.children.length - 1, step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !event.altKey) {
      event.preventDefault();
      open();
      const next = chosen + step;
      choose(next < -1 ? last : next > last ? -1 : next);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      if (toggle.checked) close();
      else form.reset();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const goal = list.children[Math.max(0, chosen)];
    if (goal && list.dataset.query === input.value) goal.click();
    else waiting = true;  // Enter came before the answer
  });
  form.addEventListener("reset", () => setTimeout(() => { input.focus(); update(); }));
  input.addEventListener("input", () => { open(); soon(); });
  input.addEventListener("focus", open);
  /* bonewise.js closes it too, when the focus leaves. */
  toggle.addEventListener("change", () => {
    if (!toggle.checked) {
      clearTimeout(timer);
      waiting = false;
      choose(-1);
    }
    show();
  });
  list.addEventListener("click", (event) => { if (event.target.closest("a") && !event.ctrlKey && !event.metaKey && !event.shiftKey) close(); });

  /* A key of one sign must be able to be turned off, for those who steer by voice (WCAG 2.1.4). */
  const slash = box.querySelector("[role=switch]"), KEPT = "bonewise-slash";
  const keep = (value) => { try { return value ? localStorage.setItem(KEPT, value) : localStorage.getItem(KEPT); } catch { return null; } };
  slash.setAttribute("aria-checked", String(keep() !== "off"));
  slash.addEventListener("click", () => {
    const on = slash.getAttribute("aria-checked") !== "true";
    keep(on ? "on" : "off");
    slash.setAttribute("aria-checked", String(on));
  });

  update();
})();
