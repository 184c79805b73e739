"""Where something stands, and what is wrong there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Level = Literal["error", "warning", "notice"]


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands: a path from the project root, and a line and column that count from 1."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True)
class Fix:
    """The one right answer to a finding: put `text` in place of what stands at the finding's place to its end.

    Where `instead` says what that must be, and something else stands there, nothing is put.
    """

    text: str
    instead: str = ""


@dataclass(frozen=True, order=True)
class Finding:
    """Something wrong with the content: where, which rule says so, what it is and how to mend it.

    `end` is the place behind the last character of what is wrong, where it is known.
    """

    place: Place
    rule: str
    what: str
    mend: str
    level: Level = "error"
    end: Place | None = field(default=None, compare=False)
    fix: Fix | None = field(default=None, compare=False)
