"""Angles a joint can take, and the named poses that a panel extends, in degrees.

All angles are 0 in a person who stands at attention. `trunk` is the lean of the pelvis: 90 is face down, -90 face up;
`roll` turns it about the spine, `tilt` leans it sideways. Bending (flexion) is positive; `out` is away from the middle
(abduction); `turn` is outward rotation. Ranges follow the American Academy of Orthopaedic Surgeons' normal values,
rounded up a little for supple people.
"""

from __future__ import annotations

from collections.abc import Mapping

TRUNK = {
    "trunk": (-125, 115), "roll": (-100, 100), "tilt": (-90, 90), "side_bend": (-35, 35), "neck_side": (-40, 40),
    "low_back": (-30, 60), "upper_back": (-20, 50), "neck": (-50, 65),
    "head": (-45, 45),
}  # fmt: skip
LIMBS = {
    "shoulder": (-60, 185), "shoulder_out": (-30, 185), "shoulder_turn": (-90, 100), "elbow": (0, 155),
    "wrist": (-85, 85), "hip": (-30, 130), "hip_out": (-30, 50), "hip_turn": (-45, 50), "knee": (0, 150),
    "ankle": (-60, 40), "toes": (-10, 75),
}  # fmt: skip
#: Every angle by its name: `hip` stands for both sides, `right_hip` and `left_hip` for one.
RANGES: Mapping[str, tuple[int, int]] = (
    TRUNK | LIMBS | {f"{side}_{name}": limits for side in ("right", "left") for name, limits in LIMBS.items()}
)

#: Where the neck rests: a little forward, with the head level on it.
_NATURAL = {"neck": 14.0, "head": -12.0, "shoulder": 2.0, "elbow": 12.0, "shoulder_out": 4.0}

#: `ankle` is left out where the foot stands flat.
POSES: Mapping[str, Mapping[str, float]] = {
    "standing": _NATURAL | {"knee": 2, "hip": 1},
    "slumped": _NATURAL
    | {"trunk": -9, "low_back": 10, "upper_back": 28, "neck": 30, "head": -42, "hip": -6, "knee": 4, "shoulder": 6},
    "seated": _NATURAL | {"hip": 90, "knee": 90, "shoulder": 25, "elbow": 45},
    "supine": {"trunk": -90, "hip": 52, "knee": 95, "shoulder_out": 12, "elbow": 4, "neck": 6, "head": -4},
    "prone": {"trunk": 90, "ankle": -50, "shoulder": -2, "neck": 2, "head": 0, "elbow": 3, "knee": 2},
    "hands-and-knees": {"trunk": 88, "hip": 88, "knee": 90, "ankle": -55, "shoulder": 88, "neck": 2},
    "side-lying": {"trunk": -90, "roll": 90, "hip": 60, "knee": 80, "ankle": 0, "neck": 4},
}
