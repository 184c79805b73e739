"""What may stand behind the bar of a block, as far as a library knows it."""

from __future__ import annotations

from typing import Any

from bonewise.dialect import CERTAINTY, DRAWINGS, FACETS, Block
from bonewise.model import Library

MAX_WEEKS = 12


def argument_known(kind: Block, argument: str, library: Library | None) -> bool:
    """Whether the argument is one this block can take."""
    return not kind.argument or argument in choices(kind, library)


def choices(kind: Block, library: Library | None) -> list[str]:
    """The arguments a block can take."""
    settings = library.settings if library else None
    known: dict[str, Any] = {
        "level": CERTAINTY,
        "exercise": library.exercises if library else (),
        "group": [*(settings.groups if settings else ()), "all"],
        "facet": FACETS,
        "figure": [*DRAWINGS, *_drawn(library)],
        "folder": sorted({path.rpartition("/")[0] for path in library.pages} - {""}) if library else (),
        "weeks": [str(number) for number in range(1, MAX_WEEKS + 1)],
    }
    return list(known.get(kind.argument, ()))


def _drawn(library: Library | None) -> list[str]:
    """Pictures, and exercises with a drawing."""
    if library is None:
        return []
    return [*library.pictures, *(name for name, each in library.exercises.items() if each.figure)]
