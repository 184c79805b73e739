"""A page about pain, fracture or exercise does not tell the emergency signs.

Why: numbness, weakness or chest pain cannot wait until the reader finds another page.
Bad: an article with `topics: [pain]` and no box. Good: the same with `/// get-help-now` and `///`.
"""

from collections.abc import Iterator

from bonewise.dialect import EMERGENCY_TOPICS
from bonewise.model import Edition, Exercise, Finding, Page, Place, Programme

HEALTH = True


def check(edition: Edition) -> Iterator[Finding]:
    if not edition.library.settings.typed:
        return  # topics are typed front matter
    settings = edition.library.settings
    text = edition.library.emergency
    if text is None or not text.signs or not text.call:
        what = "the site has no list of emergency signs"
        mend = "write this page, with 'call:' and 'signs:' in its front matter"
        yield Finding(Place(f"{settings.content}/{settings.emergency}"), "missing-emergency", what, mend)
        return
    for rendered in edition.pages.values():
        page = rendered.page
        if _must_tell(page) and 'class="bw-box bw-get-help-now"' not in rendered.html:
            place = page.places.get("topics", Place(page.shown_path))
            what = "a page about pain, fracture or exercise must tell the emergency signs"
            yield Finding(place, "missing-emergency", what, "add '/// get-help-now' and '///' near the end")


def _must_tell(page: Page) -> bool:
    return isinstance(page, Exercise | Programme) or bool(set(page.topics) & set(EMERGENCY_TOPICS))
