"""RIS to raw CSL entries with their places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import rispy
from rispy.config import TAG_KEY_MAPPING

from bonewise.exported.csl import Read
from bonewise.model import Finding, Place

_TYPES = {
    "BLOG": "post-weblog",
    "BOOK": "book",
    "CHAP": "chapter",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "DATA": "dataset",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "EDBOOK": "book",
    "EJOUR": "article-journal",
    "ELEC": "webpage",
    "GOVDOC": "report",
    "INPR": "article-journal",
    "JFULL": "article-journal",
    "JOUR": "article-journal",
    "MGZN": "article-magazine",
    "NEWS": "article-newspaper",
    "RPRT": "report",
    "STAND": "standard",
    "THES": "thesis",
    "UNPB": "manuscript",
    "WEB": "webpage",
}
#: The CSL field, and the tags it may come from; the first that is there counts.
_FIELDS = {
    "title": ("TI", "T1", "CT", "BT"),
    "author": ("AU", "A1"),
    "editor": ("ED", "A2"),
    "container-title": ("T2", "JF", "JO", "JA", "BT"),
    "container-title-short": ("J2", "JA", "J1"),
    "publisher": ("PB",),
    "publisher-place": ("CY", "PP"),
    "accessed": ("Y2",),
    "volume": ("VL",),
    "issue": ("IS",),
    "edition": ("ET",),
    "language": ("LA",),
    "DOI": ("DO",),
    "URL": ("UR",),
    "id": ("ID",),
}
_TAG = re.compile(r"(?P<tag>[A-Z][A-Z0-9])  -(?: (?P<value>.*)|[ \t]*)")
#: A tag with the wrong gap: RIS wants two spaces, and readers pass over the line without a word.
_NEAR_TAG = re.compile(r"\s*(?:TY|ER|AU|A1|TI|T1|T2|PY|DO|JO|JF|SP|EP|VL|IS|UR)\s{0,4}-(?:\s|$)")
_PUBMED = re.compile(r"pubmed|medline|nlm", re.I)


def read_ris(text: str, path: str) -> Read:
    """The records of a RIS file. Nothing is passed over: what cannot be read is a finding."""
    lines, places, findings = _tagged(text.split("\n"), path)
    if findings:
        return [], findings
    # Tags as they are, and each repeated one as a list: by default rispy keeps the first and drops the rest.
    tags = {tag: tag for tag in (*TAG_KEY_MAPPING, *{line[:2] for line in lines})}
    records = rispy.loads("\n".join(lines), mapping=tags, delimiter_tags_mapping={}, enforce_list_tags=False)
    return [(_csl(_lists(record)), place) for record, place in zip(records, places, strict=True)], []


def _tagged(lines: list[str], path: str) -> tuple[list[str], list[Place], list[Finding]]:
    """Lines that begin with a tag, those that go on joined to them; and where each record begins."""
    kept: list[str] = []
    places: list[Place] = []
    findings: list[Finding] = []
    open_record = False
    for number, line in enumerate(lines, 1):
        match = _TAG.fullmatch(line.rstrip())
        fault = _fault(line, match["tag"] if match else "", open_record, places)
        if fault:
            findings.append(Finding(Place(path, number), "bad-import", *fault))
        elif match:
            kept.append(f"{match['tag']}  - {match['value'] or ''}")
            open_record = match["tag"] != "ER"
            places += [Place(path, number)] if match["tag"] == "TY" else []
        elif open_record and line.strip():
            kept[-1] = f"{kept[-1]} {line.strip()}"
    if open_record and not findings:
        mend = "write 'ER  - ' below its last line"
        findings.append(Finding(places[-1], "bad-import", "the record has no end", mend))
    return kept, places, findings


def _fault(line: str, tag: str, open_record: bool, places: list[Place]) -> tuple[str, str] | None:
    if tag == "TY" and open_record:
        return f"a record begins, but the one of line {places[-1].line} has no end", "write 'ER  - ' before this line"
    if tag and tag != "TY" and not open_record:
        return f"'{tag}' stands outside every record", "write 'TY  - JOUR', or another type, before the record"
    if not tag and _NEAR_TAG.match(line):
        shown = line.strip()[:2]
        return f"the tag '{shown}' is not written as RIS has it", f"write '{shown}  - ' at the start of the line"
    return None


def _lists(record: Mapping[str, Any]) -> dict[str, list[str]]:
    """Each tag's values, without the empty ones."""
    listed = {tag: value if isinstance(value, list) else [value] for tag, value in record.items()}
    return {tag: kept for tag, value in listed.items() if (kept := [item for item in value if item.strip()])}


def _csl(record: dict[str, list[str]]) -> dict[str, Any]:
    kind = record.pop("TY", ["GEN"])[0].upper()
    csl: dict[str, Any] = {"type": _TYPES.get(kind, "document")}
    used = {"SP", "EP", "DA", "PY", "Y1", "AN", "DB", "DP", "N1", "C2", "SN", "M3"}
    if csl["type"] == "book" and "T2" in record:
        csl["collection-title"] = record.pop("T2")
    for name, candidates in _FIELDS.items():
        tag = next((candidate for candidate in candidates if candidate in record), None)
        if tag:
            used.add(tag)
            csl[name] = list(map(_person, record[tag])) if name in ("author", "editor") else record[tag][0]
    # JF and JO often repeat what T2 says; JO is the short form where it is the shorter.
    journal = csl.get("container-title", "")
    used |= {tag for tag in ("JF", "JO", "JA", "T2", "J2") if record.get(tag, [""])[0] in ("", journal)}
    if len(record.get("JO", [journal])[0]) < len(journal):
        csl.setdefault("container-title-short", record["JO"][0])
        used.add("JO")
    csl |= _numbers(record) | {"issued": _issued(record), "note": "\n".join(record.get("N1", ()))}
    if csl["type"] == "report" and "issue" in csl:
        csl["number"] = csl.pop("issue")
    if csl["type"] in ("report", "thesis") and "M3" in record:
        csl["genre"] = record["M3"][0]
    # Tags with no place in CSL go along under their own names, so that they can be named as left out.
    return csl | {tag: values for tag, values in record.items() if tag not in used}


def _numbers(record: Mapping[str, list[str]]) -> dict[str, str]:
    """Pages, ISSN or ISBN, and the numbers of PubMed, which stand in `AN` and `C2`."""
    start, end, serial, accession, base, second = (
        record.get(tag, [""])[0] for tag in ("SP", "EP", "SN", "AN", "DB", "C2")
    )
    found = {"page": f"{start}-{end}" if start and end and end != start and "-" not in start else start or end}
    issn = re.search(r"\b\d{4}-?\d{3}[\dXx]\b", serial)
    isbn = re.search(r"\b(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx]\b", serial)
    found |= {"ISBN": isbn[0]} if isbn else {"ISSN": issn[0]} if issn else {}
    # Other databases number with other lengths or letters; where one is named, the number is its own.
    number = re.fullmatch(r"(?:PMID:?\s*)?(\d{1,8})", accession.strip(), re.I)
    if number and (not base or _PUBMED.search(base)):
        found["PMID"] = number[1]
    if re.fullmatch(r"PMC\d+", second.strip()):
        found["PMCID"] = second.strip()
    return found


def _issued(record: Mapping[str, list[str]]) -> str:
    """The year of `PY` with the day of `DA`, which some exports give as `2019/03/14/`."""
    day = record.get("DA", [""])[0]
    return day if re.match(r"\d{4}", day) else record.get("PY", record.get("Y1", [day]))[0]


def _person(name: str) -> dict[str, str]:
    family, *rest = (part.strip() for part in name.split(","))
    if not rest or not rest[0]:
        return {"literal": family}
    return {"family": family, "given": rest[0]} | ({"suffix": rest[1]} if len(rest) > 1 else {})
