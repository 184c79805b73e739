"""The nouns of a drawn picture: panels that hold a person's joint angles, contacts, props and marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

#: A point in the space of a panel: forward, up, to the person's right; the floor is at 0, 200 units are the stature.
Point = tuple[float, float, float]


@dataclass(frozen=True)
class Contact:
    """Where a hand or foot is: the middle of the palm, or the sole below the ankle. None: as the body has it."""

    x: float
    y: float
    z: float | None = None
    #: Where the fingers point: along (the forearm), up, down, forward, back.
    point: str = "along"
    #: Where the elbow points.
    elbow: str = "down"
    #: The heel's lift in degrees; less than 0 lifts the toes.
    heel: float = 0.0
    grip: bool = False
    #: Where fingers and elbow point, as directions, for what lies between two drawn panels; they go before the words.
    along: Point | None = None
    pole: Point | None = None


@dataclass(frozen=True)
class Arrow:
    """A motion, as a curve that bends to its left by `bend` units."""

    start: tuple[float, float]
    end: tuple[float, float]
    bend: float = 0.0


@dataclass(frozen=True)
class Prop:
    """A thing in the panel, by its kind, with its measures."""

    kind: str
    measures: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Panel:
    """One drawing of one person."""

    caption: str
    angles: Mapping[str, float]
    view: str = "side"
    hips: tuple[float, float | None] = (0.0, None)
    #: The height on which a person without a given hip height stands.
    ground: float = 0.0
    contacts: Mapping[str, Contact] = field(default_factory=lambda: MappingProxyType({}))
    props: tuple[Prop, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    thuds: tuple[tuple[float, float], ...] = ()
    #: Joints through which a dotted line is drawn.
    line: tuple[str, ...] = ()
    #: `right` or `wrong`: a tick or a cross.
    verdict: str = ""
    #: The curve of the spine is drawn over the shirt.
    spine: bool = False


@dataclass(frozen=True)
class Figure:
    """The panels of one picture, in reading order."""

    panels: tuple[Panel, ...]


@dataclass(frozen=True)
class Picture:
    """A drawing that articles show by its id, with its words for those who cannot see it."""

    id: str
    title: str
    description: str
    figure: Figure
