/* The search engine: finds pages in the index that the build wrote below assets/search/. It knows nothing of the page it
   runs in, so the search box, the handout builder, the embed generator and `bonewise search-quality` (Node) share it.

     const index = bonewiseSearch.open("../assets/");            // nothing is fetched until the first call
     const found = await index.search("sore back", { limit: 8, kinds: ["Exercise"] });
     found.results                                               // best first:
       // { id, url, title, kind, description, picture, score, urgent, sections: [{ heading, url, score }] }
     found.total, found.corrected                                // how many pages; "ostopenia" -> "osteopenia", or ""
     await index.excerpt(result, section)                        // [["Bend your ", false], ["knees", true], …]

   Addresses are relative to the site's root. The index is in scripts that call `bonewiseSearch.shard(name, data)`, which
   works from a disk too; `open(base, load)` takes another way to load one: load(address) -> Promise. Who has an index
   already gives it: `open("", null, files)`, a Map of files by name. It needs no heads and texts for `find(query)`, which
   answers with `ranked`, pages by number with their score.
   The words of a query become terms as finishing/searching/words.py does it; tests hold the two to each other. */
"use strict";
globalThis.bonewiseSearch ||= (() => {  // a page's own script and the search box may both ask for it
  const known = new Map();
  const shard = (name, data, edition) => known.set(name, edition ? Object.assign(data, { edition }) : data);

  /* ---- Words to terms ---- */
  const LETTERS = { "áàâäãå": "a", "éèêë": "e", "íìîï": "i", "óòôöõ": "o", "úùûü": "u", "ñ": "n", "ç": "c", "'’‘ʼ": "" };
  const fold = (text) => text.toLowerCase().replace(/[^\0-\x7f]|'/g, (sign) => {
    for (const row in LETTERS) if (row.includes(sign)) return LETTERS[row];
    return sign;
  });
  const tokens = (text) => fold(text).match(/[a-z0-9]+/g) || [];
  const SPELLING = [
    [/ae/g, "e"], [/^oe|(?<=c)oe(?=l)|(?<=f)oe(?=t)/g, "e"], [/our(?=(?:s|ed|ing|ite|able)?$)/, "or"],
    [/([iy])z(?=(?:e|ed|es|er|ers|ing|ation)$)/, "$1s"], [/mme(?=s?$)/, "m"], [/(cent|met|lit|fib)re(?=s?$)/, "$1er"],
  ];
  const ENDINGS = [
    [/(?:osis|oses|otic)$/, "o", 2], [/(?:itis|itic|ia|ic|is)$/, "", 4], [/(?:ful)?ness$|ful(?:ly)?$/, "", 3], [/ly$/, "", 4],
    [/al$/, "", 5],
  ];
  const singular = (word) => {
    if (!word.endsWith("s") || /(?:ss|us|is)$/.test(word)) return word;
    if (word.endsWith("sses")) return word.slice(0, -2);
    return word.endsWith("ies") && word.length > 4 ? word.slice(0, -3) + "y" : word.slice(0, -1);
  };
  const base = (word) => {
    const ending = /(?:ing|ed)$/.exec(word);
    if (!ending) return word;
    const rest = word.slice(0, ending.index);
    return rest.length > 2 && /[aeiouy]/.test(rest) ? rest : word;
  };
  const stem = (word) => {
    if (word.length < 4 || /^\d+$/.test(word)) return /^[a-z][bcdfghjklmnpqrtvwxz]s$/.test(word) ? word.slice(0, 2) : word;
    for (const [from, to] of SPELLING) word = word.replace(from, to);
    word = base(singular(word));
    for (const [from, to, least] of ENDINGS) {
      const at = word.search(from);
      if (at >= least) { word = word.slice(0, at) + to; break; }
    }
    word = word.replace(/([bcdfgklmnprstvz])\1$/, "$1");
    if (/e$/.test(word) && word.length > 3 || /a$/.test(word) && word.length > 4) word = word.slice(0, -1);
    return /y$/.test(word) && word.length > 3 ? word.slice(0, -1) + "i" : word;
  };
  const SOUNDS = {};
  [..."bfpvcgjkqsxzdtlmnr"].forEach((letter, at) => { SOUNDS[letter] = "111122222222334556"[at]; });
  /* Nobody hears the first letter of knee, wrist, gnaw, psoas or pneumonia, so some leave it out. */
  const said = (word) => word.replace(/^(?:[gk](?=n)|w(?=r)|p(?=[ns]))/, "");
  const sound = (written) => {
    const word = said(written);
    let code = SOUNDS[word[0]] ? "" : "0";
    for (const letter of word) {
      const digit = SOUNDS[letter] || (/\d/.test(letter) ? letter : "");
      if (digit && !code.endsWith(digit)) code += digit;
    }
    return code;
  };

  /* ---- How alike two words are: 1 the same, 0 too far apart ---- */
  /* Letters that sound alike are made one first, so that "kifosis" is no further from "kyphosis" than its ear. */
  const plain = (word) => said(word).replace(/ph/g, "f").replace(/y/g, "i").replace(/c(?=[ei])|z/g, "s").replace(/ck?|q/g, "k").replace(/(.)\1/g, "$1");
  const initial = (word) => plain(word)[0] || "";
  const distance = (a, b, most) => {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let before = [], last = Array.from({ length: b.length + 1 }, (_, at) => at);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
        if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      [before, last] = [last, row];
    }
    return last[b.length];
  };
  const alike = (a, b) => {
    const [x, y] = [plain(a), plain(b)], length = Math.max(x.length, y.length);
    const most = length < 4 ? Number([...x].sort().join() === [...y].sort().join()) : length < 6 ? 1 : length < 9 ? 2 : 3;  // "hpi" is hip
    const away = distance(x, y, most);
    if (away > most) return 0;
    if (x[0] !== y[0] && length < 6) return 0;  // of short words the first letter is hardly ever wrong
    return 0.92 - 1.1 * away / length - (x[0] === y[0] ? 0 : 0.1) + (sound(a) === sound(b) ? 0.05 : 0);
  };

  /* ---- The index ---- */
  const BASE = 86;
  const number = (text, at) => text.charCodeAt(at) - 40 - (text.charCodeAt(at) > 92);
  const gap = (text, at) => {
    const first = number(text, at);
    return first < 78 ? [first, at + 1] : [78 + ((first - 78) * BASE + number(text, at + 1)) * BASE + number(text, at + 2), at + 3];
  };
  const rows = (text) => {
    const out = [];
    for (let at = 0, page = 0, step; at < text.length; at += 2) {
      [step, at] = gap(text, at);
      page += step;
      out.push([page, number(text, at), number(text, at + 1) / (BASE - 1)]);
    }
    return out;
  };
  /* A file of terms: [term, how it is spelt in full, number of pages, names, text]; the rows are read when needed. */
  const readTerms = (text) => {
    const terms = new Map();
    for (const line of text.split(" ")) {
      const [, name, sign, rest, pages, names, body] = /^([a-z0-9]+)([_=]?)([a-z0-9]*)!([^!]+)!([^!]*)!(.*)$/.exec(line);
      let held;
      terms.set(name, {
        name, spelt: sign === "_" ? name + rest : rest || name, pages: gap(pages, 0)[0], named: names.length > 0,
        get rows() { return held || (held = { names: rows(names), text: rows(body) }); },
      });
    }
    return terms;
  };
  /* A file of the dictionary: each word's term, how it is spelt in full, and by a capital letter how often it is a name. */
  const readWords = (text) => text.split(" ").map((line) => {
    const [, name, sign, rest, level] = /^([a-z0-9]+)([_=]?)([a-z0-9]*)([A-Z])$/.exec(line);
    return { name, spelt: sign === "_" ? name + rest : rest || name, level: level.charCodeAt(0) - 65 };
  });
  /* CRC-32, as zlib counts it: says in which file a term stands, so that no list of files need be fetched. */
  const hash = (text) => {
    let sum = -1;
    for (let at = 0; at < text.length; at++) {
      sum ^= text.charCodeAt(at);
      for (let bit = 8; bit--;) sum = sum >>> 1 ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return ~sum >>> 0;
  };
  const HEADINGS = 50;
  const slug = (heading) => heading.toLowerCase().replace(/[^\w\s-]/g, "").trim().replace(/[\s-]+/g, "-");

  const tag = (address) => new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = done;
    script.onerror = () => failed(new Error(address));
    document.head.append(script);
  });

  const open = (where, load = tag, files = known) => {
    const asked = new Map();
    let root, synonyms, stop, bounds, groups;
    const get = (name) => {
      if (!asked.has(name)) {
        const address = `${where}search/${name === "root" ? name : `${root.edition}/${name}`}.js`;
        const loading = files.has(name) ? Promise.resolve() : load(address);
        asked.set(name, loading.then(() => (name[0] === "t" ? readTerms : name[0] === "d" ? readWords : (data) => data)(files.get(name)), (error) => {
          asked.delete(name);
          throw error;
        }));
      }
      return asked.get(name);
    };
    const ready = async () => {
      if (root) return;
      const data = await get("root");
      synonyms = new Map(data.synonyms.flatMap((row) => row.split(" ").map((word, _, all) => [word, all[0]])));
      stop = new Set(data.stop.split(" "));
      bounds = data.words.split(" ");
      groups = data.groups.flatMap(([times, group]) => Array(times).fill(group));
      root = data;
    };
    const term = (word) => {
      const found = stem(word);
      if (stop.has(word) || stop.has(found)) return "";
      return synonyms.get(found) || found;
    };

    const exactly = async (name) => (await get(`t${hash(name) % root.terms}`)).get(name);

    /* The dictionary goes by first letters, then by sounds. Which of its files hold words that begin like one of these: a
       few, since on a site of thousands of pages a sound may fit many. */
    const wordsIn = async (letter, codes, begins, most) => {
      const files = new Set();
      for (const code of codes) {
        let at = Math.max(0, (bounds.findIndex((bound) => bound > letter + code) + bounds.length + 1) % (bounds.length + 1) - 1);
        do files.add(at++); while (begins && (bounds[at] || "~").startsWith(letter + code));
      }
      return (await Promise.all([...files].slice(0, most).map((file) => get(`d${file}`)))).flat();
    };

    /* ---- A word of a query to the terms it may mean, each with how surely ---- */
    const candidates = async (word, unfinished, most) => {
      const wanted = term(word), exact = await exactly(wanted);
      if (exact) return [{ term: exact, spelt: exact.spelt, sure: 1 }];
      const found = [], words = await wordsIn(initial(word), [sound(unfinished ? word : wanted)], unfinished, Math.min(2, most));
      if (unfinished || word.length > 3) {
        const longer = words.filter(({ name, spelt }) => name !== wanted && (name.startsWith(word) || spelt.startsWith(word)))
          .map((each) => ({ ...each, sure: 0.9 * (0.6 + 0.4 * word.length / each.name.length) }))
          .sort((a, b) => b.sure + 0.04 * b.level - a.sure - 0.04 * a.level).slice(0, most);
        found.push(...await meant(longer));
        for (const [name, first] of synonyms) {
          if (found.length || word.length < 3 || !name.startsWith(word)) continue;
          const each = await exactly(first);
          if (each) found.push({ term: each, spelt: name, sure: 0.8 });
        }
      }
      return found.length ? found : guesses(wanted, word, words, most);
    };
    /* Words of the dictionary with what the index knows of them. */
    const meant = async (words) => (await Promise.all(words.map(async (each) => ({ ...each, term: await exactly(each.name) })))).filter((each) => each.term);

    /* Nobody writes it so: what is near in sound and letters. */
    const guesses = async (wanted, word, words, most) => {
      let near = nearest(wanted, word, words, most);
      for (const [name, first] of synonyms) {
        const sure = alike(wanted, name);
        if (sure > (near[0]?.sure || 0.6)) near = [{ name: first, sure, spelt: name }];
      }
      if (!(near[0]?.sure > 0.74) && wanted.length > 3) {
        const all = await wordsIn(initial(word), slips(sound(wanted)), false, most - 1);
        const further = nearest(wanted, word, all, most);
        if ((further[0]?.sure || 0) > (near[0]?.sure || 0)) near = further;
        if (!near.length) return split(word, [...words, ...all]);
      }
      return (await meant(near)).map((each) => ({ ...each, guessed: true }));
    };
    /* What else it may have sounded like: one sound forgotten, one too many, or two changed places. */
    const slips = (code) => {
      const cuts = [...code].map((_, at) => [code.slice(0, at), code.slice(at)]);
      const swapped = cuts.slice(0, -1).map(([left, right]) => left + right[1] + right[0] + right.slice(2));
      const extra = cuts.map(([left, right]) => left + right.slice(1));
      const missing = [..."653142"].flatMap((sign) => cuts.slice(1).map(([left, right]) => left + sign + right));
      return [...swapped, ...extra, ...missing];
    };
    const nearest = (wanted, word, words, most) => {
      const near = [];
      for (const { name, spelt, level } of words) {
        const sure = Math.max(alike(wanted, name), spelt === name ? 0 : alike(word, spelt)) + (level ? 0.04 : 0);
        if (sure > 0.55) near.push({ name, spelt, sure });
      }
      return near.sort((a, b) => b.sure - a.sure || (a.name < b.name ? -1 : 1)).filter((each) => each.sure > near[0].sure - (most > 2 ? 0.12 : 0.06)).slice(0, most);
    };
    /* "osteo porosis": one word that the writer parted, so that both halves, and no other words, are unknown. */
    const together = async (words, unknown) => {
      const [first, second] = unknown;
      if (unknown.length !== 2 || second !== first + 1) return words;
      const both = words[first] + words[second];
      return await exactly(term(both)) ? [...words.slice(0, first), both, ...words.slice(second + 1)] : words;
    };
    /* "bonescan": two words that the writer forgot to part. */
    const split = async (word, words) => {
      const names = new Set(words.map((each) => each.name));
      for (let at = 3; at <= word.length - 3; at++) {
        const halves = [term(word.slice(0, at)), term(word.slice(at))];
        if (!names.has(halves[0]) || !halves[1]) continue;
        const found = await Promise.all(halves.map(exactly));
        if (found.every((each) => each && each.named)) return found.map((each) => ({ term: each, spelt: each.spelt, sure: 0.7, guessed: true }));
      }
      return [];
    };

    /* ---- Signs of danger: a query that holds all words of one is answered with where to get help, before all else ---- */
    const NOT = new Set(["cant", "cannot", "couldnt", "no", "not", "unable", "wont"]);
    const isUrgent = (words) => {
      const said = words.map((word) => NOT.has(word) ? "not" : term(word)).filter(Boolean);
      const near = (sign) => said.some((word) => word === sign || sign.length > 3 && word.length > 3 && alike(word, sign) > 0.7);
      return root.alarms.some((alarm) => alarm.split(" ").every(near));
    };

    /* ---- Scores ---- */
    const rarity = (pages) => 0.3 + Math.log(1 + (root.pages - pages + 0.5) / (pages + 0.5));
    const rank = (meant) => {
      const weights = meant.map((found) => Math.max(...found.map((each) => rarity(each.term.pages) * Math.min(1, each.sure + 0.2))));
      const all = weights.reduce((sum, weight) => sum + weight, 0);
      const pages = new Map();
      const of = (page) => pages.get(page) || pages.set(page, { page, units: new Map(), sections: new Map(), text: 0, terms: new Set() }).get(page);
      meant.forEach((found, at) => {
        const best = new Map(), said = new Map();
        for (const { term: each, sure } of found) {
          for (const [page, unit, share] of each.rows.names) {
            const key = page * 128 + unit, old = best.get(key);
            if (!old || sure * share > old[0] * old[1]) best.set(key, [sure, share]);
            of(page).terms.add(each.name);
          }
          for (const [page, section, level] of each.rows.text) {
            const old = said.get(page);
            if (!old || sure * level > old[0]) said.set(page, [sure * level, section]);
            of(page).terms.add(each.name);
          }
        }
        for (const [key, [sure, share]] of best) {
          const units = of(key >> 7).units, unit = units.get(key & 127) || { words: new Map(), share: 0 };
          unit.words.set(at, sure);
          unit.share += sure * share;
          units.set(key & 127, unit);
        }
        for (const [page, [level, section]] of said) {
          const each = of(page);
          each.text += weights[at] * level;
          each.sections.set(section, (each.sections.get(section) || 0) + weights[at] * level / all);
        }
      });
      for (const each of pages.values()) score(each, weights, all);
      return [...pages.values()].sort((a, b) => b.score - a.score || a.page - b.page);
    };
    const [SHARE, HEADING, UNION, TEXT] = [1, 0.5, 0.25, 0.25];
    /* A name counts by how much of the query it holds, and how much of it the query says; its title is a name too. */
    const score = (each, weights, all) => {
      let name = 0;
      const held = new Map();
      for (const [unit, { words, share }] of each.units) {
        let asked = 0;
        for (const [at, sure] of words) {
          asked += weights[at] * sure;
          if (unit < HEADINGS) held.set(at, Math.max(held.get(at) || 0, sure));
        }
        const value = asked / all * Math.min(1, share) ** SHARE;
        if (unit < HEADINGS) name = Math.max(name, value);
        else {
          name = Math.max(name, HEADING * value);
          each.sections.set(unit - HEADINGS, (each.sections.get(unit - HEADINGS) || 0) + 1.5 * value);
        }
      }
      let union = 0;
      for (const [at, sure] of held) union += weights[at] * sure / all;
      each.name = name;
      each.score = name + UNION * union + TEXT * each.text / all;
    };
    /* Of each group the best page first, and what is named about as well where it is a group of exercises; then the rest,
       but not behind pages that hardly fit. Groups below 0 are folders of many pages, such as a journal's. */
    const spread = (ranked) => {
      const best = new Map(), first = [], later = [];
      for (const each of ranked) {
        const group = groups[each.page];
        const equal = !best.has(group) || group > 0 && each.score > 0.9 * best.get(group);
        if (group && !best.has(group)) best.set(group, each.score);
        (!group || equal ? first : later).push(each);
      }
      for (const each of later) {
        const at = first.findIndex((other, place) => place > 2 && other.score < 0.6 * each.score);
        first.splice(at < 0 ? first.length : at, 0, each);
      }
      return first;
    };

    /* Ranks pages by number, without their heads: `head(page)` is another file. What scores less than so much of the best
       is left out. */
    const find = async (query, least = 0.2) => {
      await ready();
      const words = tokens(query).slice(0, 12);
      const urgent = root.urgent >= 0 && isUrgent(words);
      let asked = words.filter((word) => term(word)).slice(0, 9);  // each is a file
      if (!asked.length && words.length) asked = [words.join("")];
      const found = await Promise.all(asked.map((word) => exactly(term(word)).catch(() => true)));
      const unknown = [...asked.keys()].filter((at) => !found[at]);
      const joined = await together(asked, unknown);
      /* The more words are unknown, the fewer files each may ask for: the first result must not wait for many. */
      const most = unknown.length > 1 ? 1 : asked.length > 1 ? 2 : 3;
      const guessable = new Set(unknown.sort((a, b) => asked[b].length - asked[a].length).slice(0, 2));
      if (joined !== asked) { asked = joined; unknown.length = 0; }
      const typing = asked.length && words.at(-1) === asked.at(-1) && !/\s$/.test(query);
      const all = await Promise.all(asked.map((word, at) => unknown.includes(at) && !guessable.has(at) ? [] : candidates(word, typing && at === asked.length - 1, most).catch((error) => {
        if (urgent) return [];  // help must not wait for a file that does not come
        throw error;
      })));
      const meant = all.filter((found) => found.length);
      let ranked = meant.length ? spread(rank(meant)) : [];
      if (ranked.length) ranked = ranked.filter((each) => each.score > least * ranked[0].score);
      if (urgent) ranked = [{ page: root.urgent, score: 9, urgent: true, sections: new Map(), terms: new Set() }, ...ranked.filter((each) => each.page !== root.urgent)];
      const guessed = all.some((found) => found.length && found.every((each) => each.guessed));
      const spelt = asked.map((word, at) => all[at][0]?.guessed ? all[at][0].spelt : word);
      return { query, ranked, urgent, corrected: guessed ? spelt.join(" ") : "", unknown: asked.filter((_, at) => !all[at].length) };
    };
    const head = async (page) => {
      await ready();
      const heads = await get(`h${Math.floor(page / root.heads)}`);
      const [url, title, kind, description, picture, headings, id] = heads[page % root.heads];
      return {
        id: id || url.split("/").at(-2), url, title, kind, description,
        picture: picture ? `assets/search/${root.edition}/${id || url.split("/").at(-2)}.svg` : "",
        headings: headings.map((each) => Array.isArray(each) ? each : [each, slug(each)]),
      };
    };
    const result = async (each) => {
      const top = await head(each.page);
      const best = [...each.sections].filter(([at, value]) => top.headings[at]?.[0] && value > 0.5).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      const sections = best.map(([at, value]) => ({ number: at, heading: top.headings[at][0], url: `${top.url}#${top.headings[at][1]}`, score: value }));
      return { ...top, page: each.page, score: each.score, urgent: Boolean(each.urgent), sections, terms: each.terms };
    };
    const search = async (query, { limit = 10, kinds } = {}) => {
      const found = await find(query), results = [];
      for (const each of found.ranked) {
        if (results.length >= limit) break;
        if (kinds) {
          const made = await result(each);
          if (kinds.includes(made.kind)) results.push(made);
        } else results.push(result(each));
      }
      return { ...found, results: await Promise.all(results), total: found.ranked.length };
    };

    /* ---- Excerpts ---- */
    const mark = (text, terms) => {
      const parts = [];
      for (const piece of text.split(/([\p{L}\p{N}'’]+)/u)) {
        if (!piece) continue;
        const hit = tokens(piece).some((word) => terms.has(term(word)));
        if (parts.length && parts.at(-1)[1] === hit) parts.at(-1)[0] += piece;
        else parts.push([piece, hit]);
      }
      return parts;
    };
    /* The sentence of a section that says most of what was asked. */
    const excerpt = async (found, section) => {
      const text = (await get(`x${found.page}`))[section.number] || "";
      const lines = text.split(/\n|(?<=[.!?]) /);
      const worth = (line) => new Set(tokens(line).map(term).filter((each) => found.terms.has(each))).size;
      const at = lines.reduce((best, line, here) => worth(line) > worth(lines[best]) ? here : best, 0);
      return mark(lines.slice(at, at + 2).join(" ").slice(0, 220), found.terms);
    };
    const popular = async () => { await ready(); return Promise.all(root.popular.map(head)); };
    const emergency = async () => { await ready(); return root.urgent < 0 ? null : head(root.urgent); };
    return { search, find, result, excerpt, mark, popular, emergency, ready };
  };

  return { open, shard, tokens, stem, sound, slug, initial };
})();
