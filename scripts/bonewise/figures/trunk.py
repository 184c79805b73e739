"""The trunk's outline: the hollow of the low back, the roundness of the upper back, chest and belly."""

from __future__ import annotations

from collections.abc import Callable

from bonewise.figures.kinematics import Skeleton
from bonewise.figures.outline import Dot, smooth
from bonewise.figures.vectors import add, times, unit
from bonewise.pose import Point


def trunk_outline(bones: Skeleton, see: Callable[[Point], Dot], style: str, build: float) -> str:
    """One closed curve from the hem at the hips to the base of the neck."""
    return _side(bones, see, build) if style == "side" else _front(bones, see, build)


def spine_curve(bones: Skeleton) -> list[Point]:
    """Places along the spine from the tail bone to the neck, with the hollow of the low back."""
    joints, pelvis, ribs, chest = bones.joints, bones.pelvis, bones.ribs, bones.chest
    stations = (
        (joints["hip"], pelvis.up, pelvis.forward, 2.0, -7.5),
        (joints["hip"], pelvis.up, pelvis.forward, 12.0, -5.0),
        (joints["waist"], ribs.up, ribs.forward, 0.0, -1.5),
        (joints["waist"], ribs.up, ribs.forward, 12.0, -4.0),
        (joints["back"], chest.up, chest.forward, 0.0, -6.0),
        (joints["chest"], chest.up, chest.forward, 0.0, -3.0),
        (joints["chest"], chest.up, chest.forward, 7.0, -1.5),
    )
    return [add(at, times(up, high), times(ahead, far)) for at, up, ahead, high, far in stations]


def _side(bones: Skeleton, see: Callable[[Point], Dot], build: float) -> str:
    joints, pelvis, ribs, chest = bones.joints, bones.pelvis, bones.ribs, bones.chest
    lumbar = unit(add(pelvis.forward, ribs.forward))
    thoracic = unit(add(ribs.forward, chest.forward))
    belly = 0.25 + build * 0.75
    # Where on the spine, which way is forward, how far the back and the front lie from it.
    stations = (
        (add(joints["hip"], times(pelvis.up, 1.0)), pelvis.forward, 14.0, 11.6 * belly),
        (add(joints["hip"], times(pelvis.up, 11.0)), pelvis.forward, 11.6, 12.2 * build),
        (joints["waist"], lumbar, 8.6, 12.0 * build),
        (add(joints["waist"], times(ribs.up, 12.0)), ribs.forward, 11.0, 12.8 * belly),
        (joints["back"], thoracic, 12.6, 13.0 * belly),
        (add(joints["back"], times(chest.up, 9.0)), chest.forward, 11.2, 10.6),
        (add(joints["chest"], times(chest.up, 4.6)), chest.forward, 6.4, 3.2),
    )
    backs = [see(add(at, times(ahead, -behind))) for at, ahead, behind, _ in stations]
    fronts = [see(add(at, times(ahead, before))) for at, ahead, _, before in stations]
    return smooth([*backs, *reversed(fronts)])


def _front(bones: Skeleton, see: Callable[[Point], Dot], build: float) -> str:
    joints, pelvis, ribs, chest = bones.joints, bones.pelvis, bones.ribs, bones.chest
    stations = (
        (add(joints["hip"], times(pelvis.up, -2.0)), pelvis.right, 18.2 * build),
        (add(joints["hip"], times(pelvis.up, 9.0)), pelvis.right, 17.6 * build),
        (joints["waist"], ribs.right, 14.6 * build),
        (joints["back"], ribs.right, 17.0 * (0.5 + build / 2)),
        (add(joints["chest"], times(chest.up, -6.0)), chest.right, 20.4),
        (add(joints["chest"], times(chest.up, 3.0)), chest.right, 18.6),
        (add(joints["chest"], times(chest.up, 7.2)), chest.right, 7.0),
    )
    rights = [see(add(at, times(right, half))) for at, right, half in stations]
    lefts = [see(add(at, times(right, -half))) for at, right, half in stations]
    return smooth([*rights, *reversed(lefts)])
