"""A link leads to a page or file that does not exist.

Why: a reader who is worried must not end at an error page.
Bad: `[bending](bend.md)`. Good: `[bending](bending.md)`.
"""

import posixpath
from collections.abc import Iterator

from bonewise.addressing import address
from bonewise.dialect import guess
from bonewise.model import Edition, Finding
from bonewise.rules._files import content_names, missing


def check(edition: Edition) -> Iterator[Finding]:
    names = content_names(edition)
    by_stem = {posixpath.basename(name): name for name in names}
    for rendered in edition.pages.values():
        for link in rendered.links:
            found = address(rendered.page.path, link.target)
            if link.element == "img" or found is None or not missing(found.path, names):
                continue
            same = by_stem.get(posixpath.basename(found.path))
            near = f"; did you mean '{same}'?" if same else guess(found.path, tuple(names))
            what = f"there is no page '{found.path}'{near}"
            yield Finding(link.place, "missing-page", what, "correct the link, or write the page")
