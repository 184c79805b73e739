"""What every page owes its reader: the disclaimer, the review dates and, where it matters, the emergency signs."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from bonewise.dialect import BLOCKS, CERTAINTY
from bonewise.model import Page
from bonewise.rendering.elements import box, href_between, joined, link, listing, make, plain, rebase, time

NOT_REVIEWED = "Not yet reviewed by a clinician"


def disclaimer(text: Page, page: str) -> Element:
    """The short form of the one disclaimer, with a link to the whole."""
    href = href_between(page, text.path)
    return make(
        "p",
        make("strong", plain("Please note. ")),
        plain(f"{text.short} "),
        link("Read the full disclaimer", href),
        class_="bw-disclaimer",
        role="note",
    )


def review_line(page: Page) -> Element:
    """When the page was reviewed, when it is due, and whether a clinician has reviewed it."""
    by = f"Reviewed by {joined(page.reviewed_by, 'and')}" if page.reviewed_by else NOT_REVIEWED
    return make(
        "p",
        *(make("span", plain("Last reviewed "), time(day)) for day in (page.reviewed,) if day),
        *(make("span", plain("Next review due "), time(day)) for day in (page.next_review,) if day),
        make("span", plain(by), class_="bw-review__by"),
        class_="bw-review",
    )


def emergency_box(emergency: Page, page: str) -> Element:
    """The signs that cannot wait, and whom to call; the same words on every page."""
    return box("get-help-now", BLOCKS["get-help-now"].label, *emergency_words(emergency, page))


def emergency_words(emergency: Page, page: str) -> list[Element]:
    """The contents of the emergency box."""
    signs = (rebase(sign, emergency.path, page) for sign in emergency.signs)
    return [
        make("p", make("strong", plain(emergency.call)), plain(" Do it now if you have any of these:")),
        listing(signs),
        make("p", link("All the signs, and what to do", href_between(page, emergency.path))),
    ]


def certainty_title(level: str) -> str:
    """The heading of a box that says how sure we are."""
    return f"{BLOCKS['certainty'].label} {CERTAINTY.get(level, level)}"
