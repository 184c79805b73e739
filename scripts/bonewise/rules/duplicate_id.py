"""Two places on a page have the same id.

Why: a link to it reaches only the first.
Bad: `<a id="x"></a>` twice. Good: a name of its own for each.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding, Place


def check(edition: Edition) -> Iterator[Finding]:
    for rendered in edition.pages.values():
        seen: dict[str, Place | None] = {}
        for name, place in rendered.named:
            # Where no author wrote either of the two, as with the lines of code listings, nobody could mend it.
            where = place or seen.get(name)
            if name in seen and where:
                yield Finding(where, "duplicate-id", f"the id '{name}' is on this page twice", "give it another name")
            seen.setdefault(name, place)
