"""A link names a reference that the page does not define.

Why: the reader sees brackets in place of a link.
Bad: `[asthma][a]` without a line `[a]: asthma.md`. Good: with it.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding
from bonewise.rules._links import unless_hooked

#: Plugins that resolve `[text][name]` after Markdown, to the headings and objects of the whole site.
_RESOLVERS = frozenset({"autorefs", "mkdocstrings"})


def check(edition: Edition) -> Iterator[Finding]:
    if edition.library.settings.plugins & _RESOLVERS:
        return
    for rendered in edition.pages.values():
        for kind, text, place in rendered.loose:
            if kind == "reference":
                yield Finding(
                    place,
                    "undefined-reference",
                    f"no line defines the reference '[{text}]'",
                    *unless_hooked(edition, "add a line '[name]: target', or correct the name"),
                )
