"""How a handout lies on its pages: no heading left behind, no step split, no picture without its steps, nothing cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_HEADINGS = ("h1", "h2", "h3", "h4")
#: A figure and the steps that belong to it stand in one of these.
_TOGETHER = ("how", "card")
_WARNINGS = ("bw-stop-if", "bw-avoid-if", "bw-get-help-now", "bw-after-fracture")
#: A last page may not hold these alone.
_ALONE = (*_WARNINGS, "foot")
#: CSS pixels that rounding may put beyond an edge.
_SLACK = 1.0


@dataclass(frozen=True)
class _Line:
    """A line of text or a picture: its page, the elements around it from the outermost, and its box."""

    page: int
    around: tuple[Any, ...]
    box: Any

    def within(self, *kinds: str) -> Any:
        """The innermost element around that has one of these classes or tags; None where there is none."""
        return next((each for each in reversed(self.around) if _is(each, kinds)), None)


def faults_of(pages: Sequence[Any], most: int | None = None) -> list[str]:
    """What is wrong, in words, in reading order; `most` is how many pages there may be."""
    lines = [line for number, page in enumerate(pages, 1) for line in _lines(page._page_box, number, ())]
    found = [f"it takes {len(pages)} pages, and may take {most}"] if most and len(pages) > most else []
    return [
        *found,
        *_orphans(lines),
        *_splits(lines),
        *_parted(lines),
        *_alone(lines, len(pages)),
        *_outside(pages, lines),
    ]


def _is(element: Any, kinds: Sequence[str]) -> bool:
    return element.tag in kinds or bool(set((element.get("class") or "").split()) & set(kinds))


def _lines(box: Any, page: int, around: tuple[Any, ...]) -> Iterator[_Line]:
    box = getattr(box, "_box", box)
    kind = type(box).__name__
    if kind == "MarginBox":
        return
    element = getattr(box, "element", None)
    if element is not None and (not around or around[-1] is not element):
        around = (*around, element)
    if kind in ("LineBox", "InlineReplacedBox", "BlockReplacedBox"):
        yield _Line(page, around, box)
    if kind == "LineBox":
        return
    for child in getattr(box, "children", ()):
        yield from _lines(child, page, around)


def _words(element: Any) -> str:
    text = " ".join("".join(element.itertext()).split())
    return text if len(text) <= 60 else f"{text[:57]}…"


def _orphans(lines: Sequence[_Line]) -> Iterator[str]:
    for line, after in pairwise(lines):
        heading = line.within(*_HEADINGS, "bw-box__title")
        if heading is not None and after.page > line.page and after.within(*_HEADINGS, "bw-box__title") is not heading:
            yield f"the heading '{_words(heading)}' stands alone at the end of page {line.page}"


def _splits(lines: Sequence[_Line]) -> Iterator[str]:
    """A step, a row of a table or a warning on two pages."""
    first: dict[int, int] = {}
    for line in lines:
        for item in {id(item): item for item in _wholes(line)}.values():
            if first.setdefault(id(item), line.page) != line.page:
                yield f"'{_words(item)}' is split between two pages"
                first[id(item)] = line.page


def _wholes(line: _Line) -> list[Any]:
    """What around a line may not be split; the head of a table stands on each of its pages."""
    step = line.within("li") if line.within("bw-steps") is not None else None
    row = line.within("tr") if line.within("thead") is None else None
    return [each for each in (step, row, line.within(*_WARNINGS)) if each is not None]


def _parted(lines: Sequence[_Line]) -> Iterator[str]:
    """A figure whose first step is on another page."""
    figures: dict[int, int] = {}
    told: set[int] = set()
    for line in lines:
        whole = line.within(*_TOGETHER)
        if whole is None or id(whole) in told:
            continue
        if line.within("bw-picture") is not None:
            figures[id(whole)] = line.page
        elif line.within("bw-steps") is not None and id(whole) in figures:
            told.add(id(whole))
            if figures[id(whole)] != line.page:
                yield f"the picture on page {figures[id(whole)]} is parted from its steps"


def _alone(lines: Sequence[_Line], pages: int) -> Iterator[str]:
    last = [line for line in lines if line.page == pages]
    warns = any(line.within(*_WARNINGS) is not None for line in last)
    if pages > 1 and warns and all(line.within(*_ALONE) is not None for line in last):
        yield f"the last page, {pages}, holds nothing but warnings"


def _outside(pages: Sequence[Any], lines: Sequence[_Line]) -> Iterator[str]:
    """What would be cut off: beyond the page's own edge, or under its foot."""
    for line in lines:
        page = pages[line.page - 1]._page_box
        box = line.box
        right, bottom = box.position_x + box.width, box.position_y + box.height
        # The white border of the QR code may lie in the margin; words may not.
        margin = 0 if type(box).__name__ == "LineBox" else page.margin_bottom
        if right > page.margin_width() + _SLACK or bottom > page.content_box_y() + page.height + margin + _SLACK:
            yield f"'{_words(line.around[-1])}' runs off page {line.page}"
