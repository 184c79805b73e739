"""A page of health guidance does not say when it was reviewed, or when it will be.

Why: without a date nobody can tell whether somebody still looks after it.
Bad: no `reviewed:` in the front matter. Good: `reviewed: 2026-11-22` and `next_review: 2027-11-22`.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding, Place

HEALTH = True


def check(edition: Edition) -> Iterator[Finding]:
    if edition.library.settings.typed:
        return  # a missing field is told by the field table
    for rendered in edition.pages.values():
        page = rendered.page
        lacking = [name for name in ("reviewed", "next_review") if name not in page.places]
        if lacking:
            what = f"the page does not say {' and '.join(repr(name) for name in lacking)}"
            mend = f"add to its front matter: {', '.join(f'{name}: YYYY-MM-DD' for name in lacking)}"
            yield Finding(Place(page.shown_path), "review-missing", what, mend)
