"""A citation names a source that the bibliography does not have.

Why: a claim whose source cannot be found is a claim without a source.
Bad: `Bones are alive. [@clark2008]`. Good: `Bones are alive. [@clarke2008bone]`, with that id in sources.yaml.
"""

from collections.abc import Iterator

from bonewise.dialect import guess
from bonewise.model import Edition, Finding


def check(edition: Edition) -> Iterator[Finding]:
    known = tuple(edition.library.sources)
    for rendered in edition.pages.values():
        for citation in rendered.citations:
            if citation.key not in edition.library.sources:
                what = f"no source named '{citation.key}'{guess(citation.key, known)}"
                mend = f"correct the key, or add the source to {edition.library.settings.sources}"
                yield Finding(citation.place, "unknown-citation", what, mend)
