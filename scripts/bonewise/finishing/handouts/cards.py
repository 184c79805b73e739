"""The cards of programmes and groups, laid out one by one and kept: the same exercise stands on many handouts."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any

from bonewise.finishing.handouts.finishing_pdf import drawing_of
from bonewise.finishing.handouts.joining import Drawing
from bonewise.finishing.handouts.kept_parts import KeptParts
from bonewise.finishing.handouts.layout_lint import faults_of
from bonewise.finishing.handouts.printer import Printer, complaints

#: What stands between these comments of the template is the inside of a card.
CARD = re.compile(r'(?<=<section class="card"><!--card-->)(.*?)(?=<!--/card--></section>)', re.S)
#: Letters that every handout with cards gets: else an edit that brings the first "j" would change more than a card.
_LETTERS = "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789 .,;:()’“”–-/?"
COMMON = f"<p>{_LETTERS} <b>{_LETTERS}</b></p>"
#: A card by itself: without a frame, on a page without a foot.
_ALONE = (
    "@page{@bottom-left{content:none}@bottom-right{content:none}}"
    ".card{display:flow-root!important;overflow:visible!important;margin:0!important;border:0!important;"
    "padding:0!important}"
)
#: What a card's frame and the space around it take at the most, in sizes of its letters.
_FRAME = 2
#: How the names of the style's own fonts begin.
_FAMILY = "Paper"


@dataclass(frozen=True)
class Card(Drawing):
    """A card as it was drawn, its letters, and what is wrong with it.

    `fonts` has for each font by its name: the weight, and its letters as [number, text, width].
    """

    fonts: dict[str, list[Any]]
    faults: list[str]


def card_of(printer: Printer, kept: KeptParts, inside: str, large: bool, points: float) -> Card | None:
    """A card, kept or laid out now; None where it cannot stand by itself: higher than a page, or with links."""
    html = (
        '<!doctype html><html lang="en-GB"><head><title>Card</title></head>'
        f'<body class="programme{" large" if large else ""}"><section class="card">{inside}</section></body></html>'
    )
    key = KeptParts.key("card", html, points)
    if kept.get(key) is None:
        card = _drawn(printer, html, points)
        facts = {} if card is None else asdict(card) | {"drawn": None}
        kept.put(key, facts, b"" if card is None else card.drawn)
    facts, drawn = kept.get(key) or ({}, b"")
    return Card(**facts | {"drawn": drawn}) if facts else None


def _drawn(printer: Printer, html: str, points: float) -> Card | None:
    with complaints() as told:
        document = printer.laid_out(printer.page(html), points, _ALONE)
        found = drawing_of(printer.written(document)) if len(document.pages) == 1 else None
    section = _section(document.pages[0]._page_box)
    fonts = sorted((font for font in document.fonts.values() if font.to_unicode), key=lambda font: str(font.hash))
    room = document.pages[0]._page_box.height - _FRAME * points * 4 / 3
    if found is None or section is None or section.height > room or not all(_ours(font) for font in fonts):
        return None
    box = (section.content_box_x(), section.content_box_y(), section.width, section.height, document.pages[0].height)
    letters = {font.hash: _letters(font) for font in fonts}
    return Card(box, *found, fonts=letters, faults=[*faults_of(document.pages), *told])


def _section(box: Any) -> Any:
    """The card's box, by its element."""
    if getattr(box, "element_tag", None) == "section":
        return box
    return next((found for child in getattr(box, "children", ()) if (found := _section(child)) is not None), None)


def _ours(font: Any) -> bool:
    """Whether a font has its letters, and is of the style's own family: it is found again by them."""
    return not font.missing and not font.bitmap and font.family.startswith(_FAMILY)


def _letters(font: Any) -> list[Any]:
    return [font.weight, [[number, text, font.widths[number]] for number, text in sorted(font.to_unicode.items())]]
