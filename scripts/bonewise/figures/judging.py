"""What is wrong with a figure that could be read: out of reach, below the floor, bent as nobody bends, off the page."""

from __future__ import annotations

from collections.abc import Iterator

from bonewise.figures import body
from bonewise.figures.exercise_figure import bounds
from bonewise.figures.extents import Extent
from bonewise.figures.kinematics import SIDES, Skeleton, bend_at, skeleton
from bonewise.figures.parsing import Fault
from bonewise.figures.person import Sight
from bonewise.figures.poses import RANGES
from bonewise.figures.solids import solids
from bonewise.figures.vectors import add, minus, times
from bonewise.pose import Figure, Panel, Point

#: A panel wider or higher than this would be drawn too small to see.
_LARGEST = 320.0
#: Bones by the joints at their ends; what is soft may sink into a thing by half its thickness.
_BONES = (("hip", "knee"), ("knee", "ankle"), ("heel", "toe"), ("shoulder", "elbow"), ("elbow", "wrist"))
_TRUNK = (("hip", "waist"), ("waist", "back"), ("back", "chest"), ("chest", "head"))
_NAMES = {"hip": "thigh", "knee": "shin", "heel": "foot", "shoulder": "upper arm", "elbow": "forearm"}
_MEND = "change the angles, the contacts or the height of the hips"


def judge_figure(figure: Figure) -> tuple[Fault, ...]:
    """The faults of all panels."""
    return tuple(
        Fault(("panels", index), what, mend)
        for index, panel in enumerate(figure.panels)
        for what, mend in _judge(panel, skeleton(panel))
    )


def _judge(panel: Panel, bones: Skeleton) -> Iterator[tuple[str, str]]:
    for fault in bones.faults:
        yield fault, "move the hips nearer, or move the place"
    for name, (_, height, _) in sorted(bones.joints.items()):
        radius = body.RADIUS.get(name.rpartition("_")[2], 0.0)
        if height - radius < -1.0:
            yield f"the {name.replace('_', ' ')} is {radius - height:.0f} units below the floor", _MEND
    for side in SIDES:
        for joint, before, after in (("knee", "hip", "ankle"), ("elbow", "shoulder", "wrist")):
            bend = bend_at(*(bones.joints[f"{side}_{part}"] for part in (joint, before, after)))
            if bend > RANGES[joint][1]:
                yield f"the {side} {joint} is bent by {bend:.0f} degrees; people reach {RANGES[joint][1]}", _MEND
    yield from _through(panel, bones)
    box = bounds(panel, bones)
    if max(box.right - box.left, box.bottom - box.top) > _LARGEST:
        yield f"the panel is larger than {_LARGEST:.0f} units", "move props, arrows and hips nearer to 0"


def _through(panel: Panel, bones: Skeleton) -> Iterator[tuple[str, str]]:
    """Each limb that goes through a prop, once."""
    sight = Sight(panel.view)
    pairs = [(f"{side} {_NAMES[a]}", f"{side}_{a}", f"{side}_{b}") for side in SIDES for a, b in _BONES]
    pairs += [("trunk" if b != "head" else "neck", a, b) for a, b in _TRUNK]
    for kind, solid in solids(panel):
        for limb, a, b in pairs:
            thick = min(body.RADIUS.get(name.rpartition("_")[2], 7.0) for name in (a, b))
            if any(_inside(sight, dot, solid, thick / 2) for dot in _along(bones.joints[a], bones.joints[b])):
                yield f"the {limb} goes through the {kind}", "move the prop, the contact or the hips"


def _along(a: Point, b: Point) -> Iterator[Point]:
    """Places on a bone, some 4 units apart."""
    return (add(a, times(minus(b, a), step / 12)) for step in range(13))


def _inside(sight: Sight, at: Point, solid: Extent, thick: float) -> bool:
    left, right, low, high = solid
    x, y = sight.dot(at)
    return left - thick < x < right + thick and low - thick < -y < high + thick
