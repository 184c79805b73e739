"""A link shows no words.

Why: nobody can see it, and a screen reader says only "link".
Bad: `[](asthma.md)`. Good: `[about asthma](asthma.md)`.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding
from bonewise.rules._links import aims, told_of_words


def check(edition: Edition) -> Iterator[Finding]:
    for _, link, target in aims(edition):
        if link.element == "a" and target.kind != "empty" and not link.label:
            mend = "write between the brackets where it leads"
            yield told_of_words(link, "empty-text", "the link shows no words", mend)
