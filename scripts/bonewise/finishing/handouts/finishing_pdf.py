"""The last touches on a PDF: what WeasyPrint leaves for readers by ear, and a small file with the same bytes each time."""

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
#: Lines that place things keep all their digits; a third decimal of a colour or a point is a 25,000th of an inch.
_LONG = re.compile(rb"^(?![^\n]*(?:cm|Tm)$)[^\n]*\.\d{3}[^\n]*$", re.M)
_NUMBER = re.compile(rb"-?\d+\.\d{3,}")
_ARTIFACT = b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC"


def finish_pdf(raw: bytes) -> bytes:
    """The same document: foot lines as artifacts, scopes on header cells, no empty tags, links that print."""
    with Pdf.open(io.BytesIO(raw)) as pdf:
        root = pdf.Root.StructTreeRoot
        _tidy(root.K[0])
        attached = {kid.objgen for kid in _elements(root)}
        _artifacts(pdf, attached)
        for page in pdf.pages:
            page.Contents.write(_shorter(page.Contents.read_bytes()))
            for annotation in page.get(Name.Annots, ()):
                annotation.F = _PRINT
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
        if isinstance(kid, Dictionary) and kid.get(Name.Type) == Name.StructElem:
            yield from _elements(kid)


def _kids(element: Any) -> list[Any]:
    kids = element.get(Name.K, Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def _tidy(element: Any, in_head: bool = False) -> None:
    """Below an element: empty spans go, a list within a list of columns opens up, and header cells say their scope."""
    kind = str(element.get(Name.S))
    if kind == "/TH":
        element.A.Scope = Name.Column if in_head else Name.Row
    kids: list[Any] = []
    for kid in _kids(element):
        if isinstance(kid, Dictionary) and kid.get(Name.Type) == Name.StructElem:
            _tidy(kid, in_head or kind == "/THead")
            if kid.S == Name.Span and not _kids(kid):
                continue
            if kind == "/L" and kid.S == Name.L:
                for inner in _kids(kid):
                    inner.P = element
                kids += _kids(kid)
                continue
        kids.append(kid)
    element.K = Array(kids)


def _artifacts(pdf: Pdf, attached: set[tuple[int, int]]) -> None:
    """Content whose tag hangs on no tree is the foot of a page: it becomes an artifact."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    for index, page in enumerate(pdf.pages):
        owners = numbers[2 * index + 1]
        loose = {mcid for mcid, owner in enumerate(owners) if owner.objgen not in attached}
        if not loose:
            continue

        def mark(match: re.Match[bytes], loose: set[int] = loose) -> bytes:
            return _ARTIFACT if int(match[1]) in loose else match[0]

        page.Contents.write(_MARK.sub(mark, page.Contents.read_bytes()))
        for mcid in loose:
            owners[mcid] = None


def _shorter(content: bytes) -> bytes:
    """The same drawing in fewer digits; letters between which nothing is shifted are written in one."""
    shifted = content.replace(b">0<", b"")
    return _LONG.sub(lambda line: _NUMBER.sub(_rounded, line[0]), shifted)


def _rounded(match: re.Match[bytes]) -> bytes:
    short = (b"%.3f" % float(match[0])).rstrip(b"0").rstrip(b".")
    return b"0" if short == b"-0" else short
