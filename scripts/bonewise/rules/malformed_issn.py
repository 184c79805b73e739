"""A journal's number is not eight digits, or its check digit does not fit.

Why: journals share names; the ISSN tells which one is meant.
Bad: `ISSN: 2049-3631`. Good: `ISSN: 2049-3630`.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding
from bonewise.rules._sources import identifier_faults

HEALTH = True


def check(edition: Edition) -> Iterator[Finding]:
    yield from identifier_faults(edition, "malformed-issn", "ISSN", "2049-3630")
