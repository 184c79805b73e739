"""A picture has no words for those who cannot see it.

Why: a blind reader is told nothing, or the file's name.
Bad: `![](spine.png)`. Good: `![The spine from the side](spine.png)`, or `<img alt="">` for mere decoration.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding
from bonewise.rules._links import aims, told_of_words


def check(edition: Edition) -> Iterator[Finding]:
    for _, link, _target in aims(edition):
        if link.element == "img" and link.attribute == "src" and not link.decorative:
            lacking = link.alt is None if link.raw else not (link.alt or "").strip()
            if lacking:
                yield told_of_words(link, "missing-alt", "the picture has no words", "say in a few words what it shows")
