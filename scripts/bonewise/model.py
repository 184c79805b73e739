"""The nouns: what Bonewise talks about, as frozen values that hold no behaviour but their own arithmetic."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from bonewise.pose import Figure

Level = Literal["error", "warning", "notice"]


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands: a path from the project root, and a line and column that count from 1."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True)
class Fix:
    """The one right answer to a finding: put `text` in place of what stands at the finding's place to its end."""

    text: str


@dataclass(frozen=True, order=True)
class Finding:
    """Something wrong with the content: where, which rule says so, what it is and how to mend it.

    `end` is the place behind the last character of what is wrong, where it is known.
    """

    place: Place
    rule: str
    what: str
    mend: str
    level: Level = "error"
    end: Place | None = field(default=None, compare=False)
    fix: Fix | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Range:
    """A whole number or a span of them, as in a dose: `3`, or `8 to 12`."""

    low: int
    high: int

    def __str__(self) -> str:
        return str(self.low) if self.low == self.high else f"{self.low} to {self.high}"


@dataclass(frozen=True)
class Settings:
    """What `mkdocs.yml` says of the site. Paths under `content` are relative to it; `root` is absolute."""

    root: Path
    site_name: str = "Bonewise"
    site_url: str = ""
    content: str = "content"
    site: str = "site"
    disclaimer: str = "about/disclaimer.md"
    emergency: str = "about/emergency.md"
    sources: str = "sources.yaml"
    sources_page: str = "sources/index.md"
    groups: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    #: Health duties hold: sources, reviews, disclaimer. None: where the project has a bibliography.
    health: bool | None = None
    #: Every page has the typed front matter of a kind.
    typed: bool = False
    #: A CSV file in the layout of Retraction Watch, relative to the root.
    retractions: str = ""
    max_source_age_years: int | None = None
    use_directory_urls: bool = True
    exclude_docs: str = ""
    draft_docs: str = ""
    not_in_nav: str = ""
    #: Targets that `nav:` names, with their places; None where MkDocs makes the navigation from the folders.
    nav: tuple[tuple[str, Place], ...] | None = None
    plugins: frozenset[str] = frozenset()
    markdown_extensions: tuple[tuple[str, Mapping[str, Any]], ...] = ()


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

    @property
    def title(self) -> str:
        return str(self.csl.get("title", self.key))


@dataclass(frozen=True, kw_only=True)
class Page:
    """One Markdown file: its typed front matter, and its body with the line on which the body starts."""

    path: str
    id: str
    kind: str
    title: str
    description: str
    also_called: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    reviewed: date | None = None
    next_review: date | None = None
    authors: tuple[str, ...] = ()
    reviewed_by: tuple[str, ...] = ()
    claims_level: str = "none"
    short: str = ""
    call: str = ""
    signs: tuple[str, ...] = ()
    shared_stop_if: tuple[str, ...] = ()
    shown_path: str = ""
    #: Whether the engine gives each page a folder of its own (`use_directory_urls`).
    in_folders: bool = True
    header: str = ""
    body: str = ""
    body_line: int = 1
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def url(self) -> str:
        """The page's address below the site's root: `condition/osteopenia/` for `condition/osteopenia.md`."""
        folder, _, name = self.path.removesuffix(".md").rpartition("/")
        parts = [folder] if name in ("index", "README") else [folder, name]
        if not self.in_folders and name not in ("index", "README"):
            return self.path.removesuffix(".md") + ".html"
        return "".join(f"{part}/" for part in parts if part)

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

    def find(self, needle: str, field: str = "") -> Place:
        """Where a piece of text first stands, from a field of the front matter on; else the file's first line."""
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


@dataclass(frozen=True)
class Library:
    """Everything that was read from `content/`: pages by path and sources by key, each in sorted order.

    `files` are all files that are published, `excluded` those that lie there and are not.
    """

    settings: Settings
    pages: Mapping[str, Page]
    sources: Mapping[str, Source]
    files: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()

    @property
    def is_health(self) -> bool:
        """Whether health duties hold: as `extra.bonewise.health` says, else where there is a bibliography."""
        return bool(self.sources) if self.settings.health is None else self.settings.health

    def by_id(self, name: str) -> Page | None:
        return next((page for page in self.pages.values() if page.id == name), None)

    @cached_property
    def exercises(self) -> dict[str, Exercise]:
        return {page.id: page for page in self.pages.values() if isinstance(page, Exercise)}

    @cached_property
    def programmes(self) -> dict[str, Programme]:
        return {page.id: page for page in self.pages.values() if isinstance(page, Programme)}

    @property
    def disclaimer(self) -> Page | None:
        return self.pages.get(self.settings.disclaimer)

    @property
    def emergency(self) -> Page | None:
        return self.pages.get(self.settings.emergency)


@dataclass(frozen=True)
class Link:
    """A link, picture or other file as the author wrote it.

    `element` and `attribute` are what it became in HTML; `raw` tells that the author wrote the HTML, whose address the
    engine does not rewrite; `label` is what a reader sees or hears of it; `alt` is None where there is no such
    attribute.
    """

    target: str
    place: Place
    element: str = "a"
    attribute: str = "href"
    raw: bool = False
    label: str = ""
    alt: str | None = None
    decorative: bool = False


@dataclass(frozen=True)
class Citation:
    """One use of a source: the key, an optional locator such as `p. 12`, and its place."""

    key: str
    locator: str
    place: Place


@dataclass(frozen=True)
class RenderedPage:
    """A page as a reader gets it, with the ids, links, citations and blocks found in it.

    `named` holds every id in reading order with its place, where an author wrote it; `loose` holds the kind, text and
    place of references, footnotes and definitions that came to nothing.
    """

    page: Page
    html: str
    ids: frozenset[str]
    links: tuple[Link, ...]
    citations: tuple[Citation, ...]
    blocks: tuple[tuple[str, str, Place], ...]
    named: tuple[tuple[str, Place | None], ...] = ()
    loose: tuple[tuple[str, str, Place], ...] = ()


@dataclass(frozen=True)
class Edition:
    """The whole library rendered, on a given day."""

    library: Library
    pages: Mapping[str, RenderedPage]
    today: date
