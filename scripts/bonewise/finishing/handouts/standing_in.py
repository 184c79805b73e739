"""What WeasyPrint sees in place of kept cards: pictures of their size, which call for them and need their letters."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from html import escape, unescape
from typing import Any

from bonewise.finishing.handouts.cards import CARD, Card
from bonewise.finishing.handouts.joining import called
from bonewise.finishing.handouts.printer import Printer
from bonewise.finishing.handouts.tags import CALL

_TITLE = re.compile(r"<h3[^>]*>(.*?)</h3>", re.S)
_TAG = re.compile(r"<[^>]*>")


class StandIns:
    """The stand-ins for the cards of one handout."""

    def __init__(self, cards: Sequence[Card], letters: Sequence[Card] = ()) -> None:
        """`letters` are cards that are not shown; the document gets their letters as well."""
        self.cards = cards
        self.faults = [fault for card in cards for fault in card.faults]
        all_cards = [*cards, *letters]
        names = sorted({name for card in all_cards for name in card.fonts})
        #: The letters that all cards together need, by font as in `Card`.
        self.fonts = {name: _joined(name, all_cards) for name in names}

    def put(self, html: str, cards: Sequence[Card | None]) -> str:
        """The HTML of a handout with a picture for each of its cards that is there."""
        every, index = iter(cards), iter(range(len(self.cards)))

        def stand_in(match: re.Match[str]) -> str:
            card = next(every)
            return match[0] if card is None else _picture(next(index), card, match[0])

        return CARD.sub(stand_in, html)

    def pictures(self, printer: Printer) -> dict[str, Any]:
        """The pictures by their addresses."""
        return {f"{CALL}{index}": _Picture(self, index, printer) for index in range(len(self.cards))}


class _Picture:
    """A picture for WeasyPrint (see its `images`): where it is to be drawn, the card is called for."""

    def __init__(self, all_cards: StandIns, index: int, printer: Printer) -> None:
        self.all, self.index, self.printer = all_cards, index, printer

    def get_intrinsic_size(self, *_: object) -> tuple[float, float, float]:
        """Width, height and their ratio."""
        width, height = self.all.cards[self.index].box[2:4]
        return width, height, width / height

    def draw(self, stream: Any, *_: object) -> None:
        """Call for the card, and see to it that the document gets its letters."""
        stream.stream.append(called(self.index))
        for name, (weight, letters) in self.all.fonts.items():
            font = next((font for font in stream._fonts.values() if font.hash == name), None)
            if font is None:
                number, font = _font(self.printer, name, weight, letters)
                stream._fonts[number] = font
            for letter, words, width in letters:
                font.to_unicode.setdefault(letter, words)
                font.widths.setdefault(letter, width)


def _picture(index: int, card: Card, inside: str) -> str:
    width, height = card.box[2:4]
    title = _TITLE.search(inside)
    words = " ".join(unescape(_TAG.sub("", title[1] if title else "")).split())
    mark = "bookmark-level:3;bookmark-label:attr(data-title)" if title else ""
    return (
        f'<img src="{CALL}{index}" alt="{CALL}{index}" data-title="{escape(words)}" style="display:block;'
        f'width:{width:.3f}px;height:{height:.3f}px;max-width:none;max-height:none;{mark}">'
    )


def _joined(name: str, cards: Sequence[Card]) -> list[Any]:
    found = [card.fonts[name] for card in cards if name in card.fonts]
    letters = sorted({letter[0]: letter for _, each in reversed(found) for letter in each}.values())
    return [found[0][0], letters]


def _font(printer: Printer, name: str, weight: int, letters: Sequence[Any]) -> tuple[Any, Any]:
    """A font that the rest of the document has not used so far, and WeasyPrint's number for it: found by its letters,
    as the style says which font has which."""
    for _, text, _ in letters:
        html = f'<html lang="en-GB"><title>Letters</title><p style="font-weight:{weight}">{escape(text)}</p></html>'
        document = printer.laid_out(printer.page(html), 12)
        document.write_pdf(full_fonts=True)
        for number, font in document.fonts.items():
            if font.hash == name:
                font = copy.copy(font)
                font.to_unicode, font.widths, font.missing = {}, {}, {}
                return number, font
    raise LookupError(name)
