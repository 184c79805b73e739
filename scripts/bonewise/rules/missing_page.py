"""A link leads to a page that does not exist.

Why: a reader who is worried must not end at an error page.
Bad: `[bending](bend.md)`. Good: `[bending](bending.md)`.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding
from bonewise.rules._links import is_page, missed, strays


def check(edition: Edition) -> Iterator[Finding]:
    for _, link, target in strays(edition):
        if target.kind == "missing" and is_page(link, target.path):
            as_built = link.raw or "://" in link.target
            mend = "link to the page's address in the site" if as_built else "correct the link, or write the page"
            yield from missed(link, "missing-page", f"there is no page '{target.path}'", mend, target, edition)
