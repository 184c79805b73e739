"""A page for patients or carers uses an abbreviation that neither the page nor the glossary explains.

It counts as explained by brackets beside it, by `*[DXA]: …`, by an entry of the page with the id `glossary`, or by
`known_terms` of mkdocs.yml. The words of a link to the glossary must be an entry too.

Why: a row of capitals means nothing to most readers, and a promised explanation must be there.
Bad: `Ask for a VFA.` Good: `Ask for a side picture of the spine (VFA).`
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from bonewise.model import Edition, Finding, Page, RenderedPage
from bonewise.prose import paragraphs
from bonewise.rules._links import aims, told
from bonewise.rules._wording import Wording

HEALTH = True

_TERM = re.compile(r"(?<![\w/.&-])[A-Z]{2,6}(?=s?(?![\w&]|[-/][A-Z0-9]))")
_ROMAN = re.compile(r"[IVXLC]+")
#: What everybody knows; more in `known_terms`.
_COMMON = frozenset(
    "UK US USA EU UN GP NHS WHO TV CD DVD PC PDF QR ID OK AM PM FAQ SMS BBC CCTV DIY PIN PO NB PS MOT VAT".split()
)
_LAY = frozenset({"patients", "carers"})


def check(edition: Edition) -> Iterator[Finding]:
    glossary = edition.library.by_id("glossary")
    if not edition.library.settings.typed or glossary is None or glossary.path not in edition.pages:
        return
    entries = _entries(edition.pages[glossary.path])
    known = _COMMON | set(edition.library.settings.known_terms) | set(re.findall(r"[A-Z]{2,6}", " ".join(entries)))
    for rendered in edition.pages.values():
        if _LAY & set(rendered.page.audience):
            yield from _used(rendered, known)
    yield from _promised(edition, glossary, entries)


def _entries(rendered: RenderedPage) -> list[str]:
    tree = LexborHTMLParser(rendered.html)
    return [" ".join(node.text().split()) for node in tree.css("dt, h2, h3, h4, li strong:first-child")]


def _used(rendered: RenderedPage, known: frozenset[str]) -> Iterator[Finding]:
    written = {*_TERM.findall(rendered.page.body), *_TERM.findall(rendered.page.header)}
    if all(term in known or _ROMAN.fullmatch(term) for term in written):
        return
    texts = paragraphs(rendered.html)
    whole = LexborHTMLParser(rendered.html).text()
    seen: set[str] = set()
    wording: Wording | None = None
    for text in texts:
        for match in _TERM.finditer(text):
            term = match[0]
            if term in known or term in seen or _ROMAN.fullmatch(term) or text.isupper():
                continue
            seen.add(term)
            if not _explained(rendered, whole, term):
                wording = wording or Wording(rendered.page)
                place = wording.place(text[match.start() :], wording.pass_block(text))
                what = f"'{term}' is explained neither here nor in the glossary"
                mend = "say it in words with the abbreviation in brackets, or add it to the glossary or 'known_terms'"
                yield Finding(place, "undefined-term", what, mend, "warning")


def _explained(rendered: RenderedPage, whole: str, term: str) -> bool:
    beside = rf"\([^()]{{0,80}}\b{term}s?\b[^()]{{0,80}}\)|\b{term}s?\b[”’\"']? \("
    beside += rf"|\b{term}\b[^.]{{0,20}}\b(?:stands|is short) for\b"
    named = (rendered.page.title, rendered.page.description, *rendered.page.also_called)
    return bool(re.search(beside, whole)) or any(term in name for name in named) or f">{term}</abbr>" in rendered.html


def _promised(edition: Edition, glossary: Page, entries: list[str]) -> Iterator[Finding]:
    """A link to the glossary by the words of an entry that is not there."""
    defined = " ".join(entries).lower()
    general = {"glossary", "word", "words", "terms", "term", "meaning", "meanings", glossary.title.lower()}
    for page, link, target in aims(edition):
        words = re.findall(r"[\w-]+", link.label.lower())
        if target.path != glossary.path or target.fragment or page.page.path == glossary.path or general & set(words):
            continue
        if words and not any(
            each in defined or each.removesuffix("s") in defined for each in (" ".join(words), *words)
        ):
            what = f"the glossary has no entry for '{link.label}'"
            yield told(link, "undefined-term", what, "write the entry, or use the words of one")
