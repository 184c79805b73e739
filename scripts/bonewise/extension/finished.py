"""Pieces of finished HTML, the same on many pages, that take their places when the rest of a page has been cleaned."""

from __future__ import annotations

import re
from functools import lru_cache

from bonewise.sanitizing import Removal, clean, removals

#: Private-use characters around the number of a piece.
_OPEN, _CLOSE = "\ue0f5", "\ue0f6"
_PLACE = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
#: Where the first piece must stand. Cleaned HTML holds this nowhere but as the start of a list's item: in an attribute
#: a quotation mark is written `&quot;`, and in text `<` is `&lt;`. What follows such a start is text, as we wrote it.
_START = f'<li id="ref-1">{_OPEN}0{_CLOSE}'


class Finished:
    """The pieces of one page. To clean them with each page again would cost as much as the rest of it."""

    def __init__(self) -> None:
        self.pieces: list[str] = []

    def keep(self, html: str) -> str:
        """What stands for a piece in the tree, as text; the first must begin the first item of the list of sources."""
        self.pieces.append(html)
        return f"{_OPEN}{len(self.pieces) - 1}{_CLOSE}"

    def cleaned(self, text: str) -> tuple[str, list[Removal]]:
        """The text cleaned, with the pieces in their places, and what was taken out of both."""
        cleaned = clean(text)
        if not self.pieces:
            return cleaned, removals(text, cleaned)
        if not self._stand_in(text, cleaned):
            # An author wrote such characters too, or left a tag open: nothing is put behind the cleaner's back.
            whole = _PLACE.sub(self._piece, text)
            cleaned = clean(whole)
            return cleaned, removals(whole, cleaned)
        known = [_cleaned(piece) for piece in self.pieces]
        lost = [*removals(text, cleaned), *(each for _, found in known for each in found)]
        return _PLACE.sub(lambda match: known[int(match[1])][0], cleaned), lost

    def _stand_in(self, text: str, cleaned: str) -> bool:
        """Whether each piece has its one place in the text, before and after cleaning, and the first is a list's."""
        ours = [str(number) for number in range(len(self.pieces))]
        return _START in cleaned and ours == _PLACE.findall(text) == _PLACE.findall(cleaned)

    def _piece(self, match: re.Match[str]) -> str:
        number = int(match[1])
        return self.pieces[number] if number < len(self.pieces) else match[0]


@lru_cache(10_000)
def _cleaned(piece: str) -> tuple[str, tuple[Removal, ...]]:
    cleaned = clean(piece)
    return cleaned, tuple(removals(piece, cleaned))
