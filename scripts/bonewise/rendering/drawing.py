"""Drawings on pages: an exercise's own, its small copy on a card, and the pictures that articles ask for."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from bonewise.dialect import DRAWINGS
from bonewise.figures import draw
from bonewise.figures.exercise_figure import exercise_figure, thumbnail
from bonewise.figures.motion import motion
from bonewise.model import Exercise, Library
from bonewise.rendering.elements import make


def drawing(exercise: Exercise) -> Element | None:
    """The drawing of an exercise, described in the words of its picture; None where it has none."""
    if exercise.figure is None:
        return None
    words = f"Start: {exercise.picture_start} Finish: {exercise.picture_finish}"
    return exercise_figure(exercise.figure, exercise.id, exercise.title, words)


def small_drawing(exercise: Exercise) -> Element | None:
    """Its last panel, as decoration beside the exercise's name."""
    return make("div", thumbnail(exercise.figure, exercise.id), class_="bw-card__picture") if exercise.figure else None


def moving(exercise: Exercise) -> dict[str, str]:
    """What a script needs to show the movement, as attributes; none where the panels are not one movement."""
    data = motion(exercise.figure, exercise.id) if exercise.figure else None
    return {"data_motion": data, "data_title": exercise.title} if data else {}


def picture(library: Library, name: str) -> Element:
    """The figure of a `figure` block. Raises KeyError on an unknown name."""
    if name in DRAWINGS:
        return make("figure", draw(name), class_="bw-figure")
    if name in library.pictures:
        shown = library.pictures[name]
        svg = exercise_figure(shown.figure, shown.id, shown.title, shown.description)
    else:
        found = drawing(library.exercises[name])
        if found is None:
            raise KeyError(name)
        svg = found
    return make("figure", svg, class_=f"bw-figure bw-figure--person bw-figure--{name}")
