"""The built `<article>` as paper needs it: whole addresses, numbers for citation marks, nothing for screens alone."""

from __future__ import annotations

import base64
import mimetypes
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

#: What only a screen can use, and what a handout says in its own place.
_SCREEN = (
    "h1, .bw-lead, .headerlink, .bw-page-end, .bw-printed-from, .bw-ref__more, .bw-ref__back, .bw-letters, .bw-filter, "
    "script, style, template, button, input:not([type=checkbox]), [data-search-exclude]:not(.bw-cite)"
)
#: Where the exercises of a group go.
CARDS = '<div class="cards-here"></div>'
#: Parts by the selector that finds each: of an exercise's card on its own page, of the whole article elsewhere.
_PARTS = {
    "why": ".bw-why",
    "chips": ".bw-chips",
    "picture": ".bw-picture",
    "steps": ".bw-steps",
    "dose": ".bw-doses",
    "details": ".bw-doses + ul",
    "avoid": ".bw-avoid-if",
    "stop": ".bw-stop-if",
    "after": ".bw-after-fracture",
    "easier": ".bw-easier",
    "harder": ".bw-harder",
    "help": ".bw-get-help-now",
    "plan": ".bw-programme",
    "key": ".bw-key-points",
    "whom": ".bw-for-whom",
}
_LISTS = ("chips", "steps", "dose", "details", "avoid", "stop", "help")
_MUST = ("steps", "dose", "avoid", "stop", "after", "help")


@dataclass(frozen=True)
class Cut:
    """What was cut from a page: `parts` by name, as HTML, and the items of those that hold a list.

    `body` is the article without the parts that every handout has in its own place: `review`, `disclaimer`, `sources`.
    """

    body: str
    review: str
    disclaimer: str
    sources: str
    short_sources: str
    parts: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]
    is_exercise: bool = False


def cut(html: str, page: str, home: str, site: Path, cards_apart: bool = False) -> Cut:
    """Cut an `<article>`; `page` is its address below `home`, the site's; pictures are taken from the folder `site`.

    With `cards_apart`, the list of exercises makes room for their steps: `CARDS` stands in its place.
    """
    article = LexborHTMLParser(html).css_first("article")
    if article is None:
        return Cut("", "", "", "", "", {}, {})
    _drop(article, _SCREEN)
    for moving in article.css("[data-motion]"):  # how a drawing moves on a screen
        del moving.attrs["data-motion"]
    names = _names(article)
    for change in (_marks, _doses, _drawings, _ticks, _folds, _tables):
        change(article)
    _drop(article, "#sources")
    _links(article, f"{home}{page}" if home else "")
    _pictures(article, page, site)
    for cards in article.css(".bw-cards") if cards_apart else ():
        cards.replace_with(_new(CARDS))
    review = _take(article, ".bw-review")
    disclaimer = _take(article, ".bw-disclaimer")
    short = _short_sources(article, names)
    sources = _take(article, ".bw-references__list")
    body = re.sub(r"<!--.*?-->", "", article.inner_html or "", flags=re.S).strip()
    card = article.css_first(".bw-exercise")
    whole = article if card is None else card
    found = {name: node for name, css in _PARTS.items() if (node := whole.css_first(css)) is not None}
    lists = {name: tuple(item.inner_html or "" for item in found[name].css("li")) for name in _LISTS if name in found}
    parts = {name: node.html or "" for name, node in found.items()}
    complete = card is not None and all(name in found for name in _MUST)
    return Cut(body, review, disclaimer, sources, short, parts, lists, complete)


def _take(article: LexborNode, css: str) -> str:
    """The HTML of the first match, which then is gone."""
    node = article.css_first(css)
    if node is None:
        return ""
    html = node.html or ""
    node.decompose()
    return html


def _drop(article: LexborNode, css: str) -> None:
    for node in article.css(css):
        node.decompose()


def _new(html: str) -> LexborNode:
    """An element from its HTML."""
    node = LexborHTMLParser(f"<body>{html}</body>").css_first("body > *")
    if node is None:
        raise ValueError(f"no element in {html!r}")
    return node


def _marks(article: LexborNode) -> None:
    """Citation marks keep their numbers and locators: `1, 2 (p. 12)`."""
    for mark in article.css("sup.bw-cite"):
        texts = [node.text().replace("\N{WORD JOINER}", "").strip() for node in mark.css("a, span")]
        shown = ", ".join(texts).replace(", (", " (")
        # Nothing may break before a mark: it never begins a line.
        mark.replace_with(_new(f"<sup>\N{WORD JOINER}{escape(shown)}</sup>"))


def _doses(article: LexborNode) -> None:
    """A dose is a list to a reader of tags; a `<dl>` with groups has no equal there."""
    for strip in article.css("dl.bw-dose"):
        rows = zip(strip.css("dt"), strip.css("dd"))
        items = "".join(
            f'<li class="bw-doses__item"><span>{escape(word.text())}</span> <b>{escape(amount.text())}</b></li>'
            for word, amount in rows
        )
        strip.replace_with(_new(f'<ul class="bw-doses">{items}</ul>'))


def _drawings(article: LexborNode) -> None:
    """A drawing's whole description becomes its name, which is what readers of tags get; its words get our letters."""
    for svg in article.css("svg"):
        texts = [node.text().strip() for node in svg.css("title, desc")]
        for node in svg.css("desc"):
            node.decompose()
        # A small drawing beside a card's title has no words of its own, as it tells nothing more.
        card = _around(svg, "bw-card")
        heading = card.css_first("h3") if card is not None else None
        said = ". ".join(filter(None, texts)) or (heading.text().strip() if heading is not None else "Drawing")
        title, named = svg.css_first("title"), _new(f"<svg><title>{escape(said)}</title></svg>").css_first("title")
        if named is not None and title is not None:
            title.replace_with(named)
        elif named is not None:
            svg.insert_child(named)
        for text in svg.css("text"):
            text.attrs["font-family"] = "Paper"


def _around(node: LexborNode, name: str) -> LexborNode | None:
    """The nearest element around that has a class."""
    parent = node.parent
    while parent is not None and name not in (parent.attributes.get("class") or "").split():
        parent = parent.parent
    return parent


def _ticks(article: LexborNode) -> None:
    for box in article.css("input[type=checkbox]"):
        box.replace_with(_new('<span class="tick"></span>'))


def _folds(article: LexborNode) -> None:
    """What unfolds on a screen lies open on paper: tabs by their labels, details by their summaries."""
    for details in article.css("details"):
        details.attrs["open"] = ""


def _tables(article: LexborNode) -> None:
    """Header cells say what they head; on screens roles say it too, and paper has no roles.

    Where a short table would have more headers than data, only its columns keep theirs.
    """
    for table in article.css("table"):
        for head in table.css("th:not([scope])"):
            head.attrs["scope"] = "row"
        for head in table.css("thead th"):
            head.attrs["scope"] = "col"
        if len(table.css("th")) > len(table.css("td")):
            bare = re.sub(r'<th\b[^>]*scope="row"[^>]*>(.*?)</th>', r"<td><b>\1</b></td>", table.html or "", flags=re.S)
            table.replace_with(_new(bare))


def _links(article: LexborNode, url: str) -> None:
    """Addresses become whole; without a site's address, or within the page, only the words stay."""
    for link in article.css("a"):
        href = link.attrs.get("href") or ""
        target = href if urlsplit(href).scheme else urljoin(url, href) if url and not href.startswith("#") else ""
        if not target or urlsplit(target).scheme not in ("http", "https", "mailto", "tel"):
            link.unwrap()
            continue
        for name in list(link.attrs):
            if name not in ("href", "class"):
                del link.attrs[name]
        link.attrs["href"] = target
        if "bw-card__more" in (link.attrs.get("class") or ""):
            link.insert_after(f": {_shown(target)}")
    # Nothing leads to a place within a handout, and each name would be written into the file.
    for named in article.css("p[id], ul[id], ol[id], li[id], div[id], section[id], h2[id], h3[id], h4[id], a[id]"):
        del named.attrs["id"]


def _pictures(article: LexborNode, page: str, site: Path) -> None:
    """A picture travels in the handout itself, so that equal text means equal handout."""
    for image in article.css("img"):
        source = image.attrs.get("src") or ""
        path = posixpath.normpath(posixpath.join(page, urlsplit(source).path))
        file = site / path
        if not source.startswith("data:") and file.is_file() and file.resolve().is_relative_to(site.resolve()):
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            image.attrs["src"] = f"data:{kind};base64,{base64.b64encode(file.read_bytes()).decode()}"


def _names(article: LexborNode) -> dict[str, str]:
    """Who and when, by a source's number, as the marks' labels say it."""
    labels = (node.attrs.get("aria-label") or "" for node in article.css(".bw-cite a[data-source]"))
    found = (re.match(r"(\d+)\. Source: (.*)", label) for label in labels)
    return {match[1]: match[2].split(", p")[0] for match in found if match}


def _short_sources(article: LexborNode, names: Mapping[str, str]) -> str:
    """Who and when, and the address of each source, for a sheet of one page: the title is behind the address."""
    items = []
    for number, item in enumerate(article.css(".bw-references__list > li"), 1):
        link = item.css_first(".bw-ref a[href]")
        where = (link.attrs["href"] or "") if link is not None else ""
        shown = _shown(where)
        linked = f' <a href="{escape(where)}">{escape(shown)}</a>' if where else ""
        items.append(f"<span>{number}. {escape(names.get(str(number), item.text().split('.')[0]))}.{linked}</span>")
    return f'<p class="sources sources--short">{" ".join(items)}</p>' if items else ""


def _shown(address: str) -> str:
    """An address as people type it."""
    return re.sub(r"^https?://(www\.)?", "", address).rstrip("/")
