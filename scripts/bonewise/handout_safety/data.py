"""All that a sheet may need, written down as plain values: what the build publishes for the builder's script."""

from __future__ import annotations

from typing import Any

from bonewise.dialect import BLOCKS, POSITIONS, RISK_GROUPS
from bonewise.handout_safety.verdicts import (
    DOSE_FIELDS,
    FRACTURE,
    NO_FRACTURE,
    allowed_dose,
    judged,
    plain_words,
    reason,
)
from bonewise.model import Exercise, Library

#: What every sheet of a group says: groups, words, page and section.
_NOTICES = (
    (NO_FRACTURE, "This sheet is not for you if you have a spine fracture, or think you may have one.", "start-safely"),
    (
        NO_FRACTURE,
        "See a doctor or physiotherapist first if you broke a bone from a small bump or a simple fall, "
        "lost height, or fell two or more times in the past year.",
        "start-safely",
    ),
    (["osteoporosis"], "Show this sheet to your doctor or physiotherapist before you start.", "first-two-weeks"),
    (
        [FRACTURE],
        "This sheet is only for people whose physiotherapist has checked them and agrees to it. "
        "Their advice comes before this sheet.",
        "after-a-spine-fracture",
    ),
    ([FRACTURE], "Do not start while your pain is sharp or getting worse.", "after-a-spine-fracture"),
    ([FRACTURE], "Make a move harder only when your physiotherapist says so.", "after-a-spine-fracture"),
)
_SECTIONS = {"start-safely": "who-should-see-someone-first", "first-two-weeks": "", "after-a-spine-fracture": ""}


def safety_data(library: Library) -> dict[str, Any]:
    """All that a sheet may need, as plain values for JSON: texts without marks, addresses from the site's root."""
    emergency, disclaimer = library.emergency, library.disclaimer
    return {
        "version": 1,
        "groups": {group: _group(library, group) for group in RISK_GROUPS},
        "dose_fields": DOSE_FIELDS,
        "shared_stop_if": [plain_words(text) for text in emergency.shared_stop_if] if emergency else [],
        "emergency": {
            "title": BLOCKS["get-help-now"].label,
            "call": emergency.call if emergency else "",
            "signs": [plain_words(text) for text in emergency.signs] if emergency else [],
            "url": emergency.url if emergency else "",
        },
        "disclaimer": {
            "text": disclaimer.short if disclaimer else "",
            "url": disclaimer.url if disclaimer else "",
        },
        "exercises": {name: _exercise(library, each) for name, each in sorted(library.exercises.items())},
        "programmes": {
            name: {
                "title": each.title,
                "url": each.url,
                "suits": list(each.suits),
                "exercises": list(dict.fromkeys(one for part in each.schedule for one in part.exercises)),
            }
            for name, each in sorted(library.programmes.items())
        },
    }


def _group(library: Library, group: str) -> dict[str, Any]:
    notices = [(text, page) for groups, text, page in _NOTICES if group in groups]
    return {
        "label": RISK_GROUPS[group],
        "notices": [reason(library, text, page, _SECTIONS[page]) for text, page in notices],
        # After a spine fracture, "harder" and "next" are the physiotherapist's to say.
        "shows_harder": group != FRACTURE,
    }


def _exercise(library: Library, each: Exercise) -> dict[str, Any]:
    dose = each.dose
    words = {"per": dose.per, "unit": dose.unit, "start": dose.start, "rest": dose.rest}
    return {
        "title": each.title,
        "url": each.url,
        "description": each.description,
        "group": each.group,
        "position": list(each.position),
        "position_words": [POSITIONS[one] for one in each.position],
        "equipment": list(each.equipment),
        "equipment_note": plain_words(each.equipment_note),
        "impact": each.impact,
        "after_fracture": each.after_fracture,
        **{name: plain_words(getattr(each, name)) for name in ("why", "easier", "harder", "feel", "breathing")},
        **{name: [plain_words(one) for one in getattr(each, name)] for name in ("steps", "mistakes")},
        **{name: [plain_words(one) for one in getattr(each, name)] for name in ("avoid_if", "stop_if")},
        "dose_words": {name: plain_words(text) for name, text in words.items()}
        | {"progress": plain_words(dose.progress), "note": plain_words(dose.note)},
        "dose_url": f"{each.url}#how-much",
        "picture": {"start": each.picture_start, "finish": each.picture_finish},
        "reviewed": each.reviewed.isoformat() if each.reviewed else "",
        "next_review": each.next_review.isoformat() if each.next_review else "",
        "reviewed_by": list(each.reviewed_by),
        "groups": {group: judged(library, each, group) | {"dose": allowed_dose(each, group)} for group in RISK_GROUPS},
        "sources": list(each.sources),
    }
