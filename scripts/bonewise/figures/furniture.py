"""Rooms and furniture: walls, chairs, tables, stairs, beds and mats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element

from bonewise.figures.crayons import dot, rect, stroke, stroke_thin
from bonewise.figures.outline import number
from bonewise.figures.palette import LINE
from bonewise.figures.svg import shape

_WOOD, _WALL, _CLOTH, _SOFT, _STEEL = "#d9b98c", "#c9d1d3", "#b9d3d3", "#f4e8d2", "#5f6d74"


def _wall(parent: Element, m: Mapping[str, float]) -> None:
    x = m["x"] if m["side"] > 0 else m["x"] - 8
    shape(parent, "rect", x=x, y=-m["top"], width=8, height=m["top"], fill=_WALL, stroke=LINE)


def _chair(parent: Element, m: Mapping[str, float]) -> None:
    x, seat, way = m["x"], m["seat"], m["faces"]
    back = x if way > 0 else x + 46
    rect(parent, x + 1.5, seat - 5, 4.5, seat - 5, _WOOD)
    rect(parent, x + 40, seat - 5, 4.5, seat - 5, _WOOD)
    if m["back"]:
        rect(parent, back - (0 if way > 0 else 5), seat + 48, 5, 48, _WOOD)
    if m["arms"]:
        rect(parent, x + 3, seat + 26, 34, 4.5, _WOOD)
        rect(parent, x + 31, seat + 21.5, 4, 21.5, _WOOD)
    rect(parent, x - 1, seat, 48, 5.5, _WOOD)


def _front_chair(parent: Element, m: Mapping[str, float]) -> None:
    """A chair from the front, x its middle."""
    x, seat = m["x"], m["seat"]
    rect(parent, x - 16, seat + 44, 32, 20, _WOOD, 4)
    rect(parent, x - 14, seat + 26, 4, 26, _WOOD)
    rect(parent, x + 10, seat + 26, 4, 26, _WOOD)
    rect(parent, x - 16, seat - 5, 4.5, seat - 5, _WOOD)
    rect(parent, x + 11.5, seat - 5, 4.5, seat - 5, _WOOD)
    rect(parent, x - 18, seat, 36, 5.5, _WOOD)


def _worktop(parent: Element, m: Mapping[str, float]) -> None:
    x, y, width = m["x"], m["y"], m["width"]
    rect(parent, x + 4, y - 5, width - 6, y - 5, "#e9e4da", 0)
    stroke_thin(parent, f"M{dot(x + 4, 7)}h{number(width - 6)}M{dot(x + 9, y - 22)}h8")
    rect(parent, x, y, width, 5.5, _WOOD)


def _step(parent: Element, m: Mapping[str, float]) -> None:
    path = f"M{dot(m['x'], 0)}"
    for _ in range(int(m["count"])):
        path += f"v{number(-m['rise'])}h{number(m['run'])}"
    path += "V0Z"
    shape(parent, "path", d=path, fill="#e4ddcf", stroke=LINE, stroke_width=1.6, stroke_linejoin="round")


def _rail(parent: Element, m: Mapping[str, float]) -> None:
    path = f"M{dot(m['x'], m['y'])}L{dot(m['x2'], m['y2'])}"
    posts = f"M{dot(m['x'] + 4, m['y'])}V{number(-m['foot'])}M{dot(m['x2'] - 4, m['y2'])}V{number(-m['foot2'])}"
    stroke(parent, posts, _STEEL, 1.6)
    stroke(parent, path, _WOOD, 3.4)


def _mat(parent: Element, m: Mapping[str, float]) -> None:
    rect(parent, m["x"], m["height"], m["width"], m["height"], _CLOTH, 2.4)


def _bed(parent: Element, m: Mapping[str, float]) -> None:
    x, width, y = m["x"], m["width"], m["y"]
    path = (
        f"M{dot(x, y - 13)}h{number(width)}v7h-6V0h-6V{number(20 - y)}h{number(24 - width)}V0h-6V{number(20 - y)}h-6z"
    )
    shape(parent, "path", d=path, fill=_WOOD, stroke_linejoin="round")
    rect(parent, x, y, width, 14, "#e6ecec", 5)


def _pillow(parent: Element, m: Mapping[str, float]) -> None:
    rect(parent, m["x"] - m["width"] / 2, m["y"] + m["height"], m["width"], m["height"], _SOFT, m["height"] / 2)


def _flat(parent: Element, m: Mapping[str, float]) -> None:
    """A mat or pillow or roll from above."""
    fill = (_CLOTH, _SOFT, "#e3c9a4", "#e3e8e8")[int(m["soft"])]
    rect(parent, m["x"], m["y"], m["width"], m["height"], fill, 3 if m["soft"] == 0 else 5)


def _table(parent: Element, m: Mapping[str, float]) -> None:
    """A table with legs; `thick` is its top's."""
    x, y, width = m["x"], m["y"], m["width"]
    rect(parent, x + 6, y - 5, 4.5, y - 5, _WOOD)
    rect(parent, x + width - 10.5, y - 5, 4.5, y - 5, _WOOD)
    rect(parent, x, y, width, 5.5, _WOOD)


def _screen(parent: Element, m: Mapping[str, float]) -> None:
    """A screen seen from its edge, on a stand; x and y are the stand's foot."""
    x, y, high = m["x"], m["y"], m["high"]
    rect(parent, x - 8, y + 2.5, 20, 2.5, _STEEL, 1)
    rect(parent, x + 2, y + high * 0.6, 4, high * 0.6, _STEEL, 1)
    rect(parent, x - 3, y + high + 16, 5.5, high + 4, "#41505a", 2)


def _keyboard(parent: Element, m: Mapping[str, float]) -> None:
    rect(parent, m["x"], m["y"] + 2.5, m["width"], 2.5, "#e3e8e8", 1)


def _laptop(parent: Element, m: Mapping[str, float]) -> None:
    x, y = m["x"], m["y"]
    rect(parent, x, y + 2.5, 26, 2.5, _STEEL, 1)
    path = f"M{dot(x + 26, y + 1)}L{dot(x + 34, y + 21)}"
    stroke(parent, path, "#41505a", 2.4)


def _corner(parent: Element, m: Mapping[str, float]) -> None:
    """A room's corner straight ahead: two walls that meet at x."""
    x, half, top, foot = m["x"], m["width"] / 2, m["top"], m["foot"]
    for way, fill in ((-1, "#dbe3e4"), (1, "#c9d4d6")):
        path = f"M{dot(x, foot)}L{dot(x + way * half, 1)}V{number(-top)}L{dot(x, top)}Z"
        shape(parent, "path", d=path, fill=fill, stroke=LINE, stroke_width=1.4, stroke_linejoin="round")


def _backdrop(parent: Element, m: Mapping[str, float]) -> None:
    """A wall beside the person, behind them as one looks at it."""
    rect(parent, m["x"], m["top"], m["width"], m["top"], "#dbe3e4", 0)


#: Each by the name of its prop.
FURNITURE: Mapping[str, Callable[[Element, Mapping[str, float]], None]] = {
    "wall": _wall,
    "chair": _chair,
    "front-chair": _front_chair,
    "worktop": _worktop,
    "step": _step,
    "rail": _rail,
    "mat": _mat,
    "bed": _bed,
    "pillow": _pillow,
    "flat": _flat,
    "table": _table,
    "screen": _screen,
    "keyboard": _keyboard,
    "laptop": _laptop,
    "corner": _corner,
    "backdrop": _backdrop,
}
