"""A field of an export to its CSL value; empty where it holds nothing that can be used."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from html import unescape
from typing import Any

#: CSL allows these in titles, reference managers add them; the bibliography holds plain text.
_MARKUP = re.compile(r"</?(?:i|b|em|strong|sub|sup|sc|span)(?:\s[^<>]*)?>", re.I)
_NAME_PARTS = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*", re.I)
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_ISO_DAY = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?!\d)")
_ISO_SPAN = re.compile(r"(\d{4}(?:-\d\d){0,2})/(\d{4}(?:-\d\d){0,2})")
#: Invisible marks that turn text around (CVE-2021-42574), and what cannot be written as UTF-8.
_UNSAFE = ("Cc", "Cs", "Co", "Cn")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def plain(value: Any) -> str:
    """One line of text, composed, without markup; the first of a list (Crossref gives titles as lists)."""
    if isinstance(value, list):
        return plain(value[0]) if value else ""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    text = " ".join(unescape(_MARKUP.sub("", str(value))).split())
    kept = (char for char in text if char not in _TURNING and unicodedata.category(char) not in _UNSAFE)
    return unicodedata.normalize("NFC", "".join(kept))


def names(value: Any) -> list[dict[str, str]]:
    """People as family and given names, organisations as `literal`; a bare text is an organisation."""
    listed = value if isinstance(value, list) else [value]
    return [name for name in map(_name, listed) if name]


def _name(value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping):
        literal = plain(value)
    elif plain(value.get("family")):
        return {part: plain(value[part]) for part in _NAME_PARTS if plain(value.get(part))}
    else:
        literal = plain(value.get("literal")) or plain(value.get("name")) or plain(value.get("given"))
    return {"literal": literal} if literal else {}


def days(value: Any) -> dict[str, list[list[int]]]:
    """A CSL date, from date parts, Pandoc's `year:`, ISO 8601, RIS or words such as `14 March 2019`."""
    parts = [found for found in _all_parts(value) if found][:2]
    return {"date-parts": parts} if parts else {}


def _all_parts(value: Any) -> list[list[int]]:
    if isinstance(value, Mapping) and isinstance(value.get("date-parts"), list):
        return [_checked(part) if isinstance(part, list) else [] for part in value["date-parts"]]
    if isinstance(value, Mapping) and "year" in value:
        return [_checked([value["year"], value.get("month"), value.get("day")])]
    if isinstance(value, Mapping):
        return _all_parts(next((value[name] for name in ("raw", "literal", "string") if name in value), ""))
    if isinstance(value, list):
        return [part for item in value for part in _all_parts(item)]
    text = plain(value)
    span = _ISO_SPAN.fullmatch(text)
    return [_from_text(half) for half in span.groups()] if span else [_from_text(text)]


def _from_text(text: str) -> list[int]:
    iso, month = _ISO_DAY.match(text), _MONTH.search(text)
    if iso and (iso[2] or not month):
        return _checked(list(iso.groups()))
    year = _YEAR.search(text)
    if not year or not month:
        return [int(year[0])] if year else []
    day = re.search(r"(?<!\d)\d{1,2}(?!\d)", text.replace(year[0], " "))
    return _checked([year[0], _MONTHS.index(month[1].lower()) + 1, day[0] if day else None])


def _checked(parts: list[Any]) -> list[int]:
    """Year, month and day as far as they are on the calendar; a season in place of a month is cut."""
    numbers: list[int] = []
    for part in parts[:3]:
        text = plain(part)
        if not re.fullmatch(r"\d{1,4}", text, re.A):
            break
        numbers.append(int(text))
        try:
            date(*[*numbers, 1, 1][:3])
        except ValueError:
            return numbers[:-1]
    return numbers


def doi(value: Any) -> str:
    """A DOI without its address."""
    match = re.search(r"10\.\d{4,9}/\S+", plain(value))
    return match[0].rstrip(".,;") if match else ""


def pmid(value: Any) -> str:
    """A PubMed number."""
    match = re.fullmatch(r"(?:PMID:?\s*)?(\d{1,9})", plain(value), re.I | re.A)
    return match[1] if match else ""


def pmcid(value: Any) -> str:
    """A PubMed Central number, with its letters."""
    match = re.fullmatch(r"(?:PMCID:?\s*)?(?:PMC)?(\d{1,9})", plain(value), re.I | re.A)
    return f"PMC{match[1]}" if match else ""


def url(value: Any) -> str:
    """A web address; any other kind could run something when a reader follows it."""
    match = re.fullmatch(r"https?://\S+", plain(value), re.I)
    return match[0] if match else ""


def pages(value: Any) -> str:
    """Pages with a hyphen between, as CSL has them."""
    return re.sub(r"\s*(?:-+|[–—])\s*", "-", re.sub(r"^pp?\.\s*", "", plain(value)))


def edition(value: Any) -> str:
    """An edition's bare number where it has one: `2` for `2nd ed.`."""
    return re.sub(r"^(\d+)(?:st|nd|rd|th)?\.?(?:\s+ed(?:n|ition)?\.?)?$", r"\1", plain(value), flags=re.I)
