"""The amounts that a text states, as the fields of a dose."""

import re
from collections.abc import Iterator

from bonewise.model import Dose, Range

_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
_NUMBERS = {**{word: number for number, word in enumerate(_WORDS, 1)}, "fifteen": 15, "twenty": 20, "thirty": 30}
_N = rf"(?:\d{{1,4}}|{'|'.join(_NUMBERS)})"
#: A number, or two with a word or dash between.
_SPAN = rf"(?<![\w.,-])(?P<low>{_N})(?:\s*(?:to|or|and|[-–])\s*(?P<high>{_N}))?"
_WEEK = r"\s+(?:a|per|each|every)\s+week"
_PATTERNS = (
    ("sets", re.compile(rf"{_SPAN}\s+sets?\b", re.I)),
    ("reps", re.compile(rf"\bsets?\s+of\s+{_SPAN}(?!\s*(?:seconds?|minutes?)\b)", re.I)),
    ("reps", re.compile(rf"{_SPAN}\s+(?:repeats|repetitions|reps)\b", re.I)),
    (
        "reps",
        re.compile(
            rf"{_SPAN}\s+times\b(?!\s+(?:(?:a|per|each|every)\s+(?:day|week|month|year)|more|less|as|higher|lower))",
            re.I,
        ),
    ),
    ("hold_seconds", re.compile(rf"\bhold\b[^.;]{{0,30}}?\b{_SPAN}\s+seconds?\b", re.I)),
    ("minutes", re.compile(rf"{_SPAN}\s+minutes?\b", re.I)),
    ("days_per_week", re.compile(rf"{_SPAN}\s+(?:days|times){_WEEK}\b", re.I)),
    ("days_per_week", re.compile(rf"\b(?:(?P<once>once)|(?P<twice>twice)){_WEEK}\b", re.I)),
    ("days_per_week", re.compile(r"\b(?:every|each)\s+(?P<day>day)\b|\b(?P<daily>daily)\b", re.I)),
)
#: As a table's head names the amounts below.
_HEADS = (
    ("sets", re.compile(r"sets?", re.I)),
    ("reps", re.compile(r"repeats?|repetitions?|reps?|times|how many(?: times)?", re.I)),
    ("hold_seconds", re.compile(r"hold(?: for)?(?:\s*\(?(?:in )?seconds\)?)?", re.I)),
    ("minutes", re.compile(r"(?:time\s*)?\(?(?:in )?minutes\)?", re.I)),
    ("days_per_week", re.compile(r"(?:days|times)(?: (?:a|per) week)?", re.I)),
)
#: Words around a number that leave one of its sides open.
_AT_LEAST = re.compile(r"\b(?:at least|or more|or over)\b|\+", re.I)
_UP_TO = re.compile(r"\b(?:up to|at most|or less|or fewer|no more than|build(?:ing)? (?:up )?to)\b", re.I)


def amounts(text: str) -> Iterator[tuple[str, str, Range, bool, bool]]:
    """Each amount of a sentence: the field of a dose, the words, their span, and whether it is open up or down."""
    for name, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            around = text[max(0, match.start() - 16) : match.end() + 10]
            yield name, match[0], _range(match), bool(_AT_LEAST.search(around)), bool(_UP_TO.search(around))


def field_of(head: str) -> str:
    """The field of a dose that a table's column holds; '' for another column."""
    return next((name for name, pattern in _HEADS if pattern.fullmatch(head.strip())), "")


def span(cell: str) -> Range | None:
    """The span of a table's cell that holds nothing else but a unit; None for other cells."""
    match = re.match(rf"{_SPAN}(?:\s+[a-z ]+)?$", cell.strip(), re.I)
    return _range(match) if match else None


def differs(dose: Dose, name: str, stated: Range, open_up: bool = False, open_down: bool = False) -> Range | None:
    """What the dose says of a field where a text says otherwise; None where both agree, or the dose says nothing."""
    own: Range | None = getattr(dose, name)
    if own is None:
        return None
    too_low = stated.low < own.low and not open_down
    too_high = stated.high > own.high
    # 'At least 3' of what is done on 2 to 3 days asks for no more than the exercise does.
    return own if too_high or (too_low and not (open_up and stated.high >= own.low)) else None


def _range(match: re.Match[str]) -> Range:
    groups = match.groupdict()
    if groups.get("once") or groups.get("twice"):
        count = 1 if groups.get("once") else 2
        return Range(count, count)
    if groups.get("day") or groups.get("daily"):
        return Range(7, 7)
    low = _number(match["low"])
    high = _number(match["high"]) if match["high"] else low
    return Range(min(low, high), max(low, high))


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text.lower()]
