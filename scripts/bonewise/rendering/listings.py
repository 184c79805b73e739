"""Pages that list others: cards of a group, an index by facet, programmes, sources, A to Z and review."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from unicodedata import combining, normalize
from xml.etree.ElementTree import Element

from bonewise.dialect import AFTER_FRACTURE, EQUIPMENT, IMPACT, POSITIONS, RISK_GROUPS, counted
from bonewise.model import Exercise, Library, Page, Programme, Source
from bonewise.rendering.elements import href_between, joined, link, listing, make, plain, rebase, time
from bonewise.rendering.exercise import dose_words, short_card
from bonewise.rendering.references import source_section

_FACETS = {"position": POSITIONS, "equipment": EQUIPMENT, "impact": IMPACT, "after-fracture": AFTER_FRACTURE}
#: The columns of a programme's table.
_PLAN = ("Exercise", "How much", "After a spine fracture")


def exercise_list(library: Library, group: str, page: str) -> Element:
    """The cards of a group ('all' for every exercise), marked so that a script may filter them."""
    chosen = [each for each in library.exercises.values() if group in ("all", each.group)]
    cards = (short_card(each, page) for each in chosen)
    return make("div", *cards, class_="bw-cards", data_filter="", data_labels=_labels())


def _labels() -> str:
    """The facets' names and their values' words as JSON, for the filter's script."""
    named = {"afterFracture" if facet == "after-fracture" else facet: words for facet, words in _FACETS.items()}
    return json.dumps(named, ensure_ascii=False, separators=(",", ":"))


def _values(exercise: Exercise, facet: str) -> Iterable[str]:
    value = getattr(exercise, facet.replace("-", "_"))
    return (value,) if isinstance(value, str) else value


def exercise_index(library: Library, facet: str, page: str) -> Element:
    """Exercises under each value of a facet, as plain lists that need no script."""
    index = make("div", class_="bw-index")
    for value, label in _FACETS[facet].items():
        found = [each for each in library.exercises.values() if value in _values(each, facet)]
        if found:
            rows = listing(link(each.title, href_between(page, each.path)) for each in found)
            index.append(make("div", make("h3", plain(label)), rows))
    return index


def programme_list(library: Library, page: str) -> Element:
    """Each programme with whom it is for."""
    return listing(
        (
            make("strong", link(each.title, href_between(page, each.path))),
            make("br"),
            rebase(each.for_whom, each.path, page),
        )
        for each in library.programmes.values()
    )


def page_list(library: Library, folder: str, page: str) -> Element:
    """The articles of a folder, each with its one-sentence answer."""
    chosen = [each for each in library.pages.values() if each.path.rpartition("/")[0] == folder and each.path != page]
    return listing(
        (make("strong", link(each.title, href_between(page, each.path))), make("br"), plain(each.description))
        for each in sorted(chosen, key=lambda each: each.title.casefold())
    )


def programme_card(library: Library, programme: Programme) -> Element:
    """A programme: for whom, before you start, and its exercises with the dose that each exercise's own page gives."""
    page = programme.path
    suits = joined((RISK_GROUPS[group] for group in programme.suits), "and")
    parts = [
        make("p", make("strong", plain("For you if: ")), programme.for_whom, class_="bw-why"),
        make("p", make("strong", plain("Suits: ")), plain(suits), class_="bw-suits"),
        make(
            "div",
            make("p", plain("Not for you if"), class_="bw-box__title"),
            listing(programme.not_for),
            class_="bw-box bw-avoid-if",
        ),
        make("h2", plain("Before you start"), id="before-you-start"),
        listing(programme.before_you_start),
        make("h2", plain("The plan"), id="the-plan"),
    ]
    if programme.weeks:
        plural = "s" if programme.weeks.high > 1 else ""
        parts.append(make("p", make("strong", plain(f"Lasts {programme.weeks} week{plural}."))))
    for session in programme.schedule:
        exercises = [library.exercises[name] for name in session.exercises if name in library.exercises]
        parts += [make("h3", plain(session.title)), make("p", session.when), _plan(exercises, session.title, page)]
    parts += [make("h2", plain("How to move on"), id="how-to-move-on"), listing(programme.progress)]
    cites = "; ".join(f"@{key}" for key in programme.sources)
    parts.append(make("p", f"This programme rests on these sources: [{cites}] No one has tested it as a whole."))
    return make("div", *parts, class_="bw-programme")


def _plan(exercises: list[Exercise], title: str, page: str) -> Element:
    """A table whose roles are said, since on phones its rows are shown as blocks and would lose them."""
    body = make("tbody", role="rowgroup")
    for each in exercises:
        dose = "; ".join(f"{word}: {amount}" for word, amount in dose_words(each.dose))
        name = make("th", link(each.title, href_between(page, each.path)), scope="row", role="rowheader")
        start = f". Start with: {each.dose.start}" if each.dose.start else ""
        cells = zip(_PLAN[1:], (dose + start, AFTER_FRACTURE[each.after_fracture]))
        data = (make("td", plain(text), role="cell", data_label=label) for label, text in cells)
        body.append(make("tr", name, *data, role="row"))
    heads = (make("th", plain(label), scope="col", role="columnheader") for label in _PLAN)
    head = make("thead", make("tr", *heads, role="row"), role="rowgroup")
    return make(
        "div",
        make("table", head, body, class_="bw-plan", role="table"),
        class_="bw-scroll",
        tabindex="0",
        role="region",
        aria_label=f"Exercises: {title}",
    )


def source_list(sources: Iterable[Source]) -> Element:
    """Every source under its first letter."""
    ordered = sorted(sources, key=lambda each: (each.key.casefold(), each.key))
    groups = groupby(ordered, key=lambda each: each.key[0].upper())
    return _lettered({letter: [source_section(source) for source in group] for letter, group in groups}, "bw-sources")


def _lettered(groups: dict[str, list[Element]], name: str) -> Element:
    """What stands under each letter, and before it a link to each letter."""
    letters = (link(letter, f"#letter-{letter.lower()}", data_made="") for letter in groups)
    whole = make("div", make("nav", *letters, class_="bw-letters", aria_label="Letters"), class_=name)
    for letter, elements in groups.items():
        whole.append(make("h2", plain(letter), id=f"letter-{letter.lower()}"))
        whole.extend(elements)
    return whole


def a_to_z(library: Library, page: str) -> Element:
    """Every page under its title and under each name that people use for it, in Spanish too."""
    entries = {}
    for each in library.pages.values():
        names = dict.fromkeys(each.in_spanish, "es") | dict.fromkeys((each.title, *each.also_called), "")
        for name, language in names.items():
            shown = name[:1].upper() + name[1:]
            entries[_sorted_as(shown), each.path] = (shown, language, each)
    ordered = [entry for _, entry in sorted(entries.items(), key=lambda item: item[0])]
    groups = groupby(ordered, key=lambda entry: _sorted_as(entry[0])[0].upper())
    lettered: dict[str, list[tuple[str, str, Page]]] = {}
    for letter, group in groups:
        lettered.setdefault(letter if letter.isalpha() else "0", []).extend(group)
    return _lettered({letter: [_entries(group, page)] for letter, group in lettered.items()}, "bw-a-to-z")


def _sorted_as(name: str) -> str:
    """Without accents, as people look it up."""
    return "".join(char for char in normalize("NFD", name.casefold()) if not combining(char))


def _entries(entries: Iterable[tuple[str, str, Page]], page: str) -> Element:
    rows = []
    for name, language, target in entries:
        href = href_between(page, target.path)
        see = "" if name == target.title else f": {target.title}"
        named = make("span", plain(name), lang=language) if language else plain(name)
        rows.append(make("a", named, plain(see), href=href))
    return listing(rows)


def review_list(library: Library, page: str) -> Element:
    """Pages that no clinician has reviewed, with when each is due."""
    body = make("tbody")
    waiting = sorted((each for each in library.pages.values() if not each.reviewed_by), key=_review_order)
    for each in waiting:
        name = make("th", link(each.title, href_between(page, each.path)), scope="row")
        body.append(
            make(
                "tr",
                name,
                make("td", plain(_reviewer(each))),
                make("td", *(time(day) for day in (each.next_review,) if day)),
            )
        )
    head = make("tr", *(make("th", plain(name), scope="col") for name in ("Page", "Awaits", "Next review due")))
    table = make("table", make("thead", head), body, class_="bw-table")
    region = make("div", table, class_="bw-scroll", tabindex="0", role="region", aria_label="Pages that await review")
    return make("div", make("p", plain(f"{counted(len(waiting), 'page')} await review.")), region)


def _review_order(page: Page) -> tuple[str, str]:
    return _reviewer(page), page.path


def _reviewer(page: Page) -> str:
    if page.kind in ("exercise", "programme"):
        return "a physiotherapist"
    if "medicine" in page.topics:
        return "a doctor or pharmacist"
    if page.kind == "article" or {"pain", "fracture", "exercise"} & set(page.topics):
        return "a clinician"
    return "an editor"


def site_numbers(library: Library) -> Element:
    """Numbers that the build counts, so that the home page cannot boast."""
    cited = counted(len(library.sources), "source")
    oldest = min((page.reviewed for page in library.pages.values() if page.reviewed), default=None)
    items = [counted(len(library.pages), "page"), cited, counted(len(library.exercises), "exercise")]
    rows: list[tuple[Element | str, ...]] = [(make("strong", plain(text)),) for text in items]
    if oldest:
        rows.append((plain("Oldest review: "), time(oldest)))
    return listing(rows, class_="bw-numbers")
