"""What a reader gets of a PDF, for tests: its words without spaces, its tags in order, its pictures of pages."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from typing import Any

import pikepdf
import pymupdf

from bonewise.model import Exercise, Library

_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\N{SOFT HYPHEN}": "", "\N{WORD JOINER}": ""})


def bare(text: str) -> str:
    """Text without spaces, marks and the shape of quotes, so that line breaks do not matter."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).translate(_QUOTES))


def words(pdf: bytes) -> str:
    """All the text of a PDF as `bare` makes it, but for the superscripts, which stand between words."""
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        return bare("".join(page.get_text(flags=0) for page in document))


def unmarked(text: str) -> str:
    """An author's field as it is read: no citations, no link addresses."""
    text = re.sub(r"\s*\[@[^\]]*\]", "", unescape(text))
    return bare(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text))


def sentences(text: str) -> list[str]:
    """The sentences of a field: citation marks may stand between them."""
    return [unmarked(part) for part in re.split(r"\[@[^\]]*\]", text) if unmarked(part)]


def duties(library: Library, exercise: Exercise) -> Iterator[str]:
    """Every text that a sheet of the exercise may not lack."""
    shared = library.emergency.shared_stop_if if library.emergency else ()
    for text in (*exercise.steps, *exercise.avoid_if, *exercise.stop_if, *shared, exercise.after_fracture_note):
        yield from sentences(text)
    dose = exercise.dose
    for field in (dose.start, dose.note, dose.rest, dose.progress):
        yield from sentences(field)
    for amount in (dose.sets, dose.reps, dose.hold_seconds, dose.minutes, dose.days_per_week):
        if amount is not None and amount.high:
            yield bare(str(amount))


def tags(pdf: bytes) -> list[tuple[str, Any]]:
    """The tags of a PDF with their elements, in reading order."""
    document = pikepdf.open(io.BytesIO(pdf))
    found: list[tuple[str, Any]] = []

    def walk(element: Any) -> None:
        found.append((str(element.S), element))
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                walk(kid)

    walk(document.Root.StructTreeRoot.K[0])
    found.append(("document", document))
    return found


def picture(pdf: bytes, page: int = 0, dpi: int = 100) -> pymupdf.Pixmap:
    """A page as a grey picture."""
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        return document[page].get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY)
