"""A page of guidance cites fewer than three sources.

Why: one paper can be wrong; guidance should not hang on it.
Bad: an article that cites one study. Good: the guideline, a review and the study.
"""

from collections.abc import Iterator

from bonewise.dialect import counted
from bonewise.model import Edition, Finding, Place

HEALTH = True

LEAST = 3


def check(edition: Edition) -> Iterator[Finding]:
    if not edition.library.settings.typed:
        return  # which of its pages are guidance, a project without kinds does not say
    for rendered in edition.pages.values():
        page = rendered.page
        cited = {citation.key for citation in rendered.citations}
        if page.kind != "page" and len(cited) < LEAST:
            what = f"the page cites {counted(len(cited), 'source')}; at least {LEAST} are asked for"
            yield Finding(Place(page.shown_path), "few-sources", what, "cite more sources that support it", "warning")
