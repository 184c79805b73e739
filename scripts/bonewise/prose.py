"""How hard a page is to read: the running text of a rendered page, its school grade and its sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from bonewise.model import RenderedPage

#: Not running text, or not written by the page's author.
_NOT_PROSE = (
    ".bw-review, .bw-disclaimer, .bw-cite, .bw-references__list, .bw-dose, .bw-card, .bw-sources, .bw-a-to-z,"
    ".bw-numbers, .bw-made, .bw-chips, .bw-plan, .bw-index, .bw-box__title, .headerlink,"
    "table, svg, code, pre, h1, h2, h3, h4, dt, script"
)
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])")
MAX_GRADE = 6.0
MAX_WORDS = 20


@dataclass(frozen=True)
class Readability:
    """Flesch-Kincaid school grade, number of sentences and words, and the sentences over `MAX_WORDS` words."""

    grade: float
    sentences: int
    words: int
    long_sentences: tuple[str, ...]


def paragraphs(html: str) -> list[str]:
    """The paragraphs and list items of running text, each ending in a mark."""
    tree = LexborHTMLParser(without_references(html))
    for node in tree.css(_NOT_PROSE):
        node.decompose()
    found = []
    for node in tree.css("p, li, dd"):
        if node.tag == "li" and node.css_first("p, ul, ol"):
            continue
        text = " ".join(node.text().split())
        if text:
            found.append(text if text[-1] in ".!?:" else f"{text}.")
    return found


def without_references(html: str) -> str:
    """A page's HTML without its list of sources: half of many a page, and none of it its author's words.

    The list is the last of its kind, and holds no other.
    """
    start = html.rfind('<ol class="bw-references__list">')
    end = html.find("</ol>", start)
    return html[:start] + html[end + len("</ol>") :] if 0 <= start < end else html


def sentences(paragraph: str) -> list[str]:
    """
    >>> sentences("It is a range. Is it a disease? No.")
    ['It is a range.', 'Is it a disease?', 'No.']
    """
    return [sentence for sentence in _SENTENCE.split(paragraph) if sentence]


def readability(rendered: RenderedPage) -> Readability:
    """The measures of one page; grade 0 for a page without running text."""
    from textstat import flesch_kincaid_grade  # loads a dictionary of 3.5 MB, so only when asked

    texts = paragraphs(rendered.html)
    found = [sentence for text in texts for sentence in sentences(text)]
    grade = float(flesch_kincaid_grade(" ".join(texts))) if texts else 0.0
    long = tuple(sentence for sentence in found if len(sentence.split()) > MAX_WORDS)
    return Readability(round(grade, 1), len(found), sum(len(text.split()) for text in texts), long)
