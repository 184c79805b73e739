"""The site has no disclaimer, or a page does not show it.

Why: general guidance must never be taken for advice about one person.
Bad: no `about/disclaimer.md`, or one without `short:`. Good: that file, with the short form in its front matter.
"""

import re
from collections.abc import Iterator

from bonewise.model import Edition, Finding, Place

HEALTH = True


#: How pages that are plain Markdown say it.
_ADVISED = r"(?:advice|care|treatment|diagnosis|consultation)"
_ADVISER = r"(?:doctor|gp|physician|nurse|pharmacist|clinician|physiotherapist|professional|provider)"
_NOT = r"(?:not|never|n['’]t|n&#8217;t)"
_SAID = re.compile(
    rf"{_NOT}\W+(?:a\W+substitute\W+for\W+)?(?:\w+\W+){{0,3}}(?:medical|professional|clinical|health)\W+{_ADVISED}"
    # "Do not use this in place of advice from your doctor", "does not replace seeing a nurse".
    rf"|{_NOT}\W+(?:\w+\W+){{0,3}}(?:replace|substitut\w+|(?:in\W+place|instead)\W+of)\W+(?:\w+\W+){{0,6}}"
    rf"(?:{_ADVISED}|{_ADVISER}s?)\b|disclaimer"
    r"|not\W+(?:\w+\W+){0,2}intended\W+(?:\w+\W+){0,3}(?:diagnos\w+|treat\w*|cure)\b"
    rf"|(?:always|please)\W+seek\W+(?:\w+\W+){{0,5}}{_ADVISER}\b"
    r"|general\W+information\W+only|for\W+(?:general\W+)?information(?:al)?\W+(?:purposes\W+)?only",
    re.I,
)


def check(edition: Edition) -> Iterator[Finding]:
    if not edition.library.settings.typed:
        yield from _plain_pages(edition)
        return
    settings = edition.library.settings
    text = edition.library.disclaimer
    path = f"{settings.content}/{settings.disclaimer}"
    if text is None:
        yield Finding(Place(path), "missing-disclaimer", "the site has no disclaimer", "write this page")
        return
    if not text.short:
        mend = "add 'short:' with one or two sentences"
        yield Finding(Place(path), "missing-disclaimer", "the disclaimer has no short form", mend)
    for rendered in edition.pages.values():
        if rendered.page.path != text.path and 'class="bw-disclaimer"' not in rendered.html:
            what = "the page does not show the disclaimer"
            yield Finding(Place(rendered.page.shown_path), "missing-disclaimer", what, "remove what hides it")


def _plain_pages(edition: Edition) -> Iterator[Finding]:
    for rendered in edition.pages.values():
        if not _SAID.search(re.sub(r"<[^>]+>", " ", rendered.html)):
            what = "the page does not say that it is not medical advice"
            mend = "add a sentence: this page is general information, not medical advice"
            yield Finding(rendered.page.heading_place, "missing-disclaimer", what, mend)
