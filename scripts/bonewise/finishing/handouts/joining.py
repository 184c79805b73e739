"""Kept cards put into the operators of a page, where they are called for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

#: The pieces of the card with this index, among those of a page, are numbered from (index + 1) times this.
APART = 1_000_000
_NUMBER = re.compile(rb"/MCID (\d+)")
_FORM = re.compile(rb"^(/\w+) Do$", re.M)
#: The mark of a picture that is a card, and in it what calls for the card.
_CALLED = re.compile(rb"/Figure ?<</MCID \d+>> BDC\n((?:(?!EMC\n).*\n)*?)(\d+) Card\n((?:(?!EMC\n).*\n)*?)EMC(?=\n|\Z)")


@dataclass(frozen=True)
class Drawing:
    """What was drawn on a page by itself: where (left, top, width, height, and the page's height, in CSS pixels), its
    operators, and its tags, each as [kind, attributes, kids], a kid being a tag or the number of marked content."""

    box: tuple[float, ...]
    drawn: bytes
    tags: list[Any]
    #: Opacities and forms by name, as `forms` has them.
    opacities: dict[str, list[Any]]
    forms: dict[str, list[Any]]

    def named_forms(self) -> Iterator[tuple[str, str, list[Any]]]:
        """Each form with its name on the card and its name in any document, the same for the same drawing."""
        for name, form in sorted(self.forms.items()):
            yield name, f"/{hashlib.sha256(repr(form).encode()).hexdigest()[:8]}", form


def called(index: int) -> bytes:
    """The operator that stands in for a card until `joined`."""
    return b"%d Card" % index


def joined(content: bytes, cards: Sequence[Drawing]) -> tuple[bytes, dict[int, int]]:
    """A page's operators with its cards, all pieces numbered in order; and the new number of each by its old one."""
    numbers: dict[int, int] = {}

    def put(match: re.Match[bytes]) -> bytes:
        index = int(match[2])
        start = APART * (index + 1)
        drawn = _NUMBER.sub(lambda mark: b"/MCID %d" % (int(mark[1]) + start), cards[index].drawn)
        names = {own.encode(): name.encode() for own, name, _ in cards[index].named_forms()}
        drawn = _FORM.sub(lambda form: names[form[1]] + b" Do", drawn)
        return b"%sq\n%s\n%s\nQ\n%s" % (match[1], _place(cards[index].box), drawn, match[3].removesuffix(b"\n"))

    def number(match: re.Match[bytes]) -> bytes:
        return b"/MCID %d" % numbers.setdefault(int(match[1]), len(numbers))

    return (_NUMBER.sub(number, _CALLED.sub(put, content)) if cards else content), numbers


def _place(box: Sequence[float]) -> bytes:
    """From the card's page (points, from below) to its box's own corner (CSS pixels, from above)."""
    left, top, _, _, height = box
    return b"1.333333 0 0 -1.333333 %s %s cm" % (b"%.2f" % -left, b"%.2f" % (height - top))
