"""A snapshot of retracted papers, in the columns of Retraction Watch or as `doi,date,nature`, by DOI and PMID."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO

from bonewise.identifiers import bare
from bonewise.model import Finding, Place, Settings

#: The names of a column, in lower case, best first.
_COLUMNS = {
    "doi": ("originalpaperdoi", "doi"),
    "pmid": ("originalpaperpubmedid", "pmid", "pubmedid"),
    "date": ("retractiondate", "date"),
    "nature": ("retractionnature", "nature", "type"),
}
#: Retraction Watch's notes are long; Python stops at 128 kB.
_LONGEST = 10_000_000


@dataclass(frozen=True, order=True)
class Notice:
    """What was done to a paper, and when; the first of all days where the snapshot does not say."""

    day: date
    nature: str


def read_retractions(settings: Settings, numbers: Collection[str]) -> tuple[dict[str, list[Notice]], list[Finding]]:
    """The notices about those of `numbers` (bare DOIs in lower case, PMIDs) that the snapshot names, oldest first."""
    if not settings.retractions:
        return {}, []
    path = settings.root / settings.retractions
    try:
        text = path.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        what = f"there is no file '{settings.retractions}'"
        mend = "correct 'retractions', or remove it"
        return {}, [Finding(_setting(settings), "retracted-source", what, mend)]
    csv.field_size_limit(_LONGEST)
    rows = csv.reader(StringIO(text, newline=""))
    try:
        return _notices(settings, rows, frozenset(numbers))
    except csv.Error as error:
        place = Place(settings.retractions, rows.line_num or 1)
        return {}, [Finding(place, "retracted-source", f"this is not valid CSV: {error}", "fetch the file anew")]


def _notices(
    settings: Settings, rows: Iterator[list[str]], numbers: frozenset[str]
) -> tuple[dict[str, list[Notice]], list[Finding]]:
    head = [re.sub(r"[\s_]", "", name.lower()) for name in next(rows, [])]
    at = {wanted: [head.index(name) for name in names if name in head] for wanted, names in _COLUMNS.items()}
    if not at["doi"] and not at["pmid"]:
        what = "the snapshot of retractions has no column 'OriginalPaperDOI' or 'doi'"
        mend = "give it a first line with the names of the columns"
        return {}, [Finding(Place(settings.retractions), "retracted-source", what, mend)]
    found: dict[str, list[Notice]] = {}
    for row in rows:
        cells = {name: row[where[0]].strip() if where and where[0] < len(row) else "" for name, where in at.items()}
        for number in {bare("DOI", cells["doi"]).lower(), cells["pmid"]} & numbers:
            notice = Notice(_day(cells["date"]), cells["nature"] or "Retraction")
            found.setdefault(number, []).append(notice)
    return {number: sorted(notices) for number, notices in found.items()}, []


def _day(text: str) -> date:
    """`2010-02-06`, or `2/6/2010 0:00` as Retraction Watch writes it: month first."""
    iso = re.match(r"(\d{4})-(\d\d?)-(\d\d?)", text)
    american = re.match(r"(\d\d?)/(\d\d?)/(\d{4})", text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        return date(int(american[3]), int(american[1]), int(american[2])) if american else date.min
    except ValueError:
        return date.min


def _setting(settings: Settings) -> Place:
    """Where `mkdocs.yml` names the file."""
    lines = (settings.root / "mkdocs.yml").read_text("utf-8", "replace").splitlines()
    for number, line in enumerate(lines, 1):
        match = re.search(r"\bretractions\s*:\s*", line)
        if match:
            return Place("mkdocs.yml", number, match.end() + 1)
    return Place("mkdocs.yml")
