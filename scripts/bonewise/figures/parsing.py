"""From the plain data of an exercise's `figure:` to a Figure, or to what is wrong with it and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from bonewise.figures.person import VIEWS
from bonewise.figures.poses import POSES, RANGES
from bonewise.figures.props import PROPS
from bonewise.pose import Arrow, Contact, Figure, Panel, Prop

_PANEL = (
    "caption",
    "extends",
    "view",
    "angles",
    "hips",
    "ground",
    "contacts",
    "props",
    "arrows",
    "thuds",
    "line",
    "verdict",
    "spine",
)
#: What a panel takes over from the panel it extends: the scene, but not its marks.
_TAKEN = ("extends", "view", "angles", "hips", "ground", "contacts", "props")
_SPOTS = {"hands": ("right_hand", "left_hand"), "feet": ("right_foot", "left_foot")}
_CONTACTS = ("right_hand", "left_hand", "right_foot", "left_foot", *_SPOTS)
_CONTACT = ("x", "y", "z", "point", "elbow", "heel", "grip")
_WAYS = {"point": ("along", "up", "down", "forward", "back"), "elbow": ("down", "back", "out", "up", "forward")}
_EXTENDS = "write the name of a pose, or the number of an earlier panel"
_LINE = ("ear", "chest", "back", "waist", "hip", "right_shoulder", "right_hip", "right_knee", "right_ankle")


@dataclass(frozen=True)
class Fault:
    """What is wrong, how to mend it, and the way to it in the data: keys and indexes."""

    way: tuple[str | int, ...]
    what: str
    mend: str


@dataclass
class _Reader:
    faults: list[Fault] = field(default_factory=list)

    def fault(self, way: tuple[str | int, ...], what: str, mend: str) -> None:
        self.faults.append(Fault(way, what, mend))

    def known(self, way: tuple[str | int, ...], name: str, names: Iterable[str], noun: str) -> bool:
        """Whether a name is one of a list; if not, say so with a guess."""
        names = list(names)
        if name in names:
            return True
        near = get_close_matches(str(name), names, 1)
        guess = f"; did you mean '{near[0]}'?" if near else ""
        # Sides are left out: 'right_knee' is understood where 'knee' is.
        told = [each for each in names if not each.startswith(("right_", "left_"))]
        self.fault(way, f"there is no {noun} '{name}'{guess}", f"write one of: {', '.join(told)}")
        return False

    def number(self, way: tuple[str | int, ...], value: Any) -> float | None:
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1000:
            return float(value)
        self.fault(way, f"'{value}' is not a number", "write degrees or units, as in 45")
        return None

    def pair(self, way: tuple[str | int, ...], value: Any) -> tuple[float, float] | None:
        if not isinstance(value, list) or len(value) != 2:
            self.fault(way, "a place must be two numbers", "write [forward, up], as in [40, 120]")
            return None
        x, y = self.number(way, value[0]), self.number(way, value[1])
        return None if x is None or y is None else (x, y)

    def mapping(self, way: tuple[str | int, ...], value: Any) -> Mapping[str, Any]:
        if value is None or isinstance(value, Mapping):
            return value or {}
        self.fault(way, f"'{way[-1]}' must be 'name: value' lines", "write a name, a colon and a value")
        return {}

    def listing(self, way: tuple[str | int, ...], value: Any) -> list[Any]:
        if value is None or isinstance(value, list):
            return value or []
        self.fault(way, f"'{way[-1]}' must be a list", "start each entry with '- '")
        return []


def parse_figure(data: Any) -> tuple[Figure | None, tuple[Fault, ...]]:
    """The figure, None where it could not be read, and its faults."""
    read = _Reader()
    top = read.mapping(("figure",), data)
    for name in top:
        read.known((name,), name, ("panels",), "field")
    entries = read.listing(("panels",), top.get("panels"))
    if not 1 <= len(entries) <= 4:
        read.fault(("panels",), f"a figure has 1 to 4 panels, not {len(entries)}", "list the panels under 'panels:'")
    given = _extended(read, [read.mapping(("panels", i), entry) for i, entry in enumerate(entries)])
    panels = tuple(_panel(read, ("panels", i), entry) for i, entry in enumerate(given))
    return (None if read.faults else Figure(panels)), tuple(read.faults)


def _extended(read: _Reader, entries: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The panels with what they take over: `extends: 1` begins with the scene of the first panel."""
    whole: list[Mapping[str, Any]] = []
    for i, entry in enumerate(entries):
        base = entry.get("extends")
        if not isinstance(base, int | float) or isinstance(base, bool):
            whole.append(entry)
            continue
        if not 1 <= base <= i or base != int(base):
            read.fault(("panels", i, "extends"), f"there is no panel {base:g} before this one", _EXTENDS)
            whole.append(entry)
            continue
        scene = {name: value for name, value in whole[int(base) - 1].items() if name in _TAKEN}
        merged = {name: _merged(scene.get(name), value) for name, value in entry.items() if name != "extends"}
        whole.append({"extends": "standing"} | scene | merged)
    return whole


def _merged(base: Any, own: Any) -> Any:
    """Angles and contacts are taken over one by one, by side; all else as a whole."""
    if not isinstance(base, Mapping) or not isinstance(own, Mapping):
        return own
    return _by_side(base) | _by_side(own)


def _by_side(given: Mapping[str, Any]) -> dict[str, Any]:
    spread: dict[str, Any] = {}
    for name, value in given.items():
        away = -1 if isinstance(value, Mapping) and isinstance(value.get("z"), int | float) else 1
        for spot in _SPOTS.get(name, (name,)):
            turned = name in _SPOTS and spot.startswith("left") and away < 0
            spread[spot] = {**value, "z": -value["z"]} if turned else value
    return spread


def _panel(read: _Reader, way: tuple[str | int, ...], data: Mapping[str, Any]) -> Panel:
    for name in data:
        read.known((*way, name), name, _PANEL, "field")
    caption = data.get("caption")
    if not isinstance(caption, str) or not caption or len(caption) > 32:
        read.fault((*way, "caption"), "a panel needs a caption of at most 32 letters", "write 'caption: 1. Sit tall'")
        caption = ""
    verdict, view = data.get("verdict", ""), data.get("view", "side")
    read.known((*way, "verdict"), verdict, ("", "right", "wrong"), "verdict")
    read.known((*way, "view"), view, VIEWS, "view")
    line = tuple(str(name) for name in read.listing((*way, "line"), data.get("line")))
    for name in line:
        read.known((*way, "line"), name, _LINE, "joint")
    return Panel(
        caption, _angles(read, way, data), view, _hips(read, (*way, "hips"), data.get("hips")),
        read.number((*way, "ground"), data.get("ground", 0)) or 0.0, _contacts(read, way, data),
        _props(read, (*way, "props"), data), _arrows(read, (*way, "arrows"), data),
        tuple(
            spot for i, value in enumerate(read.listing((*way, "thuds"), data.get("thuds")))
            if (spot := read.pair((*way, "thuds", i), value))
        ),
        line, verdict, data.get("spine") is True,
    )  # fmt: skip


def _angles(read: _Reader, way: tuple[str | int, ...], data: Mapping[str, Any]) -> Mapping[str, float]:
    pose = data.get("extends", "standing")
    angles = dict(POSES.get(pose, {})) if read.known((*way, "extends"), pose, POSES, "pose") else {}
    for name, value in read.mapping((*way, "angles"), data.get("angles")).items():
        here = (*way, "angles", name)
        if not read.known(here, name, RANGES, "joint") or (angle := read.number(here, value)) is None:
            continue
        low, high = RANGES[name]
        if not low <= angle <= high:
            read.fault(here, f"no person's '{name}' is at {angle:g}", f"write a number from {low} to {high}")
        angles[name] = angle
    return MappingProxyType(angles)


def _hips(read: _Reader, way: tuple[str | int, ...], value: Any) -> tuple[float, float | None]:
    if value is None:
        return (0.0, None)
    if isinstance(value, list):
        return read.pair(way, value) or (0.0, None)
    return (read.number(way, value) or 0.0, None)


def _contacts(read: _Reader, way: tuple[str | int, ...], data: Mapping[str, Any]) -> Mapping[str, Contact]:
    contacts: dict[str, Contact] = {}
    for name, value in read.mapping((*way, "contacts"), data.get("contacts")).items():
        here = (*way, "contacts", name)
        if not read.known(here, name, _CONTACTS, "contact") or value == "free":
            continue
        values = read.mapping(here, value)
        found: dict[str, Any] = {}
        for key, given in values.items():
            if not read.known((*here, key), key, _CONTACT, "field"):
                continue
            if key in _WAYS:
                found[key] = given if read.known((*here, key), given, _WAYS[key], "way") else _WAYS[key][0]
            else:
                found[key] = bool(given) if key == "grip" else read.number((*here, key), given)
        if found.get("x") is None or found.get("y") is None:
            read.fault(here, f"'{name}' has no place", "write x and y, as in {x: 40, y: 104}")
            continue
        for spot in _SPOTS.get(name, (name,)):
            # For a pair, z is the distance of each from the middle.
            away = -1 if spot.startswith("left") and name in _SPOTS else 1
            contacts[spot] = Contact(**(found | ({"z": found["z"] * away} if found.get("z") is not None else {})))
    return MappingProxyType(contacts)


def _props(read: _Reader, way: tuple[str | int, ...], data: Mapping[str, Any]) -> tuple[Prop, ...]:
    props = []
    for i, entry in enumerate(read.listing(way, data.get("props"))):
        for kind, given in read.mapping((*way, i), entry).items():
            if not read.known((*way, i), kind, PROPS, "prop"):
                continue
            measures = dict(PROPS[kind].measures)
            for name, value in read.mapping((*way, i, kind), given).items():
                if read.known((*way, i, kind, name), name, measures, "measure"):
                    measures[name] = read.number((*way, i, kind, name), value) or 0.0
            props.append(Prop(kind, MappingProxyType(measures)))
    return tuple(props)


def _arrows(read: _Reader, way: tuple[str | int, ...], data: Mapping[str, Any]) -> tuple[Arrow, ...]:
    arrows = []
    for i, entry in enumerate(read.listing(way, data.get("arrows"))):
        values = read.mapping((*way, i), entry)
        for name in values:
            read.known((*way, i, name), name, ("from", "to", "bend"), "field")
        start, end = read.pair((*way, i, "from"), values.get("from")), read.pair((*way, i, "to"), values.get("to"))
        if start and end:
            arrows.append(Arrow(start, end, read.number((*way, i, "bend"), values.get("bend", 0)) or 0.0))
    return tuple(arrows)
