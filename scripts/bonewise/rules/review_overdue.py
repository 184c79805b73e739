"""A page's next review is past, or its dates contradict each other.

Why: guidance ages; a reader must be able to see that somebody still looks after it.
Bad: `next_review: 2024-01-01`. Good: re-read the page, then set `reviewed` and `next_review`.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding

HEALTH = True


def check(edition: Edition) -> Iterator[Finding]:
    for rendered in edition.pages.values():
        page = rendered.page
        if page.next_review and page.next_review < edition.today:
            what = f"review was due on {page.next_review}"
            mend = "re-read the page and set 'reviewed' and 'next_review'"
            yield Finding(page.places["next_review"], "review-overdue", what, mend, "warning")
        if page.reviewed and page.reviewed > edition.today:
            what = f"the page says it was reviewed on {page.reviewed}, which is still to come"
            yield Finding(page.places["reviewed"], "review-overdue", what, "write the day of the review")
        elif page.reviewed and page.next_review and page.next_review <= page.reviewed:
            what = "'next_review' is not after 'reviewed'"
            yield Finding(page.places["next_review"], "review-overdue", what, "set a later day")
