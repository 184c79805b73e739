/* What a page gains with a script: reading a source without leaving, choosing among cards, printing.
   Nothing is stored, nothing is fetched, no markup is parsed: all is cloned or created. */
"use strict";
(() => {
  const here = document.currentScript.src;
  const make = (tag, name, text) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    return element;
  };

  /* ---- Source cards: pointing or tabbing to a mark shows the card, a tap or Enter keeps it and goes in ---- */
  const cards = () => {
    let card = null, mark = null, kept = false, timer = 0;

    const fill = (entry, number) => {
      const box = make("div", "bw-cite-card md-typeset");
      box.id = "bw-cite-card";
      box.tabIndex = -1;
      box.setAttribute("role", "dialog");
      const title = make("p", "bw-cite-card__title", `Source ${number}`);
      title.id = "bw-cite-card-title";
      box.setAttribute("aria-labelledby", title.id);
      const close = make("button", "bw-cite-card__close");
      const cross = make("span", "", "\u00d7");
      cross.setAttribute("aria-hidden", "true");
      close.append(cross);
      close.type = "button";
      close.setAttribute("aria-label", "Close this card");
      close.addEventListener("click", () => hide(true));
      const links = make("p", "bw-cite-card__links");
      const reference = copy(entry.querySelector(".bw-ref"));
      const paper = reference && reference.querySelector("a[href]");
      if (paper) {
        links.append(anchor(paper.href, "Read the source itself"));
        paper.replaceWith(...paper.childNodes);  // one link to it, large enough for a thumb
      }
      links.append(anchor(`#${entry.id}`, "Go to source list"));
      const about = entry.querySelector(".bw-ref__more a");
      if (about) links.append(anchor(about.href, "How we checked it"));
      box.append(title, paragraph(reference), paragraph(copy(entry.querySelector(".bw-ref__facts"))), links, close);
      return box;
    };
    const copy = (node) => {
      const twin = node && node.cloneNode(true);
      if (twin) [twin, ...twin.querySelectorAll("[id]")].forEach((each) => each.removeAttribute("id"));
      return twin;
    };
    const paragraph = (node) => {
      const p = make("p");
      if (node) p.append(node);
      return p;
    };
    const anchor = (href, text) => {
      const a = make("a", "", text);
      a.setAttribute("href", href);
      if (href.startsWith("#")) a.addEventListener("click", () => hide(false));
      return a;
    };

    /* Below the mark, or above it if only there is room for the whole; always inside the window, down to 320 px. */
    const place = () => {
      const at = mark.getBoundingClientRect(), size = card.getBoundingClientRect(), gap = 10;
      const head = document.querySelector(".md-header").getBoundingClientRect().bottom;
      const above = at.bottom + gap + size.height > innerHeight && at.top - gap - size.height > head;
      const left = Math.max(gap, Math.min(at.left - 24, document.documentElement.clientWidth - size.width - gap));
      card.style.left = `${Math.round(left + scrollX)}px`;
      card.style.top = `${Math.round((above ? at.top - gap - size.height : at.bottom + gap) + scrollY)}px`;
    };

    const show = (on, keep) => {
      clearTimeout(timer);
      const entry = document.getElementById(decodeURIComponent(on.hash.slice(1)));
      if (!entry) return false;
      if (mark !== on) {
        hide(false);
        mark = on;
        card = fill(entry, on.textContent);
        document.body.append(card);
        card.addEventListener("pointerenter", () => clearTimeout(timer));
        card.addEventListener("pointerleave", later);
        place();
        on.setAttribute("aria-expanded", "true");
      }
      kept = kept || keep;
      if (keep) {
        card.scrollIntoView({ block: "nearest" });
        card.focus({ preventScroll: true });
      }
      return true;
    };
    const hide = (back) => {
      clearTimeout(timer);
      if (!card) return;
      const was = mark;
      card.remove();
      was.setAttribute("aria-expanded", "false");
      card = mark = null;
      kept = false;
      if (back) { quiet = true; was.focus(); quiet = false; }
    };
    let quiet = false;  // focus that comes back to a mark must not open the card again
    const later = () => { clearTimeout(timer); if (!kept) timer = setTimeout(() => hide(false), 300); };

    for (const each of document.querySelectorAll(".bw-cite a[href^='#']")) {
      each.setAttribute("aria-haspopup", "dialog");
      each.setAttribute("aria-expanded", "false");
      each.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        if (show(each, true)) event.preventDefault();
      });
      each.addEventListener("pointerenter", (event) => {
        if (event.pointerType !== "mouse" || kept) return;
        clearTimeout(timer);
        timer = setTimeout(() => show(each, false), 150);
      });
      each.addEventListener("pointerleave", later);
      each.addEventListener("focus", () => { if (!quiet && each.matches(":focus-visible")) show(each, false); });
      /* At once: a card that lingers would cover what has the focus next. */
      each.addEventListener("blur", () => { if (!kept) hide(false); });
    }
    document.addEventListener("keydown", (event) => {
      if (!card) return;
      if (event.key === "Escape") { hide(card.contains(document.activeElement)); event.stopPropagation(); }
      if (event.key !== "Tab" || !card.contains(document.activeElement)) return;
      /* The card stands at the end of the document, but is read where its mark is: leaving it leads back there. */
      const stops = [...card.querySelectorAll("a[href], button")];
      const first = document.activeElement === card || document.activeElement === stops[0];
      if (event.shiftKey && first) { event.preventDefault(); hide(true); }
      if (!event.shiftKey && document.activeElement === stops.at(-1)) hide(true);  // Tab then goes on from the mark
    }, true);
    document.addEventListener("pointerdown", (event) => {
      if (card && !card.contains(event.target) && !mark.contains(event.target)) hide(false);
    });
    addEventListener("resize", () => { if (card) place(); });
  };

  /* ---- Filters: selects made from what the cards themselves say ---- */
  const FACETS = [["position", "Position"], ["equipment", "What you have"], ["impact", "Impact"], ["afterFracture", "After a spine fracture"]];
  const filters = (list, index) => {
    const items = [...list.querySelectorAll(".bw-card")];
    let labels = {};
    try { labels = JSON.parse(list.dataset.labels || "{}"); } catch { /* the plain words will do */ }
    const say = (facet, value) => (labels[facet] && labels[facet][value]) || value.charAt(0).toUpperCase() + value.slice(1).replaceAll("-", " ");
    const values = (item, facet) => (item.dataset[facet] || "").split(" ").filter(Boolean);
    const form = make("form", "bw-filter");
    const group = make("fieldset", "bw-filter__group");
    const fields = make("div", "bw-filter__fields");
    const count = make("p");
    count.setAttribute("role", "status");
    const reset = make("button", "bw-button bw-button--quiet", "Show all");
    reset.type = "reset";
    reset.hidden = true;
    for (const [facet, word] of FACETS) {
      const found = new Set(items.flatMap((item) => values(item, facet)));
      const order = Object.keys(labels[facet] || {}).filter((value) => found.has(value));
      const choices = order.length ? order : [...found].sort();
      if (choices.length < 2) continue;
      const label = make("label", "", word);
      const select = make("select");
      select.name = facet;
      select.id = `bw-filter-${index}-${facet}`;
      label.htmlFor = select.id;
      select.append(new Option("Any", ""), ...choices.map((value) => new Option(say(facet, value), value)));
      label.append(select);
      fields.append(label);
    }
    if (items.length < 4 || !fields.children.length) return;
    const state = make("div", "bw-filter__state");
    state.append(count, reset);
    group.append(make("legend", "", "Show only the exercises that fit you"), fields, state);
    form.append(group);
    list.before(form);
    const apply = () => {
      const chosen = [...form.querySelectorAll("select")].filter((select) => select.value);
      let shown = 0;
      for (const item of items) {
        item.hidden = !chosen.every((select) => values(item, select.name).includes(select.value));
        if (!item.hidden) shown += 1;
      }
      count.textContent = shown ? `${shown} of ${items.length} exercises shown` : "No exercise fits all of these. Change one choice.";
      reset.hidden = !chosen.length;
    };
    form.addEventListener("change", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => { apply(); form.querySelector("select").focus(); }));
    apply();
  };

  /* ---- The theme opens its menu and search by labels of hidden boxes, which no key reaches: make them buttons ---- */
  const button = (label) => {
    const box = document.getElementById(label.htmlFor);
    const made = make("button", label.className);
    made.type = "button";
    made.append(...label.childNodes);
    const inside = { __search: ".md-search__input", __drawer: ".md-sidebar--primary :is(a[href], [role=button])" }[box.id];
    let opened = false;
    const tell = () => made.setAttribute("aria-expanded", String(box.checked));
    made.addEventListener("click", () => {
      opened = !box.checked;
      box.click();
      /* What opens slides in and cannot take the focus at once; whoever has gone on by keys until then stays there. */
      const goal = [...document.querySelectorAll(inside)].find((each) => each.checkVisibility({ visibilityProperty: true }));
      if (opened && goal) setTimeout(() => { if (box.checked && [made, document.body].includes(document.activeElement)) goal.focus(); }, 260);
    });
    box.addEventListener("change", () => {
      tell();
      if (!box.checked && opened) {
        opened = false;
        /* Whoever has gone on by keys stays there; while the focus moves, nothing has it. */
        setTimeout(() => {
          const on = document.activeElement;
          if (!on || on === document.body || on.closest(".md-sidebar--primary, .md-search")) made.focus();
        }, 50);
      }
    });
    if (box.id === "__drawer") document.addEventListener("keydown", (event) => { if (event.key === "Escape" && box.checked) box.click(); });
    label.replaceWith(made);
    tell();
  };

  /* ---- Search: nothing of it is fetched until somebody enters the box, presses a key for it, or comes by a link with ?q= ---- */
  const search = () => {
    const input = document.querySelector("[data-bw-search] input"), toggle = document.getElementById("__search");
    if (!input || !toggle) return;
    let asked = false;
    const kept = (name) => { try { return localStorage.getItem(`bonewise-${name}`); } catch { return null; } };
    const enter = () => {
      if (!toggle.checked) toggle.click();
      if (asked) return;
      asked = true;
      for (const name of ["search.js", "search/root.js", "search-box.js"]) {
        const script = make("script");
        script.async = false;  // all at once, but run in this order
        script.src = new URL(name, here);
        document.head.append(script);
      }
    };
    input.addEventListener("focus", enter);
    input.addEventListener("input", enter);
    /* Here, not in search-box.js: over a slow line the focus is gone before that has come, and the list would lie over the page. */
    document.addEventListener("focusin", (event) => {
      const to = event.target;
      if (toggle.checked && to.type !== "checkbox" && !to.closest("[data-bw-search]")) toggle.click();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || kept("slash") === "off") return;
      if (event.target.closest("input, select, textarea, [contenteditable]")) return;
      event.preventDefault();
      input.focus();
    });
    const query = new URLSearchParams(location.search).get("q");
    if (query) { input.value = query; input.focus(); enter(); }  // a tab that is not looked at has no focus
  };

  /* ---- The tree: what folds is a label of a hidden box; here its words become a button with a name and a state ---- */
  const tree = (side) => {
    const drawer = document.getElementById("__drawer"), openers = new Map();
    for (const label of side.querySelectorAll("label[for^='__nav'], label[for='__toc']")) {
      const box = document.getElementById(label.htmlFor);
      const back = label.classList.contains("md-nav__title");
      const beside = label.parentElement.querySelector(":scope > a");
      const name = label.textContent.trim() || (beside ? beside.textContent.trim() : "");
      const says = back ? "Back from" : label.htmlFor === "__toc" ? "On this page" : "Pages in";
      /* Inside the label, for a label may not be a button, and the theme's style wants labels. */
      const button = make("span", "bw-fold");
      button.setAttribute("role", "button");
      button.setAttribute("aria-label", `${says}: ${name}`);
      button.tabIndex = 0;
      button.append(...label.childNodes);
      label.removeAttribute("tabindex");
      label.append(button);
      if (!back) openers.set(box, button);
      const tell = () => { if (!back) button.setAttribute("aria-expanded", String(box.checked)); };
      tell();
      button.addEventListener("click", (event) => { event.preventDefault(); box.click(); });
      button.addEventListener("keydown", (event) => {
        if (event.key !== " " && event.key !== "Enter") return;
        event.preventDefault();
        button.click();
      });
      box.addEventListener("change", () => {
        tell();
        if (document.activeElement !== button || button.checkVisibility({ visibilityProperty: true })) return;
        const goal = box.checked ? box.closest("li").querySelector(":scope > nav .bw-fold, :scope > nav a[href]") : openers.get(box);
        if (goal) goal.focus();
      });
    }
    /* Whoever goes on behind an open menu would read under its shade. */
    document.addEventListener("focusin", (event) => {
      if (drawer && drawer.checked && !event.target.closest(".md-sidebar--primary, .md-header")) drawer.click();
    });
  };

  cards();
  search();
  document.querySelectorAll(".md-sidebar--primary").forEach(tree);
  document.querySelectorAll(".bw-cards[data-filter]").forEach(filters);
  document.querySelectorAll("label[data-bw-button]").forEach(button);
  /* What the handout builder shall begin with stands behind the #, which no server sees. */
  for (const each of document.querySelectorAll("a[data-bw-hash]")) each.hash = each.dataset.bwHash;
  for (const each of document.querySelectorAll("[data-bw-print]")) {
    each.hidden = false;
    each.addEventListener("click", () => print());
  }
  /* What is folded on a screen lies open on paper, and folds again after it. */
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll(".md-content details:not([open])")];
    for (const each of opened) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of opened.splice(0)) each.open = false;
  });
  /* How old the page is, and copies for times without a connection: after all else. */
  if (top === self) addEventListener("load", () => {
    const script = make("script");
    script.src = new URL("offline.js", here);
    document.head.append(script);
  });
})();
