"""Drawings from data; pure geometry, standard library only."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from bonewise.figures.scan_lumbar import scan_lumbar
from bonewise.figures.spine_regions import spine_regions
from bonewise.figures.t_score_scale import t_score_scale

__all__ = ["draw"]

_DRAWINGS = {"scan-lumbar": scan_lumbar, "spine-regions": spine_regions, "t-score-scale": t_score_scale}


def draw(name: str) -> Element:
    """The drawing of that name as an `<svg>` element. Raises KeyError on an unknown name."""
    return _DRAWINGS[name]()
