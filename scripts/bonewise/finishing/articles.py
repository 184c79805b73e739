"""A built page: its file in the site, and its `<article>` as parsed HTML."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bonewise.model import Page

OPEN, CLOSE = "<article", "</article>"


@dataclass(frozen=True)
class Article:
    """One built page; `html` is the whole file, `text` and `node` the article alone.

    The theme's chrome is most of the file.
    """

    page: Page
    file: Path
    html: str
    text: str
    node: LexborNode


def read_article(page: Page, site: Path) -> Article | None:
    """The built page; None where the site does not hold it or it has no article."""
    file = site / page.url / "index.html"
    if not file.is_file():
        return None
    html = file.read_text("utf-8")
    text = article_slice(html)
    node = LexborHTMLParser(text).css_first("article")
    return Article(page, file, html, text, node) if node is not None else None


def article_slice(html: str) -> str:
    """The part of a page from the first `<article` to the last `</article>`; nothing where there is none."""
    start, end = html.find(OPEN), html.rfind(CLOSE)
    return html[start : end + len(CLOSE)] if 0 <= start < end else ""
