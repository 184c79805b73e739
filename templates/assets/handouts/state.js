/* What the builder remembers, and its two written forms: the end of a link (without anybody's name) and a file.
   Both come from outside when they are read, so every part is looked at and what is strange is left out, and told. */
"use strict";
(() => {
  const LIMITS = { items: 20, name: 80, clinic: 120, note: 300, logo: 700_000 };
  const FIELDS = ["days_per_week", "hold_seconds", "minutes", "reps", "sets"];
  const LOGO = /^data:image\/(png|jpeg|webp|svg\+xml);base64,[A-Za-z0-9+/=]*$/;
  const empty = () => ({
    group: "", items: [], preparedFor: "", preparedBy: "", clinic: "", logo: "", note: "",
    paper: "a4", size: "14", tone: "colour",
  });
  const words = (value, most) => (typeof value === "string" ? value.replace(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, "").slice(0, most) : "");
  const oneOf = (value, choices) => (choices.includes(value) ? value : choices[0]);
  const number = (value) => (/^\d{1,4}$/.test(String(value)) ? Number(value) : null);

  /* A state from anything; `lost` gets a line for each part that could not be kept. */
  const cleaned = (data, given, lost) => {
    const raw = given !== null && typeof given === "object" ? given : {};
    const state = empty();
    if (raw.group) {
      if (Object.hasOwn(data.groups, String(raw.group))) state.group = String(raw.group);
      else lost.push("It named a group that we do not know.");
    }
    for (const each of Array.isArray(raw.items) ? raw.items : []) {
      const id = each && typeof each.id === "string" ? each.id : "";
      if (!Object.hasOwn(data.exercises, id)) lost.push(`It named an exercise that is not on this site: “${words(id, 60) || "?"}”.`);
      else if (state.items.some((one) => one.id === id)) lost.push(`It named “${data.exercises[id].title}” twice.`);
      else if (state.items.length >= LIMITS.items) lost.push(`A sheet holds ${LIMITS.items} exercises. “${data.exercises[id].title}” was left out.`);
      else state.items.push({ id, dose: dose(each.dose, lost, data.exercises[id].title), note: words(each.note, LIMITS.note) });
    }
    for (const key of ["preparedFor", "preparedBy"]) state[key] = words(raw[key], LIMITS.name);
    state.clinic = words(raw.clinic, LIMITS.clinic);
    state.note = words(raw.note, LIMITS.note);
    state.paper = oneOf(raw.paper, ["a4", "letter"]);
    state.size = oneOf(String(raw.size), ["14", "18"]);
    state.tone = oneOf(raw.tone, ["colour", "grey"]);
    if (typeof raw.logo === "string" && raw.logo) {
      if (LOGO.test(raw.logo) && raw.logo.length <= LIMITS.logo) state.logo = raw.logo;
      else lost.push("The logo was not a picture that we can show.");
    }
    return state;
  };
  const dose = (given, lost, title) => {
    const kept = {};
    for (const [field, value] of Object.entries(given !== null && typeof given === "object" ? given : {})) {
      const read = number(value);
      if (FIELDS.includes(field) && read !== null) kept[field] = read;
      else lost.push(`${title}: one number could not be read.`);
    }
    return kept;
  };

  /* `#g=osteopenia&x=sit-to-stand*reps.8*sets.2&n=0*Hold+the+rail`: readable, and no name of a person in it. */
  const toFragment = (state) => {
    const out = new URLSearchParams();
    if (state.group) out.set("g", state.group);
    state.items.forEach((item, index) => {
      out.append("x", [item.id, ...FIELDS.filter((field) => field in item.dose).map((field) => `${field}.${item.dose[field]}`)].join("*"));
      if (item.note) out.append("n", `${index}*${item.note}`);
    });
    for (const [key, name, usual] of [["c", "clinic", ""], ["m", "note", ""], ["p", "paper", "a4"], ["t", "size", "14"], ["k", "tone", "colour"]]) {
      if (state[name] !== usual) out.set(key, state[name]);
    }
    return out.toString();
  };
  const fromFragment = (data, text) => {
    const lost = [], from = new URLSearchParams(text.replace(/^#/, "")), notes = {};
    for (const each of from.getAll("n")) {
      const star = each.indexOf("*");
      notes[each.slice(0, star)] = each.slice(star + 1);
    }
    const items = from.getAll("x").map((each, index) => {
      const [id, ...numbers] = each.split("*");
      return { id, dose: Object.fromEntries(numbers.map((one) => one.split("."))), note: notes[index] || "" };
    });
    const given = { group: from.get("g"), items, clinic: from.get("c"), note: from.get("m"), paper: from.get("p"), size: from.get("t"), tone: from.get("k") };
    const state = cleaned(data, given, lost);
    return { state, lost, programme: from.get("programme") || "" };
  };

  const toFile = (state) => `${JSON.stringify({ format: "handout", version: 1, ...state }, null, 1)}\n`;
  const fromFile = (data, text) => {
    const lost = [];
    let given = null;
    try { given = JSON.parse(text); } catch { /* told below */ }
    if (!given || given.format !== "handout" || given.version !== 1) {
      return { state: null, lost: ["This is not a file that the handout builder saved."] };
    }
    return { state: cleaned(data, given, lost), lost };
  };

  globalThis.bonewiseState = Object.freeze({ LIMITS, empty, cleaned, toFragment, fromFragment, toFile, fromFile });
})();
