"""A picture's panels side by side, or one below the other where they are wide, at one scale."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from xml.etree.ElementTree import Element
from zlib import crc32

from bonewise.figures import body, marks
from bonewise.figures.between import movement
from bonewise.figures.kinematics import Skeleton, skeleton
from bonewise.figures.outline import number
from bonewise.figures.palette import LINE, Palette, palette
from bonewise.figures.person import Sight, draw_person, layers
from bonewise.figures.props import PROPS
from bonewise.figures.svg import INK, QUIET, canvas, shape, unread
from bonewise.figures.trunk import spine_curve
from bonewise.pose import Figure, Panel

_MARGIN, _CAPTION, _GAP = 7.0, 21.0, 8.0
#: Panels wider than this stand one below the other: the picture is read on a phone.
_WIDE = 205.0
#: Two narrow panels share at least this, so that captions have one size on all pages.
_LEAST = 300.0
_SMALLEST = 14.5
#: How wide a bold letter is, as a part of its size.
_LETTER = 0.53


@dataclass(frozen=True)
class Bounds:
    """What a panel takes: left, top, right, bottom on the page."""

    left: float
    top: float
    right: float
    bottom: float


def bounds(panel: Panel, bones: Skeleton) -> Bounds:
    """The extent of person, props and marks."""
    see = Sight(panel.view).dot
    dots = [(*see(at), body.RADIUS.get(name.rpartition("_")[2], 13.0) + 1.5) for name, at in bones.joints.items()]
    dots += [(*see(bones.joints[name]), 17.0) for name in ("head", "hip", "waist", "back")]
    for prop in panel.props:
        left, right, low, high = PROPS[prop.kind].extent(prop.measures)
        dots += [(left, -low, 1.5), (right, -high, 1.5)]
    dots += [(x, -y, 7.0) for arrow in panel.arrows for x, y in (arrow.start, arrow.end)]
    dots += [(x + 8, -y, 8.0) for x, y in panel.thuds]
    return Bounds(
        min(x - r for x, _, r in dots),
        min(y - r for _, y, r in dots),
        max(x + r for x, _, r in dots),
        max(y + r for _, y, r in dots) if panel.view == "top" else max(2.0, *(y for _, y, _ in dots)),
    )


@dataclass(frozen=True)
class _Sheet:
    """Where each panel lies: left, top, width and height, with the height at which its drawing begins."""

    rooms: tuple[tuple[float, float, float, float], ...]
    tops: tuple[float, ...]
    width: float
    height: float
    letters: float


def _widths(panels: tuple[Panel, ...], boxes: list[Bounds], letters: float) -> list[float]:
    """What each panel and its caption need."""
    needed = ((box.right - box.left, len(panel.caption) * _LETTER * letters) for panel, box in zip(panels, boxes))
    return [max(pair) + 2 * _MARGIN for pair in needed]


def _sheet(panels: tuple[Panel, ...], boxes: list[Bounds]) -> _Sheet:
    stacked = max(box.right - box.left for box in boxes) + 2 * _MARGIN > _WIDE
    # On a phone all drawings are equally wide, so captions grow with the sheet.
    letters = _SMALLEST
    for _ in range(3):  # wider captions make a wider sheet
        first = _widths(panels, boxes, letters)
        letters = min(max(_SMALLEST, _SMALLEST * (max(first) if stacked else sum(first)) / _LEAST), 20.0)
    widths = _widths(panels, boxes, letters)
    if stacked:
        tops = [box.top for box in boxes]
        heights = [box.bottom - box.top + 2 * _MARGIN + _CAPTION for box in boxes]
        width, at, rooms = max(widths), 0.0, []
        for height in heights:
            rooms.append((0.0, at, width, height))
            at += height + _GAP
        return _Sheet(tuple(rooms), tuple(tops), width, at - _GAP, letters)
    top = min(box.top for box in boxes)  # one floor for all
    height = max(box.bottom for box in boxes) - top + 2 * _MARGIN + _CAPTION
    least = _LEAST if len(panels) > 1 else _LEAST / 2
    short = max(0.0, least - sum(widths) - _GAP * (len(widths) - 1))
    widths = [width + short / len(widths) for width in widths]
    lefts = [sum(widths[:i]) + _GAP * i for i in range(len(widths))]
    rooms = [(left, 0.0, width, height) for left, width in zip(lefts, widths)]
    return _Sheet(tuple(rooms), (top,) * len(rooms), lefts[-1] + widths[-1], height, letters)


def exercise_figure(figure: Figure, name: str, title: str, description: str) -> Element:
    """The drawing with that id; the words are its text alternative."""
    bones = [skeleton(panel) for panel in figure.panels]
    boxes = [bounds(panel, each) for panel, each in zip(figure.panels, bones)]
    sheet = _sheet(figure.panels, boxes)
    svg = canvas(name, round(sheet.width), round(sheet.height), title, description)
    svg.set("class", "bw-svg bw-person")
    short, heads, moving = f"f{crc32(name.encode()) % 0xFFF:03x}", set[str](), layers(chain(*movement(figure)))
    for index, (panel, box, room, top) in enumerate(zip(figure.panels, boxes, sheet.rooms, sheet.tops)):
        x, y, width, height = room
        shape(svg, "rect", x=x, y=y, width=width, height=height, rx=8, fill="#fbfaf7", class_="bw-paper")
        middle = (box.left + box.right) / 2
        place = f"translate({number(x + width / 2 - middle)} {number(y + _MARGIN - top)})"
        group = shape(svg, "g", transform=place, class_="bw-scene")
        floor = (middle - width / 2 + 4, middle + width / 2 - 4)
        scene(group, panel, palette(name), f"{short}{'ABCD'[index]}", heads, floor, moving | layers([panel]))
        _marks(svg, panel, bones[index], place)
        if panel.verdict:
            beside = Sight(panel.view).dot(bones[index].joints["head"])[0] < middle - 8
            marks.verdict(svg, panel.verdict, x + (width - 16 if beside else 16), y + 16)
    look = {"font_size": round(sheet.letters, 1), "font_weight": 700, "text_anchor": "middle", "fill": INK}
    captions = shape(svg, "g", **look)
    for panel, (x, y, width, height) in zip(figure.panels, sheet.rooms):
        label = shape(captions, "text", x=x + width / 2, y=y + height - 8)
        label.text = unread(panel.caption)
    return svg


def thumbnail(figure: Figure, name: str, marked: bool = False) -> Element:
    """The last panel without words, as decoration beside words that say the same; `marked` keeps lines and arrows."""
    panel = figure.panels[-1] if marked else replace(figure.panels[-1], arrows=(), thuds=(), line=(), spine=False)
    bones = skeleton(panel)
    box = bounds(panel, bones)
    left, width = box.left - _MARGIN, box.right - box.left + 2 * _MARGIN
    view = (left, box.top - _MARGIN, width, box.bottom - box.top + 2 * _MARGIN)
    svg = Element("svg", {"viewBox": " ".join(f"{value:.0f}" for value in view), "class": "bw-svg bw-person"})
    svg.attrib |= {"aria-hidden": "true", "focusable": "false"}
    short = f"t{crc32(name.encode()) % 0xFFF:03x}"
    scene(svg, panel, palette(name), short, set(), (left + 3, left + width - 3), layers([panel]))
    _marks(svg, panel, bones, "")
    return svg


def scene(
    group: Element,
    panel: Panel,
    person: Palette,
    name: str,
    heads: set[str],
    floor: tuple[float, float],
    order: frozenset[str],
) -> None:
    """Floor, props and person of one panel, in this order (see `layers`)."""
    if panel.view != "top":
        path = f"M{floor[0]:.0f} 1H{floor[1]:.0f}"
        shape(group, "path", d=path, stroke=QUIET, stroke_width=2)
    _props(group, panel, False)
    draw_person(group, panel, skeleton(panel), person, name, heads, order)
    _props(group, panel, True)


def _marks(svg: Element, panel: Panel, bones: Skeleton, place: str) -> None:
    if not (panel.line or panel.thuds or panel.arrows or panel.spine):
        return
    group = shape(svg, "g", transform=place) if place else svg
    dot = Sight(panel.view).dot
    if panel.spine:
        marks.spine(group, [dot(at) for at in spine_curve(bones)])
    if panel.line:
        marks.dotted(group, [dot(bones.joints[joint]) for joint in panel.line])
    for x, y in panel.thuds:
        marks.thud(group, x, y)
    for arrow in panel.arrows:
        marks.arrow(group, arrow)


def _props(parent: Element, panel: Panel, front: bool) -> None:
    kinds = [(PROPS[prop.kind], prop.measures) for prop in panel.props if PROPS[prop.kind].front == front]
    group = shape(parent, "g", stroke=LINE, stroke_width=1.4) if kinds else parent
    for kind, measures in kinds:
        kind.draw(group, measures)
