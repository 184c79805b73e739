"""A page's next review is past.

Why: guidance ages; a reader must be able to see that somebody still looks after it.
Bad: `next_review: 2024-01-01`. Good: re-read the page, then set `reviewed` and `next_review`.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding

HEALTH = True


def check(edition: Edition) -> Iterator[Finding]:
    for rendered in edition.pages.values():
        page = rendered.page
        # A day before that of the review is another fault, told by `bad-date`.
        if page.next_review and page.next_review < edition.today and not page.contradicts_itself:
            what = f"review was due on {page.next_review}"
            mend = "re-read the page and set 'reviewed' and 'next_review'"
            yield Finding(page.places["next_review"], "review-overdue", what, mend, "warning")
