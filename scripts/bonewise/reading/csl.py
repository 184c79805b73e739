"""The shapes of CSL data: names are lists, dates have parts, and all else is plain text."""

from __future__ import annotations

import re
from typing import Any

from bonewise.dialect import KEY

#: Year, month and day; whether a year can be right is for `bad-year` to say.
_PARTS = (range(-9_999, 100_000), range(1, 13), range(1, 32))
_PATTERNS = {
    "id": (KEY, "a key that can be cited", "write letters, digits and dashes, as in 'kanis2019'"),
    "URL": (re.compile(r"https?://\S+"), "a web address", "write it whole, with https://"),
}
_NAMES_MEND = "write '- {family: …, given: …}' for each person, or '- {literal: …}' for an organisation"
_DATE_MEND = "write '{date-parts: [[year, month, day]]}'; month and day may be left out"


def misshapen(name: str, value: Any) -> tuple[str, str] | None:
    """What is wrong with a variable of a source, given as plain data, and how to mend it; None where nothing is.

    >>> misshapen("URL", "example.org")
    ("'URL' is not a web address: 'example.org'", 'write it whole, with https://')
    """
    if name in ("author", "editor"):
        fine = isinstance(value, list) and value and all(_is_name(person) for person in value)
        return None if fine else (f"'{name}' must be a list of names", _NAMES_MEND)
    if name in ("issued", "accessed"):
        return None if _is_date(value) else (f"'{name}' must be a date", _DATE_MEND)
    if isinstance(value, list | dict) or value == "":
        return f"'{name}' must be plain text", "write a value, or remove the field"
    if name in _PATTERNS and not _PATTERNS[name][0].fullmatch(str(value)):
        _, wanted, mend = _PATTERNS[name]
        return f"'{name}' is not {wanted}: '{value}'", mend
    return None


def _is_name(person: Any) -> bool:
    if not isinstance(person, dict) or not {"family", "literal"} & set(person):
        return False
    return not any(isinstance(part, list | dict) for part in person.values())


def _is_date(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    dates = value.get("date-parts", [])
    return isinstance(dates, list) and all(_is_day(parts) for parts in dates)


def _is_day(parts: Any) -> bool:
    if not isinstance(parts, list) or not 1 <= len(parts) <= len(_PARTS):
        return False
    return all(isinstance(part, int) and part in known for part, known in zip(parts, _PARTS))
