"""What is known of an address once it was asked, and of a work before its register is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

State = Literal[
    # Any address. `moved` is a permanent redirect, `dead` a 404 or 410 seen on several days, `blocked` a refusal that
    # a reader's browser would not meet.
    "ok",
    "moved",
    "dead",
    "blocked",
    "rate-limited",
    "unsure",
    # What a register of works says of a DOI or PMID.
    "mismatch",
    "unknown",
    "retracted",
    "withdrawn",
    "corrected",
]


@dataclass(frozen=True)
class Verdict:
    """What an answer means: the state, why, and the new address where there is one.

    `why` completes "the address …". `gone` says that the answer today was 404 or 410; only days make it `dead`.
    """

    state: State
    why: str = ""
    address: str = ""
    gone: bool = False
    #: How long it may be believed: a week, the day, or not at all (a fault of the network may be over in a minute).
    keep: Literal["week", "day", "no"] = "week"
    requests: int = field(default=0, compare=False)
    cached: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class Work:
    """What the bibliography says of a work, to be compared with what a register says; empty means not said."""

    title: str = ""
    year: int = 0
    doi: str = ""
    #: The day on which the authors last read the work; a correction published before is known to them.
    checked: date | None = None
