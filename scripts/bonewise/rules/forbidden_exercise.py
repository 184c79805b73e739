"""A programme for people with a spine fracture holds an exercise that is not for them.

Why: this could break another bone.
Bad: `suits: [spine-fracture]` with an exercise of `after_fracture: avoid`. Good: leave the exercise out.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding

HEALTH = True


def check(edition: Edition) -> Iterator[Finding]:
    exercises = edition.library.exercises
    for programme in edition.library.programmes.values():
        if "spine-fracture" not in programme.suits:
            continue
        for name in (name for session in programme.schedule for name in session.exercises):
            if name in exercises and exercises[name].after_fracture == "avoid":
                what = f"'{name}' is not for people with a spine fracture"
                mend = "leave it out, or take 'spine-fracture' out of 'suits'"
                yield Finding(programme.find(name, "schedule"), "forbidden-exercise", what, mend)
