"""A shoe's outline from the side: heel, flat sole, rounded toes, instep."""

from __future__ import annotations

from math import hypot

from bonewise.figures.outline import Dot, smooth


def shoe_outline(ankle: Dot, heel: Dot, ball: Dot, toe: Dot) -> str:
    """One closed curve from the back of the ankle around heel, sole and toes to the instep."""
    ahead, tip = _direction(heel, ball), _direction(ball, toe)
    way = 1.0 if ahead[0] * (ankle[1] - heel[1]) - ahead[1] * (ankle[0] - heel[0]) > 0 else -1.0
    up, lift = (-ahead[1] * way, ahead[0] * way), (-tip[1] * way, tip[0] * way)

    def off(start: Dot, along: Dot, far: float, over: Dot, high: float) -> Dot:
        return (start[0] + along[0] * far + over[0] * high, start[1] + along[1] * far + over[1] * high)

    return smooth(
        [
            off(ankle, ahead, -4.6, up, 0.5), off(heel, ahead, -4.3, up, 0.6), off(heel, ahead, -0.5, up, -4.0),
            off(ball, ahead, 0.0, up, -3.3), off(toe, tip, 2.6, lift, -1.4), off(toe, tip, 0.4, lift, 2.9),
            off(ball, ahead, -4.0, up, 5.0), off(ankle, ahead, 4.4, up, 0.6),
        ]
    )  # fmt: skip


def _direction(start: Dot, end: Dot) -> Dot:
    long = hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    return ((end[0] - start[0]) / long, (end[1] - start[1]) / long)
