"""Cut pages to the HTML of a handout, through the one template `templates/handout.html`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bonewise.finishing.handouts.cutting import CARDS, Cut
from bonewise.model import Exercise, Library, Page, Programme

TEMPLATE = "handout.html"
#: Sizes of letters in points, the best first. Clear print asks for at least 12, large print for 18.
SHEET = ((13.0, ""), (12.5, ""), (12.0, ""), (12.0, "compact"), (11.5, "compact"), (11.0, "compact"), (10.5, "compact"))
PLAN = ((12.5, ""), (12.0, ""), (12.0, "compact"), (11.5, "compact"), (11.0, "compact"), (10.5, "compact"))
TEXT = ((13.0, ""),)
LARGE = ((18.0, ""), (18.0, "compact"), (17.0, "compact"), (16.0, "compact"), (16.0, "compact tight"))
#: So many exercises of a programme go on three pages.
SHORT_PROGRAMME = 6
_MARK = re.compile(r"<sup>[^<]*</sup>")
#: A page that shows the exercises of one group.
_GROUP = re.compile(r"^/// exercise-list \| (?!all\b)(\S+)", re.M)


@dataclass(frozen=True)
class Handout:
    """One handout to make: its file's name without `.pdf`, whose page it is, its HTML, and the most pages it may have.

    Of the sizes of letters in `fits`, in points and with the style's classes that save room, the first is taken that
    keeps to `most` pages; `guess` is the one to try first.
    """

    name: str
    page: Page
    html: str
    fits: tuple[tuple[float, str], ...]
    guess: int = 0
    most: int | None = None


def kind_of(page: Page) -> str:
    """Which handout a page has: exercise, programme, group or article; '' where it has none, or was taken back."""
    if page.withdrawn or page.moved_to:
        return ""
    if isinstance(page, Exercise):
        return "exercise"
    if isinstance(page, Programme):
        return "programme"
    if page.kind == "article":
        return "article"
    return "group" if _GROUP.search(page.body) else ""


class Sheets:
    """Makes the HTML of handouts for one library, from what was cut of its pages (by path)."""

    def __init__(self, library: Library, cuts: Mapping[str, Cut], templates: Path) -> None:
        self.library, self.cuts = library, cuts
        # Autoescape is off, as in the engines: the template escapes what is not HTML already.
        env = Environment(loader=FileSystemLoader(templates), undefined=StrictUndefined, trim_blocks=True)
        self.template = env.get_template(TEMPLATE)

    def of(self, page: Page) -> list[Handout]:
        """The handouts of a page: one, and one in large print for what people do at home."""
        kind = kind_of(page)
        if not kind or page.path not in self.cuts:
            return []
        if kind == "exercise" and not self.cuts[page.path].is_exercise:
            kind = "article"
        ordinary = self._make(page, kind, large=False)
        return [ordinary, self._make(page, kind, large=True)] if kind in ("exercise", "programme") else [ordinary]

    def _make(self, page: Page, kind: str, large: bool) -> Handout:
        exercises = self._exercises(page, kind)
        html = self.template.render(self._context(page, kind, large, exercises))
        name = f"{page.id}-large" if large else page.id
        if kind == "exercise":
            return Handout(name, page, html, *((LARGE, 2, 2) if large else (SHEET, 5, 1)))
        short = kind == "programme" and len(exercises) <= SHORT_PROGRAMME
        fits = LARGE[:1] if large else PLAN if short else TEXT
        return Handout(name, page, html, fits, 4 if short and not large else 0, 3 if short and not large else None)

    def _context(self, page: Page, kind: str, large: bool, exercises: Sequence[Exercise]) -> dict[str, Any]:
        settings = self.library.settings
        url = f"{settings.site_url}{page.url}" if settings.site_url else ""
        cards = [(each, _unnumbered(self.cuts[each.path])) for each in exercises]
        body = self.cuts[page.path].body
        stops = dict.fromkeys(text for _, each in cards for text in each.lists["stop"])
        return {
            "kind": kind,
            "large": large,
            "page": page,
            "cut": self.cuts[page.path],
            "cards": cards,
            "before": body.partition(CARDS)[0],
            "behind": body.partition(CARDS)[2],
            "stops": list(stops),
            "help_beside": _help_beside(self.cuts[page.path]),
            "site_name": settings.site_name,
            "url": url,
            "shown_url": re.sub(r"^https?://", "", url).rstrip("/"),
        }

    def _exercises(self, page: Page, kind: str) -> list[Exercise]:
        """The exercises whose steps stand on the handout, each once."""
        known = self.library.exercises
        if isinstance(page, Programme):
            names = [name for session in page.schedule for name in session.exercises]
        elif kind == "group":
            groups = _GROUP.findall(page.body)
            names = [each.id for each in known.values() if each.group in groups]
        else:
            names = []
        ready = (known[name] for name in dict.fromkeys(names) if name in known)
        return [each for each in ready if each.path in self.cuts and self.cuts[each.path].is_exercise]


def _unnumbered(cut: Cut) -> Cut:
    """An exercise's cut without citation marks: their numbers count the sources of its own page."""
    parts = {name: _MARK.sub("", html) for name, html in cut.parts.items()}
    lists = {name: tuple(_MARK.sub("", html) for html in items) for name, items in cut.lists.items()}
    return replace(cut, parts=parts, lists=lists)


def _help_beside(cut: Cut) -> bool:
    """Whether there is room for the emergency signs under "Stop if", beside a long "Do not do this if"."""
    left = _lines(cut.lists.get("avoid", ())) + _lines((cut.parts.get("after", ""),))
    return left - _lines(cut.lists.get("stop", ())) >= 5


def _lines(items: Sequence[str]) -> int:
    """About how many lines of half a sheet's width the items take."""
    return sum(len(re.sub(r"<[^>]*>", "", item)) // 42 + 1 for item in items)
