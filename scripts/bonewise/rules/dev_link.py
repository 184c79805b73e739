"""A link leads to a computer of your own, such as localhost.

Why: it works for you alone.
Bad: `[asthma](http://localhost:8000/asthma/)`. Good: `[asthma](asthma.md)`.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding
from bonewise.rules._links import own_path, shows_address, strays, told


def check(edition: Edition) -> Iterator[Finding]:
    for page, link, target in strays(edition):
        # <http://localhost:8000> shows the address, as a tutorial does; it leads nobody astray.
        if target.kind == "dev" and not shows_address(link):
            yield told(
                link,
                "dev-link",
                f"'{link.target}' leads to your own computer",
                "link to the Markdown file",
                better=own_path(edition, page, target)
                and own_path(edition, page, target) + (f"#{target.fragment}" if target.fragment else ""),
            )
