"""On the sources page, under each source: the sentences that cite it, each a link to the very place."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from html import escape
from pathlib import Path

from selectolax.lexbor import LexborNode

from bonewise.finishing.articles import Article
from bonewise.model import Library

_SLOT = re.compile(r'(<div class="bw-cited-by" data-bonewise="cited-by" data-source="([^"]+)">)\s*(?=</div>)')
_END = re.compile(r"(?<=[.!?])\s+")
MAX_CHARACTERS = 160


def fill_cited_by(library: Library, site: Path, articles: list[Article]) -> None:
    """Fill the room that the sources page leaves for each source."""
    uses = citing_sentences(articles)
    for article in articles:
        if 'data-bonewise="cited-by"' in article.html:
            filled = _SLOT.sub(lambda match, a=article: match[1] + _list(uses[match[2]], a), article.html)  # type: ignore[misc]
            article.file.write_text(filled, "utf-8")


def citing_sentences(articles: list[Article]) -> dict[str, list[tuple[Article, str, str]]]:
    """For each source key: the citing article, the mark's id and the sentence before the mark."""
    uses: dict[str, list[tuple[Article, str, str]]] = defaultdict(list)
    for article in articles:
        for anchor in article.node.css(".bw-cite a[data-source]"):
            attributes = anchor.attributes
            sentence = _sentence_before(anchor)
            uses[attributes["data-source"] or ""].append((article, attributes["id"] or "", sentence))
    return uses


def _sentence_before(anchor: LexborNode) -> str:
    """The text from the start of the sentence to the mark, with other marks left out."""
    mark = anchor.parent
    texts: list[str] = []
    node = mark.prev if mark is not None else None
    while node is not None:
        if not _is_mark(node):
            texts.insert(0, node.text())
        elif texts and "".join(texts).strip():
            break
        node = node.prev
    text = " ".join("".join(texts).split())
    sentence = _END.split(text)[-1] if text else ""
    return sentence if len(sentence) <= MAX_CHARACTERS else f"…{sentence[-MAX_CHARACTERS:].partition(' ')[2]}"


def _is_mark(node: LexborNode) -> bool:
    return node.tag == "sup" and "bw-cite" in ((node.attributes or {}).get("class") or "")


def _list(uses: list[tuple[Article, str, str]], on: Article) -> str:
    rows = []
    for article, anchor, sentence in uses:
        href = f"{posixpath.relpath('/' + article.page.url, '/' + on.page.url)}/#{anchor}"
        shown = f": “{escape(sentence)}”" if sentence else ""
        rows.append(f'<li><a href="{escape(href)}">{escape(article.page.title)}</a>{shown}</li>')
    return f"<p>Cited by:</p><ul>{''.join(rows)}</ul>"
