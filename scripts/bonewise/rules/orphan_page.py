"""No navigation and no link leads to a page.

Why: nobody will find it, and nobody will notice when it grows old.
Bad: a page that nothing names. Good: an entry in `nav:`, or a link from another page.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding, Place
from bonewise.rules._nav import unlisted


def check(edition: Edition) -> Iterator[Finding]:
    for page, linked in unlisted(edition):
        if not linked:
            what = "neither the navigation nor any page leads to this page"
            yield Finding(Place(page.shown_path), "orphan-page", what, "add it to nav, or link to it")
