"""`sources.yaml` (CSL-YAML under `references:`, as Pandoc has it) to sources by key."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import yaml

from bonewise.dialect import ACCESS, EVIDENCE, guess
from bonewise.document import Document
from bonewise.frontmatter import Field, choice, day, read_fields, text
from bonewise.model import Finding, Place, Settings, Source
from bonewise.reading.csl import misshapen

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
    *("edition", "genre", "language", "DOI", "PMID", "PMCID", "ISBN", "ISSN", "URL", "abstract", "keyword", "custom"),
)


def read_sources(settings: Settings) -> tuple[dict[str, Source], list[Finding]]:
    """Sources by key, sorted; none, without a finding, where the project has no bibliography."""
    path = settings.root / settings.content / settings.sources
    shown = f"{settings.content}/{settings.sources}"
    if not path.is_file():
        return {}, []
    try:
        doc = Document(path.read_text("utf-8-sig"), shown)
    except UnicodeDecodeError:
        return {}, [Finding(Place(shown), "bad-encoding", "the file is not UTF-8 text", "save the file as UTF-8")]
    sources: dict[str, Source] = {}
    for entry in _entries(doc):
        source = _source(doc, entry)
        if source and source.key in sources:
            line = sources[source.key].place.line
            what = f"the source '{source.key}' is given twice; first on line {line}"
            doc.refuse(entry, "duplicate-key", what, "keep one of the two")
        elif source:
            sources[source.key] = source
    return dict(sorted(sources.items())), doc.findings


def _entries(doc: Document) -> list[yaml.Node]:
    for name, key, value in doc.items(doc.root) if doc.root else ():
        if name != "references":
            what = f"unknown field '{name}'{guess(name, ('references',))}"
            doc.refuse(key, "unknown-field", what, "put the sources under 'references:'")
        elif isinstance(value, yaml.SequenceNode):
            return list(value.value)
        else:
            doc.refuse(value, "bad-value", "'references' must be a list", "start each source with '- id: …'")
    return []


def _source(doc: Document, entry: yaml.Node) -> Source | None:
    if not isinstance(entry, yaml.MappingNode):
        doc.refuse(entry, "bad-value", "a source must be 'name: value' lines", "start with '- id: …'")
        return None
    nodes = {}
    for name, key, value in doc.items(entry):
        if name not in _KNOWN:
            what = f"unknown field '{name}'{guess(name, _KNOWN)}"
            doc.refuse(key, "unknown-field", what, "correct the name or remove the field")
        nodes[name] = value
    for name in _NEEDED:
        if name not in nodes:
            doc.refuse(entry, "missing-field", f"the source has no '{name}'", f"add '{name}:'")
    csl = {name: _plain(node) for name, node in nodes.items() if name != "custom"}
    faults = {name: fault for name, value in csl.items() if name in _KNOWN and (fault := misshapen(name, value))}
    for name, fault in faults.items():
        doc.refuse(nodes[name], "bad-value", *fault)
    values = _custom(doc, nodes.get("custom"))
    if faults or values is None or any(name not in nodes for name in _NEEDED):
        return None
    return Source(key=str(csl["id"]), place=doc.place(nodes["id"]), csl=MappingProxyType(csl), **values)


def _custom(doc: Document, node: yaml.Node | None) -> dict[str, Any] | None:
    if node is not None and not isinstance(node, yaml.MappingNode):
        doc.refuse(node, "bad-value", "'custom' must be 'name: value' lines", "write each field on a line of its own")
    if not isinstance(node, yaml.MappingNode):
        return None
    values, _ = read_fields(doc, node, CUSTOM, "custom.")
    return None if any(field.required and name not in values for name, field in CUSTOM.items()) else values


def _plain(node: yaml.Node) -> Any:
    """A node as plain data; what YAML would read as a date stays text, as CSL has it."""
    if isinstance(node, yaml.ScalarNode):
        numeric = node.tag == "tag:yaml.org,2002:int" and node.value.isdigit()
        if node.tag == "tag:yaml.org,2002:null":
            return ""
        return int(node.value) if numeric and len(node.value) < 10 else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return {str(key.value): _plain(value) for key, value in node.value}
