"""A picture's file does not exist.

Why: people look before they read; a broken picture says that nobody checked.
Bad: `![Spine](spien.png)`. Good: `![Spine](spine.png)`.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding
from bonewise.rules._links import aims, is_picture, near, told


def check(edition: Edition) -> Iterator[Finding]:
    for _, link, target in aims(edition):
        if target.kind in ("missing", "empty") and is_picture(link):
            what = f"there is no picture '{target.path}'{near(target.path, edition)}"
            yield told(link, "missing-image", what, "correct the path, or add the file")
