"""The Markdown parser, or one of its extensions, fails on a page.

Why: the build would stop with a traceback, or run for minutes.
Bad: `[^1]` a thousand times on a page. Good: a page that a person would write.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding


def check(edition: Edition) -> Iterator[Finding]:
    for rendered in edition.pages.values():
        if rendered.failure and rendered.failure[0] == "cannot-render":
            _, what, place = rendered.failure
            yield Finding(
                place, "cannot-render", what, "take out the part that it fails on; halving the page shows which"
            )
