"""A skeleton dressed and drawn, far limbs first, in the view of its panel."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from xml.etree.ElementTree import Element

from bonewise.figures import body
from bonewise.figures.heads import head
from bonewise.figures.kinematics import Frame, Skeleton
from bonewise.figures.outline import Disc, Dot, chain, disc, number
from bonewise.figures.palette import LINE, Palette, far
from bonewise.figures.svg import shape
from bonewise.figures.trunk import trunk_outline
from bonewise.figures.vectors import dot
from bonewise.pose import Panel, Point

#: For each view: what points right, up and to the camera.
_VIEWS: dict[str, tuple[Point, Point, Point]] = {
    "side": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "front": ((0, 0, -1), (0, 1, 0), (1, 0, 0)),
    "back": ((0, 0, 1), (0, 1, 0), (-1, 0, 0)),
    "top": ((1, 0, 0), (0, 0, -1), (0, 1, 0)),
}
VIEWS = tuple(_VIEWS)


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


def draw_person(parent: Element, panel: Panel, bones: Skeleton, person: Palette, name: str, heads: set[str]) -> None:
    """Put the person into the drawing; `name` makes ids unique on a page, `heads` are those drawn so far."""
    limbs = shape(parent, "g", stroke=LINE, stroke_width=2.6)
    pen = _Pen(limbs, panel, bones, person, name, Sight(panel.view), heads)
    style = pen.sight.style(bones.chest)
    away, near = sorted(("left", "right"), key=lambda s: pen.sight.depth(bones.joints[f"{s}_shoulder"]))
    if style == "side":
        if not pen.hides("shoulder", "elbow", "finger"):
            pen.arm(away, True)
        if not pen.hides("hip", "knee", "ankle", "toe"):
            pen.leg(away, True)
        pen.leg(near, False)
        pen.neck()
        pen.trunk(style)
        pen.head()
        pen.arm(near, False)
        return
    behind = [s for s in ("right", "left") if pen.behind(s)]
    for side in behind:
        pen.arm(side, False)
    for side in sorted((away, near), key=lambda s: pen.sight.depth(bones.joints[f"{s}_knee"])):
        pen.leg(side, False)
    pen.neck()
    pen.trunk(style)
    pen.head()
    for side in (s for s in ("right", "left") if s not in behind):
        pen.arm(side, False)


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

    def at(self, joint: str) -> Dot:
        return self.sight.dot(self.bones.joints[joint])

    def disc(self, side: str, joint: str, radius: float = 0.0) -> Disc:
        return self.at(f"{side}_{joint}"), radius or body.RADIUS[joint]

    def paint(self, path: str, colour: str) -> None:
        """An outline around the union of parts: all lines first, then all colour."""
        self.count += 1
        name = f"{self.name}{self.count}"
        shape(self.parent, "path", id=name, d=path, fill=colour)
        shape(self.parent, "use", href=f"#{name}", stroke="none")

    def hides(self, *joints: str) -> bool:
        """Whether the near limb lies over the far one so that nothing of it shows."""
        pairs = [(self.at(f"right_{joint}"), self.at(f"left_{joint}")) for joint in joints]
        return all(hypot(a[0] - b[0], a[1] - b[1]) < 0.3 for a, b in pairs)

    def behind(self, side: str) -> bool:
        """Whether an arm is on the other side of the trunk."""
        depth = self.sight.depth
        return depth(self.bones.joints[f"{side}_wrist"]) < depth(self.bones.joints["chest"]) - 8

    def arm(self, side: str, is_far: bool) -> None:
        """Skin first, then the sleeve."""
        skin, top = self.person.skin, self.person.top
        shoulder, elbow = self.at(f"{side}_shoulder"), self.at(f"{side}_elbow")
        hem = (shoulder[0] + (elbow[0] - shoulder[0]) * 0.6, shoulder[1] + (elbow[1] - shoulder[1]) * 0.6)
        limb = chain((hem, 5.2), self.disc(side, "elbow"), self.disc(side, "wrist"))
        self.paint(limb + self._hand(side), far(skin) if is_far else skin)
        self.paint(chain((shoulder, body.RADIUS["shoulder"]), (hem, 6.2)), far(top) if is_far else top)

    def _hand(self, side: str) -> str:
        wrist, palm, finger = (self.at(f"{side}_{part}") for part in ("wrist", "palm", "finger"))
        contact = self.panel.contacts.get(f"{side}_hand")
        if contact and contact.grip:
            return chain((wrist, body.RADIUS["wrist"]), (palm, 4.7))
        path = chain((wrist, body.RADIUS["wrist"]), (palm, body.RADIUS["palm"]), (finger, body.RADIUS["finger"]))
        x, y = palm[0] - wrist[0], palm[1] - wrist[1]
        long = hypot(x, y)
        if long < 4:
            return path
        sign = -1.0 if self.panel.view == "front" and side == "left" else 1.0
        sign = -sign if self.panel.view == "top" and side == "right" else sign
        aside = (y / long * sign, -x / long * sign)
        tip = (palm[0] + x * 0.35 + aside[0] * 5.2, palm[1] + y * 0.35 + aside[1] * 5.2)
        return path + chain((wrist, 2.4), (tip, 1.7))

    def leg(self, side: str, is_far: bool) -> None:
        """Shoe first, then trousers, the seat with them."""
        d = self.disc
        knee, ankle = self.bones.joints[f"{side}_knee"], self.bones.joints[f"{side}_ankle"]
        ball, heel = self.at(f"{side}_ball"), self.at(f"{side}_heel")
        end_on = hypot(ball[0] - heel[0], ball[1] - heel[1]) < 10 and self.panel.view != "top"
        shoe = chain(d(side, "ankle", 4.6), d(side, "heel"), d(side, "ball")) + chain(
            d(side, "ankle", 4.2), d(side, "ball", 3.4), d(side, "toe")
        )
        if end_on:  # broad and short, its sole where the ball's is
            shoe = chain(d(side, "ankle", 4.4), ((ball[0], ball[1] - 2.2), 5.5))
        shoe_colour, legs = self.person.shoe, self.person.legs
        if not end_on:
            self.paint(shoe, far(shoe_colour) if is_far else shoe_colour)
        third: Point = (
            knee[0] + (ankle[0] - knee[0]) * 0.33, knee[1] + (ankle[1] - knee[1]) * 0.33,
            knee[2] + (ankle[2] - knee[2]) * 0.33,
        )  # fmt: skip
        limb = chain(d(side, "hip"), d(side, "knee"), (self.sight.dot(third), body.RADIUS["calf"]), d(side, "ankle"))
        self.paint(limb + self._seat(side), far(legs) if is_far else legs)
        if end_on:
            self.paint(shoe, shoe_colour)

    def _seat(self, side: str) -> str:
        hip = self.bones.joints["hip"]
        pelvis = self.bones.pelvis
        if self.sight.style(pelvis) == "side":
            middle = (hip[0] - pelvis.forward[0] * 2.2, hip[1] - pelvis.forward[1] * 2.2, hip[2])
            return disc(self.sight.dot(middle), 12.0 * (0.5 + self.person.build / 2))
        above = (hip[0] + pelvis.up[0] * 5, hip[1] + pelvis.up[1] * 5, hip[2] + pelvis.up[2] * 5)
        return chain(self.disc(side, "hip", 9.5), (self.sight.dot(above), 9.0))

    def neck(self) -> None:
        """From between the shoulders into the head."""
        chest, skull = self.at("chest"), self.at("neck")
        if self.sight.style(self.bones.chest) == "side":
            back = self.sight.dot(self.bones.chest.forward)
            chest = (chest[0] - back[0] * 1.5, chest[1] - back[1] * 1.5)
        self.paint(chain((chest, 5.6), (skull, 5.0)), self.person.skin)

    def trunk(self, style: str) -> None:
        """The shirt."""
        self.paint(trunk_outline(self.bones, self.sight.dot, style, self.person.build), self.person.top)

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
        known = f"{self.name.partition('-')[0]}{style[0]}"
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
    return "0" if text == "-0" else text
