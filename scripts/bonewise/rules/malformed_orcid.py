"""An author's ORCID is not four groups of four digits, or its check digit does not fit.

Why: people share names; the ORCID tells who is meant.
Bad: `ORCID: 0000-0002-1825-0098`. Good: `ORCID: 0000-0002-1825-0097`.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding
from bonewise.rules._sources import identifier_faults

HEALTH = True


def check(edition: Edition) -> Iterator[Finding]:
    yield from identifier_faults(edition, "malformed-orcid", "ORCID", "0000-0002-1825-0097")
