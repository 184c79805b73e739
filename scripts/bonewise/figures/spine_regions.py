"""The spine from the side, facing right, with its regions and L1 to L5 named.

Counts (7 neck, 12 upper back, 5 lower back) are standard anatomy; the curve is a drawing, not a measurement.
"""

from __future__ import annotations

from math import atan2, degrees
from xml.etree.ElementTree import Element

from bonewise.figures.svg import BONE, INK, QUIET, TEAL, canvas, shape, words

_WIDTH, _HEIGHT = 420, 600
_TOP, _BOTTOM = 40.0, 470.0
#: Control points of the midline (x at even heights): hollow neck, rounded upper back, hollow low back.
_CURVE = (203.0, 209.0, 199.0, 179.0, 165.0, 167.0, 184.0, 200.0, 194.0)
_REGIONS = (
    ("Neck", 7, "#dce9ea", "7 bones"),
    ("Upper back", 12, BONE, "12 bones, with the ribs"),
    ("Lower back", 5, "#bfe0e2", ""),
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
    """The drawing, 420 × 600 units."""
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
    for label, count, fill, note in _REGIONS:
        start = y
        for nth in range(count):
            height = heights[index]
            _vertebra(svg, y + height / 2, height, fill, f"L{nth + 1}" if label == "Lower back" else "")
            y += height
            index += 1
        _label(svg, start, y, label, note)
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
        words(svg, x, y + 6, name, font_size=16, font_weight=700, text_anchor="middle", class_="bw-on-bone")


def _label(svg: Element, top: float, bottom: float, label: str, note: str) -> None:
    middle = (top + bottom) / 2
    shape(
        svg,
        "path",
        d=f"M108 {top + 3:.1f}h-8v{bottom - top - 6:.1f}h8",
        fill="none",
        stroke=QUIET,
        stroke_width=2,
        class_="bw-quiet",
    )
    words(svg, 4, middle + 5, label, font_size=15, font_weight=700)
    if note:
        words(svg, 262, middle + 5, note, font_size=15)


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
    words(svg, 4, y + 40, "Sacrum and", font_size=15, font_weight=700)
    words(svg, 4, y + 58, "tail bone", font_size=15, font_weight=700)


def _bracket(svg: Element, bottom: float) -> None:
    top, end = bottom - 125 + 4, bottom - 25 - 4
    shape(
        svg,
        "path",
        d=f"M246 {top:.1f}h12v{end - top:.1f}h-12",
        fill="none",
        stroke=TEAL,
        stroke_width=3,
        class_="bw-accent-line",
    )
    words(svg, 268, (top + end) / 2 - 6, "L1 to L4: read", font_size=16, font_weight=700, fill=TEAL, class_="bw-accent")
    words(
        svg, 268, (top + end) / 2 + 15, "by a bone scan", font_size=16, font_weight=700, fill=TEAL, class_="bw-accent"
    )
