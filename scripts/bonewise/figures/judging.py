"""What is wrong with a figure that could be read: out of reach, below the floor, bent as nobody bends, off the page."""

from __future__ import annotations

from collections.abc import Iterator

from bonewise.figures import body
from bonewise.figures.exercise_figure import bounds
from bonewise.figures.kinematics import SIDES, Skeleton, bend_at, skeleton
from bonewise.figures.parsing import Fault
from bonewise.figures.poses import RANGES
from bonewise.pose import Figure, Panel

#: A panel wider or higher than this would be drawn too small to see.
_LARGEST = 320.0
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
    box = bounds(panel, bones)
    if max(box.right - box.left, box.bottom - box.top) > _LARGEST:
        yield f"the panel is larger than {_LARGEST:.0f} units", "move props, arrows and hips nearer to 0"
