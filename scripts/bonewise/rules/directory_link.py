"""A link names a folder or an address, where MkDocs needs the Markdown file.

Why: it works on one page and breaks on the next, and no tool can follow it.
Bad: `[topics](topics/)`. Good: `[topics](topics/index.md)`.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding
from bonewise.rules._links import strays, told, with_tail


def check(edition: Edition) -> Iterator[Finding]:
    for _, link, target in strays(edition):
        if target.kind == "directory":
            yield told(
                link,
                "directory-link",
                f"'{link.target}' is an address of the built site, not a file",
                f"link to '{target.better}'",
                better=with_tail(link, target.better),
            )
