"""A source stands in the bibliography, but no page cites it.

Why: the list of sources is what the guidance rests on, not a reading list.
Bad: an entry that nobody cites. Good: remove it, or cite it where it belongs.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding

HEALTH = True


def check(edition: Edition) -> Iterator[Finding]:
    cited = {citation.key for rendered in edition.pages.values() for citation in rendered.citations}
    for key, source in edition.library.sources.items():
        if key not in cited:
            what = f"no page cites the source '{key}'"
            yield Finding(source.place, "unused-source", what, "cite it, or remove the entry", "warning")
