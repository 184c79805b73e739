"""What `mkdocs.yml` says of a site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bonewise.model.findings import Place


@dataclass(frozen=True)
class Identity:
    """What makes a site its owner's own, beside its name.

    `accents` are colours by scheme, with their places; `topics` says what the topics of pages are called for machines.
    """

    accents: Mapping[str, tuple[str, Place]] = field(default_factory=lambda: MappingProxyType({}))
    #: The address of the licence of the texts; '' where they have none.
    licence: str = ""
    #: What stands at the foot of each printed sheet.
    printed: str = ""
    topics: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Settings:
    """What `mkdocs.yml` says of the site. Paths under `content` are relative to it; `root` is absolute."""

    root: Path
    site_name: str = "Bonewise"
    site_url: str = ""
    identity: Identity = field(default_factory=Identity)
    content: str = "content"
    site: str = "site"
    disclaimer: str = "about/disclaimer.md"
    emergency: str = "about/emergency.md"
    sources: str = "sources.yaml"
    figures: str = "figures.yaml"
    sources_page: str = "sources/index.md"
    groups: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    #: Health duties hold: sources, reviews, disclaimer. None: where the project has a bibliography.
    health: bool | None = None
    #: Every page has the typed front matter of a kind.
    typed: bool = False
    #: Abbreviations that need no entry in the glossary.
    known_terms: tuple[str, ...] = ()
    #: PDF handouts are made of what is built.
    handouts: bool = True
    #: Readers' browsers keep pages for times without a connection.
    offline: bool = True
    #: A CSV file in the layout of Retraction Watch, relative to the root.
    retractions: str = ""
    max_source_age_years: int | None = None
    use_directory_urls: bool = True
    exclude_docs: str = ""
    draft_docs: str = ""
    not_in_nav: str = ""
    #: Targets that `nav:` names, with their places; None where MkDocs makes the navigation from the folders.
    nav: tuple[tuple[str, Place], ...] | None = None
    theme: str = "mkdocs"
    #: A folder of the project's own templates and files for the theme, relative to the root.
    custom_dir: str = ""
    #: The names of the plugins; `hooks` is one where the project has hooks.
    plugins: frozenset[str] = frozenset()
    markdown_extensions: tuple[tuple[str, Mapping[str, Any]], ...] = ()
