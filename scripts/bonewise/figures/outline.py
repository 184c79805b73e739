"""From circles to outlines: tapered capsules for limbs, one smooth closed curve for trunk and hair."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import acos, atan2, cos, hypot, sin

#: A place on the page: right, down.
Dot = tuple[float, float]
#: A place and a radius.
Disc = tuple[Dot, float]


def number(value: float) -> str:
    """Short, with at most one decimal.

    >>> number(-0.04), number(12.0), number(0.5)
    ('0', '12', '.5')
    """
    text = f"{value:.1f}".removesuffix(".0")
    if text in ("-0", "0"):
        return "0"
    return text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text


def at(dot: Dot) -> str:
    """A place, as path data has it."""
    y = number(dot[1])
    return f"{number(dot[0])}{y}" if y.startswith("-") else f"{number(dot[0])} {y}"


def disc(middle: Dot, radius: float) -> str:
    """A circle as path data."""
    x, y = middle
    r, d = number(radius), number(2 * radius)
    return f"M{number(x - radius)} {number(y)}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0Z"


def capsule(a: Disc, b: Disc) -> str:
    """Two circles with their common tangents."""
    (p, r1), (q, r2) = a, b
    apart = hypot(q[0] - p[0], q[1] - p[1])
    if apart <= abs(r1 - r2) + 0.05:
        return disc(*max(a, b, key=lambda each: each[1]))
    course, spread = atan2(q[1] - p[1], q[0] - p[0]), acos((r1 - r2) / apart)

    def on(middle: Dot, radius: float, angle: float) -> Dot:
        return (round(middle[0] + radius * cos(angle), 1), round(middle[1] + radius * sin(angle), 1))

    one, two = on(p, r1, course + spread), on(q, r2, course + spread)
    three, four = on(q, r2, course - spread), on(p, r1, course - spread)
    large = int(r1 > r2)
    s1, s2 = number(r1), number(r2)
    return (
        f"M{at(one)}l{_step(one, two)}a{s2} {s2} 0 {1 - large} 0 {_step(two, three)}"
        f"l{_step(three, four)}a{s1} {s1} 0 {large} 0 {_step(four, one)}Z"
    )


def _step(start: Dot, end: Dot) -> str:
    return at((end[0] - start[0], end[1] - start[1]))


def chain(*discs: Disc) -> str:
    """Capsules from each circle to the next."""
    return "".join(capsule(a, b) for a, b in pairwise(discs))


def smooth(dots: Sequence[Dot]) -> str:
    """A closed curve through all places (Catmull-Rom, as cubic curves)."""
    dots = [(round(x, 1), round(y, 1)) for x, y in dots]
    count = len(dots)
    path = [f"M{at(dots[0])}"]
    for index in range(count):
        before, start, end, after = (dots[(index + step) % count] for step in (-1, 0, 1, 2))
        one = ((end[0] - before[0]) / 6, (end[1] - before[1]) / 6)
        two = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        # A curve's first handle mirrors the last one of the curve before: `s` says so in half the room.
        path.append((f"c{at(one)} " if index == 0 else "s") + f"{_step(start, two)} {_step(start, end)}")
    return "".join(path) + "Z"
