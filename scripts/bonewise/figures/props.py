"""Things that people hold, lie on and stand by, drawn from the side unless their name says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from bonewise.figures.outline import at, number
from bonewise.figures.palette import LINE
from bonewise.figures.svg import shape

_WOOD, _WALL, _CLOTH, _SOFT, _STEEL = "#d9b98c", "#c9d1d3", "#b9d3d3", "#f4e8d2", "#5f6d74"


#: x from, x to, lowest, highest.
Extent = tuple[float, float, float, float]


@dataclass(frozen=True)
class Kind:
    """A kind of prop: its measures with what they are when left out, whether it lies over the person, its drawing."""

    measures: Mapping[str, float]
    draw: Callable[[Element, Mapping[str, float]], None]
    extent: Callable[[Mapping[str, float]], Extent]
    front: bool = False


def _rect(parent: Element, x: float, y: float, width: float, height: float, fill: str, rx: float = 2.0) -> None:
    """A box whose top left corner is at x and height y."""
    shape(parent, "rect", x=x, y=-y, width=width, height=height, rx=rx, fill=fill)


def _stroke(parent: Element, path: str, colour: str, width: float) -> None:
    attributes = {"fill": "none", "stroke_linecap": "round", "stroke_linejoin": "round"}
    shape(parent, "path", d=path, stroke=LINE, stroke_width=width + 2.4, **attributes)
    shape(parent, "path", d=path, stroke=colour, stroke_width=width, **attributes)


def _dot(x: float, y: float) -> str:
    return at((x, -y))


def _wall(parent: Element, m: Mapping[str, float]) -> None:
    x = m["x"] if m["side"] > 0 else m["x"] - 8
    shape(parent, "rect", x=x, y=-m["top"], width=8, height=m["top"], fill=_WALL, stroke=LINE)


def _chair(parent: Element, m: Mapping[str, float]) -> None:
    x, seat, way = m["x"], m["seat"], m["faces"]
    back = x if way > 0 else x + 46
    _rect(parent, x + 1.5, seat - 5, 4.5, seat - 5, _WOOD)
    _rect(parent, x + 40, seat - 5, 4.5, seat - 5, _WOOD)
    if m["back"]:
        _rect(parent, back - (0 if way > 0 else 5), seat + 48, 5, 48, _WOOD)
    if m["arms"]:
        _rect(parent, x + 3, seat + 26, 34, 4.5, _WOOD)
        _rect(parent, x + 31, seat + 21.5, 4, 21.5, _WOOD)
    _rect(parent, x - 1, seat, 48, 5.5, _WOOD)


def _worktop(parent: Element, m: Mapping[str, float]) -> None:
    x, y, width = m["x"], m["y"], m["width"]
    _rect(parent, x + 4, y - 5, width - 6, y - 5, "#e9e4da", 0)
    _stroke_thin(parent, f"M{_dot(x + 4, 7)}h{number(width - 6)}M{_dot(x + 9, y - 22)}h8")
    _rect(parent, x, y, width, 5.5, _WOOD)


def _stroke_thin(parent: Element, path: str) -> None:
    shape(parent, "path", d=path, fill="none", stroke=LINE, stroke_width=1.2, stroke_linecap="round")


def _step(parent: Element, m: Mapping[str, float]) -> None:
    path = f"M{_dot(m['x'], 0)}"
    for _ in range(int(m["count"])):
        path += f"v{number(-m['rise'])}h{number(m['run'])}"
    path += "V0Z"
    shape(parent, "path", d=path, fill="#e4ddcf", stroke=LINE, stroke_width=1.6, stroke_linejoin="round")


def _rail(parent: Element, m: Mapping[str, float]) -> None:
    path = f"M{_dot(m['x'], m['y'])}L{_dot(m['x2'], m['y2'])}"
    posts = f"M{_dot(m['x'] + 4, m['y'])}V{number(-m['foot'])}M{_dot(m['x2'] - 4, m['y2'])}V{number(-m['foot2'])}"
    _stroke(parent, posts, _STEEL, 1.6)
    _stroke(parent, path, _WOOD, 3.4)


def _mat(parent: Element, m: Mapping[str, float]) -> None:
    _rect(parent, m["x"], m["height"], m["width"], m["height"], _CLOTH, 2.4)


def _bed(parent: Element, m: Mapping[str, float]) -> None:
    x, width, y = m["x"], m["width"], m["y"]
    _rect(parent, x + 6, y - 14, 6, y - 14, _WOOD)
    _rect(parent, x + width - 12, y - 14, 6, y - 14, _WOOD)
    _rect(parent, x, y - 13, width, 7, _WOOD)
    _rect(parent, x, y, width, 14, "#e6ecec", 5)


def _pillow(parent: Element, m: Mapping[str, float]) -> None:
    _rect(parent, m["x"] - m["width"] / 2, m["y"] + m["height"], m["width"], m["height"], _SOFT, m["height"] / 2)


def _flat(parent: Element, m: Mapping[str, float]) -> None:
    """A mat or pillow or roll from above."""
    fill = (_CLOTH, _SOFT, "#e3c9a4", "#e3e8e8")[int(m["soft"])]
    _rect(parent, m["x"], m["y"], m["width"], m["height"], fill, 3 if m["soft"] == 0 else 5)


def _stick(parent: Element, m: Mapping[str, float]) -> None:
    _stroke(parent, f"M{_dot(m['x'], m['y'])}L{_dot(m['x2'], m['y2'])}", "#e0a95c", 2.6)


def _band(parent: Element, m: Mapping[str, float]) -> None:
    path = f"M{_dot(m['x'], m['y'])}L{_dot(m['x2'], m['y2'])}"
    _stroke(parent, path, "#e27d60", 2.2)
    shape(parent, "circle", cx=m["x2"], cy=-m["y2"], r=4.2, fill=_STEEL, stroke=LINE)


def _dumbbell(parent: Element, m: Mapping[str, float]) -> None:
    """Seen end on when `long` is 0."""
    x, y, half = m["x"], m["y"], m["long"] / 2
    if not half:
        shape(parent, "circle", cx=x, cy=-y, r=7.5, fill=_STEEL, stroke=LINE)
        return
    _rect(parent, x - half, y + 2, 2 * half, 4, _STEEL)
    _rect(parent, x - half - 5, y + 6.5, 7, 13, _STEEL)
    _rect(parent, x + half - 2, y + 6.5, 7, 13, _STEEL)


def _kettlebell(parent: Element, m: Mapping[str, float]) -> None:
    x, y = m["x"], m["y"]
    _stroke(
        parent,
        f"M{_dot(x - 5, y - 11)}L{_dot(x - 5.5, y - 3)}Q{_dot(x, y + 3)} {_dot(x + 5.5, y - 3)}L{_dot(x + 5, y - 11)}",
        _STEEL,
        2.2,
    )
    shape(parent, "circle", cx=x, cy=-(y - 17), r=9, fill=_STEEL, stroke=LINE)


def _bag(parent: Element, m: Mapping[str, float]) -> None:
    """Its handle is at x and height y."""
    x, y, w = m["x"], m["y"], m["width"] / 2
    _stroke_thin(parent, f"M{_dot(x - w * 0.55, y - 15)}Q{_dot(x - 5, y)} {_dot(x, y)}T{_dot(x + w * 0.55, y - 15)}")
    path = f"M{_dot(x - w, y - 15)}H{number(x + w)}L{_dot(x + w - 2, y - 15 - m['height'])}H{number(x - w + 2)}Z"
    shape(parent, "path", d=path, fill="#d8b06a", stroke=LINE, stroke_width=1.5, stroke_linejoin="round")


def _box(parent: Element, m: Mapping[str, float]) -> None:
    _rect(parent, m["x"], m["y"], m["width"], m["y"] - m["low"], _WOOD)


def _line(parent: Element, m: Mapping[str, float]) -> None:
    _stroke_thin(parent, f"M{_dot(m['x'], m['y'])}L{_dot(m['x2'], m['y2'])}")


def _footprint(parent: Element, m: Mapping[str, float]) -> None:
    """A shoe from above that points right; the heel is at x."""
    x, y = m["x"], -m["y"]
    path = f"M{at((x + 4, y - 4))}c6-1 11-2 18-1.4c10 .4 10 10.4 0 10.4c-7-.4-12 0-18-1c-5-1-5-7 0-8Z"
    shape(parent, "path", d=path, fill="#f1ede4", stroke=LINE, stroke_width=1.5)


def _box_extent(m: Mapping[str, float]) -> Extent:
    return (m["x"], m["x"] + m["width"], 0.0, m["y"])


def _ends(m: Mapping[str, float]) -> Extent:
    return (min(m["x"], m["x2"]) - 3, max(m["x"], m["x2"]) + 3, min(m["y"], m["y2"]), max(m["y"], m["y2"]))


def _wall_extent(m: Mapping[str, float]) -> Extent:
    return (m["x"] - 8 * (m["side"] < 0), m["x"] + 8 * (m["side"] > 0), 0.0, m["top"])


def _chair_extent(m: Mapping[str, float]) -> Extent:
    return (m["x"] - 2, m["x"] + 48, 0.0, m["seat"] + 48 * m["back"])


def _step_extent(m: Mapping[str, float]) -> Extent:
    return (m["x"], m["x"] + m["run"] * m["count"], 0.0, m["rise"] * m["count"])


def _around(left: float, right: float, below: float, above: float) -> Callable[[Mapping[str, float]], Extent]:
    """What lies about its place, with half its width where it has one."""

    def extent(m: Mapping[str, float]) -> Extent:
        half = m.get("width", m.get("long", 0.0)) / 2
        return (m["x"] - left - half, m["x"] + right + half, m["y"] - below, m["y"] + above + m.get("height", 0.0))

    return extent


def _flat_extent(m: Mapping[str, float]) -> Extent:
    return (m["x"], m["x"] + m["width"], m["y"] - m["height"], m["y"])


_ENDS = {"x": 0.0, "y": 0.0, "x2": 0.0, "y2": 0.0}
_CHAIR = {"x": -30.0, "seat": 50.0, "back": 1.0, "arms": 0.0, "faces": 1.0}
_WORKTOP = {"x": 40.0, "y": 104.0, "width": 46.0}
_FLAT = {"x": 0.0, "y": 0.0, "width": 40.0, "height": 40.0, "soft": 0.0}
_BAG = {"x": 0.0, "y": 0.0, "width": 24.0, "height": 22.0}
#: Every prop by its name.
PROPS: Mapping[str, Kind] = {
    "wall": Kind({"x": 60.0, "top": 205.0, "side": 1.0}, _wall, _wall_extent),
    "chair": Kind(_CHAIR, _chair, _chair_extent),
    "worktop": Kind(_WORKTOP, _worktop, _box_extent),
    "step": Kind({"x": 20.0, "rise": 20.0, "run": 40.0, "count": 1.0}, _step, _step_extent),
    "rail": Kind(_ENDS | {"foot": 0.0, "foot2": 0.0}, _rail, _ends),
    "mat": Kind({"x": -120.0, "y": 4.0, "width": 240.0, "height": 4.0}, _mat, _box_extent),
    "bed": Kind({"x": -120.0, "y": 55.0, "width": 240.0}, _bed, _box_extent),
    "pillow": Kind({"x": 0.0, "y": 4.0, "width": 34.0, "height": 9.0}, _pillow, _around(0, 0, 0, 0)),
    "flat": Kind(_FLAT, _flat, _flat_extent),
    "stick": Kind(_ENDS, _stick, _ends),
    "band": Kind(_ENDS, _band, _ends, front=True),
    "dumbbell": Kind({"x": 0.0, "y": 0.0, "long": 0.0}, _dumbbell, _around(8, 8, 8, 8)),
    "kettlebell": Kind({"x": 0.0, "y": 0.0}, _kettlebell, _around(10, 10, 26, 0)),
    "bag": Kind(_BAG, _bag, _around(0, 0, 38, 0)),
    "box": Kind({"x": 0.0, "y": 50.0, "width": 40.0, "low": 0.0}, _box, _box_extent),
    "line": Kind(_ENDS, _line, _ends),
    "footprint": Kind({"x": 0.0, "y": 0.0}, _footprint, _around(2, 32, 7, 7)),
}
