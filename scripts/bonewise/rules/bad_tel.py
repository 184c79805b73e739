"""A telephone link holds no number that can be dialled.

Why: in an emergency the call must go through at the first tap.
Bad: `[call](tel:CALL-NOW)`. Good: `[call](tel:+15551234567)`.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding
from bonewise.rules._links import strays, told


def check(edition: Edition) -> Iterator[Finding]:
    for _, link, target in strays(edition):
        if target.kind == "bad-tel":
            yield told(
                link,
                "bad-tel",
                f"'{link.target}' cannot be dialled",
                "write tel: and the number, with + and the country's code",
            )
