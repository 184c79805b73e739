/* The form on "Put this on your site": choose a page, a way and a look; see it in a real frame; copy the code.
   Nothing is stored or sent. All elements are created, no markup is parsed. */
"use strict";
(() => {
  const root = new URL("..", document.currentScript.src), place = document.getElementById("choose-and-copy");
  if (!place) return;

  const make = (tag, facts, ...children) => {
    const element = Object.assign(document.createElement(tag), facts);
    element.append(...children);
    return element;
  };
  const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");

  /* ---- Colours: at least 4.5 : 1 on every ground that a link can stand on (WCAG 2.2, 1.4.3) ---- */
  const GROUNDS = { light: ["#fbfaf7", "#ffffff", "#e4f0ef"], dark: ["#12191c", "#1a2428", "#173034"] };
  const LEAST = 4.5;
  const parts = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const light = (hex) => parts(hex)
    .map((part) => part / 255)
    .map((part) => (part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4))
    .reduce((sum, part, i) => sum + part * [.2126, .7152, .0722][i], 0);
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + .05) / (low + .05);
  };
  const worst = (hex, scheme) => Math.min(...GROUNDS[scheme].map((ground) => contrast(hex, ground)));
  /* The same colour, as little darker (or lighter, on dark grounds) as it must be. */
  const nearest = (hex, scheme) => {
    const end = scheme === "light" ? 0 : 255;
    for (let step = 0; step <= 255; step++) {
      const mixed = parts(hex).map((part) => Math.round(part + (end - part) * step / 255));
      const found = "#" + mixed.map((part) => part.toString(16).padStart(2, "0")).join("");
      if (worst(found, scheme) >= LEAST) return found;
    }
    return end ? "#ffffff" : "#000000";
  };

  const build = (index) => {
    const choices = {
      page: make("select", {}, ...index.pages.map((page) => make("option", { value: page.id }, page.title))),
      way: make("select", {},
        make("option", { value: "script" }, "The whole page, always the right height (best)"),
        make("option", { value: "frame" }, "The whole page in a plain frame (no script allowed)"),
        make("option", { value: "inline" }, "The text as part of your own page"),
        make("option", { value: "card" }, "A short card with a link (WordPress, Drupal)"),
        make("option", { value: "copy" }, "A copy that you keep up to date yourself")),
      scheme: make("select", {},
        make("option", { value: "auto" }, "As the reader's device is set"),
        make("option", { value: "light" }, "Always light"),
        make("option", { value: "dark" }, "Always dark")),
      size: make("select", {}, ...[16, 18, 20, 22, 24].map((size) =>
        make("option", { value: size, selected: size === 18 }, `${size} pixels`))),
      corner: make("select", {},
        make("option", { value: "8" }, "Round"), make("option", { value: "0" }, "Square")),
      credit: make("select", {},
        make("option", { value: "full" }, "Where it is from, and its licence"),
        make("option", { value: "short" }, "Only where it is from")),
      accent: make("input", { type: "text", value: "#0b5c63", spellcheck: false, autocomplete: "off", maxLength: 7 }),
    };
    /* The site's own search, so that a page is found by what people call it; fetched when the first word is typed. */
    const wish = make("input", { type: "search", maxLength: 80, autocomplete: "off", id: "bw-maker-find" });
    const hits = make("p", { className: "bw-maker__found" });
    hits.setAttribute("role", "status");
    let search, turn = 0;
    const find = async () => {
      const mine = ++turn, asked = wish.value.trim();
      let found = index.pages;
      if (asked) {
        try {
          search ||= bonewiseSearch.open(new URL("assets/", root).href);
          const { results } = await search.search(asked, { limit: 8 });
          found = results.map((each) => index.pages.find((page) => page.id === each.id)).filter(Boolean);
        } catch {
          found = [];
        }
        if (mine !== turn) return;
      }
      hits.textContent = !asked ? "" : found.length ? `${found.length} of ${index.pages.length} pages fit. The best is chosen.` : "No page found. Try another word, or choose from all pages.";
      const before = choices.page.value;
      choices.page.replaceChildren(...(found.length ? found : index.pages).map((page) => make("option", { value: page.id }, page.title)));
      if (!asked || !found.length) choices.page.value = before;
      if (choices.page.value !== before) show();
    };
    wish.addEventListener("input", find);
    const labels = {
      page: "Which page?", way: "How?", scheme: "Light or dark?", size: "How large are the letters?",
      corner: "Which corners?", credit: "What stands below it?", accent: "Colour of links, as #rrggbb",
    };
    const said = make("p", { className: "bw-maker__said" });
    said.setAttribute("role", "status");
    const use = make("button", { type: "button", className: "bw-button bw-button--quiet", hidden: true });
    const code = make("textarea", { readOnly: true, rows: 7, spellcheck: false, id: "bw-maker-code" });
    const copy = make("button", { type: "button", className: "bw-button" }, "Copy the code");
    const copied = make("span", {});
    copied.setAttribute("role", "status");
    const preview = make("div", { className: "bw-maker__preview", tabIndex: 0 });
    preview.setAttribute("role", "region");
    preview.setAttribute("aria-labelledby", "preview");
    let accent = choices.accent.value;

    /* A colour that cannot be read is not taken; the last good one stays, and the nearest good one is offered. */
    const judge = () => {
      const wish = choices.accent.value.trim().toLowerCase();
      use.hidden = true;
      said.textContent = "";
      choices.accent.removeAttribute("aria-invalid");
      if (!/^#[\da-f]{6}$/.test(wish)) {
        said.textContent = "Please write a colour as # and six letters or digits, such as #0b5c63.";
      } else if (worst(wish, "light") < LEAST) {
        const better = nearest(wish, "light");
        said.textContent = `Too pale to read: ${worst(wish, "light").toFixed(1)} to 1, and it needs 4.5 to 1. The nearest that works is ${better}.`;
        use.textContent = `Use ${better}`;
        use.hidden = false;
        use.onclick = () => { choices.accent.value = better; show(); choices.accent.focus(); };
      } else {
        accent = wish;
        return;
      }
      choices.accent.setAttribute("aria-invalid", "true");
    };

    const look = () => {
      const own = [];
      if (accent !== "#0b5c63") own.push(`accent=${accent.slice(1)}`, `accent-dark=${nearest(accent, "dark").slice(1)}`);
      if (choices.size.value !== "18") own.push(`size=${choices.size.value}`);
      if (choices.corner.value !== "8") own.push(`corner=${choices.corner.value}`);
      if (choices.scheme.value !== "auto") own.push(`scheme=${choices.scheme.value}`);
      if (choices.credit.value !== "full") own.push(`credit=${choices.credit.value}`);
      return own.join("&");
    };

    const sandbox = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-modals";
    const words = (page) => {
      const own = look(), title = `${page.title} (${index.site_name})`, link = `<a href="${escape(page.url)}">${escape(title)}</a>`;
      const element = (mode) => `<bonewise-page page="${page.id}" label="${escape(title)}" heights="${page.heights.join(" ")}"`
        + (mode ? ` mode="${mode}"` : "") + (own && !mode ? ` look="${escape(own)}"` : "")
        + ` style="display:block;min-height:${page.heights[3]}px">${link}</bonewise-page>\n`
        + `<script async src="${index.base}embed.js" referrerpolicy="no-referrer"></script>`;
      return {
        script: () => element(""),
        inline: () => element("inline"),
        frame: () => `<iframe src="${index.base}${page.id}/${own ? "#" + escape(own) : ""}" title="${escape(title)}" sandbox="${sandbox}"`
          + ` referrerpolicy="no-referrer" loading="lazy" style="frame-sizing:content-height;width:100%;min-height:${page.heights[2]}px;border:0"></iframe>`,
        card: () => page.url,
        copy: () => `${index.base}${page.id}.html\n${index.base}${page.id}.json`,
      }[choices.way.value]();
    };

    const sample = (page) => {
      const way = choices.way.value;
      if (way === "script" || way === "inline") {
        const element = document.createElement("bonewise-page");
        element.setAttribute("page", page.id);
        element.setAttribute("label", `Preview: ${page.title}`);
        element.setAttribute("heights", page.heights.join(" "));
        element.setAttribute("look", look());
        if (way === "inline") element.setAttribute("mode", "inline");
        return element;
      }
      const frame = make("iframe", { title: `Preview: ${page.title}` });
      frame.setAttribute("sandbox", sandbox);
      frame.src = new URL(way === "card" ? `embed/${page.id}/card/` : way === "copy" ? `embed/${page.id}.html` : `embed/${page.id}/#${look()}`, root).href;
      frame.className = way === "card" ? "bw-maker__card" : "bw-maker__frame";
      return frame;
    };

    const show = () => {
      judge();
      const page = index.pages.find((each) => each.id === choices.page.value);
      code.value = words(page);
      copied.textContent = "";
      preview.replaceChildren(sample(page));
    };

    const fields = Object.entries(choices).map(([name, control]) => {
      control.id = `bw-maker-${name}`;
      control.addEventListener("change", show);
      return make("label", { htmlFor: control.id }, labels[name], control);
    });
    copy.addEventListener("click", async () => {
      code.select();
      try {
        await navigator.clipboard.writeText(code.value);
        copied.textContent = "Copied.";
      } catch {
        copied.textContent = "The code is marked. Copy it with your keyboard.";
      }
    });
    const form = make("div", { className: "bw-maker" },
      make("div", { className: "bw-maker__fields" }, make("label", { htmlFor: wish.id }, "Find a page", wish), ...fields), hits, said, use,
      make("label", { htmlFor: code.id, className: "bw-maker__code" }, "Paste this into your page", code),
      make("p", { className: "bw-maker__copy" }, copy, copied),
      make("h3", { id: "preview" }, "This is how it looks"), preview);
    const wanted = new URLSearchParams(location.search).get("page");
    if (index.pages.some((page) => page.id === wanted)) choices.page.value = wanted;
    place.nextElementSibling.replaceWith(form);
    document.head.append(make("script", { src: new URL("embed/embed.js", root).href }));
    show();
  };

  /* A copy on a disk has no embeds, and without a connection none can be shown; the page then says so in words. */
  if (location.protocol !== "file:") fetch(new URL("embed/index.json", root)).then((answer) => answer.json(), () => null).then((index) => index && build(index));
})();
