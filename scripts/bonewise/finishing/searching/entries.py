"""Built pages to what can be found of them: names, sections and a picture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from html import unescape

from bonewise.finishing.articles import CLOSE, Article
from bonewise.model import Exercise, Library, Page

#: What stands on every page, or is no prose: it would make all pages alike. Our own elements hold none of their
#: kind, so a pattern may cut them out, in half the time that a parser takes.
_CLASSES = "headerlink|bw-(?:lead|review|disclaimer|cite|printed-from|letters|picture|numbers|references__list)"
_HELP = "bw-(?:get-help-now|stop-if)"
_ELEMENT = (
    r"<(h1|script|style)\b.*?</\1>"
    r"|<(a|p|sup|nav|div|ul|ol) (?:aria-[a-z]+=\"[^\"]*\" )*class=\"(?:bw-box )?(?:{})\b.*?</\2>"
)
_UNSAID = re.compile(_ELEMENT.format(_CLASSES), re.S)
_UNSAID_WITH_HELP = re.compile(_ELEMENT.format(f"{_CLASSES}|{_HELP}"), re.S)
#: Lists of everything, and the end of each article: nothing behind them is searched.
_ENDS = ('<h2 id="sources">', '<div class="bw-page-end">', '<div class="bw-a-to-z">', '<div class="bw-sources">')
_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.S)
_HEADING = re.compile(r"<h[2-3][^>]*?\bid=\"([^\"]+)\"[^>]*>(.*?)</h[2-3]>", re.S)
_TAG = re.compile(r"<[^>]*>")
#: The end of one of these is the end of a sentence, whatever its author wrote.
_BLOCK = re.compile("</(?:li|p|t[dh]|d[dt]|div)>")
#: Stand for the end of a part and of a line while white space is evened out.
_PART, _LINE = "\0", "\1"
#: A card on a list of exercises holds a drawing of one moment, which can be read where it is small.
_CARD = re.compile(
    r'<section[^>]*class="bw-card"[^>]*data-exercise="([^"]+)"[^>]*>\s*(?:<(?:div|a)\b[^>]*>\s*)?(?=<svg\b)'
)
_CARDS = 'class="bw-card"'
_LINK = re.compile(r'href="([^"#:?]*/)(?:#[^"]*)?"')
_LABELS = {"exercise": "Exercise", "programme": "Plan", "article": "Guide"}
MAX_SECTIONS = 35


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
    made, led, drawings = [], Counter[str](), dict[str, str]()
    for article in articles:
        drawings.update(_drawings(article.text) if _CARDS in article.text else ())
        html = _without_drawings(article.text)
        html = html[: _end(html, _ENDS if article.page.kind == "page" else _ENDS[:2])]
        made.append(_entry(library, article, html))
        led.update({absolute(article.page.url, href) for href in set(_LINK.findall(html))})
    made = [replace(entry, drawing=drawings.get(entry.id, "")) for entry in made]
    return sorted(made, key=lambda entry: (-led[entry.url], entry.url))


def _drawings(html: str) -> Iterator[tuple[str, str]]:
    for card in _CARD.finditer(html):
        yield card[1], html[card.end() : html.index("</svg>", card.end()) + len("</svg>")]


def _without_drawings(html: str) -> str:
    """Two thirds of a page; by plain steps, since a pattern would go through each of them sign by sign."""
    first, *rest = html.split("<svg")
    cut = (part.partition("</svg>") for part in rest)
    return first + "".join(after if end else part for part, end, after in cut)


def _end(html: str, marks: tuple[str, ...]) -> int:
    found = [at for mark in marks if (at := html.find(mark)) > 0]
    return min(found) if found else html.rfind(CLOSE)


@lru_cache(4096)
def absolute(base: str, href: str) -> str:
    """The address from the site's top that a link to a folder on the page `base` leads to."""
    parts = base.split("/")[:-1]
    for part in href.split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return "".join(f"{part}/" for part in parts)


def _entry(library: Library, article: Article, html: str) -> Entry:
    page = article.page
    heading = _TITLE.search(html) if page.is_plain else None
    urgent = library.emergency is not None and page.path == library.emergency.path
    sections = _sections((_UNSAID if urgent or page.is_plain else _UNSAID_WITH_HELP).sub("", html))
    if page.audience == ("editors",):
        # How to write a page is no answer to who reads one: found by its names and headings alone.
        sections = (replace(section, text="") for section in sections)
    return Entry(
        page.id,
        page.url,
        _texts(heading[1])[0] if heading else page.title,
        "Get help now" if urgent else _LABELS.get(page.kind, "Page"),
        f"{page.call} {page.description}".strip(),
        page.group if isinstance(page, Exercise) else "",
        (*page.also_called, *page.in_spanish),
        tuple(sections)[:MAX_SECTIONS],
        "",
        _weight(page),
        urgent,
    )


def _weight(page: Page) -> float:
    """Guidance before single exercises and plans, and those before the pages that list them or are about the site."""
    return {"article": 1.0, "plain": 1.0, "exercise": 0.84, "programme": 0.8}.get(page.kind, 0.55)


def _sections(html: str) -> Iterator[Section]:
    parts = _HEADING.split(html)
    texts = iter(_texts(_PART.join([*parts[0::3], *parts[2::3]])))
    bodies = [next(texts) for _ in parts[0::3]]
    for anchor, heading, body in zip(["", *parts[1::3]], ["", *texts], bodies):
        yield Section(unescape(anchor), heading.replace("\n", " "), body)


def _texts(html: str) -> list[str]:
    """The plain words of each part; what is a line of its own stays one."""
    words = unescape(" ".join(_TAG.sub("", _BLOCK.sub(_LINE, html)).split()))
    parts = (part.split(_LINE) for part in words.split(_PART))
    return ["\n".join(line for each in lines if (line := each.strip(" "))) for lines in parts]
