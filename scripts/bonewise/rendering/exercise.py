"""An exercise to its card: the full one for its own page, the short one for lists, and the dose strip for any page."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from bonewise.dialect import AFTER_FRACTURE, CERTAINTY, EQUIPMENT, IMPACT, POSITIONS
from bonewise.model import Dose, Exercise, Page
from bonewise.rendering.drawing import drawing, moving, small_drawing
from bonewise.rendering.duties import emergency_box
from bonewise.rendering.elements import box, href_between, joined, link, listing, make, plain, rebase


def dose_words(dose: Dose) -> list[tuple[str, str]]:
    """The dose as pairs of a word and an amount, in the order in which it is read.

    >>> from bonewise.model import Range
    >>> dose_words(Dose(sets=Range(1, 2), reps=Range(8, 12), per="each leg", days_per_week=Range(3, 3)))
    [('Sets', '1 to 2'), ('Repeats', '8 to 12 each leg'), ('Days a week', '3')]
    """
    rows = []
    if dose.sets:
        rows.append(("Sets", str(dose.sets)))
    if dose.reps:
        unit = "" if dose.unit == "times" else dose.unit
        rows.append(("Repeats", " ".join(filter(None, (str(dose.reps), unit, dose.per)))))
    if dose.hold_seconds and dose.hold_seconds.high:
        rows.append(("Hold", f"{dose.hold_seconds} second{'s' if dose.hold_seconds.high > 1 else ''}"))
    if dose.minutes:
        rows.append(("Time", f"{dose.minutes} minute{'s' if dose.minutes.high > 1 else ''}"))
    if dose.days_per_week:
        rows.append(("Days a week", str(dose.days_per_week)))
    return rows


def dose_strip(exercise: Exercise) -> Element:
    """The dose in one strip: amounts side by side."""
    strip = make("dl", class_="bw-dose", data_exercise=exercise.id)
    for word, amount in dose_words(exercise.dose):
        strip.append(make("div", make("dt", plain(word)), make("dd", plain(amount))))
    return strip


def _section(level: int, slug: str, title: str, *children: Element | str | None) -> list[Element]:
    heading = make(f"h{level}", plain(title), id=slug)
    return [heading, *(child if isinstance(child, Element) else make("p", child) for child in children if child)]


def _cites(keys: Sequence[str]) -> str:
    """The keys as an author would cite them, for the inline parser to number."""
    return f"[{'; '.join(f'@{key}' for key in keys)}]" if keys else ""


def _dose_section(exercise: Exercise) -> list[Element]:
    dose = exercise.dose
    details = listing(
        (make("strong", plain(f"{word}: ")), text)
        for word, text in (
            ("Start with", dose.start),
            ("Note", dose.note),
            ("Rest", dose.rest),
            ("Next", dose.progress),
        )
        if text
    )
    basis = box("dose-basis", "Where this dose comes from", make("p", exercise.dose_basis))
    return _section(2, "how-much", "How much", dose_strip(exercise), details if len(details) else None, basis)


def _safety(exercise: Exercise, emergency: Page | None) -> list[Element]:
    shared = emergency.shared_stop_if if emergency else ()
    avoid = box("avoid-if", "Do not do this if", listing(exercise.avoid_if))
    stop = box("stop-if", "Stop if", listing([*exercise.stop_if, *shared]))
    return [make("h2", plain("Keep safe"), id="keep-safe"), avoid, stop]


def _after_fracture(exercise: Exercise) -> Element:
    answer = AFTER_FRACTURE[exercise.after_fracture]
    first = make("p", make("strong", plain(f"{answer}. ")), exercise.after_fracture_note)
    return box(f"after-fracture bw-after-fracture--{exercise.after_fracture}", "After a spine fracture", first)


def picture_slot(exercise: Exercise) -> Element:
    """The drawing, else what it would show, in words."""
    svg = drawing(exercise)
    if svg is not None:
        return make("div", svg, class_="bw-picture bw-picture--drawn", **moving(exercise))
    return make(
        "div",
        make("p", make("strong", plain("Start: ")), exercise.picture_start),
        make("p", make("strong", plain("Finish: ")), exercise.picture_finish),
        class_="bw-picture",
        role="group",
        aria_label="What it looks like",
    )


def full_card(exercise: Exercise, emergency: Page | None, page: str) -> Element:
    """The whole exercise for its own page, safety first and never folded away."""
    equipment = exercise.equipment_note or joined((EQUIPMENT[item] for item in exercise.equipment), "and")
    chips = listing(
        [
            (make("strong", plain("Position: ")), plain(joined(POSITIONS[item] for item in exercise.position))),
            (make("strong", plain("You need: ")), equipment),
            (make("strong", plain("Impact: ")), plain(IMPACT[exercise.impact])),
        ],
        class_="bw-chips",
    )
    steps = make("div", listing(exercise.steps, "ol", class_="bw-steps"), class_="bw-how__steps")
    easier = box("easier", "Easier", make("p", exercise.easier))
    harder = box("harder", "Harder", make("p", exercise.harder))
    parts = [
        make("p", exercise.why, class_="bw-why"),
        chips,
        *_section(2, "how-to-do-it", "How to do it"),
        make("div", picture_slot(exercise), steps, class_="bw-how"),
        *_dose_section(exercise),
        *_safety(exercise, emergency),
        _after_fracture(exercise),
        *_section(2, "easier-or-harder", "Easier or harder"),
        make("div", easier, harder, class_="bw-pair"),
        *_section(2, "what-you-should-feel", "What you should feel", exercise.feel, exercise.breathing),
        *_section(2, "common-mistakes", "Common mistakes", listing(exercise.mistakes)),
        *_certainty(exercise),
        *([emergency_box(emergency, page)] if emergency else []),
    ]
    return make("div", *parts, class_="bw-exercise")


def _certainty(exercise: Exercise) -> list[Element]:
    words = CERTAINTY.get(exercise.claims_level, "We have not rated this")
    line = make(
        "p", make("strong", plain(f"{words}. ")), f"This exercise rests on these sources: {_cites(exercise.sources)}"
    )
    return _section(2, "how-sure-are-we", "How sure are we?", line)


def short_card(exercise: Exercise, page: str) -> Element:
    """A card for lists: why, dose, and what must be known before starting, with a link to all of it."""
    href = href_between(page, exercise.path)
    return make(
        "section",
        small_drawing(exercise),
        make("h3", link(exercise.title, href), class_="bw-card__title"),
        make("p", rebase(exercise.why, exercise.path, page)),
        dose_strip(exercise),
        make(
            "p",
            make("strong", plain("After a spine fracture: ")),
            plain(AFTER_FRACTURE[exercise.after_fracture] + ". "),
            make("strong", plain("Impact: ")),
            plain(IMPACT[exercise.impact] + "."),
        ),
        make(
            "p",
            link(
                "Read the steps and warnings first",
                href,
                class_="bw-card__more",
                aria_label=f"Read the steps and warnings first: {exercise.title}",
            ),
        ),
        class_="bw-card",
        data_exercise=exercise.id,
        data_position=" ".join(exercise.position),
        data_equipment=" ".join(exercise.equipment),
        data_impact=exercise.impact,
        data_after_fracture=exercise.after_fracture,
    )
