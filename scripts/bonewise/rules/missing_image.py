"""A picture's file does not exist.

Why: people look before they read; a broken picture says that nobody checked.
Bad: `![Spine](spien.png)`. Good: `![Spine](spine.png)`.
"""

from collections.abc import Iterator

from bonewise.addressing import address
from bonewise.model import Edition, Finding
from bonewise.rules._files import content_names, guess_file, missing


def check(edition: Edition) -> Iterator[Finding]:
    names = content_names(edition)
    pictures = [name for name in names if not name.endswith((".md", ".yaml"))]
    for rendered in edition.pages.values():
        for link in rendered.links:
            found = address(rendered.page.path, link.target)
            if link.element == "img" and found and missing(found.path, names):
                what = f"there is no picture '{found.path}'{guess_file(found.path, pictures)}"
                yield Finding(link.place, "missing-image", what, "correct the path, or add the file")
