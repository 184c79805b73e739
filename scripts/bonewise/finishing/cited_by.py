"""On the sources page, under each source: the sentences that cite it, each a link to the very place."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path

from selectolax.lexbor import LexborNode

from bonewise.dialect import counted
from bonewise.finishing.articles import Article
from bonewise.model import Library, Page

_SLOT = re.compile(r'(<div class="bw-cited-by" data-bonewise="cited-by" data-source="([^"]+)">)\s*(?=</div>)')
_END = re.compile(r"(?<=[.!?])\s+")
MAX_CHARACTERS = 160


@dataclass(frozen=True)
class Use:
    """One use of a source: on which page, the id of its mark, and the sentence before the mark."""

    key: str
    page: Page
    mark: str
    sentence: str


def uses_of_sources(article: Article) -> Iterator[Use]:
    """Every use of a source on a built page, in reading order."""
    for anchor in article.node.css(".bw-cite a[data-source]"):
        attributes = anchor.attrs
        yield Use(attributes["data-source"] or "", article.page, attributes["id"] or "", _sentence_before(anchor))


def fill_cited_by(library: Library, site: Path, uses: Iterable[Use]) -> None:
    """Fill the room that the sources page leaves for each source."""
    page = library.pages.get(library.settings.sources_page)
    file = site / page.url / "index.html" if page else None
    if page is None or file is None or not file.is_file():
        return
    by_key: dict[str, list[Use]] = defaultdict(list)
    for use in uses:
        by_key[use.key].append(use)
    filled = _SLOT.sub(lambda match: match[1] + _list(by_key[match[2]], page), file.read_text("utf-8"))
    file.write_text(filled, "utf-8")


def _sentence_before(anchor: LexborNode) -> str:
    """The text from the start of the sentence to the mark, with other marks left out."""
    mark = anchor.parent
    texts: list[str] = []
    node = mark.prev if mark is not None else None
    while node is not None:
        if not _is_mark(node):
            texts.insert(0, node.text())
        elif "".join(texts).strip():
            break
        node = node.prev
    text = " ".join("".join(texts).split())
    sentence = _END.split(text)[-1] if text else ""
    return sentence if len(sentence) <= MAX_CHARACTERS else f"…{sentence[-MAX_CHARACTERS:].partition(' ')[2]}"


def _is_mark(node: LexborNode) -> bool:
    return node.tag == "sup" and "bw-cite" in ((node.attributes or {}).get("class") or "")


def _list(uses: list[Use], on: Page) -> str:
    if not uses:
        return "<p>No page cites this source.</p>"
    rows = []
    for use in uses:
        href = f"{_way(use.page.url, on.url)}/#{use.mark}"
        shown = f": “{escape(use.sentence)}”" if use.sentence else ""
        rows.append(f'<li><a href="{escape(href)}">{escape(use.page.title)}</a>{shown}</li>')
    summary = f"Cited in {counted(len(uses), 'place')}"
    return f"<details><summary>{summary}</summary><ul>{''.join(rows)}</ul></details>"


@lru_cache(4096)
def _way(to: str, start: str) -> str:
    """The relative address of a page; pages mostly cite many sources."""
    return posixpath.relpath(f"/{to}", f"/{start}")
