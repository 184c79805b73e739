"""A picture's file does not exist.

Why: people look before they read; a broken picture says that nobody checked.
Bad: `![Spine](spien.png)`. Good: `![Spine](spine.png)`.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding
from bonewise.rules._links import is_picture, missed, strays


def check(edition: Edition) -> Iterator[Finding]:
    for _, link, target in strays(edition):
        if target.kind in ("missing", "empty") and is_picture(link):
            what = f"there is no picture '{target.path}'"
            yield from missed(link, "missing-image", what, "correct the path, or add the file", target, edition)
