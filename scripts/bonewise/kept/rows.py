"""A rendered page to two pieces of bytes and back: what was found in it, and its HTML for those who ask."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache, cached_property
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from bonewise.kept.asking import Question
from bonewise.model import Finding, Page, Place, RenderedPage

#: The facts and the HTML, each made small.
Row = tuple[bytes, bytes]
_AS_THEY_ARE = frozenset({str, int, bool, NoneType})
#: From what JSON holds, and the path of the page that it is about, to the value.
_Reader = Callable[[Any, str], Any]


@dataclass
class Entry:
    """One page as it was rendered, what that asked of other pages, and what rules found that look at it alone.

    `beside` is what an engine made of the page beside its HTML.
    """

    page: RenderedPage
    answers: dict[Question, str] = field(default_factory=dict)
    findings: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    beside: str = ""


class KeptPage(RenderedPage):
    """A rendered page whose HTML is unpacked when a rule asks for it."""

    packed: bytes

    @cached_property
    def html(self) -> str:
        return zlib.decompress(self.packed).decode("utf-8", "surrogatepass")


def packed(entry: Entry) -> Row | None:
    """The two pieces; None where they would not give back what went in."""
    page, path = entry.page, entry.page.page.shown_path
    facts = {
        "page": {name: _flat(getattr(page, name), path) for name in _readers()},
        "answers": [[*question, answer] for question, answer in sorted(entry.answers.items())],
        "findings": {rule: _flat(found, path) for rule, found in sorted(entry.findings.items())},
        "beside": entry.beside,
    }
    html = page.packed if isinstance(page, KeptPage) else _small(page.html)
    row = (_small(json.dumps(facts, separators=(",", ":"))), html)
    again = unpacked(row, page.page)
    same = again and all(getattr(again.page, name) == getattr(page, name) for name in _readers())
    return row if again and same and again.findings == entry.findings and again.answers == entry.answers else None


def unpacked(row: Row, page: Page) -> Entry | None:
    """The entry again; None where the pieces are not what `packed` makes."""
    path = page.shown_path
    try:
        facts = json.loads(zlib.decompress(row[0]))
        rendered = KeptPage.__new__(KeptPage)
        values = {name: read(facts["page"][name], path) for name, read in _readers().items()}
        vars(rendered).update(values, page=page, packed=row[1])
        answers = {(kind, key): answer for kind, key, answer in facts["answers"]}
        findings = {rule: _FINDINGS(found, path) for rule, found in facts["findings"].items()}
        beside = str(facts["beside"])
    except (zlib.error, ValueError, KeyError, TypeError):
        return None
    return Entry(rendered, answers, findings, beside)


def packed_words(words: Mapping[str, str]) -> Row:
    """A few words by name, as a row."""
    return _small(json.dumps(dict(words))), b""


def unpacked_words(row: Row) -> dict[str, str] | None:
    """The words again; None where the row holds none."""
    try:
        return {str(name): str(word) for name, word in json.loads(zlib.decompress(row[0])).items()}
    except (zlib.error, ValueError, AttributeError):
        return None


def _small(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def _flat(value: Any, path: str) -> Any:
    """A value as JSON has it: a dataclass as its fields; many of them as their first fields, their second ones, …"""
    if type(value) in _AS_THEY_ARE:  # most
        return value
    if isinstance(value, Place):
        return [value.line, value.column] if value.path == path else [value.line, value.column, value.path]
    if isinstance(value, tuple) and value and is_dataclass(value[0]) and not isinstance(value[0], Place):
        return [[_flat(getattr(each, at.name), path) for each in value] for at in fields(value[0])]
    if isinstance(value, tuple | frozenset):
        return [_flat(each, path) for each in (sorted(value) if isinstance(value, frozenset) else value)]
    if is_dataclass(value):
        return [_flat(getattr(value, at.name), path) for at in fields(value)]
    return value


@cache
def _readers() -> dict[str, _Reader]:
    """How to read each field of a rendered page, but for its HTML, as its type says."""
    hints = get_type_hints(RenderedPage)
    return {name: _reader(hint) or _as_is for name, hint in hints.items() if name not in ("page", "html")}


def _reader(hint: Any) -> _Reader | None:
    """How to read a value of a type; None where JSON has it as it is, which saves the time to ask."""
    origin, inner = get_origin(hint), get_args(hint)
    if hint is Place:
        return _place
    if origin is UnionType:
        read = _reader(next(each for each in inner if each is not NoneType))
        return (lambda value, path: None if value is None else read(value, path)) if read else None
    if origin is frozenset:
        return lambda value, path: frozenset(value)
    if origin is tuple and inner[-1] is not Ellipsis:
        readers = tuple(_reader(each) or _as_is for each in inner)
        return lambda value, path: tuple(read(each, path) for read, each in zip(readers, value, strict=True))
    if origin is tuple:
        return _many(inner[0])
    if is_dataclass(hint):
        columns = _columns(hint)
        return lambda value, path: columns([[each] for each in value], path)[0]
    return None


def _many(hint: Any) -> _Reader:
    if is_dataclass(hint) and hint is not Place:
        return _columns(hint)
    read = _reader(hint)
    return (
        (lambda values, path: tuple([read(each, path) for each in values])) if read else lambda values, path: (*values,)
    )


def _columns(made: Any) -> _Reader:
    """Many of a class, past its own `__init__`, which would take four fifths of the time."""
    hints = get_type_hints(made)
    names = tuple(at.name for at in fields(made))
    readers = [_reader(hints[name]) for name in names]

    def read(columns: Any, path: str) -> tuple[Any, ...]:
        if not columns:
            return ()
        pairs = zip(columns, readers, strict=True)
        values = [[read(each, path) for each in column] if read else column for column, read in pairs]
        return tuple([_with(made, zip(names, each)) for each in zip(*values, strict=True)])

    return read


def _with(made: Any, values: Any) -> Any:
    one = object.__new__(made)
    one.__dict__.update(values)
    return one


def _place(value: Any, path: str) -> Place:
    line, column, *other = value
    place: Place = object.__new__(Place)
    place.__dict__.update(path=other[0] if other else path, line=line, column=column)
    return place


def _as_is(value: Any, path: str) -> Any:
    return value


_FINDINGS = _columns(Finding)
