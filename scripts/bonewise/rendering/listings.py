"""Pages that list others: cards of a group, an index by facet, programmes, sources, A to Z and review."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from xml.etree.ElementTree import Element

from bonewise.dialect import AFTER_FRACTURE, EQUIPMENT, IMPACT, POSITIONS, RISK_GROUPS
from bonewise.model import Exercise, Library, Page, Programme, Source
from bonewise.rendering.elements import counted, href_between, joined, link, listing, make, plain, rebase, time
from bonewise.rendering.exercise import dose_words, short_card
from bonewise.rendering.references import source_section

_FACETS = {"position": POSITIONS, "equipment": EQUIPMENT, "impact": IMPACT, "after-fracture": AFTER_FRACTURE}


def exercise_list(library: Library, group: str, page: str) -> Element:
    """The cards of a group ('all' for every exercise), marked so that a script may filter them."""
    chosen = [each for each in library.exercises.values() if group in ("all", each.group)]
    return make("div", *(short_card(each, page) for each in chosen), class_="bw-cards", data_filter="")


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
    body = make("tbody")
    for each in exercises:
        dose = "; ".join(f"{word}: {amount}" for word, amount in dose_words(each.dose))
        name = make("th", link(each.title, href_between(page, each.path)), scope="row")
        start = f". Start with: {each.dose.start}" if each.dose.start else ""
        body.append(
            make("tr", name, make("td", plain(dose + start)), make("td", plain(AFTER_FRACTURE[each.after_fracture])))
        )
    head = make(
        "tr", *(make("th", plain(name), scope="col") for name in ("Exercise", "How much", "After a spine fracture"))
    )
    return make(
        "div",
        make("table", make("thead", head), body, class_="bw-plan"),
        class_="bw-scroll",
        tabindex="0",
        role="region",
        aria_label=f"Exercises: {title}",
    )


def source_list(sources: Iterable[Source]) -> Element:
    """Every source under its first letter."""
    whole = make("div", class_="bw-sources")
    for letter, group in groupby(sorted(sources, key=lambda each: each.key), key=lambda each: each.key[0].upper()):
        whole.append(make("h2", plain(letter), id=f"letter-{letter.lower()}"))
        for source in group:
            whole.append(source_section(source))
    return whole


def a_to_z(library: Library, page: str) -> Element:
    """Every page under its title and under each name that people use for it."""
    entries = {}
    for each in library.pages.values():
        for name in (each.title, *(name[:1].upper() + name[1:] for name in each.also_called)):
            entries[name.casefold(), each.path] = (name, each)
    whole = make("div", class_="bw-a-to-z")
    ordered = [entry for _, entry in sorted(entries.items(), key=lambda item: item[0])]
    for letter, group in groupby(ordered, key=lambda entry: entry[0][0].upper()):
        whole.append(make("h2", plain(letter)))
        rows = []
        for name, target in group:
            see = "" if name == target.title else f": {target.title}"
            rows.append((link(f"{name}{see}", href_between(page, target.path)),))
        whole.append(listing(rows))
    return whole


def review_list(library: Library, page: str) -> Element:
    """Pages that no clinician has reviewed, with when each is due."""
    body = make("tbody")
    waiting = sorted((each for each in library.pages.values() if not each.reviewed_by), key=_review_order)
    for each in waiting:
        name = make("th", link(each.title, href_between(page, each.path)), scope="row")
        body.append(make("tr", name, make("td", plain(_reviewer(each))), make("td", time(each.next_review))))
    head = make("tr", *(make("th", plain(name), scope="col") for name in ("Page", "Awaits", "Next review due")))
    table = make("table", make("thead", head), body)
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
    oldest = min((page.reviewed for page in library.pages.values()), default=None)
    items = [counted(len(library.pages), "page"), cited, counted(len(library.exercises), "exercise")]
    rows: list[tuple[Element | str, ...]] = [(make("strong", plain(text)),) for text in items]
    if oldest:
        rows.append((plain("Oldest review: "), time(oldest)))
    return listing(rows, class_="bw-numbers")
