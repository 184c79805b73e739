"""Strokes and boxes in which props are drawn; x goes right, y up."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from bonewise.figures.outline import at
from bonewise.figures.palette import LINE
from bonewise.figures.svg import shape


def rect(parent: Element, x: float, y: float, width: float, height: float, fill: str, rx: float = 2.0) -> None:
    """A box whose top left corner is at x and height y."""
    shape(parent, "rect", x=x, y=-y, width=width, height=height, rx=rx, fill=fill)


def stroke(parent: Element, path: str, colour: str, width: float) -> None:
    """A thick line with a rim."""
    attributes = {"fill": "none", "stroke_linecap": "round", "stroke_linejoin": "round"}
    shape(parent, "path", d=path, stroke=LINE, stroke_width=width + 2.4, **attributes)
    shape(parent, "path", d=path, stroke=colour, stroke_width=width, **attributes)


def stroke_thin(parent: Element, path: str) -> None:
    shape(parent, "path", d=path, fill="none", stroke=LINE, stroke_width=1.2, stroke_linecap="round")


def dot(x: float, y: float) -> str:
    return at((x, -y))
