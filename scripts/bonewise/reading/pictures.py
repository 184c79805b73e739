"""`figures.yaml` to the drawings that articles show: id, then title, description and panels."""

from __future__ import annotations

import re

import yaml

from bonewise.dialect import DRAWINGS, guess
from bonewise.document import Document
from bonewise.figure_field import figure
from bonewise.frontmatter import text
from bonewise.model import Finding, Place, Settings
from bonewise.pose import Picture

_FIELDS = ("title", "description", "panels")


def read_pictures(settings: Settings) -> tuple[dict[str, Picture], list[Finding]]:
    """Pictures by id, sorted; none, without a finding, where the project has no such file."""
    path = settings.root / settings.content / settings.figures
    shown = f"{settings.content}/{settings.figures}"
    if not path.is_file():
        return {}, []
    try:
        doc = Document(path.read_text("utf-8-sig"), shown)
    except UnicodeDecodeError:
        return {}, [Finding(Place(shown), "bad-encoding", "the file is not UTF-8 text", "save the file as UTF-8")]
    pictures: dict[str, Picture] = {}
    for name, key, value in doc.items(doc.root) if doc.root else ():
        if name in DRAWINGS or not re.fullmatch(r"[a-z][a-z0-9-]*", name):
            what = f"a picture cannot have the id '{name}'"
            doc.refuse(key, "bad-figure", what, "use small letters and dashes, and no name of a built-in drawing")
        elif picture := _picture(doc, name, value):
            pictures[name] = picture
    return dict(sorted(pictures.items())), doc.findings


def _picture(doc: Document, name: str, entry: yaml.Node) -> Picture | None:
    if not isinstance(entry, yaml.MappingNode):
        doc.refuse(entry, "bad-figure", f"'{name}' must be 'name: value' lines", "write title, description and panels")
        return None
    nodes = {}
    for field, key, value in doc.items(entry):
        if field not in _FIELDS:
            what = f"unknown field '{field}'{guess(field, _FIELDS)}"
            doc.refuse(key, "unknown-field", what, "correct the name or remove the field")
        nodes[field] = value
    for field in _FIELDS:
        if field not in nodes:
            doc.refuse(entry, "missing-field", f"the picture '{name}' has no '{field}'", f"add '{field}:'")
    if not set(_FIELDS) <= nodes.keys():
        return None
    title, description = (text(doc, nodes[field], field) for field in ("title", "description"))
    panels = [(key, value) for key, value in entry.value if key.value == "panels"]
    drawn = figure(doc, yaml.MappingNode(entry.tag, panels, entry.start_mark, entry.end_mark), name)
    return Picture(name, title, description, drawn) if title and description and drawn else None
