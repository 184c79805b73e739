"""The library of all pages and sources, and the edition that is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType

from bonewise.model.findings import Place
from bonewise.model.pages import Exercise, Page, Programme, Source
from bonewise.model.settings import Settings
from bonewise.pose import Picture


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
    #: Drawings by id, for any page to show.
    pictures: Mapping[str, Picture] = field(default_factory=lambda: MappingProxyType({}))

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
    #: Where a reference to the definition at `place` stands.
    used: Place | None = None


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
    place of references, footnotes and definitions that came to nothing; `failure` holds the rule, words and place where
    the text could not be rendered at all.
    """

    page: Page
    html: str
    ids: frozenset[str]
    links: tuple[Link, ...]
    citations: tuple[Citation, ...]
    blocks: tuple[tuple[str, str, Place], ...]
    named: tuple[tuple[str, Place | None], ...] = ()
    loose: tuple[tuple[str, str, Place], ...] = ()
    #: Tag, attribute and value of what was taken out of the HTML because it could harm, with its place.
    removed: tuple[tuple[str, str, str, Place], ...] = ()
    failure: tuple[str, str, Place] | None = None
    #: Every other file that it took in or looked for, with what was in it just before.
    files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Edition:
    """The whole library rendered, on a given day."""

    library: Library
    pages: Mapping[str, RenderedPage]
    today: date
