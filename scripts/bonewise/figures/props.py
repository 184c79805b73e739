"""Things that people hold, lie on and stand by, drawn from the side unless their name says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from bonewise.figures import extents
from bonewise.figures.crayons import dot, rect, stroke, stroke_thin
from bonewise.figures.furniture import FURNITURE
from bonewise.figures.outline import at, number
from bonewise.figures.palette import LINE
from bonewise.figures.svg import shape

_WOOD, _STEEL = "#d9b98c", "#5f6d74"


@dataclass(frozen=True)
class Kind:
    """A kind of prop: its measures with what they are when left out, whether it lies over the person, its drawing."""

    measures: Mapping[str, float]
    draw: Callable[[Element, Mapping[str, float]], None]
    extent: Callable[[Mapping[str, float]], extents.Extent]
    front: bool = False


def _stick(parent: Element, m: Mapping[str, float]) -> None:
    stroke(parent, f"M{dot(m['x'], m['y'])}L{dot(m['x2'], m['y2'])}", "#e0a95c", 2.6)


def _band(parent: Element, m: Mapping[str, float]) -> None:
    path = f"M{dot(m['x'], m['y'])}L{dot(m['x2'], m['y2'])}"
    stroke(parent, path, "#e27d60", 2.2)
    shape(parent, "circle", cx=m["x2"], cy=-m["y2"], r=4.2, fill=_STEEL, stroke=LINE)


def _dumbbell(parent: Element, m: Mapping[str, float]) -> None:
    """Seen end on when `long` is 0."""
    x, y, half = m["x"], m["y"], m["long"] / 2
    if not half:
        shape(parent, "circle", cx=x, cy=-y, r=7.5, fill=_STEEL, stroke=LINE)
        return
    rect(parent, x - half, y + 2, 2 * half, 4, _STEEL)
    rect(parent, x - half - 5, y + 6.5, 7, 13, _STEEL)
    rect(parent, x + half - 2, y + 6.5, 7, 13, _STEEL)


def _kettlebell(parent: Element, m: Mapping[str, float]) -> None:
    x, y = m["x"], m["y"]
    stroke(
        parent,
        f"M{dot(x - 5, y - 11)}L{dot(x - 5.5, y - 3)}Q{dot(x, y + 3)} {dot(x + 5.5, y - 3)}L{dot(x + 5, y - 11)}",
        _STEEL,
        2.2,
    )
    shape(parent, "circle", cx=x, cy=-(y - 17), r=9, fill=_STEEL, stroke=LINE)


def _bag(parent: Element, m: Mapping[str, float]) -> None:
    """Its handle is at x and height y."""
    x, y, w = m["x"], m["y"], m["width"] / 2
    left, right = x - w * 0.42, x + w * 0.42
    handle = f"M{dot(left, y - 15)}C{dot(left, y + 4)} {dot(right, y + 4)} {dot(right, y - 15)}"
    stroke(parent, handle, "#8c6239", 0.6)
    path = f"M{dot(x - w + 2, y - 15)}H{number(x + w - 2)}L{dot(x + w, y - 15 - m['height'])}H{number(x - w)}Z"
    shape(parent, "path", d=path, fill="#d8b06a", stroke=LINE, stroke_width=1.5, stroke_linejoin="round")
    stroke_thin(parent, f"M{dot(x - w + 1.5, y - 21)}H{number(x + w - 1.5)}")


def _box(parent: Element, m: Mapping[str, float]) -> None:
    rect(parent, m["x"], m["y"], m["width"], m["y"] - m["low"], _WOOD)


def _line(parent: Element, m: Mapping[str, float]) -> None:
    stroke_thin(parent, f"M{dot(m['x'], m['y'])}L{dot(m['x2'], m['y2'])}")


def _footprint(parent: Element, m: Mapping[str, float]) -> None:
    """A shoe from above that points right; the heel is at x."""
    x, y = m["x"], -m["y"]
    path = f"M{at((x + 4, y - 4))}c6-1 11-2 18-1.4c10 .4 10 10.4 0 10.4c-7-.4-12 0-18-1c-5-1-5-7 0-8Z"
    shape(parent, "path", d=path, fill="#f1ede4", stroke=LINE, stroke_width=1.5)


_ENDS = {"x": 0.0, "y": 0.0, "x2": 0.0, "y2": 0.0}
_CHAIR = {"x": -30.0, "seat": 50.0, "back": 1.0, "arms": 0.0, "faces": 1.0}
_WORKTOP = {"x": 40.0, "y": 104.0, "width": 46.0, "beside": 0.0}
_TABLE = {"x": 40.0, "y": 74.0, "width": 70.0}
_FLAT = {"x": 0.0, "y": 0.0, "width": 40.0, "height": 40.0, "soft": 0.0}
_BAG = {"x": 0.0, "y": 0.0, "width": 24.0, "height": 22.0}
_CORNER = {"x": 0.0, "width": 160.0, "top": 214.0, "foot": 30.0}
_BACKDROP = {"x": -60.0, "width": 140.0, "top": 205.0}
_BED = {"x": -120.0, "y": 55.0, "width": 240.0}
_PILLOW = {"x": 0.0, "y": 4.0, "width": 34.0, "height": 9.0}
_box_extent, _around = extents.box_extent, extents.around
#: Every prop by its name.
PROPS: Mapping[str, Kind] = {
    "wall": Kind({"x": 60.0, "top": 205.0, "side": 1.0}, FURNITURE["wall"], extents.wall_extent),
    "backdrop": Kind(_BACKDROP, FURNITURE["backdrop"], extents.top_extent),
    "corner": Kind(_CORNER, FURNITURE["corner"], extents.middle_extent),
    "chair": Kind(_CHAIR, FURNITURE["chair"], extents.chair_extent),
    "front-chair": Kind({"x": 0.0, "seat": 50.0}, FURNITURE["front-chair"], extents.front_chair_extent),
    "worktop": Kind(_WORKTOP, FURNITURE["worktop"], _box_extent),
    "table": Kind(_TABLE, FURNITURE["table"], _box_extent),
    "screen": Kind({"x": 80.0, "y": 74.0, "high": 30.0}, FURNITURE["screen"], _around(8, 12, 0, 48)),
    "keyboard": Kind({"x": 50.0, "y": 74.0, "width": 22.0}, FURNITURE["keyboard"], _around(0, 0, 0, 3)),
    "laptop": Kind({"x": 50.0, "y": 74.0}, FURNITURE["laptop"], _around(0, 36, 0, 22)),
    "step": Kind({"x": 20.0, "rise": 20.0, "run": 40.0, "count": 1.0}, FURNITURE["step"], extents.step_extent),
    "rail": Kind(_ENDS | {"foot": 0.0, "foot2": 0.0}, FURNITURE["rail"], extents.ends),
    "mat": Kind({"x": -120.0, "y": 4.0, "width": 240.0, "height": 4.0}, FURNITURE["mat"], _box_extent),
    "bed": Kind(_BED, FURNITURE["bed"], _box_extent),
    "pillow": Kind(_PILLOW, FURNITURE["pillow"], _around(0, 0, 0, 0)),
    "flat": Kind(_FLAT, FURNITURE["flat"], extents.flat_extent),
    "stick": Kind(_ENDS, _stick, extents.ends),
    "band": Kind(_ENDS, _band, extents.ends, front=True),
    "dumbbell": Kind({"x": 0.0, "y": 0.0, "long": 0.0}, _dumbbell, _around(8, 8, 8, 8)),
    "kettlebell": Kind({"x": 0.0, "y": 0.0}, _kettlebell, _around(10, 10, 26, 0)),
    "bag": Kind(_BAG, _bag, _around(0, 0, 38, 0)),
    "box": Kind({"x": 0.0, "y": 50.0, "width": 40.0, "low": 0.0}, _box, _box_extent),
    "line": Kind(_ENDS, _line, extents.ends),
    "footprint": Kind({"x": 0.0, "y": 0.0}, _footprint, _around(2, 32, 7, 7)),
}
