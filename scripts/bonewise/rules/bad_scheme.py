"""A link uses a scheme that runs code, reads the reader's disk, or does not exist.

Why: it is unsafe, or a slip of the keys.
Bad: `[a](javascript:alert(1))`, `[a](htps://example.org)`. Good: `[a](https://example.org)`.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding
from bonewise.rules._links import strays, told


def check(edition: Edition) -> Iterator[Finding]:
    for _, link, target in strays(edition):
        if target.kind == "bad-scheme":
            yield told(
                link, "bad-scheme", f"links must not use '{link.target.partition(':')[0]}:'", "use https, mailto or tel"
            )
