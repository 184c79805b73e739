"""A link has no target.

Why: it looks like help and does nothing.
Bad: `[todo]()`. Good: write the target, or no link.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding
from bonewise.rules._links import strays, told


def check(edition: Edition) -> Iterator[Finding]:
    for _, link, target in strays(edition):
        if target.kind == "empty" and link.element in ("a", "area"):
            yield told(link, "empty-link", "the link has no target", "write the target, or remove the link")
