"""A page cites a paper that was retracted; or, as a notice, one that was corrected or is under concern.

The snapshot `retractions` of mkdocs.yml says so, a CSV file with the columns of Retraction Watch or `doi,date,nature`;
or the title does, as PubMed marks it.

Why: a retracted study supports nothing, however often it is still cited.
Bad: `Vaccines cause it. [@wakefield1998]`. Good: take the claim out, or cite what replaced it.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from bonewise.model import Edition, Finding, Source
from bonewise.reading.retractions import Notice, read_retractions
from bonewise.rules._sources import number

HEALTH = True

_MARKED = re.compile(r"\W*(retracted|withdrawn)(?: (?:article|paper|chapter))?\s*[:\]]", re.I)


def check(edition: Edition) -> Iterator[Finding]:
    sources = edition.library.sources
    numbers = {number(source, name) for source in sources.values() for name in ("DOI", "PMID")} - {""}
    notices, findings = read_retractions(edition.library.settings, numbers)
    yield from findings
    faults = {key: fault for key, source in sources.items() if (fault := _fault(source, notices))}
    for rendered in edition.pages.values():
        for citation in rendered.citations:
            if citation.key in faults:
                what, retracted = faults[citation.key]
                mend = (
                    "cite another source, or take the claim out"
                    if retracted
                    else "read the notice, and check the claim"
                )
                yield Finding(citation.place, "retracted-source", what, mend, "error" if retracted else "notice")


def _fault(source: Source, notices: Mapping[str, list[Notice]]) -> tuple[str, bool] | None:
    """What was done to a source, and whether it was retracted and not reinstated."""
    known = sorted(notice for name in ("DOI", "PMID") for notice in notices.get(number(source, name), ()))
    last = next((each for each in reversed(known) if re.search("retract|withdraw|reinstate", each.nature, re.I)), None)
    marked = _MARKED.match(source.title)
    if last and not re.search("reinstate", last.nature, re.I):
        return f"'{source.key}' was retracted{_on(last.day)}", True
    if not last and marked:
        return f"'{source.key}' was {marked[1].lower()}: its title says so", True
    if known:
        return f"'{source.key}' has a notice: {known[-1].nature.lower()}{_on(known[-1].day)}", False
    return None


def _on(day: date) -> str:
    return "" if day == date.min else f" on {day}"
