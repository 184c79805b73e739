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


def _tangents(a: Disc, b: Disc) -> tuple[Dot, Dot, Dot, Dot] | None:
    """Where the common tangents of two circles touch; None where one circle lies in the other."""
    (p, r1), (q, r2) = a, b
    apart = hypot(q[0] - p[0], q[1] - p[1])
    if apart <= abs(r1 - r2) + 0.05:
        return None
    course, spread = atan2(q[1] - p[1], q[0] - p[0]), acos((r1 - r2) / apart)

    def on(middle: Dot, radius: float, angle: float) -> Dot:
        return (round(middle[0] + radius * cos(angle), 1), round(middle[1] + radius * sin(angle), 1))

    one, two = on(p, r1, course + spread), on(q, r2, course + spread)
    return one, two, on(q, r2, course - spread), on(p, r1, course - spread)


def capsule(a: Disc, b: Disc) -> str:
    """Two circles with their common tangents."""
    touch = _tangents(a, b)
    if touch is None:
        return disc(*max(a, b, key=lambda each: each[1]))
    one, two, three, four = touch
    large = int(a[1] > b[1])
    there, back = _arc(b[1], 1 - large, two, three), _arc(a[1], large, four, one)
    return f"M{at(one)}l{_step(one, two)}{there}l{_step(three, four)}{back}Z"


def open_capsule(a: Disc, b: Disc) -> str:
    """A capsule's sides and its far end, open at `a`; empty where one circle lies in the other."""
    touch = _tangents(a, b)
    if touch is None:
        return ""
    one, two, three, four = touch
    return f"M{at(one)}l{_step(one, two)}{_arc(b[1], int(a[1] <= b[1]), two, three)}l{_step(three, four)}"


def _step(start: Dot, end: Dot) -> str:
    return at((end[0] - start[0], end[1] - start[1]))


def chain(*discs: Disc) -> str:
    """One outline around capsules from each circle to the next.

    Out along one side, around the end, and back along the other. On the inner side of a bend the outline crosses
    itself, within the limb: whoever strokes it must fill it afterwards. The build of the path does not depend on the
    bend, so that two outlines of one limb can be mixed number by number.
    """
    touches = [_tangents(a, b) for a, b in pairwise(discs)]
    if len(touches) < 2 or any(touch is None for touch in touches):
        return "".join(capsule(a, b) for a, b in pairwise(discs))
    known = [touch for touch in touches if touch]
    (first, r1), (end, r2) = (discs[0][1], discs[1][1]), (discs[-1][1], discs[-2][1])
    path = [f"M{at(known[0][0])}l{_step(known[0][0], known[0][1])}"]
    for (_, radius), before, after in zip(discs[1:], known, known[1:]):
        path.append(f"{_arc(radius, 0, before[1], after[0])}l{_step(after[0], after[1])}")
    last = known[-1]
    path.append(f"{_arc(end, int(end > r2), last[1], last[2])}l{_step(last[2], last[3])}")
    for (_, radius), after, before in zip(discs[-2:0:-1], known[:0:-1], known[-2::-1]):
        path.append(f"{_arc(radius, 0, after[3], before[2])}l{_step(before[2], before[3])}")
    path.append(f"{_arc(first, int(first > r1), known[0][3], known[0][0])}Z")
    return "".join(path)


def _arc(radius: float, large: int, start: Dot, end: Dot) -> str:
    step = _step(start, end)
    return f"a{number(radius)} {number(radius)} 0 {large} 0{'' if step.startswith('-') else ' '}{step}"


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


def flowing(dots: Sequence[Dot]) -> str:
    """An open curve through all places."""
    path = [f"M{at(dots[0])}"]
    for index in range(len(dots) - 1):
        before, start, end = dots[max(index - 1, 0)], dots[index], dots[index + 1]
        after = dots[min(index + 2, len(dots) - 1)]
        one = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        two = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        path.append(f"C{at(one)} {at(two)} {at(end)}")
    return "".join(path)
