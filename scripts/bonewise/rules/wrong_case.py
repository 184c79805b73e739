"""A link differs from the file's name only in capitals, or in how an accent is stored.

Why: it works on your Mac or Windows computer, and fails on the web server.
Bad: `[asthma](Asthma.md)`. Good: `[asthma](asthma.md)`.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding
from bonewise.rules._links import strays, told, with_tail


def check(edition: Edition) -> Iterator[Finding]:
    for _, link, target in strays(edition):
        if target.kind == "wrong-case":
            yield told(
                link,
                "wrong-case",
                f"the file is named '{target.better or target.path}'",
                "write the name exactly so",
                better=with_tail(link, target.better),
            )
