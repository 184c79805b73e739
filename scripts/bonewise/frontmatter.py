"""The field table of each kind of page: YAML nodes in, typed values with their places out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from bonewise.dialect import (
    AFTER_FRACTURE,
    AUDIENCES,
    CLAIMS,
    EQUIPMENT,
    IMPACT,
    KINDS,
    POSITIONS,
    RISK_GROUPS,
    TOPICS,
    guess,
)
from bonewise.document import Document
from bonewise.figure_field import figure
from bonewise.model import Change, Dose, Place, Range, Session

#: Reads one node; on a fault notes a finding on the document and returns None.
Reader = Callable[[Document, yaml.Node, str], Any]


@dataclass(frozen=True)
class Field:
    """One field: how to read it, whether it must be there, and one line of help for the author."""

    read: Reader
    required: bool = True
    help: str = ""


def _wrong(doc: Document, node: yaml.Node, name: str, wanted: str) -> None:
    doc.refuse(node, "bad-value", f"'{name}' must be {wanted}", f"write {wanted}")


def text(doc: Document, node: yaml.Node, name: str) -> str | None:
    """Plain text. HTML is refused: titles and descriptions reach places where the theme does not escape them."""
    if not isinstance(node, yaml.ScalarNode):
        _wrong(doc, node, name, "plain text")
        return None
    value = "" if node.tag == "tag:yaml.org,2002:null" else " ".join(node.value.split())
    if "<" in value or ">" in value:
        doc.refuse(node, "html-in-field", f"'{name}' holds '<' or '>'", "write plain text, without HTML")
        return None
    if not value:
        doc.refuse(node, "bad-value", f"'{name}' is empty", "write a value, or remove the field")
        return None
    return value


def day(doc: Document, node: yaml.Node, name: str) -> date | None:
    """A calendar day, as 2026-11-22."""
    value = node.value if isinstance(node, yaml.ScalarNode) else ""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", str(value), re.A):
        doc.refuse(node, "bad-date", f"'{name}' is not a date: '{value}'", "write year-month-day, as in 2026-11-22")
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        doc.refuse(node, "bad-date", f"'{name}' is not a day of the calendar: '{value}'", "check month and day")
        return None


def span(doc: Document, node: yaml.Node, name: str) -> Range | None:
    """A whole number from 0 up, or two with 'to' between."""
    value = str(node.value) if isinstance(node, yaml.ScalarNode) else ""
    match = re.fullmatch(r"(\d{1,4})(?: to (\d{1,4}))?", value.strip(), re.A)
    if not match:
        _wrong(doc, node, name, "a whole number or a range, as in '8 to 12'")
        return None
    low, high = int(match[1]), int(match[2] or match[1])
    if high < low:
        _wrong(doc, node, name, "a range whose first number is the smaller")
        return None
    return Range(low, high)


def number(doc: Document, node: yaml.Node, name: str) -> int | None:
    """One whole number from 0 up."""
    found = span(doc, node, name)
    if found is None or found.low == found.high:
        return found.high if found else None
    _wrong(doc, node, name, "one whole number")
    return None


def choice(known: Mapping[str, str] | tuple[str, ...]) -> Reader:
    """One word of a fixed list."""

    def read(doc: Document, node: yaml.Node, name: str) -> str | None:
        if not isinstance(node, yaml.ScalarNode):
            doc.refuse(node, "bad-value", f"'{name}' must be one word", f"choose one of: {', '.join(known)}")
            return None
        value = node.value
        if value in known:
            return str(value)
        near = guess(str(value), tuple(known))
        doc.refuse(node, "bad-value", f"'{name}' cannot be '{value}'{near}", f"choose one of: {', '.join(known)}")
        return None

    return read


def many(one: Reader) -> Reader:
    """A list of values, in order; an empty list is allowed."""

    def read(doc: Document, node: yaml.Node, name: str) -> tuple[Any, ...] | None:
        if isinstance(node, yaml.ScalarNode) and node.value in ("", "null", "~"):
            return ()
        if not isinstance(node, yaml.SequenceNode):
            _wrong(doc, node, name, "a list")
            return None
        values = (one(doc, item, name) for item in node.value)
        return tuple(value for value in values if value is not None)

    return read


def record(fields: Mapping[str, Field], make: Callable[..., Any]) -> Reader:
    """A nested mapping with fields of its own."""

    def read(doc: Document, node: yaml.Node, name: str) -> Any:
        if not isinstance(node, yaml.MappingNode):
            _wrong(doc, node, name, "a list of 'name: value' lines")
            return None
        values, _ = read_fields(doc, node, fields, f"{name}.")
        return make(**values) if not _lacking(fields, values) else None

    return read


def dated_change(doc: Document, node: yaml.Node, name: str) -> Change | None:
    """One entry of a page's history, with the place of its day."""
    if not isinstance(node, yaml.MappingNode):
        _wrong(doc, node, name, "a list of 'date', 'what' and 'why'")
        return None
    values, places = read_fields(doc, node, CHANGE, f"{name}.")
    return None if _lacking(CHANGE, values) else Change(values["date"], values["what"], values["why"], places["date"])


def _lacking(fields: Mapping[str, Field], values: Mapping[str, Any]) -> list[str]:
    return [name for name, field in fields.items() if field.required and name not in values]


def read_fields(
    doc: Document, node: yaml.MappingNode | None, fields: Mapping[str, Field], prefix: str = ""
) -> tuple[dict[str, Any], dict[str, Place]]:
    """The values of a mapping and the place of each; faults are noted on `doc`."""
    values: dict[str, Any] = {}
    places: dict[str, Place] = {}
    for name, key, value in doc.items(node) if node else ():
        places[name] = doc.place(value)
        if name not in fields:
            what = f"unknown field '{prefix}{name}'{guess(name, tuple(fields))}"
            doc.refuse(key, "unknown-field", what, "correct the name or remove the field")
            continue
        found = fields[name].read(doc, value, prefix + name)
        if found is not None:
            values[name] = found
    for name in _lacking(fields, values):
        if name not in places:
            what = f"the field '{prefix}{name}' is missing"
            doc.refuse(node, "missing-field", what, f"add '{name}:' {fields[name].help}".rstrip())
    return values, places


DOSE = {
    "sets": Field(span, False),
    "reps": Field(span, False),
    "unit": Field(text, False),
    "per": Field(text, False),
    "hold_seconds": Field(span, False),
    "minutes": Field(span, False),
    "days_per_week": Field(span, True, "(how many days a week)"),
    "start": Field(text, False),
    "rest": Field(text, False),
    "progress": Field(text, False),
    "note": Field(text, False),
}
#: Only the numbers that a spine fracture makes smaller.
MOST = {name: Field(number, False) for name in ("sets", "reps", "hold_seconds", "minutes", "days_per_week")}
PICTURE = {"start": Field(text), "finish": Field(text)}
CHANGE = {
    "date": Field(day, True, "(the day on which readers got the change)"),
    "what": Field(text, True, "(what is different now, in one sentence)"),
    "why": Field(text, True, "(what made it necessary, in one sentence)"),
}
SESSION = {"title": Field(text), "when": Field(text), "exercises": Field(many(text))}

COMMON = {
    "title": Field(text, True, "(the page's name)"),
    "description": Field(text, True, "(one sentence that answers the page's question)"),
    "kind": Field(choice(KINDS), True, f"({', '.join(KINDS)})"),
    "id": Field(text, True, "(the file's name without .md)"),
    "also_called": Field(many(text), False),
    "in_spanish": Field(many(text), False),
    "topics": Field(many(choice(TOPICS)), False),
    "audience": Field(many(choice(AUDIENCES)), True, "(who reads it)"),
    "reviewed": Field(day, True, "(the day on which it was last reviewed)"),
    "next_review": Field(day, True, "(the day by which it must be reviewed again)"),
    "authors": Field(many(text), True, "(who wrote it)"),
    "reviewed_by": Field(many(text), True, "([] until a clinician has reviewed it)"),
    "claims_level": Field(choice(CLAIMS), True, f"({', '.join(CLAIMS)})"),
    "withdrawn": Field(day, False),
    "moved_to": Field(text, False),
    "template": Field(text, False),
    "hide": Field(many(text), False),
}
PAGE = COMMON | {
    "short": Field(text, False),
    "call": Field(text, False),
    "signs": Field(many(text), False),
    "stop_if": Field(many(text), False),
}
#: Pages of guidance tell what changed.
GUIDANCE = COMMON | {"changes": Field(many(dated_change), False)}
ARTICLE = GUIDANCE | {"topics": Field(many(choice(TOPICS)), True, f"({', '.join(TOPICS)})")}
EXERCISE = GUIDANCE | {
    "group": Field(text, True, "(a group of `extra.bonewise.groups` in mkdocs.yml)"),
    "why": Field(text),
    "position": Field(many(choice(POSITIONS))),
    "equipment": Field(many(choice(EQUIPMENT))),
    "equipment_note": Field(text, False),
    "steps": Field(many(text)),
    "dose": Field(record(DOSE, Dose)),
    "dose_basis": Field(text),
    "easier": Field(text),
    "harder": Field(text),
    "feel": Field(text),
    "breathing": Field(text),
    "mistakes": Field(many(text)),
    "avoid_if": Field(many(text)),
    "stop_if": Field(many(text)),
    "impact": Field(choice(IMPACT)),
    "after_fracture": Field(choice(AFTER_FRACTURE)),
    "after_fracture_note": Field(text),
    "after_fracture_most": Field(record(MOST, dict), False),
    "sources": Field(many(text)),
    "picture": Field(record(PICTURE, dict)),
    "figure": Field(figure, False),
}
PROGRAMME = GUIDANCE | {
    "suits": Field(many(choice(RISK_GROUPS))),
    "for_whom": Field(text),
    "not_for": Field(many(text)),
    "before_you_start": Field(many(text)),
    "weeks": Field(span, False),
    "schedule": Field(many(record(SESSION, Session))),
    "progress": Field(many(text)),
    "sources": Field(many(text)),
}
#: The field table of each kind.
FIELDS: dict[str, dict[str, Field]] = {
    "article": ARTICLE,
    "exercise": EXERCISE,
    "programme": PROGRAMME,
    "page": PAGE,
}


def kind_of(doc: Document) -> str:
    """The kind the front matter names; 'page' where it names none that exists."""
    entries = doc.root.value if doc.root else ()
    named = next((value.value for key, value in entries if key.value == "kind"), None)
    return str(named) if isinstance(named, str) and named in FIELDS else "page"
