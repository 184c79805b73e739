"""Heads from the side, the front and the back, in a frame of their own: the middle at 0, the crown at -13."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from bonewise.figures.palette import LINE, Palette
from bonewise.figures.svg import shape

_SIDE = (
    "M-9.2 1C-10.4-9-5-14 1.2-13.6C7.6-13.4 10-9 9.8-3.4L12.2 2.2 9.6 3.4"
    "C9.9 8 8.8 11.2 5 11.2L-2 12C-7 12-8.8 6-9.2 1Z"
)
_SIDE_HAIR = {
    "short": (
        "M-3 10.5C-11.5 11-12.5-3-10.2-8.4C-7.4-15.6 4.8-17.6 10.2-9.2"
        "C6.8-8.6 3.8-8.6 2.4-7.2C1.6-3.6 .2-1.6-1.6-.4C-3.4 2.4-4.2 7-3 10.5Z"
    ),
    "bob": (
        "M-2.4 12.5C-8 16-14 12-12.4 2C-12.6-10-6-15.8 1.5-15.4C7.5-15.2 10.4-12 10.2-8.8"
        "C6.8-9 3.8-8.4 2.6-6.6C2 0 0 6-2.4 12.5Z"
    ),
    "bun": (
        "M-3 8C-11 9-12.5-3-10.2-8.4C-7.4-15.6 4.8-17.6 10.2-9.2C6.8-8.6 3.8-8.6 2.4-7.2"
        "C1.6-3.6 .2-1.6-1.6-.4C-3 2-4 5-3 8ZM-8.4-10.8a4.8 4.8 0 1 1 7.4-4Z"
    ),
    "thin": "M-3.4 9.5C-10 9.5-11.5 1-10.4-4.6C-8.5-6.5-6-5.5-5.4-3C-3.2-2.6-2-1.4-1.8-.2C-3.6 2.4-4.2 6-3.4 9.5Z",
}
_FRONT_HAIR = {
    "short": "M-9.9-1C-12-10-7-16 0-15.8C7-16 12-10 9.9-1C9-5 7-8.5 4-9.4C0-8-5-8.4-7-8.6C-8.6-6-9.2-4-9.9-1Z",
    "bob": "M-9 9C-14 6-13-16 0-15.8C13-16 14 6 9 9C9.6 2 9.5-6 4-9C0-7.6-5-8-7.4-8.6C-9.6-4-9.4 3-9 9Z",
    "bun": "M-9.9-1C-12-10-8-14-4-15A4.6 4.6 0 1 1 4-15C8-14 12-10 9.9-1C9-5 6-9 0-10C-6-9-9-5-9.9-1Z",
    "thin": "M-9.8 2C-11.4-2-11-6-9.4-8C-8.8-5-8.8-2-8.8 1ZM9.8 2C11.4-2 11-6 9.4-8C8.8-5 8.8-2 8.8 1Z",
}
_FACE = "M-9.6-2C-9.8-10-6-13.6 0-13.6C6-13.6 9.8-10 9.6-2C9.6 6 6 12.4 0 12.6C-6 12.4-9.6 6-9.6-2Z"
_BACK_HAIR = "M-9.6 5C-12.5-8-8-15.6 0-15.6C8-15.6 12.5-8 9.6 5C8 10-8 10-9.6 5Z"


def head(parent: Element, style: str, person: Palette, name: str) -> None:
    """Put a head into the drawing; `style` is side, front or back."""
    group = shape(parent, "g", id=name, stroke=LINE, stroke_width=1.5, stroke_linejoin="round")
    if style == "side":
        shape(group, "path", d=_SIDE, fill=person.skin)
        shape(group, "path", d=_SIDE_HAIR[person.cut], fill=person.hair)
        shape(group, "path", d="M-2.6-.6a2.2 2.6 0 1 1 .6 4.4", fill=person.skin, stroke_width=1.1)
        shape(group, "circle", cx=6, cy=-2, r=1.1, fill=LINE, stroke="none")
        shape(group, "path", d="M5.2 6.6q2 1.1 3.6 .2", fill="none", stroke_width=1.1, stroke_linecap="round")
        return
    shape(group, "path", d="M-9.6-1a2.4 3 0 1 0 .4 5.6ZM9.6-1a2.4 3 0 1 1-.4 5.6Z", fill=person.skin)
    shape(group, "path", d=_FACE, fill=person.skin)
    if style == "back":
        shape(group, "path", d=_BACK_HAIR, fill=person.hair)
        return
    shape(group, "path", d=_FRONT_HAIR[person.cut], fill=person.hair)
    shape(group, "path", d="M-4.8-1.2h.1M4.7-1.2h.1", fill="none", stroke_width=2.4, stroke_linecap="round")
    shape(group, "path", d="M.2-.4l1 3.8-1.6 .3M-3 7.4q3 2 6 0", fill="none", stroke_width=1.1, stroke_linecap="round")
