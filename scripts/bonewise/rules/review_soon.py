"""A page's next review is due within thirty days.

Why: a review takes a clinician's time, and that must be asked for before the day.
Bad: `next_review: 2026-12-01` in the week before. Good: the review asked for, then `reviewed` and `next_review` set.
"""

from collections.abc import Iterator

from bonewise.dialect import counted
from bonewise.model import Edition, Finding

HEALTH = True

SOON = 30


def check(edition: Edition) -> Iterator[Finding]:
    for rendered in edition.pages.values():
        page = rendered.page
        left = (page.next_review - edition.today).days if page.next_review else -1
        if 0 <= left <= SOON:
            when = f"in {counted(left, 'day')}" if left else "today"
            what = f"review is due {when}, on {page.next_review}"
            mend = "ask for the review, then set 'reviewed' and 'next_review'"
            yield Finding(page.places["next_review"], "review-soon", what, mend, "notice")
