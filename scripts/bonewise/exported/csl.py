"""CSL-JSON and CSL-YAML to raw entries with their places."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import yaml

from bonewise.document import Document
from bonewise.model import Finding, Place

#: Raw entries with their places, and what is wrong with the file.
Read = tuple[list[tuple[Mapping[str, Any], Place]], list[Finding]]

_LIST = "the file must be a list of sources, or a mapping that has them under '{name}'"
_AGAIN = "export it again as {format}"


def read_json(text: str, path: str) -> Read:
    """Entries of a CSL-JSON list, or of `{"items": [...]}`."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        place = Place(path, error.lineno, error.colno)
        mend = "mend it there, or export the file again"
        return [], [Finding(place, "bad-import", f"this is not valid JSON: {_lower(error.msg)}", mend)]
    except (ValueError, RecursionError):
        what = "this is not valid JSON: it is nested too deep, or a number is too long"
        return [], [Finding(Place(path), "bad-import", what, _AGAIN.format(format="CSL-JSON"))]
    items = data.get("items") if isinstance(data, dict) else data
    if not isinstance(items, list):
        what, mend = _LIST.format(name="items"), _AGAIN.format(format="CSL-JSON")
        return [], [Finding(Place(path), "bad-import", what, mend)]
    return _sorted(list(zip(items, _places(text, path, len(items)))))


def _places(text: str, path: str, count: int) -> list[Place]:
    """Where each item of a JSON list begins; `json` does not tell, but it can be asked to decode from a point on."""
    decoder = json.JSONDecoder()
    places, at = [], _list_start(text, decoder)
    for _ in range(count):
        at = _skip(text, at + 1, ",")
        places.append(Place(path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)))
        # What follows a value is a gap or a comma, so the next search may start on it.
        at = decoder.raw_decode(text, at)[1] - 1
    return places


def _list_start(text: str, decoder: json.JSONDecoder) -> int:
    """The bracket of the list that is the file, or that stands under `items` in it."""
    at = start = _skip(text, 0)
    while text[at] == "{" or text[at] == ",":
        name, at = decoder.raw_decode(text, _skip(text, at + 1))
        value = _skip(text, at, ":")
        start = value if name == "items" else start
        at = _skip(text, decoder.raw_decode(text, value)[1])
    return start


def _skip(text: str, at: int, sign: str = "") -> int:
    while text[at] in f" \t\r\n{sign}":
        at += 1
    return at


def read_yaml(text: str, path: str) -> Read:
    """Entries of a CSL-YAML list under `references:`."""
    doc = Document(text, path)
    if doc.findings:
        return [], doc.findings
    nodes = {name: value for name, _, value in doc.items(doc.root)} if doc.root else {}
    listed = nodes.get("references")
    if not isinstance(listed, yaml.SequenceNode):
        mend = _AGAIN.format(format="CSL-YAML")
        return [], [Finding(doc.place(listed), "bad-import", "there is no list under 'references:'", mend)]
    read = _sorted([(_value(doc, node), doc.place(node)) for node in listed.value])
    return read[0], [*doc.findings, *read[1]]


def _value(doc: Document, node: yaml.Node) -> Any:
    """A node as plain data, all scalars as text: YAML would make a date of `2019-03-14`, and 754 of `12:34`."""
    if isinstance(node, yaml.MappingNode):
        return {name: _value(doc, value) for name, _, value in doc.items(node)}
    if isinstance(node, yaml.SequenceNode):
        return [_value(doc, item) for item in node.value]
    return "" if node.tag == "tag:yaml.org,2002:null" else node.value


def _sorted(items: list[tuple[Any, Place]]) -> Read:
    """Entries that are mappings, and a finding for each that is not."""
    what, mend = "a source must be a mapping of fields", "mend the entry, or export the file again"
    findings = [Finding(place, "bad-import", what, mend) for item, place in items if not isinstance(item, Mapping)]
    return [(item, place) for item, place in items if isinstance(item, Mapping)], findings


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
