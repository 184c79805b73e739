"""BibTeX and BibLaTeX to raw CSL entries with their places."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from typing import Any

from bibtexparser import parse_string
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from bibtexparser.model import Entry, ImplicitComment

from bonewise.exported.csl import Read
from bonewise.exported.latex import address, decoded
from bonewise.model import Finding, Place

# Its warnings would be printed beside our findings, which say the same with a place and a mend.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())

_TYPES = {
    "article": "article-journal",
    "book": "book",
    "booklet": "pamphlet",
    "collection": "book",
    "conference": "paper-conference",
    "dataset": "dataset",
    "electronic": "webpage",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "manual": "report",
    "mastersthesis": "thesis",
    "online": "webpage",
    "patent": "patent",
    "phdthesis": "thesis",
    "proceedings": "book",
    "report": "report",
    "techreport": "report",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "www": "webpage",
}
#: The CSL field, and the BibTeX fields it may come from; the first that is there counts.
_FIELDS = {
    "title": ("title",),
    "container-title": ("journaltitle", "journal", "booktitle"),
    "container-title-short": ("shortjournal", "journalabbr"),
    "collection-title": ("series",),
    "event-title": ("eventtitle",),
    "publisher": ("publisher", "institution", "school", "organization"),
    "publisher-place": ("location", "address"),
    "accessed": ("urldate",),
    "volume": ("volume",),
    "issue": ("issue",),
    "number": ("number",),
    "page": ("pages",),
    "edition": ("edition",),
    "genre": ("type",),
    "language": ("langid", "language"),
    "PMID": ("pmid",),
    "PMCID": ("pmcid",),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
}
_NOTES = ("note", "notes", "annote", "annotation", "addendum")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NAME = re.compile(r'\s*[^\s"{}#,=]+')
_LOST = re.compile(r"^[ \t]*@(?!comment)\w+[ \t]*\W|\}", re.M | re.I)


def read_bibtex(text: str, path: str) -> Read:
    """The entries of a BibTeX file. Nothing is passed over: what cannot be read is a finding."""
    library = parse_string(text)
    findings = [_failed(block, text, path) for block in library.failed_blocks]
    if not findings:
        findings = [fault for block in library.blocks if (fault := _lost(block, text, path))]
    strings = {key.lower(): string.value.strip('{}"') for key, string in library.strings_dict.items()}
    entries: list[tuple[Mapping[str, Any], Place]] = []
    for entry in library.entries:
        fields, faults = _fields(entry, strings, text, path)
        findings += faults
        place = _at_line(text, path, entry.start_line)
        try:
            entries.append((_csl(entry, fields), place))
        except Exception as error:  # pylatexenc raises errors of many kinds, and none of its own for all.
            what = f"the LaTeX in this entry cannot be read ({type(error).__name__})"
            findings.append(Finding(place, "bad-import", what, "write its fields with plain letters"))
    return ([], findings) if findings else (entries, [])


def _at_line(text: str, path: str, line: int, needle: str = "") -> Place:
    """A place on a line that bibtexparser counts from 0."""
    shown = text.split("\n")[line] if line < text.count("\n") + 1 else ""
    return Place(path, line + 1, max(shown.find(needle) if needle else len(shown) - len(shown.lstrip()), 0) + 1)


def _failed(block: Any, text: str, path: str) -> Finding:
    reason = " ".join(str(getattr(block.error, "abort_reason", block.error)).replace("`", "'").split())
    reason = reason.partition(" Note:")[0].rstrip(". ")
    end = getattr(block.error, "end_index", None)
    place = _at_line(text, path, block.start_line)
    # Where it expected something, that is the spot; where a brace is open, the entry's start is the best we know.
    if end is not None and reason.startswith("Expected"):
        before = text[: max(end - 1, 0)]
        place = Place(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
    what = f"this BibTeX entry cannot be read: {reason[:1].lower()}{reason[1:]}"
    return Finding(place, "bad-import", what, "check its key, braces, quotes and commas")


def _lost(block: Any, text: str, path: str) -> Finding | None:
    """Text between entries is a comment in BibTeX; a brace in it, or an `@`, is an entry that went wrong."""
    match = _LOST.search(block.comment) if isinstance(block, ImplicitComment) else None
    if not match:
        return None
    line = block.start_line + block.comment.count("\n", 0, match.start())
    what = "this stands outside every BibTeX entry and would be lost"
    mend = "check the braces of the entry before it, and write each entry as @type{key, field = {value}}"
    return Finding(_at_line(text, path, line, match[0].strip()), "bad-import", what, mend)


def _fields(entry: Entry, strings: Mapping[str, str], text: str, path: str) -> tuple[dict[str, str], list[Finding]]:
    """The entry's fields by name in lower case; a value without braces must be a number or known names."""
    fields: dict[str, str] = {}
    findings = []
    for field in entry.fields:
        value = str(field.value)
        known = _joined(value, strings) if field.enclosing == "no-enclosing" else value
        if known is None:
            place = _at_line(text, path, field.start_line, field.key)
            what = f"the value of '{field.key}' stands without braces: '{' '.join(value.split())[:40]}'"
            mend = f"write {field.key} = {{…}}, and a comma between fields"
            findings.append(Finding(place, "bad-import", what, mend))
        fields[field.key.lower()] = known or ""
    return fields, findings


def _joined(value: str, strings: Mapping[str, str]) -> str | None:
    """`"a" # name # 3` put together; None where a part is no text, number or known name."""
    whole, rest = "", f"#{value}"
    while rest:
        size = _part_size(rest[1:]) if rest.startswith("#") else 0
        part, rest = rest[1 : size + 1].strip(), rest[size + 1 :].lstrip()
        if not part:
            return None
        name = part.lower()
        if part[0] in '{"':
            whole += part[1:-1]
        elif name in strings:
            whole += strings[name]
        elif part.isdigit() or any(month.startswith(name) and len(name) > 2 for month in _MONTHS):
            whole += part
        else:
            return None
    return whole


def _part_size(text: str) -> int:
    """How far the first part of a value goes: to its closing brace or quote, or to the end of its name."""
    start = len(text) - len(text.lstrip())
    if text[start : start + 1] not in ("{", '"'):
        match = _NAME.match(text)
        return match.end() if match else 0
    depth, quoted = 0, text[start] == '"'
    for at, char in enumerate(text[start:], start):
        depth += (char == "{") - (char == "}")
        if depth == 0 and at > start and char == ('"' if quoted else "}"):
            return at + 1
    return 0


def _csl(entry: Entry, fields: Mapping[str, str]) -> dict[str, Any]:
    used = {"author", "editor", "year", "month", "day", "date", "subtitle", "url", "doi", "howpublished", *_NOTES}
    used |= {"eprint", "eprinttype"} if fields.get("eprinttype") == "pubmed" else set()
    csl: dict[str, Any] = {"id": entry.key, "type": _TYPES.get(entry.entry_type.lower(), "document")}
    for name, candidates in _FIELDS.items():
        source = next((candidate for candidate in candidates if fields.get(candidate)), None)
        if source:
            used.add(source)
            csl[name] = decoded(fields[source])
    csl |= {name: _people(fields[name]) for name in ("author", "editor") if fields.get(name)}
    csl |= _addresses(fields) | {"issued": _issued(fields)}
    csl["note"] = "\n".join(decoded(fields[name]) for name in _NOTES if fields.get(name))
    if fields.get("subtitle"):
        csl["title"] = f"{csl.get('title', '')}: {decoded(fields['subtitle'])}"
    if fields.get("eprinttype") == "pubmed":
        csl.setdefault("PMID", fields.get("eprint", ""))
    if csl["type"] == "document" and "URL" in csl:
        csl["type"] = "webpage"
    if csl["type"] in ("article-journal", "paper-conference") and "number" in csl:
        csl.setdefault("issue", csl.pop("number"))
    # Fields with no place in CSL go along under their own names, so that they can be named as left out.
    return csl | {name: value for name, value in fields.items() if name not in used and name not in csl}


def _addresses(fields: Mapping[str, str]) -> dict[str, str]:
    published = fields.get("howpublished", "")
    web = fields.get("url") or (published if "http" in published else "")
    found = {"URL": address(web), "DOI": address(fields.get("doi", ""))}
    if published and not web:
        found["howpublished"] = published
    return {name: value for name, value in found.items() if value}


def _issued(fields: Mapping[str, str]) -> str:
    if fields.get("date"):
        return fields["date"]
    year, month, day = (decoded(fields.get(name, "")).strip() for name in ("year", "month", "day"))
    return "-".join(filter(None, (year, month, day))) if month.isdigit() else " ".join((day, month, year)).strip()


def _people(text: str) -> list[dict[str, str]]:
    return [_person(name) for name in split_multiple_persons_names(text) if name.strip()]


def _person(name: str) -> dict[str, str]:
    if name.strip() == "others":
        return {"literal": "et al"}
    parts = parse_single_name_into_parts(name, strict=False)
    last = " ".join([*parts.von, *parts.last])
    # A name all in braces is not to be taken apart: an organisation.
    if last.startswith("{") and last.endswith("}") and not parts.first and len(parts.last) == 1 and " " in last:
        return {"literal": decoded(last)}
    words = {"family": last, "given": " ".join(parts.first), "suffix": " ".join(parts.jr)}
    return {part: decoded(value) for part, value in words.items() if value}
