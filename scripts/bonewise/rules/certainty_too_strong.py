"""A box says `high` certainty, but rests on weak kinds of evidence alone.

Why: "we are very sure" is the strongest thing we say; snapshots, overviews and news cannot carry it.
Bad: `/// certainty | high` over one cross-sectional study. Good: `/// certainty | low`, or cite the trials behind it.
"""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from bonewise.dialect import EVIDENCE
from bonewise.model import Edition, Finding, Place, RenderedPage
from bonewise.rules._sources import is_preprint

HEALTH = True

_WEAK = ("cross-sectional", "news-page", "other-page", "narrative-review")


def check(edition: Edition) -> Iterator[Finding]:
    for rendered in edition.pages.values():
        if any(name == "certainty" and level == "high" for name, level, _ in rendered.blocks):
            yield from _boxes(edition, rendered)


def _boxes(edition: Edition, rendered: RenderedPage) -> Iterator[Finding]:
    places = [place for name, _, place in rendered.blocks if name == "certainty"]
    boxes = LexborHTMLParser(rendered.html).css(".bw-certainty")
    for number, box in enumerate(boxes):
        if "bw-certainty--high" not in (box.attributes.get("class") or ""):
            continue
        keys = [mark.attributes.get("data-source") or "" for mark in box.css(".bw-cite [data-source]")]
        kinds = [_weakness(edition, key) for key in dict.fromkeys(keys)]
        if kinds and all(kinds):
            place = places[number] if len(places) == len(boxes) else Place(rendered.page.shown_path)
            what = f"'high' is too strong for what it cites: {', '.join(sorted(set(kinds)))}"
            mend = "choose a lower certainty, or cite the stronger evidence that it rests on"
            yield Finding(place, "certainty-too-strong", what, mend, "warning")


def _weakness(edition: Edition, key: str) -> str:
    """The weak kind of evidence that a source is, in words; '' where it is none of them."""
    source = edition.library.sources.get(key)
    if source and is_preprint(source):
        return "preprint"
    return EVIDENCE[source.evidence].lower() if source and source.evidence in _WEAK else ""
