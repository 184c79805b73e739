"""What changed for readers, on one page and on all, newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from bonewise.model import Change, Page
from bonewise.rendering.elements import make, plain, time

TITLE = "What changed on this page"


@dataclass(frozen=True)
class Dated:
    """A change with its page, and its id there, which stays the same when newer changes join it."""

    page: Page
    change: Change
    id: str


def changes_of(page: Page) -> list[Dated]:
    """The page's changes, newest first; of several on one day, those lower in the list count as earlier."""
    seen: Counter[str] = Counter()
    found = []
    for change in sorted(page.changes, key=lambda each: each.day, reverse=True)[::-1]:
        day = change.day.isoformat()
        seen[day] += 1
        found.append(Dated(page, change, f"changed-{day}" + (f"-{seen[day]}" if seen[day] > 1 else "")))
    return found[::-1]


def all_changes(pages: Iterable[Page]) -> list[Dated]:
    """Every page's changes, newest first, and by path within a day."""
    found = [each for page in sorted(pages, key=lambda page: page.path) for each in changes_of(page)]
    return sorted(found, key=lambda each: each.change.day, reverse=True)


def history(page: Page) -> list[Element]:
    """A heading and a plain list for the page's end; nothing where no change is told."""
    rows = [_row(each) for each in changes_of(page)]
    if not rows:
        return []
    # The list is made from fields: no claim, and no text of the page's body.
    return [make("h2", plain(TITLE), id="changes"), make("div", make("ul", *rows), class_="bw-made bw-changes")]


def told(change: Change) -> list[Element | str]:
    """The words of a change: what it is, and why."""
    return [
        plain(f"{_ended(change.what)} "),
        make("span", plain(f"Why: {_ended(change.why)}"), class_="bw-changes__why"),
    ]


def _row(dated: Dated) -> Element:
    day = make("strong", time(dated.change.day), plain(": "))
    return make("li", day, *told(dated.change), id=dated.id)


def _ended(sentence: str) -> str:
    return sentence if sentence[-1:] in ".!?" else f"{sentence}."
