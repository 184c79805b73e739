"""Sources and pages of every kind, as their authors wrote them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any

from bonewise.model.findings import Place
from bonewise.pose import Figure


@dataclass(frozen=True)
class Range:
    """A whole number or a span of them, as in a dose: `3`, or `8 to 12`."""

    low: int
    high: int

    def __str__(self) -> str:
        return str(self.low) if self.low == self.high else f"{self.low} to {self.high}"


@dataclass(frozen=True, kw_only=True)
class Source:
    """One entry of the bibliography: its CSL data, and what we know of the evidence and of our own check of it."""

    key: str
    place: Place
    csl: Mapping[str, Any]
    evidence: str
    checked: date
    checked_how: str
    access: str
    note: str = ""
    #: Where the value of each field stands, by its CSL name; `author.0.ORCID` for a person's.
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    #: The place behind each of these values, with its quotes.
    ends: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def title(self) -> str:
        return str(self.csl.get("title", self.key))


@dataclass(frozen=True)
class Change:
    """One change to a page's guidance: on which day, what changed, and why; `place` is that of the day."""

    day: date
    what: str
    why: str
    place: Place


@dataclass(frozen=True, kw_only=True)
class Page:
    """One Markdown file: its typed front matter, and its body with the line on which the body starts."""

    path: str
    id: str
    kind: str
    title: str
    description: str
    also_called: tuple[str, ...] = ()
    #: What Spanish speakers search for; the A to Z says which language it is.
    in_spanish: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    reviewed: date | None = None
    next_review: date | None = None
    authors: tuple[str, ...] = ()
    reviewed_by: tuple[str, ...] = ()
    claims_level: str = "none"
    #: The day on which its text was taken back, and the id of the page that took its place.
    withdrawn: date | None = None
    moved_to: str = ""
    short: str = ""
    call: str = ""
    signs: tuple[str, ...] = ()
    shared_stop_if: tuple[str, ...] = ()
    #: What changed for readers, newest first.
    changes: tuple[Change, ...] = ()
    shown_path: str = ""
    #: Whether the engine gives each page a folder of its own (`use_directory_urls`).
    in_folders: bool = True
    header: str = ""
    body: str = ""
    body_line: int = 1
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def url(self) -> str:
        """The page's address below the site's root: `condition/osteopenia/` for `condition/osteopenia.md`."""
        folder, _, name = self.path.removesuffix(".md").rpartition("/")
        parts = [folder] if name in ("index", "README") else [folder, name]
        if not self.in_folders and name not in ("index", "README"):
            return self.path.removesuffix(".md") + ".html"
        return "".join(f"{part}/" for part in parts if part)

    @property
    def is_embeddable(self) -> bool:
        """Whether other sites can show the page: it makes claims or guides; and for ever, once it is gone."""
        return bool(self.url) and (self.claims_level != "none" or self.withdrawn is not None or bool(self.moved_to))

    @property
    def is_plain(self) -> bool:
        """Whether the page is of no kind: plain Markdown, in a project without typed front matter."""
        return self.kind == "plain"

    @property
    def heading_place(self) -> Place:
        """The line of the page's first heading, else the line on which the text begins."""
        for number, line in enumerate(self.body.split("\n")):
            if re.match(r" {0,3}# ", line):
                return Place(self.shown_path, self.body_line + number)
        return Place(self.shown_path, self.body_line)

    @property
    def contradicts_itself(self) -> bool:
        """Whether the next review is not after the last one."""
        return bool(self.reviewed and self.next_review and self.next_review <= self.reviewed)

    def find(self, needle: str, field: str = "") -> Place:
        """Where a piece of text first stands, from a field of the front matter on; else the file's first line."""
        if needle not in self.header and needle not in self.body:  # most are asked for in vain, on every page
            return Place(self.shown_path)
        start = self.places[field].line if field in self.places else 0
        whole_word = re.compile(rf"(?<![\w-]){re.escape(needle)}(?![\w-])")
        for text, first in ((self.header, 2), (self.body, self.body_line)):
            for match in whole_word.finditer(text) if needle else ():
                before = text[: match.start()]
                if first + before.count("\n") >= start:
                    return Place(self.shown_path, first + before.count("\n"), len(before) - before.rfind("\n"))
        return Place(self.shown_path)

    def find_in_body(self, text: str) -> Place:
        """The line of the body on which a rendered text begins; quotes and marks may differ, so words are compared."""
        wanted = re.findall(r"\w+", text)[:6]
        for number, line in enumerate(self.body.split("\n")):
            bare = re.sub(r"\[@[^\]]*\]|\]\([^)]*\)", " ", line)
            words = list(re.finditer(r"\w+", bare))
            if wanted and [word[0] for word in words[: len(wanted)]] == wanted[: len(words)] and words:
                return Place(self.shown_path, self.body_line + number, line.find(words[0][0]) + 1)
        return Place(self.shown_path, self.body_line)


@dataclass(frozen=True, kw_only=True)
class Article(Page):
    """Guidance on one topic."""


@dataclass(frozen=True)
class Dose:
    """How much of an exercise: counts are ranges, the rest is plain words. `None` means it does not apply."""

    sets: Range | None = None
    reps: Range | None = None
    unit: str = "times"
    per: str = ""
    hold_seconds: Range | None = None
    minutes: Range | None = None
    days_per_week: Range | None = None
    start: str = ""
    rest: str = ""
    progress: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Exercise(Page):
    """One exercise: steps, dose, cautions and for whom it is suitable."""

    group: str
    why: str
    position: tuple[str, ...]
    equipment: tuple[str, ...]
    equipment_note: str = ""
    steps: tuple[str, ...]
    dose: Dose
    dose_basis: str
    easier: str
    harder: str
    feel: str
    breathing: str
    mistakes: tuple[str, ...]
    avoid_if: tuple[str, ...]
    stop_if: tuple[str, ...]
    impact: str
    after_fracture: str
    after_fracture_note: str
    #: The most of each number of the dose after a spine fracture, where it is less than the dose's own.
    after_fracture_most: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    sources: tuple[str, ...]
    picture_start: str
    picture_finish: str
    figure: Figure | None = None


@dataclass(frozen=True)
class Session:
    """One part of a programme: which exercises, and when."""

    title: str
    when: str
    exercises: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Programme(Page):
    """An ordered plan of exercises, and whom it suits."""

    suits: tuple[str, ...]
    for_whom: str
    not_for: tuple[str, ...]
    before_you_start: tuple[str, ...]
    weeks: Range | None = None
    schedule: tuple[Session, ...]
    progress: tuple[str, ...]
    sources: tuple[str, ...]
