"""A box, a page or a sentence claims more certainty than the kinds of evidence that it cites can carry.

A box's `high` or `moderate` and the page's `claims_level` are judged by what they cite; so are the words "proven",
"strong evidence" and their like in a sentence.

Why: "we are very sure" is the strongest thing we say; snapshots, overviews and news cannot carry it.
Bad: `/// certainty | high` over one cross-sectional study. Good: `/// certainty | low`, or cite the trials behind it.
"""

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser

from bonewise.dialect import EVIDENCE
from bonewise.model import Edition, Finding, Place, RenderedPage
from bonewise.prose import sentences
from bonewise.rules._sources import is_preprint
from bonewise.rules._wording import Wording

HEALTH = True
PER_PAGE = True

#: What each word may not rest on alone.
_WEAK = {
    "high": ("cross-sectional", "news-page", "other-page", "narrative-review"),
    "moderate": ("news-page", "other-page"),
}
_SURE = re.compile(
    r"\b(?:proven|proof that|conclusive(?:ly)?|certain(?:ly)? that|no doubt|beyond doubt|definitive(?:ly)?"
    r"|(?:strong|solid|robust|overwhelming|high[- ]certainty|high[- ]quality) (?:\w+ )?evidence|we are very sure)\b",
    re.I,
)
#: What a text must hold for that pattern to be worth its time.
_TELLING = ("proven", "proof that", "conclusive", "certain", "doubt", "definitive", "evidence", "very sure")
_DENIED = re.compile(r"\b(?:not|no|never|nor|cannot|without|little|lacks?|few)\b|n['’]t\b|\?", re.I)
_MENTIONED = re.compile(r"[“\"][^“”\"]{1,40}[”\"]")
_MEND = "choose a lower certainty, or cite the stronger evidence that it rests on"
#: Stands in a text for a citation mark, with the source's key.
_MARK = re.compile("\ue0f0([^\ue0f0\ue0f1]*)\ue0f1")


def check(edition: Edition) -> Iterator[Finding]:
    for rendered in edition.pages.values():
        page = rendered.page
        if any(name == "certainty" and level in _WEAK for name, level, _ in rendered.blocks):
            yield from _boxes(edition, rendered)
        if page.claims_level in _WEAK:
            cited = [citation.key for citation in rendered.citations]
            place = page.places.get("claims_level", Place(page.shown_path))
            yield from _told(edition, page.claims_level, cited, place)
        if rendered.citations and _may_be_sure(page.body):
            yield from _sentences(edition, rendered)


def _may_be_sure(text: str) -> bool:
    lower = text.lower()
    return any(word in lower for word in _TELLING) and _SURE.search(text) is not None


def _boxes(edition: Edition, rendered: RenderedPage) -> Iterator[Finding]:
    places = [place for name, _, place in rendered.blocks if name == "certainty"]
    boxes = LexborHTMLParser(rendered.html).css(".bw-certainty")
    for number, box in enumerate(boxes):
        level = (box.attributes.get("class") or "").rpartition("bw-certainty--")[2].split(" ")[0]
        if level in _WEAK:
            keys = [mark.attributes.get("data-source") or "" for mark in box.css(".bw-cite [data-source]")]
            place = places[number] if len(places) == len(boxes) else Place(rendered.page.shown_path)
            yield from _told(edition, level, keys, place)


def _sentences(edition: Edition, rendered: RenderedPage) -> Iterator[Finding]:
    """Sentences that are very sure, by the sources in them or right behind them."""
    tree = LexborHTMLParser(rendered.html)
    for node in tree.css(".bw-references__list, .bw-certainty .bw-box__title, code, pre"):
        node.decompose()
    for mark in tree.css(".bw-cite"):
        keys = [each.attributes.get("data-source") or "" for each in mark.css("[data-source]")]
        mark.replace_with("".join(f"\ue0f0{key}\ue0f1" for key in keys))
    wording: Wording | None = None
    for node in tree.css("p, li, dd"):
        text = " ".join(node.text().split())
        if _SURE.search(text) and not (node.tag == "li" and node.css_first("p, ul, ol")):
            for sentence in sentences(re.sub(r"([.!?]) ?((?:\ue0f0[^\ue0f0\ue0f1]*\ue0f1)+)", r" \2\1", text)):
                match = _SURE.search(_MENTIONED.sub("", sentence))
                if match and not _DENIED.search(sentence):
                    wording = wording or Wording(rendered.page)
                    place = wording.place(_MARK.sub("", sentence), 0)
                    yield from _told(edition, match[0], _MARK.findall(sentence), place)


def _told(edition: Edition, word: str, keys: Iterable[str], place: Place) -> Iterator[Finding]:
    weak = _WEAK.get(word, _WEAK["high"])
    kinds = [_weakness(edition, key, weak) for key in dict.fromkeys(keys)]
    if kinds and all(kinds):
        what = f"'{word}' is too strong for what it cites: {', '.join(sorted(set(kinds)))}"
        yield Finding(place, "certainty-too-strong", what, _MEND, "warning")


def _weakness(edition: Edition, key: str, weak: tuple[str, ...]) -> str:
    """The weak kind of evidence that a source is, in words; '' where it is none of them."""
    source = edition.library.sources.get(key)
    if source and is_preprint(source):
        return "preprint"
    return EVIDENCE[source.evidence].lower() if source and source.evidence in weak else ""
