"""Panels between two panels of one movement: what is placed stays placed, and every bone keeps its length."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import asin, degrees
from types import MappingProxyType

from bonewise.figures.kinematics import SIDES, Skeleton, angle_of, placed_ankle, skeleton
from bonewise.figures.poses import LIMBS, TRUNK
from bonewise.figures.vectors import add, length, minus, times, unit
from bonewise.pose import Contact, Figure, Panel, Point, Prop

#: A standing foot that moves further than this has taken a step.
_STEP = 6.0
#: How high a stepping foot is lifted.
_LIFT = 20.0


def movement(figure: Figure) -> tuple[tuple[Panel, Panel], ...]:
    """From each panel to the next, where all show one movement from one side; none where there is no such movement.

    In both panels of a pair all joints are resolved, and what one of them places is placed in the other too. Two feet
    that both go elsewhere would slide, so walking is not shown as one movement.
    """
    panels = [panel for panel in figure.panels if panel.view == figure.panels[0].view]
    kinds = {tuple(prop.kind for prop in panel.props) for panel in panels}
    if len(panels) < 2 or len(kinds) > 1 or any(panel.verdict for panel in panels):
        return ()
    pairs = []
    for a, b in (_resolved(pair) for pair in pairwise(panels)):
        steps = [f"{side}_foot" for side in SIDES if f"{side}_foot" in a.contacts]
        if len([foot for foot in steps if abs(a.contacts[foot].x - b.contacts[foot].x) > _STEP]) > 1:
            return ()
        pairs.append((a, b))
    return tuple(pairs)


def between(a: Panel, b: Panel, t: float) -> Panel:
    """The panel at part `t` of the way from one panel of a movement to the next."""
    angles = {name: _mixed(a.angles[name], b.angles[name], t) for name in a.angles}
    contacts = {name: _contact(a.contacts[name], b.contacts[name], t) for name in a.contacts}
    for name in (name for name in contacts if name.endswith("foot")):
        apart = abs(a.contacts[name].x - b.contacts[name].x)
        if apart > _STEP:
            lift = _LIFT * 4 * t * (1 - t) * min(1.0, apart / 20)
            contacts[name] = replace(contacts[name], y=contacts[name].y + lift)
    hips = (_mixed(a.hips[0], b.hips[0], t), _mixed(a.hips[1] or 0.0, b.hips[1] or 0.0, t))
    return replace(a, angles=angles, contacts=contacts, hips=hips, props=_props(a, b, t), arrows=(), thuds=(), line=())


def _mixed(a: float, b: float, t: float) -> float:
    return a + (b - a) * t


def _way(a: Point | None, b: Point | None, t: float) -> Point | None:
    return unit(add(times(a, 1 - t), times(b, t))) if a and b else a or b


def _props(a: Panel, b: Panel, t: float) -> tuple[Prop, ...]:
    def prop(one: Prop, two: Prop) -> Prop:
        measures = {name: _mixed(value, two.measures[name], t) for name, value in one.measures.items()}
        return Prop(one.kind, MappingProxyType(measures))

    return tuple(prop(one, two) for one, two in zip(a.props, b.props))


def _contact(a: Contact, b: Contact, t: float) -> Contact:
    return Contact(
        _mixed(a.x, b.x, t), _mixed(a.y, b.y, t), _mixed(a.z or 0.0, b.z or 0.0, t), heel=_mixed(a.heel, b.heel, t),
        grip=a.grip, along=_way(a.along, b.along, t), pole=_way(a.pole, b.pole, t),
    )  # fmt: skip


def _resolved(panels: tuple[Panel, Panel]) -> list[Panel]:
    """Both panels, each with every angle, and with a contact wherever one of them has it."""
    placed = sorted({name for panel in panels for name in panel.contacts})
    whole = []
    for panel in panels:
        bones = skeleton(panel)
        angles = {name: panel.angles.get(name, 0.0) for name in TRUNK}
        angles |= {f"{side}_{name}": angle_of(panel, side, name) for side in SIDES for name in LIMBS}
        # A foot without an angle stands flat, whatever the shin does.
        for side in SIDES:
            if not any({f"{side}_ankle", "ankle"} & each.angles.keys() for each in panels):
                del angles[f"{side}_ankle"]
        contacts = {name: _placed(panel, bones, name) for name in placed}
        hips = (panel.hips[0], bones.joints["hip"][1])
        whole.append(replace(panel, angles=angles, contacts=contacts, hips=hips))
    # A straight arm has no elbow to point; it borrows the direction of the panel where it is bent.
    for name in (name for name in placed if name.endswith("hand")):
        known = [panel.contacts[name].pole for panel in whole if panel.contacts[name].pole]
        for i, panel in enumerate(whole):
            if panel.contacts[name].pole is None and known:
                mended = {**panel.contacts, name: replace(panel.contacts[name], pole=known[0])}
                whole[i] = replace(panel, contacts=mended)
    return whole


def _placed(panel: Panel, bones: Skeleton, name: str) -> Contact:
    side, _, part = name.partition("_")
    given = panel.contacts.get(name)
    joint = {each: bones.joints[f"{side}_{each}"] for each in ("shoulder", "elbow", "wrist", "palm", "finger")}
    if part == "hand":
        palm = joint["palm"]
        aside = minus(joint["elbow"], times(add(joint["shoulder"], joint["wrist"]), 0.5))
        pole = unit(aside) if length(aside) > 2 else None
        along = unit(minus(joint["finger"], joint["wrist"]))
        return Contact(*palm, along=along, pole=pole, grip=bool(given and given.grip))
    heel, ball, ankle = (bones.joints[f"{side}_{each}"] for each in ("heel", "ball", "ankle"))
    # Heel and ball lie at different depths within the shoe.
    tip = given.heel if given else -degrees(asin(unit(minus(ball, heel))[1])) - 2.0
    origin = placed_ankle(panel, side, Contact(0.0, 0.0, 0.0, heel=tip))
    return Contact(*minus(ankle, origin), heel=tip)
