"""How far a prop reaches, from its measures."""

from __future__ import annotations

from collections.abc import Callable, Mapping

#: x from, x to, lowest, highest.
Extent = tuple[float, float, float, float]


def box_extent(m: Mapping[str, float]) -> Extent:
    return (m["x"], m["x"] + m["width"], 0.0, m["y"])


def ends(m: Mapping[str, float]) -> Extent:
    return (min(m["x"], m["x2"]) - 3, max(m["x"], m["x2"]) + 3, min(m["y"], m["y2"]), max(m["y"], m["y2"]))


def wall_extent(m: Mapping[str, float]) -> Extent:
    return (m["x"] - 8 * (m["side"] < 0), m["x"] + 8 * (m["side"] > 0), 0.0, m["top"])


def chair_extent(m: Mapping[str, float]) -> Extent:
    return (m["x"] - 2, m["x"] + 48, 0.0, m["seat"] + 48 * m["back"])


def step_extent(m: Mapping[str, float]) -> Extent:
    return (m["x"], m["x"] + m["run"] * m["count"], 0.0, m["rise"] * m["count"])


def around(left: float, right: float, below: float, above: float) -> Callable[[Mapping[str, float]], Extent]:
    """What lies about its place, with half its width where it has one."""

    def extent(m: Mapping[str, float]) -> Extent:
        half = m.get("width", m.get("long", 0.0)) / 2
        return (m["x"] - left - half, m["x"] + right + half, m["y"] - below, m["y"] + above + m.get("height", 0.0))

    return extent


def flat_extent(m: Mapping[str, float]) -> Extent:
    return (m["x"], m["x"] + m["width"], m["y"] - m["height"], m["y"])


def top_extent(m: Mapping[str, float]) -> Extent:
    """A wall's, from its left edge."""
    return (m["x"], m["x"] + m["width"], 0.0, m["top"])


def middle_extent(m: Mapping[str, float]) -> Extent:
    """A wall's, about its middle."""
    return (m["x"] - m["width"] / 2, m["x"] + m["width"] / 2, 0.0, m["top"])


def front_chair_extent(m: Mapping[str, float]) -> Extent:
    """A chair's that is seen from the front."""
    return (m["x"] - 18, m["x"] + 18, 0.0, m["seat"] + 44)
