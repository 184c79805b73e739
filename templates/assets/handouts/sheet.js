/* The sheet itself: what `compose` allowed, as elements. Everything is created as text or cloned; nothing is parsed as
   HTML. The warnings, stop rules, emergency signs and the disclaimer have no switch. */
"use strict";
(() => {
  const make = (tag, name, ...inside) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...inside.filter((each) => each !== null && each !== ""));
    return element;
  };
  const list = (name, texts, tag = "ul") => make(tag, name, ...texts.map((text) => make("li", "", text)));
  const box = (kind, title, ...inside) => make("section", `bw-box bw-${kind}`, make("h4", "bw-box__title", title), ...inside);
  const span = ([low, high]) => (low === high ? String(high) : `${low} to ${high}`);
  const day = (iso) => (iso ? new Date(`${iso}T12:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" }) : "");

  /* A dose in words, one part a line: "2 sets", "8 to 12 times each side". */
  const doseWords = (dose, words) => {
    const parts = [];
    if (dose.sets) parts.push(["Sets", span(dose.sets)]);
    if (dose.reps) parts.push(["Repeats", [span(dose.reps), words.unit || "times", words.per].filter(Boolean).join(" ")]);
    if (dose.hold_seconds) parts.push(["Hold", `${span(dose.hold_seconds)} seconds`]);
    if (dose.minutes) parts.push(["Time", `${span(dose.minutes)} minutes`]);
    if (dose.days_per_week) parts.push(["Days a week", span(dose.days_per_week)]);
    if (words.rest) parts.push(["Rest", words.rest]);
    return parts;
  };
  const doseStrip = (dose, words) => make("dl", "bw-dose", ...doseWords(dose, words).map(([name, value]) => make("div", "", make("dt", "", name), make("dd", "", value))));

  const pictures = new Map();
  const picture = (data, id) => {
    if (!data.pictures[id]) return null;
    if (!pictures.has(id)) {
      const svg = new DOMParser().parseFromString(data.pictures[id], "image/svg+xml").documentElement;
      pictures.set(id, svg.localName === "svg" ? svg : null);
    }
    const svg = pictures.get(id);
    return svg && make("div", "bw-picture bw-picture--drawn", document.importNode(svg, true));
  };

  const exercise = (data, state, each, index) => {
    const facts = data.exercises[each.id], item = state.items.find((one) => one.id === each.id);
    const group = data.groups[state.group], section = make("section", "bw-sheet__exercise");
    const pair = make("div", "bw-sheet__pair", facts.easier ? make("p", "", make("strong", "", "Easier: "), facts.easier) : null,
      facts.harder && group.shows_harder ? make("p", "", make("strong", "", "Harder: "), facts.harder) : null);
    const advice = each.reasons.map((one) => one.text).filter(Boolean);
    section.append(
      make("h4", "bw-sheet__title", `${index + 1}. ${facts.title}`),
      advice.length ? make("p", `bw-sheet__advice bw-sheet__advice--${each.level}`, make("strong", "", each.level === "advice" ? "Ask first: " : "Please note: "), advice.join(" ")) : "",
      make("div", "bw-sheet__how", picture(data, each.id) || "", list("bw-steps", facts.steps, "ol")),
      doseStrip(each.dose, facts.dose_words),
      ...[facts.dose_words.start, facts.dose_words.note].filter(Boolean).map((text) => make("p", "bw-sheet__small", text)),
      facts.equipment_note ? make("p", "bw-sheet__small", make("strong", "", "You need: "), facts.equipment_note) : "",
      pair.children.length ? pair : "",
      item && item.note ? make("p", "bw-sheet__note", make("strong", "", "Note: "), item.note) : "",
    );
    return section;
  };

  /* "(Heel drop)" behind a warning that not every exercise asks for. */
  const forWhich = (data, sheet, each) => {
    if (!each.exercises.length || each.exercises.length === sheet.exercises.length) return each.text;
    return `${each.text} (${each.exercises.map((id) => data.exercises[id].title).join(", ")})`;
  };
  const warnings = (data, sheet) => make("div", "bw-sheet__warnings",
    sheet.avoid_if.length ? box("avoid-if", "Do not do these if", list("", sheet.avoid_if.map((each) => forWhich(data, sheet, each)))) : "",
    box("stop-if", "Stop if", list("", sheet.stop_if.map((each) => forWhich(data, sheet, each)))),
    box("get-help-now", sheet.emergency.title, make("p", "", make("strong", "", sheet.emergency.call)), list("", sheet.emergency.signs)));

  const diary = (data, sheet) => {
    const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], table = make("table", "bw-diary__table");
    table.append(make("caption", "", "Tick each day that you do it. Week of: ________"));
    const head = (text, scope) => { const cell = make("th", "", text); cell.scope = scope; return cell; };
    const body = sheet.exercises.map((each) => make("tr", "", head(data.exercises[each.id].title, "row"), ...days.map(() => make("td", "", "☐"))));
    table.append(make("thead", "", make("tr", "", head("Exercise", "col"), ...days.map((one) => head(one, "col")))), make("tbody", "", ...body));
    return make("section", "bw-diary", make("h4", "bw-sheet__title", "Your week"), table);
  };

  const dates = (data, sheet, today) => {
    const facts = sheet.exercises.map((each) => data.exercises[each.id]);
    if (!facts.length) return "";
    const reviewed = facts.map((each) => each.reviewed).sort()[0], due = facts.map((each) => each.next_review).sort()[0];
    const late = due && due < today ? " It is past that date: look on the site for newer guidance." : "";
    const seen = facts.every((each) => each.reviewed_by.length) ? "" : " Not yet reviewed by a clinician.";
    return make("p", "bw-sheet__small", `Oldest review of these exercises: ${day(reviewed)}. Next review due: ${day(due)}.${late}${seen}`);
  };
  const sources = (data, sheet) => {
    const keys = [...new Set(sheet.exercises.flatMap((each) => data.exercises[each.id].sources))].filter((key) => data.sources[key]);
    return keys.length ? make("section", "bw-sheet__sources", make("h4", "bw-sheet__title", "Sources"), list("", keys.map((key) => data.sources[key].text), "ol")) : "";
  };

  const line = (label, value) => make("p", "bw-sheet__line", make("span", "", `${label}: `), value ? make("strong", "", value) : make("span", "bw-sheet__blank", ""));
  const head = (state, today) => {
    const logo = state.logo ? make("img", "bw-sheet__logo") : "";
    if (logo) { logo.src = state.logo; logo.alt = state.clinic ? `Logo of ${state.clinic}` : "Logo of the clinic"; }
    return make("header", "bw-sheet__head", logo, state.clinic ? make("p", "bw-sheet__clinic", state.clinic) : "",
      make("h3", "bw-sheet__name", "Your exercises"), make("div", "bw-sheet__lines", line("Prepared for", state.preparedFor), line("Prepared by", state.preparedBy), line("Date", day(today))));
  };

  /* QR code of a link as an SVG; null where the link is too long for one that a phone can read from paper. */
  const qr = (text, label) => {
    if (text.length > 900) return null;
    const code = globalThis.qrcode(0, "M");
    code.addData(text);
    code.make();
    const count = code.getModuleCount(), name = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(name, "svg"), path = document.createElementNS(name, "path");
    let d = "";
    for (let row = 0; row < count; row += 1) for (let column = 0; column < count; column += 1) if (code.isDark(row, column)) d += `M${column + 4} ${row + 4}h1v1h-1z`;
    svg.setAttribute("viewBox", `0 0 ${count + 8} ${count + 8}`);
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
    svg.setAttribute("class", "bw-qr");
    const ground = document.createElementNS(name, "rect");
    for (const [key, value] of [["width", count + 8], ["height", count + 8], ["fill", "#fff"]]) ground.setAttribute(key, value);
    path.setAttribute("d", d);
    path.setAttribute("fill", "#000");
    svg.append(ground, path);
    return svg;
  };

  const drawn = (data, state, sheet, link, today) => {
    const paper = make("article", `bw-sheet bw-sheet--${state.paper} bw-sheet--${state.size} bw-sheet--${state.tone} md-typeset`);
    const code = link && sheet.exercises.length ? qr(link, "Code that opens this sheet on a phone") : null;
    paper.setAttribute("aria-label", "Your sheet");
    paper.append(
      head(state, today),
      sheet.notices.length ? box("avoid-if", "Before you start", list("", sheet.notices.map((each) => each.text))) : "",
      state.note ? make("p", "bw-sheet__note", state.note) : "",
      ...sheet.exercises.map((each, index) => exercise(data, state, each, index)),
      sheet.exercises.length ? diary(data, sheet) : make("p", "", "No exercise yet."),
      warnings(data, sheet),
      make("p", "bw-disclaimer", sheet.disclaimer.text),
      dates(data, sheet, today),
      code ? make("div", "bw-sheet__scan", code, make("p", "", "Scan to open this sheet on a phone. Names are not in the code.")) : "",
      sources(data, sheet),
    );
    return paper;
  };

  globalThis.bonewiseSheet = Object.freeze({ drawn, doseWords, make, list, qr, span });
})();
