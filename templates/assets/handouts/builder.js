/* The handout builder's page: who it is for, which exercises, how much, and the sheet beside it.
   Nothing leaves the browser and nothing is stored in it: the state is in the end of the address, without names. */
"use strict";
(() => {
  const root = document.getElementById("handout-builder"), data = globalThis.bonewiseHandouts;
  if (!root || !data) return;
  const { compose } = globalThis.bonewiseSafety, { LIMITS, empty, fromFragment, toFragment, fromFile, toFile } = globalThis.bonewiseState;
  const { drawn, make, list, qr, span } = globalThis.bonewiseSheet;
  const site = new URL(root.dataset.site || "./", location.href), today = () => new Date().toISOString().slice(0, 10);
  let state = empty(), before = null, sheet = null;

  /* ---- Small parts ---- */
  let ids = 0;
  const field = (label, control, hint) => {
    control.id ||= `bw-builder-${(ids += 1)}`;
    const name = make("label", "bw-builder__label", label);
    name.htmlFor = control.id;
    const box = make("div", "bw-builder__field", name, control);
    if (hint) {
      const said = make("p", "bw-builder__hint", hint);
      said.id = `${control.id}-hint`;
      control.setAttribute("aria-describedby", said.id);
      box.append(said);
    }
    return box;
  };
  const input = (type, value, most, change) => {
    const made = document.createElement(type === "textarea" ? "textarea" : "input");
    if (type !== "textarea") made.type = type;
    made.value = value;
    if (most) made.maxLength = most;
    made.addEventListener("input", () => change(made.value));
    return made;
  };
  const select = (choices, value, change) => {
    const made = document.createElement("select");
    made.append(...choices.map(([key, text]) => new Option(text, key, false, key === value)));
    made.addEventListener("change", () => change(made.value));
    return made;
  };
  const button = (text, press, quiet = true) => {
    const made = make("button", `bw-button${quiet ? " bw-button--quiet" : ""}`, text);
    made.type = "button";
    made.addEventListener("click", press);
    return made;
  };
  const step = (title, ...inside) => make("section", "bw-builder__step", make("h2", "", title), ...inside);
  const status = make("p", "bw-builder__status");
  status.setAttribute("role", "status");
  const undo = button("Undo", () => { if (before) { state = before; before = null; refresh(); say("Undone."); } });
  const say = (text, back = false) => {
    status.textContent = text;
    undo.hidden = !back;
  };
  const remember = () => { before = structuredClone(state); };
  const why = (reasons) => make("span", "bw-builder__why", ...reasons.flatMap((each, index) => {
    const parts = [index ? " " : "", each.text];
    if (each.url) {
      const link = make("a", "", each.label);
      link.href = new URL(each.url, site).href;
      parts.push(" (see ", link, ")");
    }
    return parts;
  }));

  /* ---- 1. Who is it for? ---- */
  const groups = make("fieldset", "bw-builder__groups", make("legend", "", "Which of these is true for the reader of the sheet?"));
  for (const [key, facts] of Object.entries(data.groups)) {
    const radio = document.createElement("input");
    radio.type = "radio";
    radio.name = "bw-builder-group";
    radio.value = key;
    radio.addEventListener("change", () => { remember(); state.group = key; refresh(); say(`The sheet is for: ${facts.label}.`); });
    groups.append(make("label", "bw-builder__choice", radio, make("span", "", facts.label)));
  }
  const programmes = make("div", "bw-builder__row");
  const startFrom = () => {
    const fit = Object.entries(data.programmes).filter(([, each]) => each.suits.includes(state.group));
    programmes.replaceChildren();
    if (!fit.length) return;
    const chosen = select(fit.map(([key, each]) => [key, each.title]), fit[0][0], () => {});
    programmes.append(field("Start from a programme", chosen), button("Add its exercises", () => useProgramme(chosen.value)));
  };
  const useProgramme = (key) => {
    remember();
    const fresh = data.programmes[key].exercises.filter((id) => !state.items.some((item) => item.id === id) && !forbidden(id));
    const room = fresh.slice(0, LIMITS.items - state.items.length);
    state.items.push(...room.map((id) => ({ id, dose: {}, note: "" })));
    refresh();
    say(`${room.length} exercises added from “${data.programmes[key].title}”.`, true);
  };

  /* ---- 2. Find exercises ---- */
  const query = input("search", "", 80, () => found());
  query.placeholder = "For example: chair, balance, stairs";
  const FACETS = [["group", "Kind"], ["position", "Position"], ["equipment", "What you have"], ["impact", "Impact"]];
  const facets = {}, results = make("ul", "bw-builder__results"), count = make("p", "bw-builder__count");
  count.setAttribute("role", "status");
  const label = (facet, value) => data.labels[facet][value] || value;
  const filterRow = make("div", "bw-builder__filters");
  for (const [facet, word] of FACETS) {
    const values = Object.keys(data.labels[facet]).filter((value) => Object.values(data.exercises).some((each) => [each[facet]].flat().includes(value)));
    facets[facet] = select([["", "Any"], ...values.map((value) => [value, label(facet, value)])], "", () => found());
    filterRow.append(field(word, facets[facet]));
  }
  const forbidden = (id) => (state.group && data.exercises[id].groups[state.group].level === "no" ? data.exercises[id].groups[state.group].reasons : null);
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const score = (each, asked) => {
    const name = fold(each.title), rest = fold([each.description, label("group", each.group), ...each.also_called, ...each.position_words, each.equipment_note].join(" "));
    let sum = 0;
    for (const word of asked) {
      const hit = name.includes(word) ? 3 : rest.includes(word) ? 1 : 0;
      if (!hit) return 0;
      sum += hit;
    }
    return sum;
  };
  const found = () => {
    const asked = fold(query.value).split(/\s+/).filter(Boolean);
    const fit = Object.entries(data.exercises)
      .filter(([, each]) => FACETS.every(([facet]) => !facets[facet].value || [each[facet]].flat().includes(facets[facet].value)))
      .map(([id, each]) => [asked.length ? score(each, asked) : 1, id, each]).filter(([points]) => points)
      .sort((one, other) => other[0] - one[0] || one[2].title.localeCompare(other[2].title));
    results.replaceChildren(...fit.map(([, id, each]) => result(id, each)));
    count.textContent = fit.length ? `${fit.length} of ${Object.keys(data.exercises).length} exercises fit.` : "No exercise fits all of these. Change one choice, or try a simpler word.";
  };
  const result = (id, each) => {
    const no = forbidden(id), on = state.items.some((item) => item.id === id);
    const link = make("a", "", each.title);
    link.href = new URL(each.url, site).href;
    const row = make("li", "bw-builder__result", make("div", "", make("strong", "", link), make("span", "bw-builder__hint", ` ${label("group", each.group)} · ${each.position_words.join(", ")}`)));
    if (no) { row.append(make("p", "bw-builder__no", make("strong", "", "Not for this reader. "), why(no))); return row; }
    const add = button(on ? "On the sheet" : "Add", () => addOne(id));
    add.setAttribute("aria-label", on ? `${each.title} is on the sheet` : `Add ${each.title}`);
    add.setAttribute("aria-disabled", String(on));  // disabled in earnest it would lose the focus, and the next Tab begin anywhere
    add.dataset.key = `add-${id}`;
    row.append(add);
    return row;
  };
  const addOne = (id) => {
    if (state.items.some((item) => item.id === id)) return;
    if (!state.group) { say("Say first whom the sheet is for."); groups.querySelector("input").focus(); return; }
    if (state.items.length >= LIMITS.items) { say(`A sheet holds ${LIMITS.items} exercises. Take one away first.`); return; }
    remember();
    state.items.push({ id, dose: {}, note: "" });
    refresh();
    say(`${data.exercises[id].title} added. ${state.items.length} on the sheet.`, true);
  };

  /* ---- 3. Order, doses, notes ---- */
  const chosen = make("ol", "bw-builder__chosen");
  const move = (from, to, key) => {
    if (to < 0 || to >= state.items.length) return;
    remember();
    const [item] = state.items.splice(from, 1);
    state.items.splice(to, 0, item);
    refresh(key);
    say(`${data.exercises[item.id].title} is now number ${to + 1} of ${state.items.length}.`);
  };
  const take = (index) => {
    remember();
    const [item] = state.items.splice(index, 1);
    refresh();
    say(`${data.exercises[item.id].title} taken away.`, true);
    (chosen.querySelectorAll("[data-key^=remove]")[Math.min(index, state.items.length - 1)] || query).focus();
  };
  const doseField = (item, name, limits) => {
    const box = input("number", name in item.dose ? String(item.dose[name]) : "", 0, (value) => {
      if (value === "" && !box.validity.badInput) delete item.dose[name];
      else item.dose[name] = box.validity.badInput ? NaN : Number(value);
      show();
      tell();
    });
    box.min = limits.min;
    box.max = limits.max;
    box.inputMode = "numeric";
    box.placeholder = span(limits.usual);
    const line = field(data.dose_fields[name], box, `Page: ${span(limits.usual)}`);
    const fault = make("p", "bw-builder__fault");
    fault.setAttribute("role", "alert");
    line.append(fault);
    const tell = () => {
      const problem = sheet.problems.find((each) => each.id === item.id && each.field === name);
      box.setAttribute("aria-invalid", String(Boolean(problem)));
      fault.textContent = problem ? `${problem.text} The sheet shows ${span(limits.usual)}.` : "";
    };
    tell();
    return line;
  };
  const row = (item, index) => {
    const each = data.exercises[item.id], refused = sheet.refused.find((one) => one.id === item.id), made = make("li", "bw-builder__item");
    const tool = (text, name, press, off) => {
      const one = button(text, press);
      one.setAttribute("aria-label", `${name}: ${each.title}`);
      one.dataset.key = `${name.split(" ")[0].toLowerCase()}-${text}-${item.id}`;
      one.disabled = Boolean(off);
      return one;
    };
    const up = tool("↑", "Move up", () => move(index, index - 1, up.dataset.key), index === 0);
    const down = tool("↓", "Move down", () => move(index, index + 1, down.dataset.key), index === state.items.length - 1);
    const grip = make("span", "bw-builder__grip", "⠿");
    grip.setAttribute("aria-hidden", "true");
    grip.addEventListener("pointerdown", (event) => drag(event, index));
    made.append(make("div", "bw-builder__bar", grip, make("strong", "", each.title), up, down, tool("Remove", "Remove", () => take(index))));
    if (refused) {
      made.append(make("p", "bw-builder__no", make("strong", "", "Not on the sheet. "), why(refused.reasons)));
      return made;
    }
    const verdict = each.groups[state.group], note = input("textarea", item.note, LIMITS.note, (value) => { item.note = value; show(); });
    note.rows = 2;
    made.append(
      verdict.reasons.length ? make("p", "bw-builder__hint", why(verdict.reasons)) : "",
      make("div", "bw-builder__doses", ...Object.entries(verdict.dose).map(([name, limits]) => doseField(item, name, limits))),
      field("Note for this exercise", note),
    );
    return made;
  };
  /* Drag by the grip: the row follows the finger from place to place; the arrows do the same by keys. */
  const drag = (event, from) => {
    event.preventDefault();
    const rows = () => [...chosen.children];
    const moving = rows()[from];
    moving.classList.add("bw-builder__item--moving");
    const over = (to) => {
      const target = rows().find((each) => { const at = each.getBoundingClientRect(); return to.clientY > at.top && to.clientY < at.bottom; });
      if (target && target !== moving) {
        if (rows().indexOf(target) > rows().indexOf(moving)) target.after(moving); else target.before(moving);
      }
    };
    const drop = () => {
      removeEventListener("pointermove", over);
      removeEventListener("pointerup", drop);
      removeEventListener("pointercancel", drop);
      moving.classList.remove("bw-builder__item--moving");
      const to = rows().indexOf(moving);
      if (to !== from) move(from, to); else refresh();
    };
    addEventListener("pointermove", over);
    addEventListener("pointerup", drop);
    addEventListener("pointercancel", drop);
  };

  /* ---- 4. Names and looks ---- */
  const details = make("div", "bw-builder__details");
  const setting = (name) => (value) => { state[name] = value; show(); };
  const drawDetails = () => {
    const logo = document.createElement("input");
    logo.type = "file";
    logo.accept = "image/png,image/jpeg,image/webp,image/svg+xml";
    logo.addEventListener("change", () => {
      const reader = new FileReader(), file = logo.files[0];
      if (!file) return;
      reader.addEventListener("load", () => {
        const read = globalThis.bonewiseState.cleaned(data, { logo: reader.result }, []).logo;
        if (!read) { say("This picture cannot be used. Take a PNG, JPEG, WebP or SVG of less than 500 kB."); return; }
        state.logo = read;
        show();
        say("The logo is on the sheet. It stays in this browser.");
      });
      reader.readAsDataURL(file);
    });
    const note = input("textarea", state.note, LIMITS.note, setting("note"));
    note.rows = 2;
    details.replaceChildren(
      field("Prepared for", input("text", state.preparedFor, LIMITS.name, setting("preparedFor")), "Stays on this sheet. It is never sent, and never in the link."),
      field("Prepared by", input("text", state.preparedBy, LIMITS.name, setting("preparedBy"))),
      field("Clinic", input("text", state.clinic, LIMITS.clinic, setting("clinic"))),
      field("Logo of the clinic", logo, "The picture stays in this browser."),
      field("Note at the top", note, "Notes are in the link. Put no names into them."),
      make("div", "bw-builder__filters",
        field("Paper", select([["a4", "A4"], ["letter", "US Letter"]], state.paper, setting("paper"))),
        field("Letters", select([["14", "Normal (14 pt)"], ["18", "Large (18 pt)"]], state.size, setting("size"))),
        field("Colours", select([["colour", "Colour"], ["grey", "Grey"]], state.tone, setting("tone")))),
    );
  };

  /* ---- 5. Print and share ---- */
  const link = () => new URL(`#${toFragment(state)}`, location.protocol === "file:" && root.dataset.canonical ? root.dataset.canonical : location.href).href;
  const shared = make("div", "bw-builder__shared"), preview = make("div", "bw-builder__paper");
  const share = () => {
    const address = link(), box = input("text", address, 0, () => {}), code = qr(address, "Code of the link");
    box.readOnly = true;
    box.addEventListener("focus", () => box.select());
    shared.replaceChildren(field("Link to this sheet, without names", box), code || make("p", "", "The link is too long for a code. Shorten the notes."));
    box.focus();
    if (navigator.clipboard) navigator.clipboard.writeText(address).then(() => say("The link is copied."), () => say("Copy the link from the box."));
    else say("Copy the link from the box.");
  };
  const save = () => {
    const anchor = document.createElement("a");
    anchor.href = URL.createObjectURL(new Blob([toFile(state)], { type: "application/json" }));
    anchor.download = "handout.json";
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(anchor.href), 1000);
    say("Saved. The file holds the names that you typed: keep it where such things belong.");
  };
  const open = document.createElement("input");
  open.type = "file";
  open.accept = "application/json,.json";
  open.addEventListener("change", async () => {
    if (!open.files[0]) return;
    const read = fromFile(data, await open.files[0].text());
    open.value = "";
    if (!read.state) { say(read.lost[0]); return; }
    remember();
    state = read.state;
    refresh();
    say(["The sheet is open.", ...read.lost].join(" "), true);
  });

  /* ---- All together ---- */
  const show = () => {
    sheet = compose(data, state.group, state.items);
    const fragment = toFragment(state);
    history.replaceState(null, "", fragment ? `#${fragment}` : location.pathname + location.search);
    preview.replaceChildren(drawn(data, state, sheet, link(), today()));
    printing.disabled = !sheet.exercises.length;
  };
  const refresh = (key) => {
    const held = key || (document.activeElement && document.activeElement.dataset.key);
    for (const radio of groups.querySelectorAll("input")) radio.checked = radio.value === state.group;
    show();
    startFrom();
    found();
    chosen.replaceChildren(...state.items.map(row));
    chosen.hidden = !state.items.length;
    none.hidden = Boolean(state.items.length);
    drawDetails();
    shared.replaceChildren();
    const goal = held && root.querySelector(`[data-key="${CSS.escape(held)}"]`);
    if (goal && !goal.disabled) goal.focus();
    else if (key) chosen.querySelector(`[data-key$="${CSS.escape(key.split("-").slice(2).join("-"))}"]:not(:disabled)`)?.focus();
  };
  const none = make("p", "", "Nothing yet. Add an exercise above.");
  const printing = button("Print or save as PDF", () => print(), false);
  const clear = button("Start again", () => { remember(); state = { ...empty(), preparedBy: state.preparedBy, clinic: state.clinic, logo: state.logo }; refresh(); say("The sheet is empty.", true); });

  const tools = make("div", "bw-builder__tools",
    step("1. Who is it for?", groups, programmes),
    step("2. Add exercises", field("Search", query), filterRow, count, results),
    step("3. Order and amount", none, chosen),
    step("4. Names and looks", details),
    step("5. Print or share", make("div", "bw-builder__row", printing, button("Copy a link", share), button("Save as a file", save), clear),
      field("Open a saved file", open), shared),
    make("div", "bw-builder__say", status, undo));
  const side = make("section", "bw-builder__preview", make("h2", "", "Your sheet"), preview);
  side.tabIndex = 0;  // it scrolls by itself on wide screens, and keys must reach what scrolls
  side.setAttribute("aria-label", "Your sheet, as it will be printed");
  root.replaceChildren(tools, side);
  root.hidden = false;
  undo.hidden = true;

  const load = () => {
    const read = fromFragment(data, location.hash);
    state = { ...read.state, preparedFor: state.preparedFor, preparedBy: state.preparedBy, logo: state.logo };
    refresh();
    if (read.programme && Object.hasOwn(data.programmes, read.programme)) {
      const programme = data.programmes[read.programme];
      state.group ||= programme.suits.length === 1 ? programme.suits[0] : "";
      useProgramme(read.programme);
    }
    if (read.lost.length) say(`This link was changed or is old. ${read.lost.join(" ")}`);
    else if (state.items.length && !state.group) say("Say first whom the sheet is for. Then the sheet is made.");
  };
  addEventListener("hashchange", load);
  load();
})();
