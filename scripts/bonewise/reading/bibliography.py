"""`sources.yaml` (CSL-YAML under `references:`, as Pandoc has it) to sources by key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import yaml

from bonewise.dialect import ACCESS, EVIDENCE, guess
from bonewise.document import Document, bad_encoding
from bonewise.frontmatter import Field, choice, day, read_fields, text
from bonewise.model import Finding, Settings, Source
from bonewise.reading.characters import unseen
from bonewise.reading.csl import misshapen
from bonewise.reading.foreign import our_custom, our_name, our_type, our_value
from bonewise.reading.order import out_of_order

CUSTOM = {
    "evidence": Field(choice(EVIDENCE), True, "(the kind of evidence)"),
    "checked": Field(day, True, "(the day on which the entry was last checked)"),
    "access": Field(choice(ACCESS), True, "(what was read)"),
    "checked_how": Field(text, True, "(one sentence: what was read, and where)"),
    "note": Field(text, False),
}
_NEEDED = ("id", "type", "title", "custom")
_KNOWN = (
    *("id", "type", "title", "author", "editor", "container-title", "container-title-short", "collection-title"),
    *("event-title", "publisher", "publisher-place", "issued", "accessed", "volume", "issue", "number", "page"),
    *("edition", "genre", "language", "DOI", "PMID", "PMCID", "ISBN", "ISSN", "ORCID", "URL", "abstract"),
    *("keyword", "custom"),
)
_DATES = ("issued", "accessed")


def read_sources(settings: Settings) -> tuple[dict[str, Source], list[Finding]]:
    """Sources by key, sorted; none, without a finding, where the project has no bibliography."""
    path = settings.root / settings.content / settings.sources
    shown = f"{settings.content}/{settings.sources}"
    if not path.is_file():
        return {}, []
    try:
        doc = Document(path.read_text("utf-8-sig"), shown)
        doc.findings += unseen(shown, doc.text) if settings.typed else ()
    except UnicodeDecodeError as error:
        return {}, [bad_encoding(error, shown)]
    sources: dict[str, Source] = {}
    for entry in _entries(doc, settings.typed):
        source = _source(doc, entry) if settings.typed else _foreign_source(doc, entry)
        if source and source.key in sources:
            line = sources[source.key].place.line
            what = f"the source '{source.key}' is given twice; first on line {line}"
            doc.refuse(entry, "duplicate-key", what, "keep one of the two")
        elif source:
            sources[source.key] = source
    if settings.typed and not doc.findings:
        doc.findings += out_of_order(doc)
    return dict(sorted(sources.items())), doc.findings


def _entries(doc: Document, typed: bool) -> list[yaml.Node]:
    entries: list[yaml.Node] = []
    for name, key, value in doc.items(doc.root) if doc.root else ():
        if name != "references" and (typed or name != "sources"):
            # Pandoc allows other metadata beside the list.
            if typed:
                what = f"unknown field '{name}'{guess(name, ('references',))}"
                doc.refuse(key, "unknown-field", what, "put the sources under 'references:'")
        elif isinstance(value, yaml.SequenceNode):
            entries += value.value
        elif value.value or typed:
            doc.refuse(value, "bad-value", f"'{name}' must be a list", "start each source with '- id: …'")
    return entries


def _mapping(doc: Document, entry: yaml.Node) -> yaml.MappingNode | None:
    if isinstance(entry, yaml.MappingNode):
        return entry
    doc.refuse(entry, "bad-value", "a source must be 'name: value' lines", "start with '- id: …'")
    return None


def _source(doc: Document, entry: yaml.Node) -> Source | None:
    """A source in our own form, with all that we ask of one."""
    nodes = {}
    for name, key, value in doc.items(mapping) if (mapping := _mapping(doc, entry)) else ():
        if name not in _KNOWN:
            what = f"unknown field '{name}'{guess(name, _KNOWN)}"
            doc.refuse(key, "unknown-field", what, "correct the name or remove the field")
        nodes[name] = value
    for name in _NEEDED if mapping else ():
        if name not in nodes:
            doc.refuse(entry, "missing-field", f"the source has no '{name}'", f"add '{name}:'")
    csl = {name: _plain(node) for name, node in nodes.items() if name != "custom"}
    faults = {name: fault for name, value in csl.items() if name in _KNOWN and (fault := misshapen(name, value))}
    for name, fault in faults.items():
        doc.refuse(nodes[name], "bad-value", *fault)
    values = _custom(doc, nodes.get("custom"))
    if faults or values is None or any(name not in nodes for name in _NEEDED):
        return None
    return _made(doc, nodes, csl, values)


def _foreign_source(doc: Document, entry: yaml.Node) -> Source | None:
    """A source as other tools and people write it; only what makes it useless is a finding."""
    nodes: dict[str, yaml.Node] = {}
    for name, _, value in sorted(doc.items(mapping), key=_own_first) if (mapping := _mapping(doc, entry)) else ():
        nodes.setdefault(our_name(name, _KNOWN), value)
    csl = {name: our_value(name, _plain(node)) for name, node in nodes.items() if name in _KNOWN and name != "custom"}
    csl = {name: value for name, value in csl.items() if value != ""}
    for name in [name for name, value in csl.items() if isinstance(value, dict | list) and misshapen(name, value)]:
        doc.refuse(nodes[name], "bad-value", *(misshapen(name, csl[name]) or ("", "")))
        del csl[name]
    if mapping and "id" not in csl:
        doc.refuse(entry, "missing-field", "the source has no 'id'", "add 'id:'")
    if "id" not in csl:
        return None
    csl.setdefault("type", our_type(csl))
    return _made(doc, nodes, csl, our_custom(_plain(nodes["custom"]) if "custom" in nodes else {}))


def _own_first(item: tuple[str, yaml.Node, yaml.Node]) -> bool:
    """Where a field is there under two names, as `issued` and `year`, ours is the one that counts."""
    return item[0] not in _KNOWN


def _made(doc: Document, nodes: Mapping[str, yaml.Node], csl: dict[str, Any], values: dict[str, Any]) -> Source:
    told = {name: _leaf(node) if name in _DATES else node for name, node in nodes.items()}
    people = nodes.get("author")
    for number, person in enumerate(people.value if isinstance(people, yaml.SequenceNode) else ()):
        for key, value in person.value if isinstance(person, yaml.MappingNode) else ():
            if str(key.value).upper() == "ORCID":
                told[f"author.{number}.ORCID"] = value
    places = MappingProxyType({name: doc.place(node) for name, node in told.items()})
    ends = MappingProxyType({name: end for name, node in told.items() if (end := doc.end(node))})
    return Source(key=str(csl["id"]), place=places["id"], csl=MappingProxyType(csl), places=places, ends=ends, **values)


def _leaf(node: yaml.Node) -> yaml.Node:
    """The first value inside a date: its year."""
    while not isinstance(node, yaml.ScalarNode) and node.value:
        node = node.value[0][1] if isinstance(node, yaml.MappingNode) else node.value[0]
    return node


def _custom(doc: Document, node: yaml.Node | None) -> dict[str, Any] | None:
    if node is not None and not isinstance(node, yaml.MappingNode):
        doc.refuse(node, "bad-value", "'custom' must be 'name: value' lines", "write each field on a line of its own")
    if not isinstance(node, yaml.MappingNode):
        return None
    values, _ = read_fields(doc, node, CUSTOM, "custom.")
    return None if any(field.required and name not in values for name, field in CUSTOM.items()) else values


def _plain(node: yaml.Node) -> Any:
    """A node as plain data; what YAML would read as a date stays text, as CSL has it, and so do leading zeros."""
    if isinstance(node, yaml.ScalarNode):
        numeric = node.tag == "tag:yaml.org,2002:int" and re.fullmatch(r"0|[1-9][0-9]{0,8}", node.value)
        if node.tag == "tag:yaml.org,2002:null":
            return ""
        return int(node.value) if numeric else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return {str(key.value): _plain(value) for key, value in node.value}
