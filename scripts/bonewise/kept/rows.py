"""A rendered page to two sealed pieces of bytes and back: what was found in it, and its HTML for those who ask."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from functools import cached_property
from typing import Any

from bonewise.model import Citation, Link, Page, Place, RenderedPage

#: The facts and the HTML, each as JSON or text, made small.
Row = tuple[bytes, bytes]
_FIELDS = tuple(field.name for field in fields(Link))
_PLACES = frozenset(field.name for field in fields(Link) if "Place" in str(field.type))


class KeptPage(RenderedPage):
    """A rendered page whose HTML is unpacked when a rule asks for it."""

    packed: bytes

    @cached_property
    def html(self) -> str:
        return zlib.decompress(self.packed).decode("utf-8", "surrogatepass")


def packed(rendered: RenderedPage) -> Row | None:
    """The pieces; None for a page with places in other files."""
    own = rendered.page.shown_path
    places = [link.place for link in rendered.links] + [citation.place for citation in rendered.citations]
    places += [place for _, place in rendered.named if place] + [
        place for *_, place in (*rendered.blocks, *rendered.loose)
    ]
    if any(place.path != own for place in places):
        return None
    facts = {
        "links": _columns(rendered.links),
        "citations": [[each.key, each.locator, each.place.line, each.place.column] for each in rendered.citations],
        "named": [[name, *((place.line, place.column) if place else ())] for name, place in rendered.named],
        **{name: [[a, b, p.line, p.column] for a, b, p in getattr(rendered, name)] for name in ("blocks", "loose")},
        "failure": [*rendered.failure[:2], rendered.failure[2].line, rendered.failure[2].column]
        if rendered.failure
        else None,
    }
    text = json.dumps(facts, separators=(",", ":"))
    return _small(text), _small(rendered.html)


def unpacked(row: Row, page: Page) -> RenderedPage | None:
    """The page again; None where the pieces are not what `packed` makes."""
    try:
        return _page(json.loads(zlib.decompress(row[0])), row[1], page)
    except (zlib.error, ValueError, KeyError, TypeError):
        return None


def packed_words(words: Mapping[str, str]) -> Row:
    """A few words by name, as a row."""
    return _small(json.dumps(dict(words))), b""


def unpacked_words(row: Row) -> dict[str, str] | None:
    """The words again."""
    try:
        return {str(name): str(word) for name, word in json.loads(zlib.decompress(row[0])).items()}
    except (zlib.error, ValueError, AttributeError):
        return None


def _small(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def _columns(links: tuple[Link, ...]) -> list[list[Any]]:
    """Each field of all links by itself, which is read twice as fast as each link by itself."""
    return [[_flat(getattr(link, name)) for link in links] for name in _FIELDS]


def _flat(value: Any) -> Any:
    return (value.line, value.column) if isinstance(value, Place) else value


def _page(facts: Mapping[str, Any], html: bytes, page: Page) -> RenderedPage:
    path = page.shown_path
    named = tuple((name, _place(path, *at) if at else None) for name, *at in facts["named"])
    failure = facts["failure"]
    rendered = KeptPage.__new__(KeptPage)
    vars(rendered).update(
        page=page,
        packed=html,
        ids=frozenset(name for name, _ in named),
        links=tuple(_links(path, facts["links"])),
        citations=tuple(Citation(key, locator, _place(path, *at)) for key, locator, *at in facts["citations"]),
        blocks=tuple((name, argument, _place(path, *at)) for name, argument, *at in facts["blocks"]),
        named=named,
        loose=tuple((kind, text, _place(path, *at)) for kind, text, *at in facts["loose"]),
        failure=(failure[0], failure[1], _place(path, *failure[2:])) if failure else None,
    )
    return rendered


def _links(path: str, columns: list[list[Any]]) -> Iterator[Link]:
    """Links past their class's own `__init__`, which would take four fifths of the time."""
    for at, name in enumerate(_FIELDS):
        if name in _PLACES:
            columns[at] = [_place(path, *value) if value else None for value in columns[at]]
    new: Callable[[type[Link]], Link] = object.__new__
    for values in zip(*columns, strict=True):
        link = new(Link)
        vars(link).update(zip(_FIELDS, values))
        yield link


def _place(path: str, line: int, column: int) -> Place:
    place: Place = object.__new__(Place)
    vars(place).update(path=path, line=line, column=column)
    return place
