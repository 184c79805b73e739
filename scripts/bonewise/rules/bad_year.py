"""A source's year is none, is before printing, or is still to come.

Why: a reader judges by the year how fresh the evidence is; a slip makes it look new, or old.
Bad: `issued: {date-parts: [[2201]]}`. Good: `issued: {date-parts: [[2021]]}`.
"""

import re
from collections.abc import Iterator

from bonewise.model import Edition, Finding, Source
from bonewise.rules._sources import year

HEALTH = True

EARLIEST = 1500
#: What may stand in a year's place: there is none, or not yet.
_NO_YEAR = re.compile(r"(?:in press|forthcoming|to appear|ongoing|undated|no date|n\.? ?d\.?|s\.? ?[ad]\.?)", re.I)


def check(edition: Edition) -> Iterator[Finding]:
    for source in edition.library.sources.values():
        fault = _fault(source, edition.today.year)
        if fault:
            place = source.places.get("issued", source.place)
            end = source.ends.get("issued")
            yield Finding(place, "bad-year", fault, "write the year in which it was published", end=end)


def _fault(source: Source, this_year: int) -> str:
    found = year(source)
    if found is None:
        issued = source.csl.get("issued")
        words = str(issued.get("literal", "")).strip() if isinstance(issued, dict) else ""
        # `spring 2019` holds a year; whoever writes words in CSL's own form has chosen them.
        odd = words and not _NO_YEAR.fullmatch(words) and not re.search(r"(?<!\d)(?<!^-)\d{4}(?!\d)", words)
        return f"'{words}' is not a year" if odd else ""
    if found < EARLIEST:
        return f"the year {found} is before {EARLIEST}"
    return f"the year {found} is still to come" if found > this_year else ""
