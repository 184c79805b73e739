"""A source's DOI cannot be one.

Why: the DOI is how a reader reaches the paper; a slip in it leads nowhere, or to another paper.
Bad: `DOI: 10.1056-NEJMoa1715274`. Good: `DOI: 10.1056/NEJMoa1715274`.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding
from bonewise.rules._sources import identifier_faults

HEALTH = True


def check(edition: Edition) -> Iterator[Finding]:
    yield from identifier_faults(edition, "malformed-doi", "DOI", "10.1000/182")
