"""A reference is defined, but no link uses it.

Why: it is left over, or the link that should use it is misspelt.
Bad: `[a]: asthma.md` alone. Good: the same with `[asthma][a]`.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding
from bonewise.rules._links import unless_hooked


def check(edition: Edition) -> Iterator[Finding]:
    for rendered in edition.pages.values():
        for kind, text, place in rendered.loose:
            # A file that many pages include defines what some of them use.
            if place.path != rendered.page.shown_path:
                continue
            # `[//]: # (words)` and `[//]: <> (words)` are how authors hide a comment.
            if kind == "definition" and text not in ("", "#"):
                mend, level = unless_hooked(edition, "remove the line, or use it")
                what = f"no link uses this reference to '{text}'"
                yield Finding(place, "unused-definition", what, mend, level)
