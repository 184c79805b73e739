"""A movement as data for the page's script: the values that change, at a few moments between the drawn panels."""

from __future__ import annotations

import json
from itertools import chain
from xml.etree.ElementTree import Element

from bonewise.figures.between import between, movement
from bonewise.figures.exercise_figure import Bounds, bounds, scene
from bonewise.figures.kinematics import skeleton
from bonewise.figures.palette import palette
from bonewise.figures.person import layers
from bonewise.pose import Figure, Panel

#: Between two drawn panels; from one to the next a script draws straight lines, 2 % short at worst for a right angle.
_PARTS = 4
_MARGIN = 7.0


def frames(figure: Figure) -> tuple[Panel, ...]:
    """The panels of the movement with those between them; none where there is no movement to show."""
    pairs = movement(figure)
    found = [a for a, _ in pairs[:1]]
    for a, b in pairs:
        found += [between(a, b, step / _PARTS) for step in range(1, _PARTS + 1)]
    return tuple(found)


def motion(figure: Figure, name: str) -> str | None:
    """JSON: `box`, the view box; `parts`, for each value that changes: which element of the first panel's scene (in
    document order), which attribute, and its values from the second moment on. None without movement.
    """
    shown = frames(figure)
    if not shown:
        return None
    boxes = [bounds(panel, skeleton(panel)) for panel in shown]
    box = Bounds(
        min(b.left for b in boxes), min(b.top for b in boxes), max(b.right for b in boxes), max(b.bottom for b in boxes)
    )
    drawn = [list(_elements(figure, panel, name)) for panel in (figure.panels[0], *shown[1:])]
    if any([each.tag for each in one] != [each.tag for each in drawn[0]] for one in drawn):
        return None
    parts = [
        [index, attribute, values]
        for index, each in enumerate(drawn[0])
        for attribute in each.attrib
        if attribute not in ("id", "href")
        if len(set(values := [one[index].get(attribute, "") for one in drawn[1:]]) | {each.get(attribute, "")}) > 1
    ]
    size = [box.left - _MARGIN, box.top - _MARGIN, box.right - box.left + 2 * _MARGIN, box.bottom - box.top + 14]
    view = " ".join(f"{value:.0f}" for value in size)
    return json.dumps({"box": view, "parts": parts}, separators=(",", ":"))


def _elements(figure: Figure, panel: Panel, name: str) -> list[Element]:
    group = Element("g")
    scene(group, panel, palette(name), "m", set(), (0.0, 0.0), layers(chain(*movement(figure))))
    return list(group.iter())[1:]
