"""The body's measures, as parts of its stature.

Lengths are those of Drillis R, Contini R. Body segment parameters. New York University, 1966 (report 1166-03), as given
in Winter DA, Biomechanics and Motor Control of Human Movement, figure 4.1. The breadths of joints are for the drawing.
"""

from __future__ import annotations

STATURE = 200.0


def _of(part: float) -> float:
    return part * STATURE


SHANK = _of(0.246)
THIGH = _of(0.245)
UPPER_ARM = _of(0.186)
FOREARM = _of(0.146)
HAND = _of(0.108)
FOOT = _of(0.152)
ANKLE_HEIGHT = _of(0.039)
#: Hip to shoulder (0.288) in three parts: low back, ribs, upper back.
TRUNK = (_of(0.115), _of(0.100), _of(0.073))
#: Shoulder to the top of the head (0.182): neck, then half a head to its middle.
NECK = _of(0.057)
HALF_HEAD = _of(0.0625)
#: Joint centres lie inside the breadths of shoulders (0.259) and hips (0.191).
HALF_SHOULDERS = _of(0.259) / 2 - 6.5
HALF_HIPS = _of(0.191) / 2 - 9.0

HEEL_BACK = 5.5
BALL = FOOT * 0.52
TOE = FOOT - HEEL_BACK - BALL - 3.4
#: Middle of the palm, and the thickness of half a hand.
PALM = HAND * 0.42
HALF_HAND = 2.8

#: Radii, by joint.
RADIUS = {
    "shoulder": 6.6, "elbow": 4.9, "wrist": 3.4, "palm": 3.6, "finger": 2.2, "hip": 10.5, "knee": 6.8, "calf": 6.5,
    "ankle": 4.3, "heel": 4.0, "ball": 3.3, "toe": 2.8, "neck": 5.0,
}  # fmt: skip
