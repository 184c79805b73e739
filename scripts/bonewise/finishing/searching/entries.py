"""Built pages to what can be found of them: names, sections and a picture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from selectolax.lexbor import LexborHTMLParser

from bonewise.finishing.articles import Article
from bonewise.model import Exercise, Library, Page

#: What stands on every page, or is no prose: it would make all pages alike.
_UNSAID = (
    "h1, .headerlink, .bw-lead, .bw-review, .bw-disclaimer, .bw-cite, .bw-references__list, .bw-page-end, "
    ".bw-printed-from, .bw-sources, .bw-letters, .bw-a-to-z, .bw-picture, .bw-numbers, svg, script, style"
)
#: The list of sources ends an article, and is half of it.
_SOURCES = '<h2 id="sources">'
_HELP = ".bw-get-help-now, .bw-stop-if"
_HEADING = re.compile(r"<h[2-3][^>]*?\bid=\"([^\"]+)\"[^>]*>(.*?)</h[2-3]>", re.S)
_TAG = re.compile(r"<[^>]*>")
#: The end of one of these is the end of a sentence, whatever its author wrote.
_BLOCK = re.compile(r"</(?:li|p|td|th|dd|dt|div)>")
#: Stand for the end of a part and of a line while white space is evened out.
_PART, _LINE = "\0", "\1"
_LINES = re.compile(f" ?{_LINE}[{_LINE} ]*")
_DRAWING = re.compile(r'<div class="bw-picture[^"]*">\s*(?:<[^>]*>\s*)?(<svg\b.*?</svg>)', re.S)
_LINK = re.compile(r'href="([^"#:?]*/)(?:#[^"]*)?"')
_LABELS = {"exercise": "Exercise", "programme": "Plan", "article": "Guide"}
MAX_SECTIONS = 45


@dataclass(frozen=True)
class Section:
    """A heading with its id and the text up to the next one; the first section of a page has no heading."""

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True)
class Entry:
    """A page as the search knows it. `weight` is how far a page of its kind goes before others, all else equal."""

    id: str
    url: str
    title: str
    kind: str
    description: str
    group: str
    names: tuple[str, ...]
    sections: tuple[Section, ...]
    drawing: str
    weight: float
    urgent: bool


def entries(library: Library, articles: Iterable[Article]) -> list[Entry]:
    """An entry for each page, those first that most others lead to."""
    made, led = [], Counter[str]()
    for article in articles:
        made.append(_entry(library, article))
        led.update({_absolute(article.page.url, href) for href in set(_LINK.findall(_article_html(article)))})
    return sorted(made, key=lambda entry: (-led[entry.url], entry.url))


def _article_html(article: Article) -> str:
    html, start = article.html, article.html.find("<article")
    end = html.find(_SOURCES, start)
    return html[start : end if end > 0 else html.rfind("</article>")]


@lru_cache(4096)
def _absolute(base: str, href: str) -> str:
    parts = base.split("/")[:-1]
    for part in href.split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return "".join(f"{part}/" for part in parts)


def _entry(library: Library, article: Article) -> Entry:
    page = article.page
    drawing = _DRAWING.search(article.html)
    tree = LexborHTMLParser(_article_html(article))
    heading = tree.css_first("h1") if page.is_plain else None
    urgent = library.emergency is not None and page.path == library.emergency.path
    for node in tree.css(_UNSAID if urgent or page.is_plain else f"{_UNSAID}, {_HELP}"):
        node.decompose()
    return Entry(
        page.id,
        page.url,
        " ".join(heading.text().split()) if heading else page.title,
        "Get help now" if urgent else _LABELS.get(page.kind, "Page"),
        f"{page.call} {page.description}".strip(),
        page.group if isinstance(page, Exercise) else "",
        (*page.also_called, *page.in_spanish),
        tuple(_sections(tree.html or ""))[:MAX_SECTIONS],
        drawing[1] if drawing else "",
        _weight(page),
        urgent,
    )


def _weight(page: Page) -> float:
    """Guidance before the pages that list it, and those before pages about the site."""
    if page.kind == "page":
        return 0.75 if page.path.startswith("about/") else 0.7
    return {"exercise": 0.85, "programme": 0.85}.get(page.kind, 1.0)


def _sections(html: str) -> Iterator[Section]:
    parts = _HEADING.split(html)
    texts = iter(_texts(_PART.join([*parts[0::3], *parts[2::3]])))
    bodies = [next(texts) for _ in parts[0::3]]
    for anchor, heading, body in zip(["", *parts[1::3]], ["", *texts], bodies):
        yield Section(unescape(anchor), heading.replace("\n", " "), body)


def _texts(html: str) -> list[str]:
    """The plain words of each part; what is a line of its own stays one."""
    words = " ".join(_TAG.sub("", _BLOCK.sub(_LINE, html)).split())
    return [_LINES.sub("\n", part.strip(f"{_LINE} ")) for part in unescape(words).split(_PART)]
