"""A built page as far as proof needs it: its ids, and the addresses in its article, in its head and around both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from bonewise.finishing.articles import article_slice

#: The attributes of each element that hold addresses.
_WITH_ADDRESS = {
    **dict.fromkeys(("a", "area", "use"), ("href",)),
    **dict.fromkeys(("track", "iframe", "embed", "script", "input", "audio"), ("src",)),
    **dict.fromkeys(("img", "source"), ("src", "srcset")),
    "link": ("href", "imagesrcset"),
    "video": ("src", "poster"),
    "object": ("data",),
    "form": ("action",),
    "image": ("href", "src"),
}
#: What else is read of any element.
_OF_ANY = re.compile(r"\s(?:id=|class=\"[^\"]*bw-disclaimer)", re.I)
_TAG = re.compile(r'<([a-z][a-z0-9-]*)((?:\s+[^\s"\'<>/=]+(?:="[^"]*")?)*)\s*/?>')
_ATTRIBUTE = re.compile(r'\s([^\s"\'<>/=]+)(?:="([^"]*)")?')
#: What makes a `<` mean something else than a tag, and drawings of older kinds.
_HARD = re.compile(
    r"<(?:[!?]|script|style|textarea|title|template|iframe|no(?:script|embed|frames)|xmp|plaintext|math)"
)
#: Elements that only name an address; all others fetch it, and a <link> does by its relation.
_NAMING = ("a", "area", "form", "link")
_LOADING_LINKS = {"stylesheet", "icon", "apple-touch-icon", "manifest", "preload", "modulepreload", "prefetch"}
_LOADING_LINKS |= {"preconnect", "dns-prefetch", "shortcut", "mask-icon"}
_CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s[^,]*)?(?:,|$)")
_REFRESH = re.compile(r"^\s*\d+\s*[;,]\s*url\s*=\s*['\"]?([^'\"]+)", re.I)
#: What a page says of itself to other sites: its address, and its picture for previews.
_NAMED = ("og:url", "og:image", "twitter:image")
_DATA = re.compile(r"<script[^>]*application/ld\+json[^>]*>(.*?)</script>", re.S | re.I)


#: An element's name, and its attributes.
Tag = tuple[str, Mapping[str, str]]


class Use(NamedTuple):
    """An address in a built page: the element, what it says, and whether it is fetched with the page."""

    tag: str
    address: str
    loads: bool = False


@dataclass(frozen=True)
class Built:
    """What of a built page is judged; `canonical` and `data` are what it says of itself to search engines."""

    ids: frozenset[str]
    uses: tuple[Use, ...]
    around: tuple[Use, ...]
    has_disclaimer: bool
    is_redirect: bool
    canonical: str | None
    data: tuple[str, ...]


def read_built(path: Path, whole: bool) -> Built:
    """A page of the site; without `whole`, of the chrome around its article only the head is read."""
    html = path.read_text("utf-8", "replace")
    article = article_slice(html)
    head = html[: html.find("</head>") + 7]
    inner = list(tags(article))
    around_it = html if whole or not article else head
    outer = LexborHTMLParser(around_it)
    outer_tags = list(_parsed(outer))
    uses = dict.fromkeys(_uses(inner))
    around = dict.fromkeys(use for use in (*_uses(outer_tags), *_meta(outer)) if use not in uses)
    canonical = outer.css_first('link[rel="canonical"]')
    both = (*inner, *outer_tags)
    return Built(
        frozenset(_ids(both)),
        tuple(uses),
        tuple(around),
        any("bw-disclaimer" in attributes.get("class", "").split() for _, attributes in both),
        outer.css_first('meta[http-equiv="refresh"]') is not None,
        (canonical.attributes.get("href") or "") if canonical is not None else None,
        tuple(match[1] for match in _DATA.finditer(html)),
    )


def tags(html: str) -> Iterator[Tag]:
    """The elements with attributes of a piece of HTML, each with those; what `_TAG` cannot read whole is parsed."""
    found = _TAG.findall(html)
    if _HARD.search(html) or len(found) + html.count("</") != html.count("<"):
        yield from _parsed(LexborHTMLParser(html))
        return
    for tag, written in found:
        if tag in _WITH_ADDRESS or _OF_ANY.search(written):
            pairs = _ATTRIBUTE.findall(written)
            yield tag, {name.lower(): unescape(value) if "&" in value else value for name, value in pairs}


def _parsed(tree: LexborHTMLParser) -> Iterator[Tag]:
    for node in tree.css("*"):
        attributes = node.attributes
        if attributes:
            yield node.tag or "", {name: value or "" for name, value in attributes.items()}


def _ids(elements: Iterable[Tag]) -> Iterator[str]:
    for tag, attributes in elements:
        if "id" in attributes:
            yield attributes["id"]
        if tag == "a" and "name" in attributes:
            yield attributes["name"]


def _uses(elements: Iterable[Tag]) -> Iterator[Use]:
    for tag, attributes in elements:
        if tag == "a":  # nearly all
            if "href" in attributes:
                yield Use("a", attributes["href"])
            continue
        names = _WITH_ADDRESS.get(tag)
        if names is None:
            continue
        relations = set(attributes.get("rel", "").lower().split()) if tag == "link" else set()
        if "canonical" in relations:
            continue  # judged by itself
        loads = tag not in _NAMING or not relations.isdisjoint(_LOADING_LINKS)
        for name in names:
            if name in attributes:
                value = attributes[name]
                addresses = [match[1] for match in _CANDIDATE.finditer(value)] if "srcset" in name else [value]
                yield from (Use(tag, address, loads) for address in addresses)


def _meta(tree: LexborHTMLParser) -> Iterator[Use]:
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        content = attributes["content"] or ""
        if (attributes.get("http-equiv") or "").lower() == "refresh":
            match = _REFRESH.match(content)
            yield from [Use("meta", match[1].strip())] if match else []
        elif (attributes.get("property") or attributes.get("name")) in _NAMED:
            yield Use("meta", content)
