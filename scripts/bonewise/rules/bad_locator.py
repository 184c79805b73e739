"""The place within a source, behind the comma of a citation, is not one.

Why: `p. 12` saves the reader a hundred pages; `p.` or `page twelve or so` sends them through all of them.
Bad: `[@kanis2019, p.]`. Good: `[@kanis2019, p. 12]`, `[@kanis2019, pp. 12-14, table 2]`.
"""

import re
from collections.abc import Iterator

from bonewise.dialect import LOCATOR_LABELS, guess
from bonewise.model import Citation, Edition, Finding, Level, Place, RenderedPage

HEALTH = True

#: Numbers as books have them: 12, 12a, S12, e1003, 3.2, iv, A; one number, or two with a dash between.
_ONE = r"(?:[A-Za-z]{0,3}\d+(?:[.:]\d+)*[A-Za-z]{0,2}|[ivxlcdmIVXLCDM]+|[A-Z])"
_NUMBERS = re.compile(rf"#?{_ONE}(?:\s*(?:[-–—]+|to|and|&)\s*{_ONE})?(?:\s*ff?\.?)?")
_SPAN = re.compile(r"(?<!\d)(\d{1,9})\s*[-–—]{1,3}\s*(\d{1,9})(?!\d)")
#: Parts of a paper that need no number.
_NAMED = re.compile(
    r"(?:the )?(?:abstract|summary|introduction|background|methods?|results?|findings|discussion|conclusions?|preface"
    r"|foreword|epilogue|appendix|appendices|supplement\w*|annex\w*|glossary|recommendations?|key \w+|passim"
    r"|plain[- ]language summary)",
    re.I,
)
#: Labels behind which a title may stand in place of a number.
_TITLED = ("ch", "chap", "chapter", "part", "pt", "sec", "section", "§", "s.v", "sv", "appendix", "box", "heading")
#: What a misspelt label may have meant; short ones are near everything.
_LONG_LABELS = tuple(label for label in LOCATOR_LABELS if len(label) > 3)


def check(edition: Edition) -> Iterator[Finding]:
    for rendered in edition.pages.values():
        for citation in rendered.citations:
            for part in filter(None, (part.strip() for part in citation.locator.split(","))):
                fault = _fault(part)
                if fault:
                    yield Finding(_place(rendered, citation, part), "bad-locator", *fault)
                    break


def _fault(part: str) -> tuple[str, str, Level] | None:
    bare = part.strip("{}").strip()
    if _NUMBERS.fullmatch(bare) or _NAMED.match(bare):
        return _backwards(bare)
    match = re.match(r"(?P<label>¶+|§+|[^\W\d]+(?:\.\w\b)?)\.?\s*(?P<rest>.*)", bare)
    label = match["label"].lower() if match else ""
    if not match or label not in LOCATOR_LABELS:
        near = guess(label, _LONG_LABELS) if len(label) > 2 else ""
        what = f"'{part}' is not a place in a source{near}"
        return what, "write a label and a number, as in 'p. 12', 'chap. 3' or 'table 2'", "warning"
    rest = match["rest"].strip()
    if not rest:
        return f"'{part}' has no number", f"write it behind the label, as in '{part} 2'", "error"
    if label in _TITLED or _NUMBERS.fullmatch(rest):
        return _backwards(rest)
    return f"'{part}' has no number behind its label", "write a number, as in 'p. 12' or 'table 2'", "warning"


def _backwards(text: str) -> tuple[str, str, Level] | None:
    match = _SPAN.search(text)
    # '123-8' is short for 123-128.
    if match and len(match[1]) <= len(match[2]) and int(match[1]) > int(match[2]):
        return f"'{text}' runs backwards", "write the smaller number first", "error"
    return None


def _place(rendered: RenderedPage, citation: Citation, part: str) -> Place:
    """Where a part of the locator stands behind its key; the citation's place where it stands in a field."""
    page, place = rendered.page, citation.place
    lines = page.body.split("\n")
    line = place.line - page.body_line
    if place.path != page.shown_path or not 0 <= line < len(lines):
        return place
    at = lines[line].find(citation.locator, place.column - 1 + len(citation.key))
    return Place(place.path, place.line, at + citation.locator.index(part) + 1) if at >= 0 else place
