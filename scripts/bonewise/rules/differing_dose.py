"""A page states another amount of an exercise than the exercise's own dose.

A sentence or a table's row counts where it names or links to one exercise; a part of a programme, for the days on
which it is done. What a study asked of its people, and how to begin or go on, may differ.

Why: one of the two is wrong, and readers do what stands before them.
Bad: `Do the [bridge](../exercises/bridge.md) 30 times.` Good: a `/// dose | bridge` block.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bonewise.model import Edition, Exercise, Finding, Programme, Range, RenderedPage
from bonewise.prose import sentences
from bonewise.rules._doses import amounts, differs, field_of, span
from bonewise.rules._links import aims
from bonewise.rules._wording import Wording

HEALTH = True

#: What the site takes from the exercise itself.
_MADE = ".bw-exercise, .bw-card, .bw-dose, .bw-made, .bw-plan, .bw-diary, .bw-references__list, .bw-cite, code, pre"
#: A sentence about what others did or asked, or about another stage than the dose: it is not the dose that is told.
_OTHER = re.compile(
    r"\b(?:trials?|stud(?:y|ies)|research\w*|women|men|people|adults|participants|panel|experts?|guidelines?|advises?|"
    r"ask(?:s|ed)|did|was|were|start\w*|begin\w*|at first|easier|harder|gentle|build|add|warm|rest|after|instead|"
    r"between|pause|break|weeks?\s+\d+|once you|if you can)\b",
    re.I,
)
#: What every amount holds.
_AMOUNT = re.compile(
    r"\b(?:sets?|times|repeats|repetitions|reps|seconds?|minutes?|week|every day|each day|daily)\b", re.I
)


def check(edition: Edition) -> Iterator[Finding]:
    exercises = edition.library.exercises
    if not exercises:
        return
    for programme in edition.library.programmes.values():
        yield from _sessions(programme, exercises)
    names = {exercise.title.lower(): exercise for exercise in exercises.values()}
    known = re.compile("|".join(rf"\b{re.escape(name)}s?\b" for name in sorted(names, key=len, reverse=True)), re.I)
    linked = _linked(edition)
    for rendered in edition.pages.values():
        links = linked[rendered.page.path]
        body = rendered.page.body
        if _AMOUNT.search(body) and (links or _may_name(body.lower(), names)):
            yield from _told(rendered, links, names, known)


def _sessions(programme: Programme, exercises: Mapping[str, Exercise]) -> Iterator[Finding]:
    for session in programme.schedule:
        days = [each for each in amounts(session.when) if each[0] == "days_per_week"]
        if len(days) != 1:
            continue  # no days, or a choice of several
        [(name, words, stated, up, down)] = days
        later = re.search(r"\bat first\b|\bthen\b|\bif you can\b|\bor as\b", session.when)
        for key in session.exercises:
            own = differs(exercises[key].dose, name, stated, up, down or bool(later)) if key in exercises else None
            if own:
                what = f"'{words}' is not what '{key}' says: {own} days a week"
                mend = "correct one of the two"
                yield Finding(programme.find(words, "schedule"), "differing-dose", what, mend, "warning")


def _told(
    rendered: RenderedPage, linked: Mapping[str, Exercise], names: Mapping[str, Exercise], known: re.Pattern[str]
) -> Iterator[Finding]:
    tree = LexborHTMLParser(rendered.html)
    for node in tree.css(_MADE):
        node.decompose()
    wording: Wording | None = None
    for node in tree.css("p, li, dd, tr"):
        if node.tag != "tr" and (not _AMOUNT.search(node.text()) or (node.tag == "li" and node.css_first("p, ul, ol"))):
            continue
        for exercise, text, name, words, stated, up, down in _stated(node, linked, names, known):
            own = differs(exercise.dose, name, stated, up, down)
            if own and exercise.path != rendered.page.path:
                wording = wording or Wording(rendered.page)
                what = f"'{words}' is not what the exercise '{exercise.id}' says: {own}"
                mend = f"show its own dose with '/// dose | {exercise.id}', or correct one of the two"
                yield Finding(wording.place(text, 0), "differing-dose", what, mend, "warning")


_Stated = tuple[Exercise, str, str, str, Range, bool, bool]


def _stated(
    node: LexborNode, linked: Mapping[str, Exercise], names: Mapping[str, Exercise], known: re.Pattern[str]
) -> Iterator[_Stated]:
    """Exercise, text, field, words, span and its open sides of each amount in a block."""
    if node.tag == "tr":
        yield from _row(node, linked, names, known)
        return
    links = [words for link in node.css("a[href]") if (words := " ".join(link.text().split())) in linked]
    for sentence in sentences(" ".join(node.text().split())):
        found = {linked[words].id: linked[words] for words in links if words in sentence}
        found |= {each.id: each for match in known.finditer(sentence) if (each := _named(match[0], names))}
        if len(found) == 1 and not _OTHER.search(sentence):
            [exercise] = found.values()
            for name, words, stated, up, down in amounts(sentence):
                yield exercise, sentence, name, words, stated, up, down


def _row(
    row: LexborNode, linked: Mapping[str, Exercise], names: Mapping[str, Exercise], known: re.Pattern[str]
) -> Iterator[_Stated]:
    table: LexborNode | None = row
    while table is not None and table.tag != "table":
        table = table.parent
    first = table.css_first("tr") if table is not None else None
    heads = [field_of(cell.text()) for cell in first.css("th, td")] if first is not None else []
    text = " ".join(row.text(separator=" ").split())
    links = [linked.get(" ".join(link.text().split())) for link in row.css("a[href]")]
    found = {each.id: each for each in (*links, *(_named(match[0], names) for match in known.finditer(text))) if each}
    if len(found) != 1:
        return
    [exercise] = found.values()
    for head, cell in zip(heads, row.css("th, td")):
        stated = span(cell.text()) if head else None
        if stated:
            yield exercise, text, head, cell.text().strip(), stated, False, False
    if not any(heads):
        for name, words, stated, up, down in amounts(text):
            yield exercise, text, name, words, stated, up, down


def _linked(edition: Edition) -> dict[str, dict[str, Exercise]]:
    """The exercises to which each page links, by the page's path and the words of the link."""
    exercises = {exercise.path: exercise for exercise in edition.library.exercises.values()}
    found: dict[str, dict[str, Exercise]] = defaultdict(dict)
    for rendered, link, target in aims(edition):
        if link.label and target.path in exercises:
            found[rendered.page.path][link.label] = exercises[target.path]
    return found


def _may_name(text: str, names: Mapping[str, Exercise]) -> bool:
    """Plain letters are found a hundred times as quickly as by a pattern of thirty names."""
    return any(name in text for name in names)


def _named(words: str, names: Mapping[str, Exercise]) -> Exercise | None:
    lower = words.lower()
    return names.get(lower) or names.get(lower.removesuffix("s"))
