"""Drawings within drawings of kept cards (`Form XObjects`), such as the words of a picture: taken out, and put back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf

from bonewise.finishing.handouts.joining import Drawing


def forms_of(resources: Any) -> dict[str, list[Any]] | None:
    """By name, each form's box, opacities and operators (a text of a sign for each byte); None where one needs more."""
    found: dict[str, list[Any]] = {}
    for name, form in resources.get(Name.XObject, {}).items():
        inside = form.Resources if form.get(Name.Subtype) == Name.Form else Dictionary(Pattern=Dictionary(A=1))
        states = opacities(inside.get(Name.ExtGState, Dictionary()))
        if states is None or any(inside.get(kind, ()) for kind in (Name.XObject, Name.Pattern, Name.Shading)):
            return None
        found[name] = [[float(edge) for edge in form.BBox], states, form.read_bytes().decode("latin-1")]
    return found


def opacities(states: Any) -> dict[str, list[Any]] | None:
    """By name, what opacities say: fill or stroke, and how much; None where one says more."""
    found = {}
    for name, state in states.items():
        pairs = list(state.items())
        if len(pairs) != 1 or pairs[0][0] not in ("/ca", "/CA"):
            return None
        found[name] = [pairs[0][0], float(pairs[0][1])]
    return found


def put_forms(pdf: Pdf, resources: Any, cards: Sequence[Drawing]) -> None:
    """Give a document the forms and opacities of its cards."""
    made: dict[str, Any] = {}
    if Name.XObject not in resources:
        resources.XObject = Dictionary()
    for card in cards:
        _put_opacities(resources.ExtGState, card.opacities)
        for _, name, (box, states, drawn) in card.named_forms():
            if name not in made:
                made[name] = stream = pdf.make_stream(drawn.encode("latin-1"))
                stream.Type, stream.Subtype, stream.BBox = Name.XObject, Name.Form, Array(box)
                stream.Group = Dictionary(Type=Name.Group, S=Name.Transparency, I=True, CS=Name.DeviceRGB)
                stream.Resources = Dictionary(Font=resources.Font, ExtGState=Dictionary())
                _put_opacities(stream.Resources.ExtGState, states)
                resources.XObject[name] = stream


def _put_opacities(states: Any, wanted: dict[str, list[Any]]) -> None:
    for name, (key, value) in wanted.items():
        if name not in states:
            states[name] = Dictionary({key: value})
