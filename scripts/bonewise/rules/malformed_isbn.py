"""A book's number has too few or too many digits, or its check digit does not fit.

Why: one wrong digit, and the library hands out another book, or none.
Bad: `ISBN: 978-0-306-40615-8`. Good: `ISBN: 978-0-306-40615-7`.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding
from bonewise.rules._sources import identifier_faults

HEALTH = True


def check(edition: Edition) -> Iterator[Finding]:
    yield from identifier_faults(edition, "malformed-isbn", "ISBN", "978-0-306-40615-7")
