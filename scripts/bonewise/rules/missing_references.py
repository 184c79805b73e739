"""A page of health guidance has no list of references.

Why: a reader must be able to see on what it rests. Pages with citations get their list from the build.
Bad: a page without sources. Good: citations, or a heading "References" with the list below it.
"""

import re
from collections.abc import Iterator

from bonewise.model import Edition, Finding

HEALTH = True
PER_PAGE = True
_HEADING = re.compile(
    r"<h[1-6][^>]*>(?:(?!</h)[^\n]){0,200}\b(?:references?|sources?|bibliography|citations|further reading)\b", re.I
)


def check(edition: Edition) -> Iterator[Finding]:
    if edition.library.settings.typed:
        return  # the build makes the list there, and `few-sources` asks for the citations
    for rendered in edition.pages.values():
        if not _HEADING.search(rendered.html):
            mend = "add a heading 'References' with the sources below it"
            yield Finding(rendered.page.heading_place, "missing-references", "the page names no references", mend)
