"""The rules: which level an exercise has for a group, why, and the numbers that its dose may have."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bonewise.dialect import IMPACT, RISK_GROUPS
from bonewise.model import Exercise, Library, Range

FRACTURE = "spine-fracture"
NO_FRACTURE = ("no-osteoporosis", "osteopenia", "osteoporosis")
_JOLTS = ("moderate", "high")
#: The numbers of a dose that a sheet may change, and what a reader calls them.
DOSE_FIELDS = {
    "sets": "Sets",
    "reps": "Repeats",
    "hold_seconds": "Hold in seconds",
    "minutes": "Minutes",
    "days_per_week": "Days a week",
}


@dataclass(frozen=True)
class _Rule:
    """For these groups, an exercise of which `holds` is true gets this level and reason, from a section of a page."""

    groups: Sequence[str]
    holds: Callable[[Exercise], bool]
    level: str
    text: str
    page: str = ""
    section: str = "keep-safe"


def _jolts(exercise: Exercise) -> bool:
    return exercise.impact in _JOLTS


#: The page "" is the exercise's own.
_RULES = (
    _Rule([FRACTURE], lambda each: each.after_fracture == "avoid", "no", "Not after a spine fracture. {note}"),
    _Rule(
        [FRACTURE],
        _jolts,
        "no",
        "After a spine fracture, keep impact no harder than a brisk walk. This move is {impact}. "
        "If your physiotherapist wants you to do it, ask them to plan it with you in person.",
        "spine-fracture",
        "should-i-exercise-after-one",
    ),
    _Rule(
        [FRACTURE],
        lambda each: each.after_fracture == "with-advice",
        "advice",
        "Do this one only if your physiotherapist says yes and shows you how. {note}",
    ),
    _Rule([FRACTURE], lambda each: each.after_fracture == "suitable", "yes", "{note}"),
    _Rule(
        ["osteoporosis"],
        _jolts,
        "no",
        "This move is {impact}. With osteoporosis, leave out medium and high impact unless a physiotherapist agrees. "
        "A sheet cannot know that, so ask one to plan it with you.",
        "impact",
        "is-it-for-you",
    ),
    _Rule(
        ["osteoporosis"],
        lambda each: each.after_fracture == "avoid",
        "no",
        "This move is not for people with a spine fracture, and many people with one do not know it.",
        "spine-fracture",
        "would-i-know-if-i-had-one",
    ),
    _Rule(
        ["osteoporosis"],
        lambda each: each.after_fracture == "with-advice",
        "advice",
        "Ask a physiotherapist before you do this one. Many people with a spine fracture do not know it.",
        "spine-fracture",
        "would-i-know-if-i-had-one",
    ),
    _Rule(
        ["osteopenia"],
        lambda each: each.impact == "high",
        "no",
        "This move is high impact. The advice we found for bone goes up to medium impact, so we stop there.",
        "impact",
        "how-much-do-experts-advise",
    ),
    _Rule(
        ["no-osteoporosis"],
        lambda each: each.impact == "high",
        "advice",
        "This move is high impact. Ask a physiotherapist or a trained instructor before you do it.",
        "impact",
        "is-it-for-you",
    ),
    _Rule(
        ["no-osteoporosis", "osteopenia"],
        _jolts,
        "yes",
        "Get steady first: do strength and balance work before impact. "
        "Leave this out if you have had a spine fracture or several bones broken with little force.",
        "impact",
        "is-it-for-you",
    ),
)
_LEVELS = ("yes", "advice", "no")


def judged(library: Library, exercise: Exercise, group: str) -> dict[str, Any]:
    """Whether a group may have an exercise: `level` is yes, advice or no; each of `reasons` says why and whence."""
    if group not in RISK_GROUPS:
        return {"level": "no", "reasons": [reason(library, "Say first whom the sheet is for.", exercise.id, "")]}
    hits = [rule for rule in _RULES if group in rule.groups and rule.holds(exercise)]
    level = max((rule.level for rule in hits), key=_LEVELS.index, default="yes")
    words = {"impact": IMPACT[exercise.impact].lower(), "note": plain_words(exercise.after_fracture_note)}
    return {
        "level": level,
        "reasons": [
            reason(library, rule.text.format(**words), rule.page or exercise.id, rule.section)
            for rule in hits
            if rule.level == level
        ],
    }


def allowed_dose(exercise: Exercise, group: str) -> dict[str, dict[str, Any]]:
    """The numbers that a sheet may give: from little, since starting low is safe, to the most that the page gives.

    After a spine fracture the most is that of `after_fracture_most`. `usual` is the page's own range within it.
    """
    allowed = {}
    for field in DOSE_FIELDS:
        given = getattr(exercise.dose, field)
        if given is None or not given.high:
            continue
        most = exercise.after_fracture_most.get(field) if group == FRACTURE else None
        high = min(given.high, most) if most is not None else given.high
        low = min(given.low, high)
        allowed[field] = {
            "min": min(1, low),
            "max": high,
            "usual": [low, high],
            "why": _why(exercise, field, low, high),
        }
    return allowed


def _why(exercise: Exercise, field: str, low: int, high: int) -> str:
    name = DOSE_FIELDS[field].lower()
    return f"{exercise.title}: choose {Range(min(1, low), high)} for {name}. More than {high} is not on its page."


def plain_words(text: str) -> str:
    """The text of a field as a reader sees it: without citations, link addresses and marks.

    >>> plain_words("See [heel drops](heel-drop.md) **first**. [@bassey1998jump]")
    'See heel drops first.'
    """
    bare = re.sub(r"\s*\[@[^\]]*\]", "", text)
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", bare).replace("**", "").replace("*", "").strip()


def reason(library: Library, text: str, page: str, section: str) -> dict[str, str]:
    """Words with the page that they come from: its title and address."""
    found = library.by_id(page)
    url = f"{found.url}#{section}" if found and section else found.url if found else ""
    return {"text": text.strip(), "label": found.title if found else "", "url": url}
