"""A piece of built HTML to what proof asks of it: ids, links, and other elements that hold addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from bonewise.proofing.plain import is_plain

#: The attributes of each element that hold addresses; links are told by themselves, and a <meta> by its content.
WITH_ADDRESS = {
    **dict.fromkeys(("area", "use"), ("href",)),
    **dict.fromkeys(("track", "iframe", "embed", "script", "input", "audio"), ("src",)),
    **dict.fromkeys(("img", "source"), ("src", "srcset")),
    "link": ("href", "imagesrcset"),
    "video": ("src", "poster"),
    "object": ("data",),
    "form": ("action",),
    "image": ("href", "src"),
}
_TOLD = {*WITH_ADDRESS, "meta"}
_ID = re.compile(r' id="([^"]*)"')
_HREF, _NAME = (re.compile(rf'<a(?: (?!{name}=)[^ <>"]++(?:"[^"]*+")?)* {name}="([^"]*)"') for name in ("href", "name"))
_OTHER = re.compile(rf"<({'|'.join(sorted(_TOLD))})( [^<>]*)>")
_ATTRIBUTE = re.compile(r' ([^\s"/=]+)(?:="([^"]*)")?')
_DISCLAIMER = "bw-disclaimer"
_ITS_CLASS = re.compile(rf' class="(?:[^"]*\s)?{_DISCLAIMER}(?:\s[^"]*)?"')

#: An element's name, and its attributes.
Tag = tuple[str, Mapping[str, str]]


class Elements(NamedTuple):
    """What a piece of HTML holds; `others` are those of `WITH_ADDRESS`, and each <meta>."""

    ids: list[str]
    links: list[str]
    others: list[Tag]
    has_disclaimer: bool


def elements(html: str) -> Elements:
    """The elements of a piece of HTML; what patterns cannot read for sure is parsed, which takes much longer."""
    return _matched(html) if is_plain(html) else _parsed(html)


def _matched(html: str) -> Elements:
    names = _NAME.findall(html) if " name=" in html else []
    return Elements(
        _said([*_ID.findall(html), *names]),
        _said(_HREF.findall(html)),
        [(tag, _attributes(written)) for tag, written in _OTHER.findall(html)],
        _ITS_CLASS.search(html) is not None,
    )


def _said(values: list[str]) -> list[str]:
    return [unescape(value) if "&" in value else value for value in values]


# The heads of pages hold mostly the same.
@lru_cache(4096)
def _attributes(written: str) -> dict[str, str]:
    found = dict(reversed(_ATTRIBUTE.findall(written)))  # of two of one name, a browser reads the first
    return {name: unescape(value) for name, value in found.items()} if "&" in written else found


def _parsed(html: str) -> Elements:
    tags = [
        (node.tag or "", {name: value or "" for name, value in attributes.items()})
        for node in LexborHTMLParser(html).css("*")
        if (attributes := node.attributes)
    ]
    return Elements(
        [*_each(tags, "id"), *_each((tag for tag in tags if tag[0] == "a"), "name")],
        _each((tag for tag in tags if tag[0] == "a"), "href"),
        [tag for tag in tags if tag[0] in _TOLD],
        any(_DISCLAIMER in attributes.get("class", "").split() for _, attributes in tags),
    )


def _each(tags: Iterable[Tag], name: str) -> list[str]:
    return [attributes[name] for _, attributes in tags if name in attributes]
