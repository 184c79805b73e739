"""Marks that teach: arrows, thud lines, a dotted line through joints, tick and cross."""

from __future__ import annotations

from math import hypot
from xml.etree.ElementTree import Element

from bonewise.figures.outline import Dot, at, flowing
from bonewise.figures.palette import LINE
from bonewise.figures.svg import shape
from bonewise.pose import Arrow

_MOVE = "#b3261e"


def arrow(parent: Element, motion: Arrow) -> None:
    """A curve with a filled head, on a light rim so that it shows on any colour."""
    start, end = (motion.start[0], -motion.start[1]), (motion.end[0], -motion.end[1])
    x, y = end[0] - start[0], end[1] - start[1]
    long = hypot(x, y) or 1.0
    bow = ((start[0] + end[0]) / 2 + y / long * motion.bend * 2, (start[1] + end[1]) / 2 - x / long * motion.bend * 2)
    dx, dy = end[0] - bow[0], end[1] - bow[1]
    course = hypot(dx, dy) or 1.0
    dx, dy = dx / course, dy / course
    neck = (end[0] - dx * 8, end[1] - dy * 8)
    barbs = [(neck[0] - dy * s, neck[1] + dx * s) for s in (5.5, -5.5)]
    path, tip = f"M{at(start)}Q{at(bow)} {at(neck)}", f"M{at(barbs[0])}L{at(end)} {at(barbs[1])}Z"
    shape(parent, "path", d=path + tip, fill="none", stroke="#fbfaf7", stroke_width=6.5, stroke_linejoin="round")
    shape(parent, "path", d=path, fill="none", stroke=_MOVE, stroke_width=3, stroke_linecap="round")
    shape(parent, "path", d=tip, fill=_MOVE, stroke=_MOVE, stroke_width=1, stroke_linejoin="round")


def thud(parent: Element, x: float, y: float) -> None:
    """Three short lines that show a firm landing; to the left of the body they point left."""
    way = -1 if x < 0 else 1
    path = "".join(
        f"M{at((x + a * way, -y + b))}l{at((c * way, d))}"
        for a, b, c, d in ((0, -3, 5, -6), (3, 2, 8, -3), (3, 7, 8, 1))
    )
    shape(parent, "path", d=path, fill="none", stroke=_MOVE, stroke_width=2.6, stroke_linecap="round")


def dotted(parent: Element, dots: list[Dot]) -> None:
    """A dotted line through places, on a light rim."""
    path = "M" + "L".join(at(dot) for dot in dots)
    shape(parent, "path", d=path, fill="none", stroke="#ffffff", stroke_width=4, stroke_linecap="round")
    shape(
        parent,
        "path",
        d=path,
        fill="none",
        stroke=_MOVE,
        stroke_width=2,
        stroke_dasharray="1 5",
        stroke_linecap="round",
    )


def spine(parent: Element, dots: list[Dot]) -> None:
    """The curve of the spine, as a light band with a bead for each few bones."""
    path = flowing(dots)
    attributes = {"fill": "none", "stroke_linecap": "round"}
    shape(parent, "path", d=path, stroke="#22313a", stroke_width=7.4, **attributes)
    shape(parent, "path", d=path, stroke="#fffdf6", stroke_width=5.2, **attributes)
    shape(parent, "path", d=path, stroke="#22313a", stroke_width=5.2, stroke_dasharray="1 4.2", fill="none")


def verdict(parent: Element, kind: str, x: float, y: float) -> None:
    """A tick in a circle, or a cross in a square: told apart without colour."""
    if kind == "right":
        shape(parent, "circle", cx=x, cy=y, r=10, fill="#1f6b3a", stroke=LINE, stroke_width=1.4)
        path = f"M{at((x - 5, y))}l4 4.5 6.5-8.5"
    else:
        shape(
            parent, "rect", x=x - 9.5, y=y - 9.5, width=19, height=19, rx=3, fill="#fff", stroke=_MOVE, stroke_width=2
        )
        path = f"M{at((x - 5, y - 5))}l10 10m0-10l-10 10"
    stroke = "#fff" if kind == "right" else _MOVE
    shape(parent, "path", d=path, fill="none", stroke=stroke, stroke_width=3, stroke_linecap="round")
