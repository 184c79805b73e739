"""An exercise has an empty list where its reader needs one, or a dose without an amount.

Why: who must leave a move out, and how much of it is meant, are what makes it safe.
Bad: `avoid_if: []`. Good: `avoid_if:` with at least one item, and a dose with `reps`, `minutes` or `hold_seconds`.
"""

from collections.abc import Iterator, Mapping

from bonewise.model import Edition, Finding, Place

HEALTH = True


def check(edition: Edition) -> Iterator[Finding]:
    emergency = edition.library.emergency
    shared = emergency.shared_stop_if if emergency else ()
    for page in edition.library.exercises.values():
        lists = {"steps": page.steps, "avoid_if": page.avoid_if, "stop_if": (*page.stop_if, *shared)}
        for name, items in lists.items():
            if not items:
                what = f"'{name}' is empty"
                yield Finding(_place(page.places, name, page.shown_path), "incomplete-exercise", what, "write a list")
        if not (page.dose.reps or page.dose.minutes or page.dose.hold_seconds):
            what = "the dose does not say how much: no 'reps', 'minutes' or 'hold_seconds'"
            place = _place(page.places, "dose", page.shown_path)
            yield Finding(place, "incomplete-exercise", what, "add one of them")


def _place(places: Mapping[str, Place], name: str, path: str) -> Place:
    return places.get(name, Place(path))
