"""A mail link holds no address that mail could reach.

Why: the reader's mail program opens with nothing in it.
Bad: `[mail](mailto:help)`. Good: `[mail](mailto:help@example.org)`.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding
from bonewise.rules._links import strays, told


def check(edition: Edition) -> Iterator[Finding]:
    for _, link, target in strays(edition):
        if target.kind == "bad-mailto":
            yield told(link, "bad-mailto", f"'{link.target}' is not an address for mail", "write mailto:name@host")
