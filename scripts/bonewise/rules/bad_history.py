"""A page's list of changes names a day to come, or is not sorted with the newest change first.

Why: the list and the feed tell people who rely on a page what changed and when, so they must be true.
Bad: a change dated next week. Good: the day on which readers got the change, above the older ones.
"""

from collections.abc import Iterator
from itertools import pairwise

from bonewise.model import Edition, Finding


def check(edition: Edition) -> Iterator[Finding]:
    for rendered in edition.pages.values():
        changes = rendered.page.changes
        for change in changes:
            if change.day > edition.today:
                what = f"the change is dated {change.day}, which is still to come"
                yield Finding(change.place, "bad-history", what, "write the day on which readers got it")
        for newer, older in pairwise(changes):
            if older.day > newer.day:
                what = f"the change of {older.day} stands below the one of {newer.day}"
                yield Finding(older.place, "bad-history", what, "put the newest change first")
