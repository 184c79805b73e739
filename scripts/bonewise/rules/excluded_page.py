"""A link leads to a page that the settings keep out of the site.

Why: the file is there when you write, and gone for the reader.
Bad: `[draft](drafts/new.md)` with `exclude_docs: drafts/`. Good: link to a page that is published.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding
from bonewise.rules._links import strays, told


def check(edition: Edition) -> Iterator[Finding]:
    for _, link, target in strays(edition):
        if target.kind == "excluded":
            yield told(
                link,
                "excluded-page",
                f"'{target.path}' is kept out of the site by exclude_docs or draft_docs",
                "publish the page, or remove the link",
            )
