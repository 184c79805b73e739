"""A page is in the site, but the navigation does not name it.

Why: readers find it by search alone.
Bad: `nav:` without the page. Good: an entry for it, or a line in `not_in_nav:` where that is meant.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding, Place
from bonewise.rules._nav import unlisted


def check(edition: Edition) -> Iterator[Finding]:
    for page, linked in unlisted(edition):
        if linked:
            what = "the navigation does not name this page"
            yield Finding(Place(page.shown_path), "not-in-nav", what, "add it to nav, or to not_in_nav")
