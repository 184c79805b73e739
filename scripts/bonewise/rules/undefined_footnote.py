"""A footnote mark has no footnote.

Why: the reader is sent to a note that is not there.
Bad: `True.[^1]` alone. Good: the same with a line `[^1]: Why.`
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding


def check(edition: Edition) -> Iterator[Finding]:
    for rendered in edition.pages.values():
        for kind, text, place in rendered.loose:
            if kind == "footnote":
                yield Finding(
                    place,
                    "undefined-footnote",
                    f"there is no footnote '[{text}]'",
                    "add a line '[^name]: text', or correct the name",
                )
