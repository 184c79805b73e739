"""A page of guidance does not say by which other words people look for it.

Why: readers type "thin bones" or "dowager's hump"; the search and the A to Z lead them only by words that a page names.
Bad: an article about kyphosis without `also_called`. Good: `also_called: [stoop, hunched back, dowager's hump]`.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding, Place

HEALTH = True


def check(edition: Edition) -> Iterator[Finding]:
    if not edition.library.settings.typed:
        return
    for rendered in edition.pages.values():
        page = rendered.page
        if page.kind != "page" and not page.also_called:
            what = "the page names no other words that people search for"
            mend = "add 'also_called:' with what a reader would call it"
            yield Finding(
                page.places.get("also_called", Place(page.shown_path)), "no-also-called", what, mend, "warning"
            )
