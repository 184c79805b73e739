"""Each type of field: what it reads, and in which words it refuses."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest

from bonewise import dialect, frontmatter
from bonewise.document import Document
from bonewise.frontmatter import FIELDS, Field, choice, day, kind_of, many, read_fields, record, span, text
from bonewise.model import Dose, Exercise, Page, Programme, Range, Session
from bonewise.reporting import line

COLOURS = choice(("red", "green"))
PAIR = record({"x": Field(span), "y": Field(text, False)}, lambda **given: given)
HTML = "write plain text, without HTML [html-in-field]"
RANGE = "a whole number or a range, as in '8 to 12'"


def read(reader: Any, value: str) -> tuple[Any, list[str]]:
    """What a reader makes of `f: value`, and what it refuses."""
    doc = Document(f"f: {value}\n", "a.md", first_line=2)
    values, _ = read_fields(doc, doc.root, {"f": Field(reader, False)})
    return values.get("f"), [line(finding) for finding in doc.findings]


@pytest.mark.parametrize(
    ("reader", "value", "result"),
    [
        (text, "Bone", "Bone"),
        (text, '"  Bone:\\n  health "', "Bone: health"),
        (text, ">-\n  Two\n  lines", "Two lines"),
        (text, "2026", "2026"),
        (text, "'null'", "null"),
        (text, "骨 & bone", "骨 & bone"),
        (day, "2026-11-22", date(2026, 11, 22)),
        (day, "'2024-02-29'", date(2024, 2, 29)),
        (span, "3", Range(3, 3)),
        (span, "8 to 12", Range(8, 12)),
        (span, "0", Range(0, 0)),
        (span, "5 to 5", Range(5, 5)),
        (COLOURS, "red", "red"),
        (many(text), "[a, b]", ("a", "b")),
        (many(text), "[]", ()),
        (many(text), "", ()),
        (many(text), "~", ()),
        (many(COLOURS), "[green]", ("green",)),
        (PAIR, "{x: 1, y: z}", {"x": Range(1, 1), "y": "z"}),
        (PAIR, "{x: 1}", {"x": Range(1, 1)}),
    ],
)
def test_read(reader: Any, value: str, result: Any) -> None:
    assert read(reader, value) == (result, [])


REFUSED = {
    "text: a list": (text, "[a]", "a.md:2:4: 'f' must be plain text; write plain text [bad-value]"),
    "text: a mapping": (text, "{a: b}", "a.md:2:4: 'f' must be plain text; write plain text [bad-value]"),
    "text: nothing": (text, "", "a.md:2:3: 'f' is empty; write a value, or remove the field [bad-value]"),
    "text: spaces": (text, "'  '", "a.md:2:4: 'f' is empty; write a value, or remove the field [bad-value]"),
    "text: null": (text, "null", "a.md:2:4: 'f' is empty; write a value, or remove the field [bad-value]"),
    "text: HTML": (text, "a <b>b</b>", f"a.md:2:4: 'f' holds '<' or '>'; {HTML}"),
    "text: half of a tag": (text, "'\"> x'", f"a.md:2:4: 'f' holds '<' or '>'; {HTML}"),
    "day: month 13": (
        day,
        "2024-13-01",
        "a.md:2:4: 'f' is not a day of the calendar: '2024-13-01'; check month and day [bad-date]",
    ),
    "day: 30 February": (
        day,
        "2026-02-30",
        "a.md:2:4: 'f' is not a day of the calendar: '2026-02-30'; check month and day [bad-date]",
    ),
    "day: in words": (
        day,
        "1 May 2026",
        "a.md:2:4: 'f' is not a date: '1 May 2026'; write year-month-day, as in 2026-11-22 [bad-date]",
    ),
    "day: without noughts": (
        day,
        "2026-1-2",
        "a.md:2:4: 'f' is not a date: '2026-1-2'; write year-month-day, as in 2026-11-22 [bad-date]",
    ),
    "day: with an hour": (
        day,
        "2026-11-22T10:00:00",
        "a.md:2:4: 'f' is not a date: '2026-11-22T10:00:00'; write year-month-day, as in 2026-11-22 [bad-date]",
    ),
    "day: nothing": (day, "", "a.md:2:3: 'f' is not a date: ''; write year-month-day, as in 2026-11-22 [bad-date]"),
    "day: a list": (
        day,
        "[2026-11-22]",
        "a.md:2:4: 'f' is not a date: ''; write year-month-day, as in 2026-11-22 [bad-date]",
    ),
    "span: words": (span, "three", f"a.md:2:4: 'f' must be {RANGE}; write {RANGE} [bad-value]"),
    "span: a dash": (span, "8-12", f"a.md:2:4: 'f' must be {RANGE}; write {RANGE} [bad-value]"),
    "span: below nought": (span, "-1", f"a.md:2:4: 'f' must be {RANGE}; write {RANGE} [bad-value]"),
    "span: a fraction": (span, "1.5", f"a.md:2:4: 'f' must be {RANGE}; write {RANGE} [bad-value]"),
    "span: far too much": (span, "12345", f"a.md:2:4: 'f' must be {RANGE}; write {RANGE} [bad-value]"),
    "span: a list": (span, "[8, 12]", f"a.md:2:4: 'f' must be {RANGE}; write {RANGE} [bad-value]"),
    "span: the wrong way round": (
        span,
        "12 to 8",
        "a.md:2:4: 'f' must be a range whose first number is the smaller; "
        "write a range whose first number is the smaller [bad-value]",
    ),
    "choice: near": (
        COLOURS,
        "gren",
        "a.md:2:4: 'f' cannot be 'gren'; did you mean 'green'?; choose one of: red, green [bad-value]",
    ),
    "choice: far": (COLOURS, "mauve", "a.md:2:4: 'f' cannot be 'mauve'; choose one of: red, green [bad-value]"),
    "choice: in capitals": (
        COLOURS,
        "RED",
        "a.md:2:4: 'f' cannot be 'RED'; did you mean 'red'?; choose one of: red, green [bad-value]",
    ),
    "choice: a list": (COLOURS, "[red]", "a.md:2:4: 'f' must be one word; choose one of: red, green [bad-value]"),
    "list: text": (many(text), "a", "a.md:2:4: 'f' must be a list; write a list [bad-value]"),
    "list: a mapping": (many(text), "{a: b}", "a.md:2:4: 'f' must be a list; write a list [bad-value]"),
    "record: text": (
        PAIR,
        "a",
        "a.md:2:4: 'f' must be a list of 'name: value' lines; write a list of 'name: value' lines [bad-value]",
    ),
    "record: lacks a field": (PAIR, "{y: z}", "a.md:2:4: the field 'f.x' is missing; add 'x:' [missing-field]"),
}


@pytest.mark.parametrize(("reader", "value", "refusal"), REFUSED.values(), ids=REFUSED)
def test_refused(reader: Any, value: str, refusal: str) -> None:
    """A refused value is not used, so that nothing is built on it."""
    assert read(reader, value) == (None, [refusal])


def test_an_item_of_a_list_is_refused_at_its_own_place() -> None:
    """The rest of the list is kept."""
    assert read(many(COLOURS), "[red, bleu, green]") == (
        ("red", "green"),
        ["a.md:2:10: 'f' cannot be 'bleu'; choose one of: red, green [bad-value]"],
    )


def test_a_field_of_a_record_is_refused_at_its_own_place() -> None:
    assert read(PAIR, "{x: 1, z: 2}")[1] == [
        "a.md:2:11: unknown field 'f.z'; correct the name or remove the field [unknown-field]"
    ]


# The mapping


def fields(yaml_text: str, **known: Field) -> tuple[dict[str, Any], list[str]]:
    doc = Document(yaml_text, "a.md", first_line=2)
    values, _ = read_fields(doc, doc.root, known)
    return values, [line(finding) for finding in doc.findings]


def test_unknown_field_is_guessed() -> None:
    assert fields("titel: a\n", title=Field(text, False)) == (
        {},
        [
            "a.md:2:1: unknown field 'titel'; did you mean 'title'?; "
            "correct the name or remove the field [unknown-field]"
        ],
    )


def test_unknown_field_far_from_all() -> None:
    assert fields("colour: red\n", title=Field(text, False))[1] == [
        "a.md:2:1: unknown field 'colour'; correct the name or remove the field [unknown-field]"
    ]


def test_missing_field_says_what_belongs_there() -> None:
    assert fields("", title=Field(text, True, "(the page's name)"))[1] == [
        "a.md:2:1: the field 'title' is missing; add 'title:' (the page's name) [missing-field]"
    ]


def test_a_wrong_field_is_not_missing_too() -> None:
    assert len(fields("title: [a]\n", title=Field(text))[1]) == 1


def test_places_are_those_of_the_values() -> None:
    doc = Document("title:   a\nkind:\n  b\n", "a.md", first_line=2)
    _, places = read_fields(doc, doc.root, {"title": Field(text), "kind": Field(text)})
    assert [(name, place.line, place.column) for name, place in places.items()] == [("title", 2, 10), ("kind", 4, 3)]


@pytest.mark.parametrize(
    ("yaml_text", "kind"),
    [
        ("kind: exercise", "exercise"),
        ("kind: article", "article"),
        ("kind: exercises", "page"),
        ("kind: [exercise]", "page"),
        ("kind: {exercise: a}", "page"),
        ("? [kind]\n: exercise", "page"),
        ("title: a", "page"),
        ("", "page"),
    ],
)
def test_kind_of(yaml_text: str, kind: str) -> None:
    """What names no kind is read as a page, so that its other fields are judged too."""
    assert kind_of(Document(yaml_text, "a.md")) == kind


# The tables


def test_every_kind_has_a_table() -> None:
    assert tuple(FIELDS) == ("article", "exercise", "programme", "page")
    assert set(FIELDS) == set(dialect.KINDS)


@pytest.mark.parametrize(
    ("kind", "noun", "elsewhere"),
    [
        ("article", Page, {"template", "hide"}),
        ("page", Page, {"template", "hide", "stop_if"}),
        ("exercise", Exercise, {"template", "hide", "picture"}),
        ("programme", Programme, {"template", "hide"}),
    ],
)
def test_every_field_has_its_noun(kind: str, noun: type, elsewhere: set[str]) -> None:
    """A field that nobody reads would vanish silently; `elsewhere` are the engine's, or have another name."""
    assert set(FIELDS[kind]) - elsewhere <= {field.name for field in dataclasses.fields(noun)}


@pytest.mark.parametrize("noun", [Dose, Session])
def test_every_field_of_a_part_has_its_noun(noun: type) -> None:
    table = {Dose: frontmatter.DOSE, Session: frontmatter.SESSION}[noun]
    assert set(table) == {field.name for field in dataclasses.fields(noun)}


@pytest.mark.parametrize("name", ["title", "description", "audience", "reviewed", "next_review", "authors"])
def test_every_kind_asks_for(name: str) -> None:
    assert all(table[name].required for table in FIELDS.values())


def test_readers_take_any_node() -> None:
    """No YAML an author can write makes a reader fail, whatever the field."""
    nodes = ["", "a", "[a]", "{a: b}", "[[a]]", "[{a: [b]}]", "{? [a] : b}", "null", "1", "2026-11-22"]
    for kind, table in FIELDS.items():
        for name in table:
            for node in nodes:
                doc = Document(f"{name}: {node}\n", "a.md")
                read_fields(doc, doc.root, table)
                assert doc.findings, (kind, name, node)  # many fields are missing in each of these
