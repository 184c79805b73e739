"""Rendered HTML to HTML that cannot harm its reader: an allow-list of what pages show, and what it took out.

Authors may write HTML, and pages come from many hands; so what nobody needs is not let through. The parser is html5ever
(by nh3), which reads as browsers do, and what it writes is read alike by all of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import nh3
from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["Removal", "clean", "removals"]

_TEXT = "a abbr b bdi bdo br cite code data del dfn em i ins kbd label mark q rp rt ruby s samp small span strong sub"
_TEXT += " sup time u var wbr"
_PARTS = "article aside blockquote details div dl dt dd figcaption figure footer h1 h2 h3 h4 h5 h6 header hr input li"
_PARTS += " nav ol p pre section summary ul"
_TABLES = "caption col colgroup table tbody td tfoot th thead tr"
_MEDIA = "audio img picture source track video"
_SHAPES = tuple("circle ellipse line path polygon polyline rect".split())
_SVG = ("svg", "g", "defs", "use", "title", "desc", "text", "tspan", *_SHAPES)
#: Everything else is taken out: with its text where that is code, without it where it is text.
TAGS = frozenset((*f"{_TEXT} {_PARTS} {_TABLES} {_MEDIA}".split(), *_SVG))
_CODE = {"script", "style", "template", "noscript", "noembed", "noframes"}

#: What our own renderers write for our own scripts. Not any `data-`: the theme's script obeys `data-md-…`, and ours
#: `data-bw-…`, wherever they stand.
_DATA = (
    "after-fracture bonewise equipment exercise filter impact label labels motion position search-exclude source title"
)
_PAINT = "fill fill-opacity fill-rule opacity stroke stroke-dasharray stroke-linecap stroke-linejoin stroke-miterlimit"
_PAINT += " stroke-opacity stroke-width transform vector-effect"
_SPACE = "x y dx dy rx ry r cx cy x1 y1 x2 y2 width height d points pathLength"
_LETTERS = "font-family font-size font-style font-weight text-anchor letter-spacing dominant-baseline"
_FILM = "src controls preload loop muted width height poster"
_ATTRIBUTES: dict[str, str] = {
    # `reason` is for `{: .no-cite reason="…" }`, by which an author tells why a claim needs no source.
    "*": "class id title lang dir role tabindex hidden translate reason "
    + " ".join(f"data-{n}" for n in _DATA.split()),
    "a": "href name hreflang rel download",
    "audio": "src controls preload loop muted",
    "blockquote": "cite",
    "col": "span",
    "colgroup": "span",
    "data": "value",
    "del": "datetime",
    "details": "open",
    "img": "src alt width height loading decoding",
    "input": "checked disabled",
    "ins": "datetime",
    "li": "value",
    "ol": "start reversed type",
    "q": "cite",
    "source": "src type",
    "td": "align colspan rowspan headers",
    "th": "align colspan rowspan headers scope abbr",
    "time": "datetime",
    "track": "src kind srclang label default",
    "video": _FILM,
    "svg": f"xmlns viewBox width height focusable preserveAspectRatio {_PAINT} {_LETTERS}",
    "use": f"href {_SPACE} {_PAINT}",
    "g": f"{_PAINT} {_LETTERS}",
    **dict.fromkeys(("text", "tspan"), f"{_SPACE} {_PAINT} {_LETTERS}"),
    **dict.fromkeys(_SHAPES, f"{_SPACE} {_PAINT}"),
}
#: Where links may lead; `data` is only for the pictures of `_PICTURE`.
SCHEMES = frozenset("http https mailto tel sms geo data".split())
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/=]*")
#: A page fetches nothing from elsewhere. Browsers drop white space in addresses, and take `\` for `/`.
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)
_FETCHED = ("src", "poster")
_LOOSE = re.compile(r"[\0- ]")
#: The theme keeps its own switches under such names, and takes the first element of that name for them.
_THEMES_ID = re.compile(r"__(?!codelineno)")
#: The theme fetches a program from elsewhere for a text of this class.
_FETCHING_CLASSES = frozenset({"mermaid"})
_PAINTING = frozenset(_PAINT.split()) - {"transform"}


def _kept(tag: str, name: str, value: str) -> str | None:
    """The value that an allowed attribute keeps; None where it must go."""
    if name in _FETCHED:
        bare = _LOOSE.sub("", value).replace("\\", "/")
        return None if _ELSEWHERE.match(bare) and not (tag == "img" and _PICTURE.fullmatch(value)) else value
    if name == "href":
        loads = tag == "use" and not value.startswith("#")
        return None if loads or _LOOSE.sub("", value).lower().startswith("data:") else value
    if name == "id" or name == "name":
        return None if _THEMES_ID.match(value) else value
    if name == "class" and not _FETCHING_CLASSES.isdisjoint(value.split()):
        return " ".join(each for each in value.split() if each not in _FETCHING_CLASSES)
    # Presentation attributes are style: `url(…)` fetches, and a backslash hides the letters of a word.
    return None if name in _PAINTING and ("\\" in value or "(" in value) else value


#: Judging each attribute by `_kept` costs a quarter of the whole: 0.8 to 1.1 ms for a page of 24 kB.
_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(_CODE),
    attributes={tag: set(names.split()) for tag, names in _ATTRIBUTES.items()},
    attribute_filter=_kept,
    generic_attribute_prefixes={"aria-"},
    # A box to tick is the only thing to fill in: nothing on a page asks a reader for anything.
    set_tag_attribute_values={"input": {"type": "checkbox"}},
    url_schemes=set(SCHEMES),
    link_rel=None,
)


def clean(html: str) -> str:
    """The HTML with nothing in it but what `TAGS` and their attributes allow; cleaning it again changes nothing."""
    return _CLEANER.clean(html)


@dataclass(frozen=True)
class Removal:
    """What cleaning took out: an element (`name`), or an attribute (`name` of the element `tag`, with its `value`).

    Both are '' where nothing single was taken out, but the whole means another thing than before.
    """

    tag: str
    name: str = ""
    value: str = ""


#: How Python-Markdown and nh3 write the same thing.
_SAME = ((" />", ">"), ("&para;", "¶"), ("&quot;", '"'), ("&#160;", "&nbsp;"), ("\N{NO-BREAK SPACE}", "&nbsp;"))
_COMMENT = re.compile(r"<!--.*?-->", re.S)


def removals(html: str, cleaned: str) -> list[Removal]:
    """What is in the HTML and not in what `clean` made of it, in reading order; comments do not count."""
    if _alike(html) == _alike(cleaned):
        return []
    before, after = _tree(html), _tree(cleaned)
    if before.html and _COMMENT.sub("", before.html) == after.html:
        return []
    lost = Counter(_parts(before))
    lost.subtract(Counter(_parts(after)))
    found = []
    for part in _parts(before):
        if lost[part] > 0:
            lost[part] -= 1
            found.append(part)
    return found or [Removal("")]


def _alike(html: str) -> str:
    for theirs, ours in _SAME:
        html = html.replace(theirs, ours)
    return html


def _tree(html: str) -> LexborNode:
    # Parsed as a browser parses a page, in which a stray <body> adds its attributes to the one that is there.
    root = LexborHTMLParser(f"<!doctype html><body>{html}").body
    assert root is not None  # the parser makes one
    return root


def _parts(root: LexborNode) -> Iterator[Removal]:
    """Each element and each of its attributes, in reading order."""
    for node in root.traverse():
        tag = node.tag or ""
        if tag.startswith("-"):
            continue
        if node.mem_id != root.mem_id:
            yield Removal(tag)
        for name, value in node.attributes.items():
            yield Removal(tag, name, value or "")
