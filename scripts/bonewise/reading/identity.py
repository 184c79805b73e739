"""What makes a site its owner's own, from `extra.bonewise`: colours, licence, words on paper and for machines."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import yaml

from bonewise.model import Identity, Place

#: What the topics of pages are called in structured data, where the site does not say it more exactly.
TOPICS = {
    "condition": "Health condition",
    "scan": "Medical scan",
    "food": "Nutrition",
    "medicine": "Medicine",
    "pain": "Pain",
    "fracture": "Fracture",
    "exercise": "Exercise",
    "posture": "Posture",
    "falls": "Prevention of falls",
    "life": "Daily life",
}
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def read_identity(site_name: str, ours: Mapping[str, Any], text: str) -> Identity:
    """The identity of a site; `ours` is `extra.bonewise`, and `text` the whole of mkdocs.yml, for places."""
    topics = ours.get("topics")
    named = {str(key): str(value) for key, value in topics.items()} if isinstance(topics, Mapping) else {}
    printed = f"{site_name}: general information, not medical advice about you"
    return Identity(
        accents=MappingProxyType(dict(_accents(ours.get("accents"), text))),
        licence=str(ours.get("licence", _LICENCE) or ""),
        printed=str(ours.get("printed", printed) or ""),
        topics=MappingProxyType({**TOPICS, **named}),
    )


def _accents(given: Any, text: str) -> dict[str, tuple[str, Place]]:
    if not isinstance(given, Mapping):
        return {}
    places = _places(text)
    return {str(name): (str(value), places.get(str(name), Place("mkdocs.yml"))) for name, value in given.items()}


def _places(text: str) -> dict[str, Place]:
    """Where each value of `extra.bonewise.accents` stands; nothing where an inherited file gives them."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    for key in ("extra", "bonewise", "accents"):
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        node = next((value for name, value in pairs if name.value == key), None)
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    marks = {name.value: value.start_mark for name, value in pairs}
    return {name: Place("mkdocs.yml", mark.line + 1, mark.column + 1) for name, mark in marks.items()}
