"""The last touches on a PDF: what WeasyPrint leaves for readers by ear, in a small file of the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from pikepdf import Array, Name, ObjectStreamMode, Pdf, StreamDecodeLevel

from bonewise.finishing.handouts.forms import forms_of, opacities, put_forms
from bonewise.finishing.handouts.joining import APART, Drawing, joined
from bonewise.finishing.handouts.packing import packed
from bonewise.finishing.handouts.shortening import Content
from bonewise.finishing.handouts.tags import Tags

#: Bit 3 of an annotation's flags: printed as shown (ISO 32000-1, 12.5.3).
_PRINT = 4
_ARTIFACT = b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC"


def finish_pdf(raw: bytes, cards: Sequence[Drawing] = ()) -> bytes:
    """The same document: foot lines as artifacts, scopes on header cells, no empty tags, links that print; with the
    `cards` where it calls for them."""
    with Pdf.open(io.BytesIO(raw)) as pdf:
        _contents(pdf, cards)
        for page in pdf.pages:
            for annotation in page.get(Name.Annots, ()):
                annotation.F = _PRINT
                annotation.Rect = Array([round(float(edge), 1) for edge in annotation.Rect])
            for box in (Name.TrimBox, Name.BleedBox):  # nobody trims a handout
                del page[box]
            _needed(page.Resources)
        for item in _outline(pdf.Root.Outlines) if Name.Outlines in pdf.Root else ():
            item.Dest = Array([item.Dest[0], Name.XYZ, *(round(float(place)) for place in item.Dest[2:])])
        out = io.BytesIO()
        pdf.remove_unreferenced_resources()
        pdf.save(
            out,
            object_stream_mode=ObjectStreamMode.disable,
            compress_streams=False,
            stream_decode_level=StreamDecodeLevel.generalized,
            static_id=True,
        )
    return packed(out.getvalue())


def _needed(resources: Any) -> None:
    """Without what is offered to every page though none has it: a handout's colours are plain."""
    for name in (Name.Pattern, Name.Shading, Name.XObject):
        if name in resources and not resources[name].keys():
            del resources[name]
    if (
        not any(name in resources for name in (Name.Pattern, Name.Shading, Name.XObject))
        and Name.ColorSpace in resources
    ):
        del resources[Name.ColorSpace]


def _outline(item: Any) -> Iterator[Any]:
    """All bookmarks below one."""
    kid = item.get(Name.First)
    while kid is not None:
        yield kid
        yield from _outline(kid)
        kid = kid.get(Name.Next)


def drawing_of(raw: bytes) -> tuple[bytes, list[Any], dict[str, list[Any]], dict[str, list[Any]]] | None:
    """Of a document's first page, which holds one section: its operators, the tags in it, opacities and forms, as in
    `Drawing`; None where it has more than words and drawings: links, tables, shades."""
    with Pdf.open(io.BytesIO(raw)) as pdf:
        page = pdf.pages[0]
        content = Content(page.Contents.read_bytes())
        tags = Tags(pdf, {0: content.blank})
        drawn = content.shortened(tags.pieces()[0], {})
        inside = tags.inside(content.numbers)
        states, forms = opacities(page.Resources.ExtGState), forms_of(page.Resources)
        if any(page.Resources.get(kind, ()) for kind in (Name.Pattern, Name.Shading)) or Name.Annots in page:
            return None
        return None if inside is None or states is None or forms is None else (drawn, inside, states, forms)


def _contents(pdf: Pdf, cards: Sequence[Drawing]) -> None:
    """Content without a tag is the foot of a page: it becomes an artifact. The rest gets shorter."""
    contents = [Content(page.Contents.read_bytes()) for page in pdf.pages]
    tags = Tags(pdf, {number: content.blank for number, content in enumerate(contents)}, cards)
    numbers = {}
    for number, (follows, page, content) in enumerate(zip(tags.pieces().values(), pdf.pages, contents)):
        foot = dict.fromkeys(content.marks - follows.keys() - tags.called[number], _ARTIFACT)
        whole, new = joined(content.shortened(follows, foot), cards)
        page.Contents.write(whole)
        own = {old: new[now] for old, now in content.numbers.items() if now in new} if cards else content.numbers
        numbers[number] = {old: now for old, now in new.items() if old >= APART} | own
    if cards:
        put_forms(pdf, pdf.pages[0].Resources, cards)
    tags.write(numbers)
