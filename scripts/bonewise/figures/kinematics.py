"""From joint angles and contacts to joints in space; a hand or foot that is placed decides its own limb."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import acos, degrees, sqrt

from bonewise.figures import body
from bonewise.figures.vectors import add, dot, length, minus, swing, times, unit
from bonewise.pose import Contact, Panel, Point

SIDES = {"right": 1.0, "left": -1.0}
#: A knee that looks straight is not locked.
_SOFT = 0.9985
_POINTS: Mapping[str, Point] = {"up": (0, 1, 0), "down": (0, -1, 0), "forward": (1, 0, 0), "back": (-1, 0, 0)}


@dataclass(frozen=True)
class Frame:
    """The directions of a part of the trunk: up the spine, forward, to the right."""

    up: Point
    forward: Point
    right: Point

    def bent(self, angle: float) -> Frame:
        """Leaning forward by degrees."""
        up = swing(self.up, self.forward, angle)
        return Frame(up, swing(self.forward, times(self.up, -1), angle), self.right)

    def tilted(self, angle: float) -> Frame:
        """Leaning sideways by degrees, to the person's right."""
        up = swing(self.up, self.right, angle)
        return Frame(up, self.forward, swing(self.right, times(self.up, -1), angle))

    def rolled(self, angle: float) -> Frame:
        """Turned about the spine by degrees, to the person's right."""
        forward = swing(self.forward, self.right, angle)
        return Frame(self.up, forward, swing(self.right, times(self.forward, -1), angle))


@dataclass(frozen=True)
class Skeleton:
    """Joints by name in space, with the frames that trunk and head need to be drawn, and what could not be."""

    joints: Mapping[str, Point]
    pelvis: Frame
    ribs: Frame
    chest: Frame
    head: Frame
    faults: tuple[str, ...] = ()


def angle_of(panel: Panel, side: str, name: str) -> float:
    """The angle of one side's joint: its own, else that of both, else 0."""
    return panel.angles.get(f"{side}_{name}", panel.angles.get(name, 0.0))


def skeleton(panel: Panel) -> Skeleton:
    """The person of a panel."""
    joints: dict[str, Point] = {"hip": (panel.hips[0], panel.hips[1] or 0.0, 0.0)}
    upright = Frame((0, 1, 0), (1, 0, 0), (0, 0, 1))
    angle = panel.angles.get
    pelvis = upright.bent(angle("trunk", 0.0)).rolled(angle("roll", 0.0)).tilted(angle("tilt", 0.0))
    faults: list[str] = []
    if panel.hips[1] is None:
        joints["hip"] = (panel.hips[0], _standing_height(panel, pelvis), 0.0)
    for side in SIDES:
        contact = panel.contacts.get(f"{side}_foot")
        placed = _leg_by_contact(panel, pelvis, side, joints["hip"], contact, faults) if contact else None
        joints |= placed or _leg_by_angles(panel, pelvis, side, joints["hip"])
    ribs = pelvis.bent(angle("low_back", 0.0)).tilted(angle("side_bend", 0.0))
    chest = ribs.bent(angle("upper_back", 0.0))
    joints["waist"] = add(joints["hip"], times(unit(add(pelvis.up, ribs.up)), body.TRUNK[0]))
    joints["back"] = add(joints["waist"], times(ribs.up, body.TRUNK[1]))
    joints["chest"] = add(joints["back"], times(chest.up, body.TRUNK[2]))
    neck = chest.bent(angle("neck", 0.0)).tilted(angle("neck_side", 0.0))
    head = neck.bent(angle("head", 0.0))
    joints["neck"] = add(joints["chest"], times(neck.up, body.NECK))
    joints["head"] = add(joints["neck"], times(head.up, body.HALF_HEAD))
    joints["ear"] = joints["head"]
    for side in SIDES:
        joints |= _arm(panel, chest, side, joints["chest"], faults)
    return Skeleton(joints, pelvis, ribs, chest, head, tuple(faults))


def _standing_height(panel: Panel, pelvis: Frame) -> float:
    """The height of the hips on legs that stand: by its angles, or all but straight to its place."""
    heights = []
    placed = panel.contacts.keys() & {"right_foot", "left_foot"}
    for side in SIDES:
        if contact := panel.contacts.get(f"{side}_foot"):
            hip = times(pelvis.right, SIDES[side] * body.HALF_HIPS)
            _, _, ankle, _ = _placed_foot(panel, side, contact, hip[2])
            apart = (ankle[0] - panel.hips[0] - hip[0], ankle[2] - hip[2])
            room = (_SOFT * (body.THIGH + body.SHANK)) ** 2 - apart[0] ** 2 - apart[1] ** 2
            heights.append(ankle[1] - hip[1] + sqrt(max(room, 0.0)))
        elif not placed:  # else the other foot carries
            leg = _leg_by_angles(panel, pelvis, side, (panel.hips[0], 0.0, 0.0))
            soles = (leg[f"{side}_{name}"][1] - body.RADIUS[name] for name in ("heel", "ball"))
            heights.append(panel.ground - min(soles))
    return min(heights) if placed else max(heights)


def _ray(frame: Frame, side: float, flexion: float, out: float) -> tuple[Point, Point, Point]:
    """A limb's direction, the direction in which it bends forward, and the one away from the body."""
    down = times(frame.up, -1)
    plane = swing(down, frame.forward, flexion)
    ahead = swing(frame.forward, frame.up, flexion)
    outward = times(frame.right, side)
    return swing(plane, outward, out), ahead, swing(outward, times(plane, -1), out)


def _leg_by_angles(panel: Panel, pelvis: Frame, side: str, hips: Point) -> dict[str, Point]:
    sign = SIDES[side]
    thigh, ahead, outward = _ray(pelvis, sign, angle_of(panel, side, "hip"), angle_of(panel, side, "hip_out"))
    ahead = swing(ahead, outward, angle_of(panel, side, "hip_turn"))
    bend = angle_of(panel, side, "knee")
    shank, front = swing(thigh, times(ahead, -1), bend), swing(ahead, thigh, bend)
    hip = add(hips, times(pelvis.right, sign * body.HALF_HIPS))
    knee = add(hip, times(thigh, body.THIGH))
    ankle = add(knee, times(shank, body.SHANK))
    if f"{side}_ankle" in panel.angles or "ankle" in panel.angles:
        foot = swing(front, times(shank, -1), angle_of(panel, side, "ankle"))
    else:
        foot = unit((ahead[0] if abs(ahead[0]) > 0.3 else 1.0, 0, ahead[2]))
    sole = unit(minus(shank, times(foot, dot(shank, foot))))
    return _foot(side, foot, sole, angle_of(panel, side, "toes"), ankle) | {
        f"{side}_hip": hip, f"{side}_knee": knee, f"{side}_ankle": ankle,
    }  # fmt: skip


def _foot(side: str, ahead: Point, down: Point, toes: float, ankle: Point) -> dict[str, Point]:
    """Heel, ball and toe below an ankle; the sole lies one radius below each."""
    heel = add(ankle, times(ahead, -body.HEEL_BACK + 1.5), times(down, body.ANKLE_HEIGHT - body.RADIUS["heel"]))
    ball = add(ankle, times(ahead, body.BALL), times(down, body.ANKLE_HEIGHT - body.RADIUS["ball"]))
    toe = add(ball, times(swing(ahead, times(down, -1), toes), body.TOE))
    toe = add(toe, times(down, body.RADIUS["ball"] - body.RADIUS["toe"]))
    return {f"{side}_heel": heel, f"{side}_ball": ball, f"{side}_toe": toe}


def _leg_by_contact(
    panel: Panel, pelvis: Frame, side: str, hips: Point, contact: Contact, faults: list[str]
) -> dict[str, Point]:
    sign = SIDES[side]
    hip = add(hips, times(pelvis.right, sign * body.HALF_HIPS))
    flat, ahead, ankle, down = _placed_foot(panel, side, contact, hip[2])
    toes = contact.heel if contact.heel > 0 else 0.0
    # A knee never bends sideways: it points where the pelvis and the toes point.
    knee = _middle(hip, ankle, body.THIGH, body.SHANK, add(pelvis.forward, flat, (0, 0.2, 0)))
    if knee is None:
        faults.append(f"the {side} foot cannot reach its place")
        knee = add(hip, times(unit(minus(ankle, hip)), body.THIGH))
        ankle = add(knee, times(unit(minus(ankle, hip)), body.SHANK))
    return _foot(side, ahead, down, toes, ankle) | {
        f"{side}_hip": hip, f"{side}_knee": knee, f"{side}_ankle": ankle,
    }  # fmt: skip


def placed_ankle(panel: Panel, side: str, contact: Contact) -> Point:
    """Where the ankle is when the foot is at its place."""
    return _placed_foot(panel, side, contact, 0.0)[2]


def _placed_foot(panel: Panel, side: str, contact: Contact, beside: float) -> tuple[Point, Point, Point, Point]:
    """Which way the toes point on the floor and as the foot is tipped, the ankle, and where the sole faces."""
    flat = swing((1, 0, 0), (0, 0, SIDES[side]), angle_of(panel, side, "hip_turn"))
    ahead, down = swing(flat, (0, -1, 0), contact.heel), swing((0, -1, 0), times(flat, -1), contact.heel)
    # The foot tips about its ball, or about its heel when the toes are up.
    flat_ankle: Point = (contact.x, contact.y + body.ANKLE_HEIGHT, beside if contact.z is None else contact.z)
    still = _foot(side, flat, (0, -1, 0), 0.0, flat_ankle)
    tipped = _foot(side, ahead, down, 0.0, flat_ankle)
    pivot = f"{side}_ball" if contact.heel > 0 else f"{side}_heel"
    return flat, ahead, add(flat_ankle, minus(still[pivot], tipped[pivot])), down


def _arm(panel: Panel, chest: Frame, side: str, top: Point, faults: list[str]) -> dict[str, Point]:
    sign = SIDES[side]
    shoulder = add(top, times(chest.right, sign * body.HALF_SHOULDERS), times(chest.up, -2.0))
    contact = panel.contacts.get(f"{side}_hand")
    if contact:
        return _arm_by_contact(chest, side, shoulder, contact, faults)
    upper, ahead, outward = _ray(chest, sign, angle_of(panel, side, "shoulder"), angle_of(panel, side, "shoulder_out"))
    bending = swing(ahead, outward, angle_of(panel, side, "shoulder_turn"))
    bend = angle_of(panel, side, "elbow")
    fore, front = swing(upper, bending, bend), swing(bending, times(upper, -1), bend)
    elbow = add(shoulder, times(upper, body.UPPER_ARM))
    wrist = add(elbow, times(fore, body.FOREARM))
    return _hand(side, wrist, swing(fore, front, angle_of(panel, side, "wrist"))) | {
        f"{side}_shoulder": shoulder, f"{side}_elbow": elbow, f"{side}_wrist": wrist,
    }  # fmt: skip


def _hand(side: str, wrist: Point, along: Point) -> dict[str, Point]:
    return {
        f"{side}_palm": add(wrist, times(along, body.PALM)),
        f"{side}_finger": add(wrist, times(along, body.HAND - body.RADIUS["finger"])),
    }


def _arm_by_contact(chest: Frame, side: str, shoulder: Point, contact: Contact, faults: list[str]) -> dict[str, Point]:
    sign = SIDES[side]
    palm: Point = (contact.x, contact.y, shoulder[2] if contact.z is None else contact.z)
    pole = contact.pole or add(_elbow(chest, sign, contact.elbow), times(chest.right, sign * 0.1))
    given = contact.along or _POINTS.get(contact.point)
    along = given or unit(minus(palm, shoulder))
    for _ in range(1 if given else 8):  # the forearm's own direction is not known at first
        wrist = minus(palm, times(along, body.PALM))
        elbow = _middle(shoulder, wrist, body.UPPER_ARM, body.FOREARM, pole)
        if elbow and not given:
            along = unit(minus(wrist, elbow))
    if elbow is None:
        faults.append(f"the {side} hand cannot reach its place")
        straight = unit(minus(wrist, shoulder))
        elbow = add(shoulder, times(straight, body.UPPER_ARM))
        wrist = add(elbow, times(straight, body.FOREARM))
    else:
        wrist = add(elbow, times(unit(minus(wrist, elbow)), body.FOREARM))
    return _hand(side, wrist, along) | {
        f"{side}_shoulder": shoulder, f"{side}_elbow": elbow, f"{side}_wrist": wrist,
    }  # fmt: skip


def _elbow(chest: Frame, sign: float, where: str) -> Point:
    ways = {
        "down": add(times(chest.up, -1), times(chest.forward, -0.6)),
        "back": times(chest.forward, -1),
        "out": add(times(chest.right, sign), times(chest.up, -0.3)),
        "up": add(chest.up, times(chest.forward, 0.2)),
        "forward": chest.forward,
    }
    return ways[where]


def _middle(start: Point, end: Point, first: float, second: float, pole: Point) -> Point | None:
    """The joint between two bones (law of cosines), on the side of `pole`; None where the end is out of reach."""
    span = minus(end, start)
    far = length(span)
    if not abs(first - second) < far < first + second:
        return None
    axis = unit(span)
    along = (first * first - second * second + far * far) / (2 * far)
    aside = unit(minus(pole, times(axis, dot(pole, axis))))
    return add(start, times(axis, along), times(aside, sqrt(max(first * first - along * along, 0.0))))


def bend_at(joint: Point, before: Point, after: Point) -> float:
    """By how many degrees a limb is bent at a joint; 0 is straight."""
    cosine = dot(unit(minus(joint, before)), unit(minus(after, joint)))
    return degrees(acos(max(-1.0, min(1.0, cosine))))
