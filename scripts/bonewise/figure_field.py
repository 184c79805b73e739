"""The field `figure:` of an exercise, or a picture: YAML nodes in, a Figure out, each fault at its place."""

from __future__ import annotations

from typing import Any

import yaml

from bonewise.document import Document
from bonewise.figures.judging import judge_figure
from bonewise.figures.parsing import parse_figure
from bonewise.pose import Figure


def figure(doc: Document, node: yaml.Node, name: str) -> Figure | None:
    """The figure; None where it cannot be read. One that asks too much of a body is given too, for its author to see;
    its findings stop every build, for a wrong picture teaches a wrong move.
    """
    found, faults = parse_figure(_plain(node))
    if found:
        faults = judge_figure(found)
    for fault in faults:
        way = ".".join(str(step + 1 if isinstance(step, int) else step) for step in fault.way)
        doc.refuse(_node_at(node, fault.way), "bad-figure", f"{name}, {way}: {fault.what}", fault.mend)
    return found


def _plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    return _scalar(str(node.value), node.tag.rpartition(":")[2])


def _scalar(value: str, tag: str) -> Any:
    if tag == "null":
        return None
    if tag == "bool":
        return value.lower() in ("true", "yes", "on")
    if tag in ("int", "float"):
        try:
            return float(value)
        except ValueError:
            return value
    return value


def _node_at(node: yaml.Node, way: tuple[str | int, ...]) -> yaml.Node:
    """The node at the end of a way, as far as it goes."""
    for step in way:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        elif isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), node)
    return node
