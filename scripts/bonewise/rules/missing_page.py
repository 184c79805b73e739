"""A link leads to a page or file that does not exist.

Why: a reader who is worried must not end at an error page.
Bad: `[bending](bend.md)`. Good: `[bending](bending.md)`.
"""

from collections.abc import Iterator

from bonewise.addressing import address
from bonewise.model import Edition, Finding
from bonewise.rules._files import content_names, guess_file, missing


def check(edition: Edition) -> Iterator[Finding]:
    names = content_names(edition)
    for rendered in edition.pages.values():
        for link in rendered.links:
            found = address(rendered.page.path, link.target)
            if link.element == "img" or found is None or not missing(found.path, names):
                continue
            what = f"there is no page '{found.path}'{guess_file(found.path, names)}"
            yield Finding(link.place, "missing-page", what, "correct the link, or write the page")
