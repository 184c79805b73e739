"""One exported entry to a Reference: the CSL fields our bibliography keeps, cleaned."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from bonewise.dialect import guess
from bonewise.exported import values
from bonewise.model import Finding, Place

#: https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types
CSL_TYPES = tuple(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset"
    " document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation"
    " manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical"
    " personal_communication post post-weblog regulation report review review-book software song speech standard"
    " thesis treaty webpage".split()
)
#: What is kept, in the order in which it is written. Abstracts stay out: they are their publishers' text, and the
#: bibliography is published.
_KEPT: dict[str, Callable[[Any], Any]] = {
    "type": values.plain,
    "title": values.plain,
    "author": values.names,
    "editor": values.names,
    "container-title": values.plain,
    "container-title-short": values.plain,
    "collection-title": values.plain,
    "event-title": values.plain,
    "publisher": values.plain,
    "publisher-place": values.plain,
    "issued": values.days,
    "accessed": values.days,
    "volume": values.plain,
    "issue": values.plain,
    "number": values.plain,
    "page": values.pages,
    "edition": values.edition,
    "genre": values.plain,
    "language": values.plain,
    "DOI": values.doi,
    "PMID": values.pmid,
    "PMCID": values.pmcid,
    "ISBN": values.plain,
    "ISSN": values.plain,
    "URL": values.url,
}
#: Names that older versions of CSL and of Zotero use.
_ALIASES = {"journalAbbreviation": "container-title-short", "event": "event-title", "event-place": "publisher-place"}
#: Zotero keeps numbers that it has no field for as lines of the note.
_NUMBER_IN_NOTE = re.compile(r"\b(DOI|PMID|PMCID):[ \t]*([\w./()<>;:-]+)", re.I)
_KEY = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True)
class Reference:
    """One entry of an export: its key where that can be used here, its CSL data, and what was left out of it."""

    key: str
    csl: Mapping[str, Any]
    place: Place
    left_out: tuple[str, ...]


def clean(raw: Mapping[str, Any], place: Place) -> Reference | Finding:
    """The reference in a raw entry; a finding where it has no title or no type that CSL knows."""
    given = _completed(raw)
    kind = values.plain(given.get("type"))
    if kind not in CSL_TYPES:
        what = f"the type '{kind}' is none of CSL's{guess(kind, CSL_TYPES)}" if kind else "the entry has no type"
        return Finding(place, "bad-import", what, "set its type where it was exported from, and export it again")
    csl = {name: value for name, read in _KEPT.items() if (value := read(given.get(name)))}
    if "title" not in csl:
        mend = "add the title where it was exported from, and export it again"
        return Finding(place, "bad-import", "the entry has no title", mend)
    key = values.plain(given.get("id"))
    left_out = sorted(name for name, value in given.items() if value and name not in csl and name != "id")
    return Reference(key if _KEY.fullmatch(key) else "", MappingProxyType(csl), place, tuple(left_out))


def _completed(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The entry with today's field names, and with the numbers that hide in its note and address."""
    given = {name: value for name, value in raw.items() if name not in _ALIASES}
    for old, name in _ALIASES.items():
        if raw.get(old):
            given.setdefault(name, raw[old])
    note = given.get("note")
    if isinstance(note, str):
        for name, value in _NUMBER_IN_NOTE.findall(note):
            given[name.upper()] = given.get(name.upper()) or value
        given["note"] = _NUMBER_IN_NOTE.sub("", note).strip(" \t\r\n;,.")
    if re.match(r"https?://(?:dx\.)?doi\.org/10\.", values.plain(given.get("URL"))):
        # The DOI says it all; a reference would show the same address twice.
        address = given.pop("URL")
        given["DOI"] = given.get("DOI") or address
    return given
