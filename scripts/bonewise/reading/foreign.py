"""Entries of a bibliography that is not in our own form: other names for the fields, and simpler values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from bonewise.dialect import ACCESS, EVIDENCE
from bonewise.identifiers import bare, fault

_OTHER_NAMES = {
    **dict.fromkeys(("key", "citekey", "citation-key"), "id"),
    **dict.fromkeys(("year", "date", "published"), "issued"),
    **dict.fromkeys(("authors", "creators"), "author"),
    "journal": "container-title",
    "pages": "page",
    "link": "URL",
}
_NAME_PARTS = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal", "ORCID")
_ISO = re.compile(r"(\d{4})-(\d\d?)(?:-(\d\d?))?(?![\d-])", re.A)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)", re.A)


def our_name(name: str, known: Iterable[str]) -> str:
    """The CSL name of a field: `DOI` for `doi`, `id` for `key`; the name itself where it is no other name for one."""
    lower = name.lower().replace("_", "-")
    by_lower = {each.lower(): each for each in known}
    return _OTHER_NAMES.get(lower) or by_lower.get(lower, name)


def our_value(name: str, value: Any) -> Any:
    """A value in the shape that CSL asks for, as far as it can be told; '' for what holds nothing."""
    if name in ("author", "editor"):
        return _people(value)
    if name in ("issued", "accessed"):
        return _date(value)
    if isinstance(value, list) and not any(isinstance(item, list | dict) for item in value):
        return ", ".join(map(str, value))
    if name in ("DOI", "PMID", "ORCID"):
        # As a reader's link needs it; what is malformed stays as it is, for the rule to tell.
        return value if isinstance(value, dict) or fault(name, str(value)) else bare(name, str(value))
    return str(value) if name == "id" else value


def our_type(csl: Mapping[str, Any]) -> str:
    """What kind of work an entry is that does not say so."""
    if "ISBN" in csl:
        return "book"
    journal = csl.keys() & {"DOI", "PMID", "ISSN", "container-title"}
    return "article-journal" if journal else "webpage" if "URL" in csl else "article"


def our_custom(value: Any) -> dict[str, Any]:
    """What we know of the evidence, where `custom` says it as we do; it may be somebody else's."""
    said = value if isinstance(value, dict) else {}
    return {
        "evidence": said.get("evidence") if said.get("evidence") in tuple(EVIDENCE) else "",
        "access": said.get("access") if said.get("access") in tuple(ACCESS) else "",
        "checked": _day(str(said.get("checked", ""))),
        "checked_how": str(said.get("checked_how", "")),
    }


def _day(text: str) -> date:
    """A day; the first of all where nobody has looked."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.min


def _people(value: Any) -> Any:
    listed = value if isinstance(value, list) else [value]
    return [person for person in map(_person, listed) if person] or ""


def _person(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        return {"literal": str(value)} if value and not isinstance(value, list) else {}
    names = {our_name(name, _NAME_PARTS): each for name, each in value.items()}
    person = {name: str(names[name]) for name in _NAME_PARTS if names.get(name) and not isinstance(names[name], list)}
    if person.keys() & {"family", "literal"}:
        return person
    literal = person.pop("given", "") or str(value.get("name") or value.get("full") or "")
    return {**person, "literal": literal} if literal else {}


def _date(value: Any) -> Any:
    """`date-parts` where a year can be told, else the words in `literal`."""
    if isinstance(value, list):
        return _date(value[0]) if value else ""
    if not isinstance(value, dict):
        return _from_text(str(value)) if value != "" else ""
    if isinstance(value.get("date-parts"), list):
        parts = value["date-parts"][0] if value["date-parts"] else []
        parts = parts if isinstance(parts, list) else value["date-parts"]
    else:
        parts = [value[name] for name in ("year", "month", "day") if name in value]
    if parts and not isinstance(parts[0], list | dict):
        whole = [int(str(part)) for part in parts if re.fullmatch(r"\d{1,9}", str(part), re.A)]
        return {"date-parts": [whole[:3]]} if len(whole) == len(parts) else _from_text("-".join(map(str, parts)))
    words = next((value[name] for name in ("raw", "literal", "string") if name in value), "")
    return _from_text(str(words)) if words != "" else ""


def _from_text(text: str) -> dict[str, Any]:
    iso = _ISO.match(text)
    if iso:
        return {"date-parts": [[int(part) for part in iso.groups() if part]]}
    if re.fullmatch(r"\d{1,9}", text, re.A):
        return {"date-parts": [[int(text)]]}
    year = _YEAR.search(text)
    return {"date-parts": [[int(year[0])]]} if year else {"literal": text}
