"""A page says that it has moved, to a page that does not exist or that is gone itself.

Why: whoever reads a copy or a printed sheet of the old page is sent on, and must arrive.
Bad: `moved_to: osteopeina`. Good: `moved_to: osteopenia`, the id of the page that took its place.
"""

from collections.abc import Iterator, Mapping

from bonewise.dialect import guess
from bonewise.model import Edition, Finding, Page


def check(edition: Edition) -> Iterator[Finding]:
    by_id = {page.id: page for page in edition.library.pages.values()}
    for page in edition.library.pages.values():
        fault = _fault(page, by_id) if page.moved_to else ""
        if fault:
            mend = "name the id of the page that took its place, or remove the line"
            yield Finding(page.places.get("moved_to", page.heading_place), "missing-successor", fault, mend)


def _fault(page: Page, by_id: Mapping[str, Page]) -> str:
    successor = by_id.get(page.moved_to)
    if successor is None:
        return f"there is no page with the id '{page.moved_to}'{guess(page.moved_to, tuple(sorted(by_id)))}"
    if successor.id == page.id:
        return f"the page says that '{page.moved_to}', which is itself, took its place"
    gone = "was withdrawn" if successor.withdrawn else "has moved too" if successor.moved_to else ""
    return f"the page '{page.moved_to}', which took its place, {gone}" if gone else ""
