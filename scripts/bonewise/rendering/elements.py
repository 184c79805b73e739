"""Small builders for HTML elements and the words every renderer shares."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

Child = Element | str | None

_RELATIVE_LINK = re.compile(r"\]\((?![a-z][a-z0-9+.-]*:|/)(?P<target>[^)\s]+)")


def make(tag: str, *children: Child, **attributes: str) -> Element:
    """An element; a trailing or inner underscore in an attribute's name is a dash (`aria_label`, `class_`)."""
    element = Element(tag, {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()})
    for child in children:
        if isinstance(child, Element):
            element.append(child)
        elif child and len(element):
            element[-1].tail = _added(element[-1].tail, child)
        elif child:
            element.text = _added(element.text, child)
    return element


def _added(before: str | None, text: str) -> str:
    # Two strings added make a common one, in which Markdown would be read again.
    whole = (before or "") + text
    return AtomicString(whole) if isinstance(text, AtomicString) else whole


def plain(text: str) -> AtomicString:
    """Text in which no Markdown is read."""
    return AtomicString(text)


def listing(items: Iterable[Child | Iterable[Child]], tag: str = "ul", **attributes: str) -> Element:
    """A list of items, each a child or several."""
    rows = (item if isinstance(item, tuple | list) else (item,) for item in items)
    return make(tag, *(make("li", *row) for row in rows), **attributes)


def link(text: str, href: str, **attributes: str) -> Element:
    """A link whose text is taken as it stands."""
    return make("a", plain(text), href=href, **attributes)


def box(kind: str, label: str, *children: Child) -> Element:
    """A box with a heading line of its own: an icon by CSS, and a word, so that colour never stands alone."""
    title = make("p", plain(label), class_="bw-box__title")
    return make("div", title, *children, class_=f"bw-box bw-{kind}")


def long_date(day: date) -> str:
    """
    >>> long_date(date(2026, 11, 2))
    '2 November 2026'
    """
    return f"{day.day} {day:%B %Y}"


def time(day: date) -> Element:
    return make("time", plain(long_date(day)), datetime=day.isoformat())


def href_between(origin: str, target: str) -> str:
    """The relative link from one page's file to another file below `content/`.

    >>> href_between("groups/hip.md", "exercises/bridge.md")
    '../exercises/bridge.md'
    """
    return _way(posixpath.dirname(origin), target)


@lru_cache(4096)  # every page leads to the same few
def _way(folder: str, target: str) -> str:
    return posixpath.relpath(target, folder or ".")


def rebase(text: str, written_in: str, shown_on: str) -> str:
    """The text of a field with its relative links made right for the page on which it is shown."""
    if written_in == shown_on:
        return text

    def move(match: re.Match[str]) -> str:
        path, mark, fragment = match["target"].partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(written_in), path)) if path else written_in
        return f"]({href_between(shown_on, target)}{mark}{fragment}"

    return _RELATIVE_LINK.sub(move, text)


def joined(words: Iterable[str], last: str = "or") -> str:
    """
    >>> joined(["chair", "wall", "rail"])
    'chair, wall or rail'
    """
    *head, tail = list(words) or [""]
    return f"{', '.join(head)} {last} {tail}" if head else tail
