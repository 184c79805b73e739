"""Who is drawn: skin, hair and clothes, chosen by an exercise's id and the same at every build."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

LINE = "#22313a"


@dataclass(frozen=True)
class Palette:
    """Colours by part; `far` darkens what is on the far side."""

    skin: str
    hair: str
    top: str
    legs: str
    shoe: str
    #: short, bun, bob or thin
    cut: str
    #: More of it makes a broader trunk.
    build: float


_PEOPLE = (
    ("#e8b996", "#e6e3dd", "short"), ("#8d5a3c", "#3a3431", "short"), ("#f0cdb0", "#b9b4ac", "bun"),
    ("#6f4530", "#c9c6c1", "short"), ("#d7a27c", "#54433a", "bob"), ("#c08a62", "#8a8784", "bun"),
    ("#f2d2ba", "#d9d4cb", "bob"), ("#a9714c", "#2f2b2a", "bun"), ("#e3b08a", "#a58a6a", "thin"),
)  # fmt: skip
_CLOTHES = (
    ("#2f8a8f", "#3b4a6b"), ("#c8654f", "#454a54"), ("#6b78b8", "#3d4046"), ("#d6a23f", "#41577a"),
    ("#8a5a86", "#4a5a55"), ("#5d9460", "#4b4560"), ("#d98aa0", "#3f5468"),
)  # fmt: skip
_SHOES = ("#b9c4c8", "#d8a982", "#9fb3ad")
_BUILDS = (0.96, 1.0, 1.1, 1.04, 1.16)


def palette(name: str) -> Palette:
    """The person of an exercise."""
    seed = crc32(name.encode())
    skin, hair, cut = _PEOPLE[seed % len(_PEOPLE)]
    top, legs = _CLOTHES[seed // 9 % len(_CLOTHES)]
    return Palette(skin, hair, top, legs, _SHOES[seed // 63 % 3], cut, _BUILDS[seed // 189 % len(_BUILDS)])


def far(colour: str) -> str:
    """A colour on the far side: darker, so that near and far differ in grey too.

    >>> far("#ffffff")
    '#c9c9c9'
    """
    return "#" + "".join(f"{int(int(colour[i : i + 2], 16) * 0.79):02x}" for i in (1, 3, 5))
