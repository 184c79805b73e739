/* The frame around a page: its colours, the list of sections that goes with the reader, and a menu and a search that close
   when one goes on. It stands for the theme's own script, of 114 kB: of that, pages used no more than this. */
"use strict";
(() => {
  const wide = matchMedia("(min-width: 60em)");

  /* ---- Colours: the theme's radio buttons take no space bar, and say the colours that are not chosen; one button does ---- */
  const colours = (form) => {
    const inputs = bonewiseColours.inputs(), buttons = [];
    const show = (index, chosen) => {
      if (!inputs.length) return;
      bonewiseColours.dress(inputs[index]);
      inputs[index].checked = true;
      buttons.forEach((button, at) => { button.hidden = at !== index; });
      if (chosen) {
        bonewiseColours.chosen = { index };
        __md_set("__palette", { index });
        buttons[index].focus();
      }
      if (!bonewiseColours.chosen) return;
      /* What the browser itself paints, and the bar of a phone, go with a choice that differs from the system's. */
      const style = getComputedStyle(document.body);
      document.documentElement.style.colorScheme = style.colorScheme;
      for (const each of document.querySelectorAll("meta[name=theme-color]")) each.content = style.backgroundColor;
    };
    inputs.forEach((input, at) => {
      const label = input.nextElementSibling, button = document.createElement("button");
      button.type = "button";
      button.className = label.className;
      button.title = label.title;
      button.setAttribute("aria-label", label.title);
      button.append(...label.childNodes);
      button.addEventListener("click", () => show((at + 1) % inputs.length, true));
      label.replaceWith(button);
      buttons.push(button);
      input.hidden = true;
      matchMedia(input.dataset.mdColorMedia).addEventListener("change", () => {
        if (!bonewiseColours.chosen) show(bonewiseColours.index(inputs), false);
      });
    });
    show(bonewiseColours.index(inputs), false);
  };

  /* ---- Sections: those that were read are quiet, the one that is read is bold, and its line stays in sight ---- */
  const sections = (list) => {
    const links = [...list.querySelectorAll(".md-nav__link[href*='#']")];
    const pairs = links.map((link) => [link, document.getElementById(decodeURIComponent(link.hash.slice(1)))]).filter((pair) => pair[1]);
    const wrap = list.closest(".md-sidebar__scrollwrap");
    let asked = false, last = -1;
    const follow = () => {
      asked = false;
      if (!list.offsetHeight) return;
      /* Where a section stands when a link has led to it. */
      const margin = pairs.length ? getComputedStyle(pairs[0][1]).scrollMarginTop : "";
      const line = (parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0) + (parseFloat(margin) || 0) + 8;
      const end = Math.ceil(scrollY + innerHeight) >= document.documentElement.scrollHeight && scrollY > 0;
      const read = end ? pairs.length - 1 : pairs.findLastIndex((pair) => pair[1].getBoundingClientRect().top <= line);
      if (read === last) return;
      last = read;
      pairs.forEach(([link], at) => {
        link.classList.toggle("md-nav__link--passed", at <= read);
        link.classList.toggle("md-nav__link--active", at === read);
      });
      if (wrap && read >= 0) middle(wrap, pairs[read][0]);
    };
    addEventListener("scroll", () => {
      if (!asked) requestAnimationFrame(follow);
      asked = true;
    }, { passive: true });
  };
  /* Only the panel is moved, never the page. */
  const middle = (wrap, link) => {
    if (wrap.scrollHeight <= wrap.clientHeight) return;
    const at = link.getBoundingClientRect().top - wrap.getBoundingClientRect().top + wrap.scrollTop;
    wrap.scrollTop = at - wrap.clientHeight / 2;
  };

  /* ---- Menu and search: by the theme's hidden boxes; whoever follows a link within the page wants to see where it leads ---- */
  const boxes = ["__drawer", "__search"].map((id) => document.getElementById(id)).filter(Boolean);
  const close = () => { for (const box of boxes) if (box.checked) box.click(); };
  addEventListener("hashchange", close);
  addEventListener("pageshow", (event) => { if (event.persisted) close(); });
  document.addEventListener("click", (event) => {
    if (event.target.closest(".md-sidebar--primary a[href^='#'], .bw-search a[href*='#']")) setTimeout(close, 125);
  });
  /* On a phone the search covers the page, which must not scroll below it. */
  const hold = (box) => {
    let timer = 0, top = 0;
    const set = () => {
      const on = box.checked && !wide.matches;
      if (on === document.body.hasAttribute("data-md-scrolllock")) return;
      if (on) top = scrollY;
      document.body.toggleAttribute("data-md-scrolllock", on);
      document.body.style.top = on ? `-${top}px` : "";
      if (!on) scrollTo({ top, behavior: "instant" });
    };
    box.addEventListener("change", () => {
      clearTimeout(timer);
      timer = setTimeout(set, box.checked ? 400 : 100);
    });
    wide.addEventListener("change", set);
  };

  /* ---- What is linked to and folded away is unfolded ---- */
  const unfold = () => {
    let goal = null;
    try { goal = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { /* a broken address */ }
    for (let fold = goal && goal.closest("details:not([open])"); fold; fold = fold.parentElement.closest("details:not([open])")) fold.open = true;
  };
  addEventListener("hashchange", unfold);

  /* ---- Code that is wider than its box can be scrolled by keys ---- */
  const code = [...document.querySelectorAll("pre > code")];
  const reach = () => {
    for (const each of code) {
      if (each.scrollWidth > each.clientWidth) each.tabIndex = 0;
      else each.removeAttribute("tabindex");
    }
  };
  if (code.length) new ResizeObserver(reach).observe(document.body);

  document.querySelectorAll("[data-md-component=palette]").forEach(colours);
  document.querySelectorAll(".md-sidebar--secondary [data-md-component=toc]").forEach(sections);
  boxes.filter((box) => box.id === "__search").forEach(hold);
  unfold();
  for (const wrap of document.querySelectorAll(".md-sidebar--primary .md-sidebar__scrollwrap")) {
    const here = [...wrap.querySelectorAll(".md-nav__link--active[href]")].findLast((each) => each.clientHeight);
    if (here) middle(wrap, here);
  }
})();
