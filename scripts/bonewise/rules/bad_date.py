"""A date is not written as year-month-day, is no day of the calendar, or contradicts another one or today.

Why: a page that is reviewed tomorrow, or due before it was reviewed, tells nobody when somebody last looked at it.
Bad: `reviewed: 2026-02-30`, or `next_review:` before `reviewed:`. Good: `reviewed: 2026-02-28`.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding

HEALTH = True


def check(edition: Edition) -> Iterator[Finding]:
    # How a date is written, the reader judges.
    for rendered in edition.pages.values():
        page = rendered.page
        if page.reviewed and page.reviewed > edition.today:
            what = f"the page says it was reviewed on {page.reviewed}, which is still to come"
            yield Finding(page.places["reviewed"], "bad-date", what, "write the day of the review")
        elif page.contradicts_itself:
            what = "'next_review' is not after 'reviewed'"
            yield Finding(page.places["next_review"], "bad-date", what, "set a later day")
