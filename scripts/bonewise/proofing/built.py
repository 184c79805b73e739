"""A built page as far as proof needs it: its ids, and the addresses in its article, in its head and around both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bonewise.finishing.articles import article_slice

_ADDRESSES = (
    *(("a", "href"), ("area", "href"), ("link", "href"), ("img", "src"), ("img", "srcset"), ("source", "src")),
    *(("source", "srcset"), ("video", "src"), ("video", "poster"), ("audio", "src"), ("track", "src")),
    *(("iframe", "src"), ("embed", "src"), ("object", "data"), ("script", "src"), ("input", "src"), ("form", "action")),
    *(("use", "href"), ("image", "href"), ("link", "imagesrcset")),
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


@dataclass(frozen=True)
class Use:
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
    inner = LexborHTMLParser(article or html)
    around_it = html if whole or not article else head
    outer = LexborHTMLParser(around_it)
    ids = {name for tree in (inner, outer) for name in _ids(tree)}
    uses = dict.fromkeys(_uses(inner, article)) if article else {}
    around = dict.fromkeys(use for use in (*_uses(outer, around_it), *_meta(outer)) if use not in uses)
    canonical = outer.css_first('link[rel="canonical"]')
    return Built(
        frozenset(ids),
        tuple(uses),
        tuple(around),
        inner.css_first(".bw-disclaimer") is not None or outer.css_first(".bw-disclaimer") is not None,
        outer.css_first('meta[http-equiv="refresh"]') is not None,
        (canonical.attributes.get("href") or "") if canonical is not None else None,
        tuple(match[1] for match in _DATA.finditer(html)),
    )


def _ids(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("[id]"):
        yield node.attributes["id"] or ""
    for node in tree.css("a[name]"):
        yield node.attributes["name"] or ""


def _uses(tree: LexborHTMLParser, html: str) -> Iterator[Use]:
    letters = html.lower()
    for tag, name in _ADDRESSES:
        if f"<{tag}" not in letters:
            continue  # a look at the letters is much quicker than a question to the tree
        for node in tree.css(f"{tag}[{name}]"):
            value = node.attributes.get(name) or ""  # in drawings, the parser may give it another case
            loads = tag not in _NAMING or (tag == "link" and _loads(node))
            if tag == "link" and (node.attributes.get("rel") or "").lower() == "canonical":
                continue  # judged by itself
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


def _loads(node: LexborNode) -> bool:
    return bool(_LOADING_LINKS & set((node.attributes.get("rel") or "").lower().split()))
