"""A reference is defined, but no link uses it.

Why: it is left over, or the link that should use it is misspelt.
Bad: `[a]: asthma.md` alone. Good: the same with `[asthma][a]`.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding


def check(edition: Edition) -> Iterator[Finding]:
    for rendered in edition.pages.values():
        for kind, text, place in rendered.loose:
            # `[//]: # (words)` and `[//]: <> (words)` are how authors hide a comment.
            if kind == "definition" and text not in ("", "#"):
                yield Finding(
                    place, "unused-definition", f"no link uses this reference to '{text}'", "remove the line, or use it"
                )
