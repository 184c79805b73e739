"""A source is older than `max_source_age_years` of mkdocs.yml allows: ten years, where it says nothing.

Why: what was best ten years ago may be known to be wrong today.
Bad: a guideline of 2009 that was replaced. Good: its successor; or a higher limit, where old trials are all there is.
"""

from collections.abc import Iterator

from bonewise.dialect import counted
from bonewise.model import Edition, Finding, Level
from bonewise.rules._sources import year

HEALTH = True

MOST_YEARS = 10


def check(edition: Edition) -> Iterator[Finding]:
    said = edition.library.settings.max_source_age_years
    limit = MOST_YEARS if said is None else said
    for source in edition.library.sources.values():
        issued = year(source)
        if issued is not None and edition.today.year - issued > limit:
            what = f"the source '{source.key}' is of {issued}; at most {counted(limit, 'year')} are allowed"
            mend = "look for a newer one, or raise 'max_source_age_years'"
            place = source.places.get("issued", source.place)
            # Nobody asked for the default limit.
            level: Level = "notice" if said is None else "warning"
            yield Finding(place, "stale-source", what, mend, level, source.ends.get("issued"))
