"""Characters that cannot be shown: browsers drop or replace them, and XML knows them not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bonewise.model import Finding, Place

#: Controls, and those that our own stamps use as marks.
_UNSEEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\U000f0000-\U000ffffd]")
#: More of them in one file are told by their number.
_MOST = 20


def unseen(path: str, text: str) -> Iterator[Finding]:
    """A finding for each such character in a file's text."""
    found = list(_UNSEEN.finditer(text))
    for number, match in enumerate(found[:_MOST], 1):
        at = match.start()
        place = Place(path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
        more = f"; {len(found) - _MOST} more such characters follow" if number == _MOST < len(found) else ""
        yield Finding(place, "bad-character", f"the character U+{ord(match[0]):04X} cannot be shown{more}", "remove it")
