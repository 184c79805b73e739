"""The layout of PubMed's summaries: titles, years, kinds of publication, and the notices that refer to a work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from bonewise.online.comparing import Entry, Notice

#: NCBI asks for at most 200 at a time in a GET.
BATCH = 150
_DATES = ("pubdate", "epubdate", "sortpubdate")
_RETRACTED = "retracted publication"
_RETRACTING = ("retraction of publication", "retraction notice")
#: How a notice refers to the work, as PubMed says it, to the kind of notice.
_REFERENCES = (
    (re.compile(r"partial retraction in", re.I), "partial_retraction"),
    (re.compile(r"retract(?:ion|ed).* in$", re.I), "retraction"),
    (re.compile(r"expression of concern in", re.I), "expression_of_concern"),
    (re.compile(r"erratum in|corrected.* in$|correction in", re.I), "correction"),
    (re.compile(r"update in", re.I), "new_version"),
)


def summaries_url(base: str, pmids: Sequence[str], contact: str = "") -> str:
    """Where PubMed has the summaries of several works."""
    mail = f"&email={quote(contact.removeprefix('mailto:'))}" if "@" in contact else ""
    return f"{base.rstrip('/')}/esummary.fcgi?db=pubmed&retmode=json&tool=bonewise{mail}&id={','.join(pmids)}"


def read_summary(data: Any, pmid: str) -> Entry | str | None:
    """One work of an answer; the words of its error where PubMed has none; None where the answer has another shape."""
    result = data.get("result") if isinstance(data, dict) else None
    record = result.get(pmid) if isinstance(result, dict) else None
    if not isinstance(record, dict):
        return None
    if "error" in record:
        return str(record["error"])
    kinds = {str(kind).lower() for kind in _list(record.get("pubtype"))}
    notices = list(_notices(record))
    if _RETRACTED in kinds and not any(notice.kind == "retraction" for notice in notices):
        notices.append(Notice("retraction"))
    return Entry(
        "PubMed",
        tuple(_titles(record)),
        frozenset(int(year) for name in _DATES for year in re.findall(r"\b\d{4}\b", str(record.get(name, "")))[:1]),
        tuple(notices),
        _doi(record),
        "another work" if kinds & set(_RETRACTING) else "",
    )


def _titles(record: dict[str, Any]) -> Iterator[str]:
    for name in ("title", "vernaculartitle", "booktitle"):
        title = record.get(name)
        if isinstance(title, str) and title.strip():
            # A translated title stands in brackets, and every title ends with a full stop.
            yield re.sub(r"^\[(.*)\]$", r"\1", title.strip().rstrip("."))


def _notices(record: dict[str, Any]) -> Iterator[Notice]:
    for reference in _list(record.get("references")):
        said = str(reference.get("reftype", "")).strip() if isinstance(reference, dict) else ""
        kind = next((kind for pattern, kind in _REFERENCES if pattern.search(said)), "")
        if kind:
            where = reference.get("pmid")
            yield Notice(kind, f"PMID {where}" if where else str(reference.get("refsource", "")))


def _doi(record: dict[str, Any]) -> str:
    ids = [each for each in _list(record.get("articleids")) if isinstance(each, dict)]
    return next((str(each.get("value", "")) for each in ids if each.get("idtype") == "doi"), "")


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
