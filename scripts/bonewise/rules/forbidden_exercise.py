"""A programme holds an exercise that is not for the people it suits.

Why: this could break another bone. What each fracture-risk group may have is what handouts go by, too.
Bad: `suits: [spine-fracture]` with an exercise of `after_fracture: avoid`. Good: leave the exercise out.
"""

from collections.abc import Iterator

from bonewise.dialect import RISK_GROUPS
from bonewise.handout_safety import judged
from bonewise.model import Edition, Finding

HEALTH = True


def check(edition: Edition) -> Iterator[Finding]:
    exercises = edition.library.exercises
    for programme in edition.library.programmes.values():
        names = [name for session in programme.schedule for name in session.exercises if name in exercises]
        for group in programme.suits:
            for name in names:
                if judged(edition.library, exercises[name], group)["level"] == "no":
                    whom = "people with a spine fracture" if group == "spine-fracture" else f"'{RISK_GROUPS[group]}'"
                    what = f"'{name}' is not for {whom}"
                    mend = f"leave it out, or take '{group}' out of 'suits'"
                    yield Finding(programme.find(name, "schedule"), "forbidden-exercise", what, mend)
