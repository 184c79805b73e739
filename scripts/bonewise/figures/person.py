"""A skeleton dressed and drawn, far limbs first, in the view of its panel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import hypot
from xml.etree.ElementTree import Element

from bonewise.figures import body
from bonewise.figures.heads import head
from bonewise.figures.kinematics import Frame, Skeleton, skeleton
from bonewise.figures.outline import Disc, Dot, capsule, chain, number, open_capsule
from bonewise.figures.palette import LINE, Palette, far
from bonewise.figures.shoe import shoe_outline
from bonewise.figures.svg import shape
from bonewise.figures.trunk import trunk_outline
from bonewise.figures.vectors import add, dot, minus, times, unit
from bonewise.pose import Panel, Point

#: For each view: what points right, up and to the camera.
_VIEWS: dict[str, tuple[Point, Point, Point]] = {
    "side": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "front": ((0, 0, -1), (0, 1, 0), (1, 0, 0)),
    "back": ((0, 0, 1), (0, 1, 0), (-1, 0, 0)),
    "top": ((1, 0, 0), (0, 0, -1), (0, 1, 0)),
}
VIEWS = tuple(_VIEWS)
_LIMBS = {"arm": ("shoulder", "elbow", "finger"), "leg": ("hip", "knee", "ankle", "toe")}


@dataclass(frozen=True)
class Sight:
    """What the camera sees: space to page."""

    view: str

    def dot(self, point: Point) -> Dot:
        """A point's place on the page."""
        right, up, _ = _VIEWS[self.view]
        return (dot(point, right), -dot(point, up))

    def style(self, frame: Frame) -> str:
        """Whether a part of the body shows its side, front or back."""
        facing = dot(frame.forward, _VIEWS[self.view][2])
        return "front" if facing > 0.6 else "back" if facing < -0.6 else "side"

    def depth(self, point: Point) -> float:
        """How near a point is to the camera."""
        return dot(point, _VIEWS[self.view][2])


def layers(panels: Iterable[Panel]) -> frozenset[str]:
    """What decides the order of drawing, from the side, in any of these panels.

    `arm` and `leg`: that far limb shows beside the near one. `raised`: the near arm reaches up beside the head, and
    would hide the face.
    """
    found = set()
    for panel in panels:
        bones, sight = skeleton(panel), Sight(panel.view)
        see, joints = sight.dot, bones.joints
        for limb, names in _LIMBS.items():
            pairs = [(see(joints[f"right_{name}"]), see(joints[f"left_{name}"])) for name in names]
            if any(hypot(a[0] - b[0], a[1] - b[1]) >= 0.3 for a, b in pairs):
                found.add(limb)
        near = max(("left", "right"), key=lambda side: sight.depth(joints[f"{side}_shoulder"]))
        if see(joints[f"{near}_elbow"])[1] < see(joints["neck"])[1] and sight.style(bones.head) == "side":
            found.add("raised")
    return frozenset(found)


def draw_person(
    parent: Element,
    panel: Panel,
    bones: Skeleton,
    person: Palette,
    name: str,
    heads: set[str],
    order: frozenset[str],
) -> None:
    """Put the person into the drawing; `name` makes ids unique on a page, `heads` are those drawn so far."""
    limbs = shape(parent, "g", stroke=LINE, stroke_width=2.6, stroke_linecap="round")
    pen = _Pen(limbs, panel, bones, person, name, Sight(panel.view), heads)
    if pen.sight.style(bones.chest) == "side":
        _from_side(pen, order)
    else:
        _from_front(pen)


def _from_side(pen: _Pen, order: frozenset[str]) -> None:
    away, near = pen.by_depth("shoulder")
    if "arm" in order:
        pen.arm_behind(away, True)
    if "leg" in order:
        pen.leg(away, True)
    pen.leg(near, False)
    pen.shoulder(near)
    pen.neck()
    pen.trunk("side")
    if "raised" not in order:
        pen.head()
    pen.arm(near)
    if "raised" in order:
        pen.head()


def _from_front(pen: _Pen) -> None:
    behind = [side for side in ("right", "left") if pen.behind(side)]
    before = [side for side in ("right", "left") if side not in behind]
    for side in behind:
        pen.arm_behind(side, False)
    for side in pen.by_depth("knee"):
        pen.leg(side, False)
    for side in before:
        pen.shoulder(side)
    pen.neck()
    pen.trunk("front")
    pen.head()
    for side in before:
        pen.arm(side)


@dataclass
class _Pen:
    parent: Element
    panel: Panel
    bones: Skeleton
    person: Palette
    name: str
    sight: Sight
    heads: set[str]
    count: int = 0
    cloth: dict[str, str] = field(default_factory=dict)

    def at(self, joint: str) -> Dot:
        return self.sight.dot(self.bones.joints[joint])

    def disc(self, side: str, joint: str, radius: float = 0.0) -> Disc:
        return self.at(f"{side}_{joint}"), radius or body.RADIUS[joint]

    def paint(self, path: str, colour: str) -> str:
        """An outline around the union of parts: all lines first, then all colour. Says its name for another use."""
        self.count += 1
        name = f"{self.name}{self.count}"
        shape(self.parent, "path", id=name, d=path, fill=colour)
        shape(self.parent, "use", href=f"#{name}", stroke="none")
        return f"#{name}"

    def fill(self, path: str, colour: str) -> None:
        """One plain shape, whose own line is enough; it shows on both sides of the edge, so it is thinner."""
        shape(self.parent, "path", d=path, fill=colour, stroke_width=1.7)

    def by_depth(self, joint: str) -> list[str]:
        """The two sides, the one further away first."""
        return sorted(("left", "right"), key=lambda side: self.sight.depth(self.bones.joints[f"{side}_{joint}"]))

    def behind(self, side: str) -> bool:
        """Whether an arm is on the other side of the trunk."""
        depth = self.sight.depth
        return depth(self.bones.joints[f"{side}_wrist"]) < depth(self.bones.joints["chest"]) - 8

    def _sleeve(self, side: str) -> tuple[Disc, Disc]:
        shoulder, elbow = self.at(f"{side}_shoulder"), self.at(f"{side}_elbow")
        hem = (shoulder[0] + (elbow[0] - shoulder[0]) * 0.6, shoulder[1] + (elbow[1] - shoulder[1]) * 0.6)
        return (shoulder, body.RADIUS["shoulder"]), (hem, 6.2)

    def shoulder(self, side: str) -> None:
        """The rim of a sleeve; the trunk is laid over it, so that shirt and sleeve are one cloth."""
        self.cloth[side] = self.paint(chain(*self._sleeve(side)), self.person.top)

    def arm(self, side: str) -> None:
        """Skin first, then the sleeve: its cloth, and lines along its sides and hem but not over the shoulder."""
        sleeve = self._sleeve(side)
        self.paint(self._bare(side), self.person.skin)
        shape(self.parent, "use", href=self.cloth[side], stroke="none")
        # A sleeve that points at us is a circle, and has no sides.
        sides = open_capsule(*sleeve) or chain(*sleeve)
        shape(self.parent, "path", d=sides, fill="none", stroke_width=1.6)

    def arm_behind(self, side: str, is_far: bool) -> None:
        """An arm whose shoulder the trunk will cover."""
        skin, top = self.person.skin, self.person.top
        self.paint(self._bare(side), far(skin) if is_far else skin)
        self.fill(chain(*self._sleeve(side)), far(top) if is_far else top)

    def _bare(self, side: str) -> str:
        """From the sleeve's hem to the fingertips; a fist where something is held."""
        start: list[Disc] = [(self._sleeve(side)[1][0], 5.2), self.disc(side, "elbow"), self.disc(side, "wrist")]
        contact = self.panel.contacts.get(f"{side}_hand")
        if contact and contact.grip:
            return chain(*start, (self.at(f"{side}_palm"), 4.7))
        wrist, palm = self.at(f"{side}_wrist"), self.at(f"{side}_palm")
        limb = chain(*start, self.disc(side, "palm"), self.disc(side, "finger"))
        x, y = palm[0] - wrist[0], palm[1] - wrist[1]
        long = max(hypot(x, y), 4.0)
        sign = -1.0 if self.panel.view == "front" and side == "left" else 1.0
        sign = -sign if self.panel.view == "top" and side == "right" else sign
        aside = (y / long * sign, -x / long * sign)
        tip = (palm[0] + x * 0.35 + aside[0] * 5.2, palm[1] + y * 0.35 + aside[1] * 5.2)
        return limb + capsule((wrist, 2.4), (tip, 1.7))

    def leg(self, side: str, is_far: bool) -> None:
        """Shoe first, then trousers, the seat with them."""
        d = self.disc
        ball, heel = self.at(f"{side}_ball"), self.at(f"{side}_heel")
        end_on = hypot(ball[0] - heel[0], ball[1] - heel[1]) < 10 and self.panel.view != "top"
        shoe = shoe_outline(*(self.at(f"{side}_{name}") for name in ("ankle", "heel", "ball", "toe")))
        if end_on:  # broad and short, its sole where the ball's is
            shoe = chain(d(side, "ankle", 4.4), ((ball[0], ball[1] - 2.2), 5.5))
        shoe_colour, legs = self.person.shoe, self.person.legs
        if not end_on:
            self.fill(shoe, far(shoe_colour) if is_far else shoe_colour)
        calf = [] if end_on else [(self._calf(side), body.RADIUS["calf"])]
        limb = chain(d(side, "hip"), d(side, "knee"), *calf, d(side, "ankle"))
        self.paint(limb + self._seat(side), far(legs) if is_far else legs)
        if end_on:
            self.fill(shoe, shoe_colour)

    def _calf(self, side: str) -> Dot:
        """A third down the shin, and a little behind it."""
        knee, ankle = (self.bones.joints[f"{side}_{name}"] for name in ("knee", "ankle"))
        bulge = minus(self.bones.joints[f"{side}_heel"], self.bones.joints[f"{side}_ball"])
        shin = unit(minus(ankle, knee))
        behind = unit(add(bulge, times(shin, -dot(bulge, shin))))
        return self.sight.dot(add(knee, times(minus(ankle, knee), 0.33), times(behind, 1.0)))

    def _seat(self, side: str) -> str:
        """The buttock, which runs out into the back of the thigh."""
        hip, pelvis = self.bones.joints["hip"], self.bones.pelvis
        if self.sight.style(pelvis) == "side":
            middle = add(hip, times(pelvis.forward, -3.4), times(pelvis.up, -1.0))
            own, knee = self.bones.joints[f"{side}_hip"], self.bones.joints[f"{side}_knee"]
            thigh = unit(minus(knee, own))
            behind = unit(
                add(times(pelvis.forward, -1.0), times(thigh, dot(pelvis.forward, thigh)), times(pelvis.up, -0.01))
            )
            below = add(own, times(minus(knee, own), 0.5), times(behind, 0.7))
            return chain((self.sight.dot(middle), 11.6 * (0.5 + self.person.build / 2)), (self.sight.dot(below), 8.7))
        above = add(hip, times(pelvis.up, 5.0))
        return chain(self.disc(side, "hip", 9.5), (self.sight.dot(above), 9.0))

    def neck(self) -> None:
        """From between the shoulders into the head."""
        chest, skull = self.at("chest"), self.at("neck")
        if self.sight.style(self.bones.chest) == "side":
            back = self.sight.dot(self.bones.chest.forward)
            chest = (chest[0] - back[0] * 1.5, chest[1] - back[1] * 1.5)
        self.fill(chain((chest, 6.0), (skull, 5.6)), self.person.skin)

    def trunk(self, style: str) -> None:
        """The shirt."""
        self.fill(trunk_outline(self.bones, self.sight.dot, style, self.person.build), self.person.top)

    def head(self) -> None:
        """The head, turned as its own frame is."""
        frame = self.bones.head
        style = self.sight.style(frame)
        x, y = self.at("head")
        up = self.sight.dot(frame.up)
        long = hypot(*up) or 1.0
        down = (-up[0] / long, -up[1] / long)
        across = (down[1], -down[0])
        facing = self.sight.dot(frame.forward)
        if style == "side" and across[0] * facing[0] + across[1] * facing[1] < 0:
            across = (-across[0], -across[1])
        values = " ".join(number3(v) for v in (*across, *down))
        place = f"matrix({values} {number(x)} {number(y)})"
        # The same head is drawn once and used again.
        known = f"{self.name[:4]}{style[0]}"
        if known in self.heads:
            shape(self.parent, "use", href=f"#{known}", transform=place)
            return
        self.heads.add(known)
        turned = shape(self.parent, "g", transform=place)
        head(turned, style, self.person, known)


def number3(value: float) -> str:
    """Three decimals: a direction.

    >>> number3(1.0), number3(-0.0001)
    ('1', '0')
    """
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text
