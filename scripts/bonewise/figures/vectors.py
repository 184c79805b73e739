"""Arithmetic of points and directions in space."""

from __future__ import annotations

from math import cos, radians, sin, sqrt

from bonewise.pose import Point


def add(*vectors: Point) -> Point:
    """The sum."""
    return (sum(v[0] for v in vectors), sum(v[1] for v in vectors), sum(v[2] for v in vectors))


def times(vector: Point, factor: float) -> Point:
    """The vector, longer."""
    return (vector[0] * factor, vector[1] * factor, vector[2] * factor)


def minus(a: Point, b: Point) -> Point:
    """From b to a."""
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def dot(a: Point, b: Point) -> float:
    """How much of one lies along the other."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def length(a: Point) -> float:
    """Its length."""
    return sqrt(dot(a, a))


def unit(a: Point) -> Point:
    """Its direction, 1 long."""
    return times(a, 1 / (length(a) or 1.0))


def swing(start: Point, towards: Point, angle: float) -> Point:
    """A direction turned by degrees towards another that is square to it."""
    return add(times(start, cos(radians(angle))), times(towards, sin(radians(angle))))
