"""The spine from the side, facing right, with its regions and L1 to L5 named.

Counts (7 neck, 12 upper back, 5 lower back) are standard anatomy; the curve is a drawing, not a measurement.
"""

from __future__ import annotations

from math import atan2, degrees
from xml.etree.ElementTree import Element

from bonewise.figures.svg import BONE, INK, QUIET, TEAL, canvas, shape, words

_WIDTH, _HEIGHT = 360, 540
_TEXT = 17
_TOP, _BOTTOM = 14.0, 444.0
#: Control points of the midline (x at even heights): hollow neck, rounded upper back, hollow low back.
_CURVE = (199.0, 205.0, 195.0, 176.0, 163.0, 165.0, 181.0, 196.0, 190.0)
_REGIONS: tuple[tuple[str, int, str, tuple[str, ...]], ...] = (
    ("Neck", 7, "#dce9ea", ("7 bones",)),
    ("Upper back", 12, BONE, ("12 bones,", "with the ribs")),
    ("Lower back", 5, "#bfe0e2", ()),
)


def _midline(y: float) -> float:
    """x of the midline at height y: Catmull-Rom through the control points."""
    at = (y - _TOP) / (_BOTTOM - _TOP) * (len(_CURVE) - 1)
    index = min(int(at), len(_CURVE) - 2)
    t = at - index
    p0, p1, p2, p3 = (_CURVE[min(max(index + step, 0), len(_CURVE) - 1)] for step in (-1, 0, 1, 2))
    return 0.5 * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3)


def _tilt(y: float) -> float:
    return degrees(atan2(_midline(y + 4) - _midline(y - 4), 8.0))


def spine_regions() -> Element:
    """The drawing, 360 × 540 units: about a phone's width."""
    svg = canvas(
        "spine-regions",
        _WIDTH,
        _HEIGHT,
        "The regions of the spine",
        "The spine seen from the side. From the top: the neck with 7 bones, the upper back with 12, and the lower "
        "back with 5, named L1 to L5. Below are the sacrum and the tail bone. A bracket marks L1 to L4, the bones "
        "that a bone scan of the spine usually reads.",
    )
    heights = [13.0] * 7 + [16.5] * 12 + [25.0] * 5
    y = _TOP
    index = 0
    for label, count, fill, notes in _REGIONS:
        start = y
        for nth in range(count):
            height = heights[index]
            _vertebra(svg, y + height / 2, height, fill, f"L{nth + 1}" if label == "Lower back" else "")
            y += height
            index += 1
        _label(svg, start, y, label, notes)
    _sacrum(svg, y)
    _bracket(svg, y)
    return svg


def _vertebra(svg: Element, y: float, height: float, fill: str, name: str) -> None:
    x, tilt = _midline(y), -_tilt(y)
    width = 30 + height * 0.9
    turn = f"rotate({tilt:.1f} {x:.1f} {y:.1f})"
    shape(
        svg,
        "path",
        d=f"M{x - width / 2:.1f} {y:.1f}q-16 2-24 {height * 0.5:.1f}",
        fill="none",
        stroke=INK,
        stroke_width=5,
        stroke_linecap="round",
        transform=turn,
        class_="bw-line",
    )
    shape(
        svg,
        "rect",
        x=x - width / 2,
        y=y - height / 2 + 1.2,
        width=width,
        height=height - 2.4,
        rx=4,
        fill=fill,
        stroke=INK,
        stroke_width=1.6,
        transform=turn,
        class_="bw-bone",
    )
    if name:
        words(svg, x, y + 6, name, font_size=_TEXT, font_weight=700, text_anchor="middle", class_="bw-on-bone")


def _label(svg: Element, top: float, bottom: float, label: str, notes: tuple[str, ...]) -> None:
    middle = (top + bottom) / 2
    shape(
        svg,
        "path",
        d=f"M112 {top + 3:.1f}h-8v{bottom - top - 6:.1f}h8",
        fill="none",
        stroke=QUIET,
        stroke_width=2,
        class_="bw-quiet",
    )
    words(svg, 2, middle + 6, label, font_size=_TEXT, font_weight=700)
    for line, note in enumerate(notes):
        words(svg, 252, middle + 6 + 21 * (line - (len(notes) - 1) / 2), note, font_size=_TEXT)


def _sacrum(svg: Element, y: float) -> None:
    x = _midline(y)
    shape(
        svg,
        "path",
        d=f"M{x - 28:.1f} {y + 3:.1f}h54q-6 34-36 62q-6 14-4 30q-12 2-14-14q-2-40 0-78z",
        fill="#e6e1d6",
        stroke=INK,
        stroke_width=1.6,
        class_="bw-bone",
    )
    words(svg, 2, y + 40, "Sacrum and", font_size=_TEXT, font_weight=700)
    words(svg, 2, y + 61, "tail bone", font_size=_TEXT, font_weight=700)


def _bracket(svg: Element, bottom: float) -> None:
    top, end = bottom - 125 + 4, bottom - 25 - 4
    shape(
        svg,
        "path",
        d=f"M234 {top:.1f}h10v{end - top:.1f}h-10",
        fill="none",
        stroke=TEAL,
        stroke_width=3,
        class_="bw-accent-line",
    )
    look = {"font_size": _TEXT, "font_weight": 700, "fill": TEAL, "class_": "bw-accent"}
    for line, text in enumerate(("L1 to L4:", "read by a", "bone scan")):
        words(svg, 252, (top + end) / 2 - 15 + 21 * line, text, **look)
