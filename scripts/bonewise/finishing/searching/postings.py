"""Entries to terms: in which names, headings and sections each stands, and how much it says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from math import log, sqrt

from bonewise.finishing.searching.entries import Entry
from bonewise.finishing.searching.words import STOP, TERMS, tokens

#: Names of a page are numbered from 0 (its id, its title, what else it is called), its headings from here.
HEADINGS = 50
#: Two words that are often written as one are found as one: taichi, tscore, weightlifting.
_JOINED = 13
#: How many pages a term may lead to, by its names and by the text; more would cost bytes, and nobody reads so far.
MAX_NAMES, MAX_TEXT = 110, 45
#: Shares and weights are whole numbers, so that each is one letter in the file.
LEVELS = 85
#: A page's id and title are its own names; what else it is called counts a little less, as another may own that name.
_OWN, _ALIAS = 2, 0.82
_DESCRIPTION = 2  # its words count twice


@dataclass(slots=True)
class Term:
    """Where a term stands: `names` holds page, name and share, `text` page, section and weight, both up to `LEVELS`."""

    pages: int
    names: list[tuple[int, int, int]] = field(default_factory=list)
    text: list[tuple[int, int, int]] = field(default_factory=list)
    spelt: dict[str, int] = field(default_factory=dict)


def postings(found: list[Entry]) -> dict[str, Term]:
    """Every term of the site."""
    named = [list(_names(entry)) for entry in found]
    texts = [_texts(entry) for entry in found]
    spread = _spread(named, texts)
    terms = {name: Term(pages) for name, pages in spread.items()}
    rarity = {name: rare(pages, len(found)) for name, pages in spread.items()}
    for page, (entry, units, sections) in enumerate(zip(found, named, texts)):
        _add_names(terms, page, entry.weight, units, rarity)
        _add_text(terms, page, entry.weight, sections)
    _add_spellings(terms, found)
    for each in terms.values():
        each.names = _best(each.names, MAX_NAMES)
        each.text = _best(each.text, MAX_TEXT)
    return terms


def _spread(named: list[list[tuple[int, list[str], float]]], texts: list[list[dict[str, int]]]) -> dict[str, int]:
    """On how many pages each term stands; fewer where few pages are named by it, since names are what people type."""
    pages, names = Counter[str](), Counter[str]()
    for units, sections in zip(named, texts):
        pages.update({word for _, words, _ in units for word in words}.union(*sections))
        names.update({word for number, words, _ in units if number < HEADINGS for word in words})
    return {word: round(sqrt(times * names[word])) if word in names else times for word, times in pages.items()}


def rare(pages: int, of: int) -> float:
    """How much a word that stands on so many pages tells: BM25's measure, and a little for the commonest too."""
    return 0.3 + log(1 + (of - pages + 0.5) / (pages + 0.5))


def _names(entry: Entry) -> Iterator[tuple[int, list[str], float]]:
    """Each name and heading by number, its terms, and how exact it is: one with little words in it is less so."""
    names = [entry.id.replace("-", " "), entry.title, *entry.names]
    for number, name in enumerate(names[:HEADINGS]):
        words = tokens(name)
        kept = [found for word in words if (found := TERMS[word])]
        joined = [a + b for a, b in pairwise(words) if len(a + b) <= _JOINED and not (a in STOP and b in STOP)]
        # A name of nothing but little words, such as "about us", is found as one word.
        exact = (1.0 if number < _OWN else _ALIAS) * 0.96 ** (len(words) - len(kept))
        yield number, list(dict.fromkeys(kept)) or ["".join(words)], exact
        for word in joined:
            yield number, [found] if (found := TERMS[word]) else [], exact * 2 / len(words)
    for number, section in enumerate(entry.sections):
        if section.heading:
            yield HEADINGS + number, list(_count(section.heading)), 1.0


def _texts(entry: Entry) -> list[dict[str, int]]:
    """The terms of each section and how often they stand there; the description counts as part of the first."""
    counted = [_count(section.text) for section in entry.sections]
    for word, times in _count(entry.description).items():
        counted[0][word] = counted[0].get(word, 0) + _DESCRIPTION * times
    return counted


def _count(text: str) -> dict[str, int]:
    counts = Counter(map(TERMS.__getitem__, tokens(text)))
    counts.pop("", None)
    return counts


def _add_names(
    terms: dict[str, Term],
    page: int,
    weight: float,
    units: list[tuple[int, list[str], float]],
    rarity: dict[str, float],
) -> None:
    """A word's share of a name is its rarity among that of all its words: "bone" says little of "bone scan"."""
    for number, words, exact in units:
        scale, whole = LEVELS * weight * exact, sum(map(rarity.__getitem__, words))
        for word in words:
            terms[word].names.append((page, number, round(scale * rarity[word] / whole) or 1))


def _add_text(terms: dict[str, Term], page: int, weight: float, sections: list[dict[str, int]]) -> None:
    """Saturating counts, as in BM25, measured against the length of the section."""
    best: dict[str, tuple[float, int, int]] = {}
    for number, counts in enumerate(sections):
        length = 0.5 + sum(counts.values()) / 120
        for word, times in counts.items():
            here = times / (times + length)
            if word in best:
                share, total, where = best[word]
                best[word] = (here, total + times, number) if here > share else (share, total + times, where)
            else:
                best[word] = here, times, number
    scale = LEVELS * weight
    for word, (share, total, where) in best.items():
        terms[word].text.append((page, where, int(scale * (0.6 * share + 0.4 * total / (total + 6)))))


def _add_spellings(terms: dict[str, Term], found: list[Entry]) -> None:
    """How a term is written in full, for "did you mean": the words of names, since those are what people look for."""
    names = "\n".join(name for entry in found for name in (entry.title, *entry.names))
    for word, times in Counter(tokens(names)).items():
        if (name := TERMS[word]) in terms:
            terms[name].spelt[word] = times


def _best(rows: list[tuple[int, int, int]], most: int) -> list[tuple[int, int, int]]:
    """The highest of them, by page."""
    return rows if len(rows) <= most else sorted(sorted(rows, key=lambda row: (-row[2], row))[:most])
