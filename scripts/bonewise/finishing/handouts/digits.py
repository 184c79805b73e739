"""Numbers and words of a page in no more signs than a reader can see."""

from __future__ import annotations

import re
from collections.abc import Callable

_PIECE = re.compile(rb"<([0-9a-f]*)>|(-?[\d.]+)")
_ESCAPED = re.compile(rb"[()\\\r]")
_ESCAPES = {b"(": rb"\(", b")": rb"\)", b"\\": rb"\\", b"\r": rb"\r"}
_NUMBER = re.compile(rb"-?\d+\.\d*")
#: Thousandths of an em. A shift between two letters that is smaller than the first waits for the next: at 13 points it
#: is a 20th of a millimetre. All are multiples of the second.
_SHIFT, _STEP = 10.0, 5


def decimals(scale: float) -> int:
    """So many that nothing is moved by more than a 50th of a millimetre, where one unit is `scale` points."""
    return 1 if scale <= 0.8 else 2 if scale <= 8 else 3


def rounded(line: bytes, digits: int) -> bytes:
    """A line with its numbers to so many decimals, up to four."""
    return _NUMBER.sub(_ROUNDING[digits], line)


def tenths(number: int) -> bytes:
    """A number of tenths, as a decimal."""
    return (b"%.1f" % (number / 10)).removesuffix(b".0")


def shown(line: bytes) -> bytes:
    """The operator `TJ` or `Tj` for the words of a `TJ` in hexadecimal.

    Shifts between letters that are too small to see are gathered until they can be seen.
    """
    if b"(" in line:
        return line
    pieces: list[bytes] = []
    letters, shift = b"", 0.0
    for word, number in _PIECE.findall(line):
        if number:
            shift += float(number)
            continue
        if abs(shift) >= _SHIFT:
            step = round(shift / _STEP) * _STEP
            pieces += [_literal(letters), b"%d" % step] if letters else [b"%d" % step]
            letters, shift = b"", shift - step
        letters += bytes.fromhex(word.decode())
    if not pieces:
        return _literal(letters) + b"Tj"
    return b"[%s%s]TJ" % (b"".join(pieces), _literal(letters))


def _literal(letters: bytes) -> bytes:
    return b"(" + _ESCAPED.sub(lambda sign: _ESCAPES[sign[0]], letters) + b")"


def _rounding(digits: int) -> Callable[[re.Match[bytes]], bytes]:
    def short(match: re.Match[bytes]) -> bytes:
        number = (b"%.*f" % (digits, float(match[0]))).rstrip(b"0").rstrip(b".")
        return b"0" if number == b"-0" else number

    return short


_ROUNDING = [_rounding(digits) for digits in range(5)]
