"""An address cannot be read as one: no host, a stray percent sign, a space, an unclosed bracket.

Why: browsers guess, and guess differently.
Bad: `[a](https://exa mple.org)`. Good: `[a](https://example.org)`.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding
from bonewise.rules._links import strays, told


def check(edition: Edition) -> Iterator[Finding]:
    for _, link, target in strays(edition):
        if target.kind == "bad-url":
            yield told(
                link,
                "bad-url",
                f"'{link.target}' is not a valid address",
                "check it for spaces, brackets and percent signs",
            )
