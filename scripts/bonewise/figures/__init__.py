"""Drawings from data; pure geometry, standard library only."""

from __future__ import annotations

from importlib import import_module
from xml.etree.ElementTree import Element

__all__ = ["draw"]

#: Each drawing's module, which holds a function of the same name.
_DRAWINGS = {"scan-lumbar": "scan_lumbar", "spine-regions": "spine_regions", "t-score-scale": "t_score_scale"}


def draw(name: str) -> Element:
    """The drawing of that name as an `<svg>` element. Raises KeyError on an unknown name."""
    module = _DRAWINGS[name]
    # Only when drawn: they need the Markdown parser's own kind of text, and checks need none of it.
    drawing: Element = getattr(import_module(f"{__name__}.{module}"), module)()
    return drawing
