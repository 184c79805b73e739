/* What may stand on a sheet, what is refused and why, and what no sheet may lack.
   The same function as `compose` in scripts/bonewise/handout_safety/composing.py, over the same published data; tests
   run both on the same selections and compare. No page, no storage, no network: data in, sheet out. */
"use strict";
(() => {
  const own = (text) => ({ text, label: "", url: "" });
  const has = (object, key) => typeof key === "string" && Object.hasOwn(object, key);

  /* Why an exercise may not be added; an empty list where it may. */
  const refusal = (data, group, id, chosen) => {
    if (!has(data.groups, group)) return [own("Say first whom the sheet is for.")];
    if (!has(data.exercises, id)) return [own("There is no such exercise.")];
    const verdict = data.exercises[id].groups[group];
    if (verdict.level === "no") return [...verdict.reasons];
    return chosen.includes(id) ? [own("It is on the sheet already.")] : [];
  };

  /* The dose as it will stand, and what was asked for that may not stand. */
  const measured = (exercise, allowed, pick) => {
    const dose = {}, problems = [];
    for (const [field, limits] of Object.entries(allowed)) dose[field] = [...limits.usual];
    for (const field of Object.keys(pick.dose || {}).sort()) {
      const value = pick.dose[field], limits = has(allowed, field) ? allowed[field] : null;
      if (limits && Number.isInteger(value) && limits.min <= value && value <= limits.max) {
        dose[field] = [value, value];
        continue;
      }
      const text = limits ? limits.why : `${exercise.title}: its page gives no such number.`;
      problems.push({ id: pick.id, field, value, text, label: exercise.title, url: exercise.dose_url });
    }
    return [dose, problems];
  };

  /* The union of the exercises' warnings, each with those that ask for it, and what all sheets say. */
  const duties = (data, group, ids) => {
    const union = { avoid_if: new Map(), stop_if: new Map(data.shared_stop_if.map((text) => [text, []])) };
    for (const id of ids) {
      for (const [field, texts] of Object.entries(union)) {
        for (const text of data.exercises[id][field]) {
          if (field === "stop_if" && data.shared_stop_if.includes(text)) continue;
          texts.set(text, [...(texts.get(text) || []), id]);
        }
      }
    }
    const listed = (texts) => [...texts].map(([text, exercises]) => ({ text, exercises }));
    return {
      avoid_if: listed(union.avoid_if),
      stop_if: listed(union.stop_if),
      notices: has(data.groups, group) ? data.groups[group].notices : [],
      emergency: data.emergency,
      disclaimer: data.disclaimer,
    };
  };

  /* picks: [{id, dose: {sets: 2}}] in the order wanted. */
  const compose = (data, group, picks) => {
    const sheet = { group, exercises: [], refused: [], problems: [] };
    for (const pick of picks) {
      const reasons = refusal(data, group, pick.id, sheet.exercises.map((each) => each.id));
      if (reasons.length) {
        sheet.refused.push({ id: pick.id, reasons });
        continue;
      }
      const exercise = data.exercises[pick.id], verdict = exercise.groups[group];
      const [dose, problems] = measured(exercise, verdict.dose, pick);
      sheet.exercises.push({ id: pick.id, level: verdict.level, reasons: verdict.reasons, dose });
      sheet.problems.push(...problems);
    }
    return { ...sheet, ...duties(data, group, sheet.exercises.map((each) => each.id)) };
  };

  globalThis.bonewiseSafety = Object.freeze({ compose });
})();
