"""A link leads to a section that the page does not have.

Why: the reader lands at the top of a page and cannot find what was promised.
Bad: `[dose](walking.md#dosage)`. Good: `[dose](walking.md#how-much)`.
"""

from collections.abc import Iterator

from bonewise.addressing import address
from bonewise.dialect import guess
from bonewise.model import Edition, Finding


def check(edition: Edition) -> Iterator[Finding]:
    for rendered in edition.pages.values():
        for link in rendered.links:
            found = address(rendered.page.path, link.target)
            if link.element == "img" or found is None or not found.fragment:
                continue
            target = edition.pages.get(found.path or rendered.page.path)
            if target and found.fragment not in target.ids:
                ids = tuple(sorted(target.ids))
                what = f"'{target.page.path}' has no section '#{found.fragment}'{guess(found.fragment, ids)}"
                yield Finding(link.place, "missing-anchor", what, "use the id of a heading on that page")
