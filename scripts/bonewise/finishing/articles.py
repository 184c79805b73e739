"""The built pages: each page's file in the site, and its `<article>` as parsed HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bonewise.model import Library, Page


@dataclass(frozen=True)
class Article:
    """One built page."""

    page: Page
    file: Path
    html: str
    node: LexborNode


def built_articles(library: Library, site: Path) -> list[Article]:
    """The articles of the pages that the site holds, in the library's order."""
    return list(_read(library, site))


def _read(library: Library, site: Path) -> Iterator[Article]:
    for page in library.pages.values():
        file = site / page.url / "index.html"
        if not file.is_file():
            continue
        html = file.read_text("utf-8")
        node = LexborHTMLParser(html).css_first("article")
        if node is not None:
            yield Article(page, file, html, node)
