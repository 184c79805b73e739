"""An exercise's panels side by side, or one below the other where they are wide, at one scale."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element
from zlib import crc32

from bonewise.figures import body, marks
from bonewise.figures.kinematics import Skeleton, skeleton
from bonewise.figures.palette import LINE, Palette, palette
from bonewise.figures.person import Sight, draw_person
from bonewise.figures.props import PROPS
from bonewise.figures.svg import QUIET, canvas, shape, words
from bonewise.pose import Figure, Panel

_MARGIN, _CAPTION, _GAP = 7.0, 21.0, 8.0
#: Panels wider than this stand one below the other: the picture is read on a phone.
_WIDE = 205.0
#: Two narrow panels share at least this, so that captions have one size on all pages.
_LEAST = 300.0
_LETTER = 7.4


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


def exercise_figure(figure: Figure, name: str, title: str, description: str) -> Element:
    """The drawing of the exercise with that id; the words are its text alternative."""
    person = palette(name)
    drawn = [(panel, bones, bounds(panel, bones)) for panel in figure.panels for bones in (skeleton(panel),)]
    letter = _LETTER * (18 / 14 if len(drawn) > 2 else 1)
    stacked = max(box.right - box.left for _, _, box in drawn) + 2 * _MARGIN > _WIDE
    widths = [max(box.right - box.left, len(panel.caption) * letter) + 2 * _MARGIN for panel, _, box in drawn]
    tops = [box.top for _, _, box in drawn]
    if not stacked:  # one floor for all
        tops = [min(tops)] * len(drawn)
    heights = [box.bottom - top + 2 * _MARGIN + _CAPTION for (_, _, box), top in zip(drawn, tops)]
    width = max(widths) if stacked else sum(widths) + _GAP * (len(widths) - 1)
    if not stacked and width < _LEAST:
        widths = [wide + (_LEAST - width) / len(widths) for wide in widths]
        width = _LEAST
    height = sum(heights) + _GAP * (len(heights) - 1) if stacked else max(heights)
    svg = canvas(name, round(width), round(height), title, description)
    svg.set("class", "bw-svg bw-person")
    x, y = 0.0, 0.0
    short, heads = f"f{crc32(name.encode()) % 0xFFFFF:05x}", set[str]()
    for index, ((panel, bones, box), wide, high, top) in enumerate(zip(drawn, widths, heights, tops)):
        room = width if stacked else wide
        tall = high if stacked else height
        shape(svg, "rect", x=x, y=y, width=room, height=tall, rx=8, fill="#fbfaf7", class_="bw-person__paper")
        middle = (box.left + box.right) / 2
        group = shape(svg, "g", transform=f"translate({x + room / 2 - middle:.1f} {y + _MARGIN - top:.1f})")
        _panel(group, panel, bones, person, f"{short}-{index}", heads, (middle - room / 2 + 4, middle + room / 2 - 4))
        size = 18 if len(widths) > 2 and not stacked else 14
        _caption(svg, panel, x + room / 2, y + tall - 8, size)
        if panel.verdict:
            marks.verdict(svg, panel.verdict, x + 16, y + 16)
        x, y = (x, y + high + _GAP) if stacked else (x + wide + _GAP, y)
    return svg


def _caption(svg: Element, panel: Panel, x: float, y: float, size: int) -> None:
    attributes = {"font_size": size, "font_weight": 700, "text_anchor": "middle", "class_": "bw-on-bone"}
    words(svg, x, y, panel.caption, **attributes)


def _panel(
    group: Element,
    panel: Panel,
    bones: Skeleton,
    person: Palette,
    name: str,
    heads: set[str],
    floor: tuple[float, float],
) -> None:
    if panel.view != "top":
        shape(
            group, "path", d=f"M{floor[0]:.0f} 1H{floor[1]:.0f}", stroke=QUIET, stroke_width=2, stroke_linecap="round"
        )
    _props(group, panel, False)
    draw_person(group, panel, bones, person, name, heads)
    _props(group, panel, True)
    if panel.line:
        marks.dotted(group, [Sight(panel.view).dot(bones.joints[joint]) for joint in panel.line])
    for x, y in panel.thuds:
        marks.thud(group, x, y)
    for arrow in panel.arrows:
        marks.arrow(group, arrow)


def _props(parent: Element, panel: Panel, front: bool) -> None:
    kinds = [(PROPS[prop.kind], prop.measures) for prop in panel.props if PROPS[prop.kind].front == front]
    group = shape(parent, "g", stroke=LINE, stroke_width=1.4) if kinds else parent
    for kind, measures in kinds:
        kind.draw(group, measures)
