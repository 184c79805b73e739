"""A programme names an exercise, or an exercise a group, that does not exist.

Why: a plan with a hole in it is not the plan that was checked.
Bad: `exercises: [sit-to-stnad]`. Good: `exercises: [sit-to-stand]`.
"""

from collections.abc import Iterator

from bonewise.dialect import guess
from bonewise.model import Edition, Finding


def check(edition: Edition) -> Iterator[Finding]:
    library = edition.library
    for programme in library.programmes.values():
        for name in (name for session in programme.schedule for name in session.exercises):
            if name not in library.exercises:
                what = f"there is no exercise '{name}'{guess(name, tuple(library.exercises))}"
                yield Finding(
                    programme.find(name, "schedule"), "unknown-exercise", what, "correct the id, or write the exercise"
                )
    for exercise in library.exercises.values():
        if exercise.group not in library.settings.groups:
            what = f"there is no group '{exercise.group}'{guess(exercise.group, tuple(library.settings.groups))}"
            yield Finding(exercise.places["group"], "unknown-exercise", what, "use a group of mkdocs.yml")
