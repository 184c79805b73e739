"""Characters that nobody sees: browsers drop them, or they make a text read otherwise than it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bonewise.model import Finding, Place

#: Controls, and those that our own stamps use as marks.
_DROPPED = "\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\U000f0000-\U000ffffd"
#: Marks that turn the direction of a text (CVE-2021-42574), fillers, and marks without width. Not the two joiners
#: U+200C and U+200D, which Persian and emoji need, nor the soft hyphen.
_INVISIBLE = "\x85\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
_INVISIBLE += "\ufff9-\ufffb\U000e0000-\U000e007f"
_UNSEEN = re.compile(f"(?P<dropped>[{_DROPPED}])|[{_INVISIBLE}]")
#: More of them in one file are told by their number.
_MOST = 20


def unseen(path: str, text: str) -> Iterator[Finding]:
    """A finding for each such character in a file's text."""
    found = list(_UNSEEN.finditer(text))
    for number, match in enumerate(found[:_MOST], 1):
        at = match.start()
        place = Place(path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
        name = f"the character U+{ord(match[0]):04X}"
        what = f"{name} cannot be shown" if match["dropped"] else f"{name} is invisible, and can hide what a text says"
        more = f"; {len(found) - _MOST} more such characters follow" if number == _MOST < len(found) else ""
        yield Finding(place, "bad-character", what + more, "remove it")
