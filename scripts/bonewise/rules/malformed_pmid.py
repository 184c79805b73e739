"""A source's PubMed number cannot be one.

Why: the reader's link to PubMed, and the check for retractions, hang on it.
Bad: `PMID: PMC6027937`. Good: `PMID: 30324412`.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding
from bonewise.rules._sources import identifier_faults

HEALTH = True


def check(edition: Edition) -> Iterator[Finding]:
    yield from identifier_faults(edition, "malformed-pmid", "PMID", "30324412")
