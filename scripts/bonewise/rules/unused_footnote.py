"""A footnote has no mark in the text.

Why: it stands at the page's end, and nobody knows to what it belongs.
Bad: `[^1]: Why.` alone. Good: the same with `True.[^1]`.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding


def check(edition: Edition) -> Iterator[Finding]:
    for rendered in edition.pages.values():
        for kind, _text, place in rendered.loose:
            if kind == "footnote_definition":
                yield Finding(
                    place,
                    "unused-footnote",
                    "no mark in the text leads to this footnote",
                    "put its mark into the text, or remove it",
                )
