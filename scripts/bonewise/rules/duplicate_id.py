"""Two places on a page have the same id.

Why: a link to it reaches only the first.
Bad: `<a id="x"></a>` twice. Good: a name of its own for each.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding, Place


def check(edition: Edition) -> Iterator[Finding]:
    for rendered in edition.pages.values():
        seen: set[str] = set()
        for name, place in rendered.named:
            if name in seen and not name.startswith(("fnref", "fn:")):
                where = place or Place(rendered.page.shown_path, rendered.page.body_line)
                yield Finding(where, "duplicate-id", f"the id '{name}' is on this page twice", "give it another name")
            seen.add(name)
