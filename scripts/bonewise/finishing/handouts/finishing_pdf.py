"""The last touches on a PDF: what WeasyPrint leaves for readers by ear, in a small file of the same bytes each time."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

#: Bit 3 of an annotation's flags: printed as shown (ISO 32000-1, 12.5.3).
_PRINT = 4
_MARK = re.compile(rb"/\w+\s*<<\s*/MCID (\d+)\s*>>\s*BDC")
#: Tags that tell a reader nothing, and those that may hold text without one.
_MUTE = ("/Span", "/NonStruct")
_TEXTS = (
    "/Span",
    "/NonStruct",
    "/P",
    "/LBody",
    "/Lbl",
    "/TD",
    "/TH",
    "/Caption",
    "/Link",
    *(f"/H{level}" for level in range(1, 7)),
)
#: Lines that place things keep all their digits; a third decimal of a colour or a point is a 25,000th of an inch.
_LONG = re.compile(rb"^(?![^\n]*(?:cm|Tm)$)[^\n]*\.\d{3}[^\n]*$", re.M)
_NUMBER = re.compile(rb"-?\d+\.\d{3,}")
_ARTIFACT = b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC"


def finish_pdf(raw: bytes) -> bytes:
    """The same document: foot lines as artifacts, scopes on header cells, no empty tags, links that print."""
    pikepdf.settings.set_flate_compression_level(9)
    with Pdf.open(io.BytesIO(raw)) as pdf:
        root = pdf.Root.StructTreeRoot
        owners = {page.obj.objgen[0]: root.ParentTree.Nums[2 * index + 1] for index, page in enumerate(pdf.pages)}
        _tidy(root.K[0], owners)
        attached = {kid.objgen for kid in _elements(root)}
        _contents(pdf, owners, attached)
        for page in pdf.pages:
            for annotation in page.get(Name.Annots, ()):
                annotation.F = _PRINT
                annotation.Rect = Array([round(float(edge), 1) for edge in annotation.Rect])
            for box in (Name.TrimBox, Name.BleedBox):  # nobody trims a handout
                del page[box]
        out = io.BytesIO()
        pdf.remove_unreferenced_resources()
        pdf.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
            deterministic_id=True,
        )
    return out.getvalue()


def _elements(element: Any) -> Iterator[Any]:
    """An element of the tree of tags and all below it."""
    yield element
    for kid in _kids(element):
        if _is_element(kid):
            yield from _elements(kid)


def _kids(element: Any) -> list[Any]:
    kids = element.get(Name.K, Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def _tidy(element: Any, owners: dict[int, Any], in_head: bool = False) -> None:
    """Below an element: header cells say their scope, empty tags go, and tags that say nothing give way to what they
    hold; so does a list within a list, which is how columns come out. `owners` are the parent tree's arrays by page."""
    kind = str(element.S)
    if kind == "/TH":
        element.A.Scope = Name.Column if in_head else Name.Row
    kids: list[Any] = []
    for kid in _kids(element):
        if _is_element(kid):
            _tidy(kid, owners, in_head or kind == "/THead")
            if kind == "/L" and str(kid.S) == "/L":
                for inner in _kids(kid):
                    inner.P = element
                kids += _kids(kid)
                continue
            if str(kid.S) in _MUTE and not _kids(kid):
                continue
        kids.append(kid)
    element.K = Array(_bare(element, kids, owners) if kind in _TEXTS else kids)


def _bare(element: Any, kids: list[Any], owners: dict[int, Any]) -> list[Any]:
    """Only the numbers of the content, where all kids are mute tags on the element's own page that hold no more."""
    if not all(isinstance(kid, int) or _is_mute(kid, element.Pg) for kid in kids):
        return kids
    bare = [number for kid in kids for number in ([kid] if isinstance(kid, int) else _kids(kid))]
    for number in bare:
        owners[element.Pg.objgen[0]][number] = element
    return bare


def _is_mute(kid: Any, page: Any) -> bool:
    return (
        _is_element(kid)
        and str(kid.S) in _MUTE
        and kid.Pg.objgen == page.objgen
        and not any(name in kid for name in ("/A", "/Alt", "/ActualText", "/ID"))
        and all(isinstance(number, int) for number in _kids(kid))
    )


def _is_element(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and kid.get(Name.Type) == Name.StructElem


def _contents(pdf: Pdf, owners: dict[int, Any], attached: set[tuple[int, int]]) -> None:
    """Content whose tag hangs on no tree is the foot of a page: it becomes an artifact. The rest gets shorter."""
    for page in pdf.pages:
        numbers = owners[page.obj.objgen[0]]
        loose = {mcid for mcid, owner in enumerate(numbers) if owner.objgen not in attached}

        def mark(match: re.Match[bytes], loose: set[int] = loose) -> bytes:
            return _ARTIFACT if int(match[1]) in loose else match[0]

        page.Contents.write(_shorter(_MARK.sub(mark, page.Contents.read_bytes())))
        for mcid in loose:
            numbers[mcid] = None


def _shorter(content: bytes) -> bytes:
    """The same drawing in fewer digits; letters between which nothing is shifted are written in one."""
    shifted = content.replace(b">0<", b"")
    return _LONG.sub(lambda line: _NUMBER.sub(_rounded, line[0]), shifted)


def _rounded(match: re.Match[bytes]) -> bytes:
    short = (b"%.3f" % float(match[0])).rstrip(b"0").rstrip(b".")
    return b"0" if short == b"-0" else short
