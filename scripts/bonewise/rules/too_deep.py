"""A page's brackets, quotations or lists stand so deep in each other that it cannot be rendered.

Why: the build would stop, or run for minutes.
Bad: a line of two thousand `>`. Good: a few levels.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding


def check(edition: Edition) -> Iterator[Finding]:
    for rendered in edition.pages.values():
        if rendered.failure and rendered.failure[0] == "too-deep":
            _, what, place = rendered.failure
            yield Finding(place, "too-deep", what, "take levels out, or split the page")
