"""A built page as far as proof needs it: its ids, and the addresses in its article, in its head and around both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bonewise.finishing.articles import article_slice
from bonewise.proofing.elements import WITH_ADDRESS, Elements, Tag, elements

#: Elements that only name an address; all others fetch it, and a <link> does by its relation.
_NAMING = ("area", "form", "link")
_LOADING_LINKS = {"stylesheet", "icon", "apple-touch-icon", "manifest", "preload", "modulepreload", "prefetch"}
_LOADING_LINKS |= {"preconnect", "dns-prefetch", "shortcut", "mask-icon"}
_CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s[^,]*)?(?:,|$)")
_REFRESH = re.compile(r"^\s*\d+\s*[;,]\s*url\s*=\s*['\"]?([^'\"]+)", re.I)
#: What a page says of itself to other sites: its address, and its picture for previews.
_NAMED = ("og:url", "og:image", "twitter:image")
_DATA = re.compile(r"<script[^>]*application/ld\+json[^>]*>(.*?)</script>", re.S | re.I)


class Use(NamedTuple):
    """An address in a built page: the element, what it says, and whether it is fetched with the page."""

    tag: str
    address: str
    loads: bool = False


@dataclass(frozen=True)
class Built:
    """What of a built page is judged; `canonical` and `data` are what it says of itself to search engines.

    `links` are where its article's <a> lead, `uses` its article's other addresses.
    """

    ids: frozenset[str]
    links: frozenset[str]
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
    head = html[: html.find("</head>") + 7] if "</head>" in html else ""
    inner, outer = elements(article), elements(html if whole or not article else head)
    links, uses = frozenset(inner.links), dict.fromkeys(_uses(inner.others))
    around = (Use("a", address) for address in outer.links if address not in links)
    more = (use for use in (*_uses(outer.others), *_meta(outer.others)) if use not in uses)
    return Built(
        frozenset((*inner.ids, *outer.ids)),
        links,
        tuple(uses),
        tuple(dict.fromkeys((*around, *more))),
        inner.has_disclaimer or outer.has_disclaimer,
        _first(outer, "meta", "http-equiv", "refresh", "content") is not None,
        _first(outer, "link", "rel", "canonical", "href"),
        tuple(match[1] for match in _DATA.finditer(html)),
    )


def _uses(others: Iterable[Tag]) -> Iterator[Use]:
    for tag, attributes in others:
        relations = set(attributes.get("rel", "").lower().split()) if tag == "link" else set()
        if "canonical" in relations:
            continue  # judged by itself
        loads = tag not in _NAMING or not relations.isdisjoint(_LOADING_LINKS)
        for name in WITH_ADDRESS.get(tag, ()):
            if name in attributes:
                value = attributes[name]
                addresses = [match[1] for match in _CANDIDATE.finditer(value)] if "srcset" in name else [value]
                yield from (Use(tag, address, loads) for address in addresses)


def _meta(others: Iterable[Tag]) -> Iterator[Use]:
    for tag, attributes in others:
        if tag != "meta" or "content" not in attributes:
            continue
        if attributes.get("http-equiv", "").lower() == "refresh":
            match = _REFRESH.match(attributes["content"])
            yield from [Use("meta", match[1].strip())] if match else []
        elif (attributes.get("property") or attributes.get("name")) in _NAMED:
            yield Use("meta", attributes["content"])


def _first(found: Elements, tag: str, name: str, value: str, wanted: str) -> str | None:
    """An attribute of the first element of a kind; empty where that lacks it, None where there is no such element."""
    kinds = (attributes for each, attributes in found.others if each == tag)
    return next((each.get(wanted, "") for each in kinds if each.get(name, "").lower() == value), None)
