"""Text that would keep a Markdown parser busy for minutes, told before it is parsed.

Python-Markdown looks for the end of each bracket and tag from its start, and reads a paragraph again for each heading
in it: doubling such a text makes it four times as slow. The limits are about one second each; no page that people read
comes near them, and the same text is always judged alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from bonewise.model import Page, Place

#: Characters that a parser may walk over in search of closing brackets, and of the ends of tags.
MOST_WALKED = 2_000_000
MOST_IN_TAGS = 12_000_000
#: Characters of a paragraph, times the headings and rules in it.
MOST_REREAD = 12_000_000
#: Characters of a paragraph, times the abbreviations explained in it.
MOST_ABBREVIATED = 30_000_000
MOST_MARKS = 600
MOST_NESTED = 400
MOST_QUOTED = 60
MOST_SECTIONS = 150
#: How many of each a parser reads in a second or two, by what they begin with.
MOST = (
    ("\n\n", 12_000, "paragraphs"),
    ("\n|", 6_000, "rows of tables"),
    ("[@", 2_500, "citations"),
    ("[", 60_000, "brackets '['"),
    ("\n", 100_000, "lines"),
)
#: A page with fewer of each is not looked at further.
_FEW = 500

#: The rule, in words what is too much, and where.
Excess = tuple[str, str, Place]

_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_REREAD = re.compile(r"^(?:#|[ ]{0,3}(?:[-*_=][ ]*)+$)", re.M)
_ABBREVIATION = re.compile(r"^ {0,3}\*\[", re.M)
_TAG = re.compile(r"<[a-zA-Z/!?]")
_OPENING = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)")
_REREADINGS = (
    (_REREAD, MOST_REREAD, "headings or rules"),
    (_ABBREVIATION, MOST_ABBREVIATED, "abbreviations"),
)
_QUOTED = re.compile(rf"^(?: {{0,3}}> ?){{{MOST_QUOTED + 1}}}", re.M)
_VOID = frozenset("area br col embed hr img input link meta p li source track wbr td tr th".split())
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\](?!:)")


def excess(page: Page) -> Excess | None:
    """What is too much on a page, if anything is."""
    text = page.body
    checks = (
        (len(text), _many),
        (text.count("["), _brackets),
        (text.count("<"), _tags),
        (text.count("<"), _nested),
        (text.count(">"), _quotations),
        (text.count("\n"), _rereadings),
        (text.count("[^"), _footnotes),
        (text.count("<![") * 4, _sections),
    )
    for number, look in checks:
        found = look(text) if number >= _FEW else None
        if found:
            rule, words, at = found
            line = text.count("\n", 0, at)
            return rule, words, Place(page.shown_path, page.body_line + line, at - text.rfind("\n", 0, at))
    return None


def deepest(page: Page) -> Place:
    """The line that stands deepest in quotations and lists."""
    depths = [len(re.match(r"[ \t>]*(?:(?:[-*+]|\d+\.)[ \t>]+)*", line)[0]) for line in page.body.split("\n")]  # type: ignore[index]
    return Place(page.shown_path, page.body_line + depths.index(max(depths)))


_Found = tuple[str, str, int]


def _brackets(text: str) -> _Found | None:
    """Each opening bracket is followed to its end, or to the end of the paragraph."""
    for paragraph in _PARAGRAPH.finditer(text):
        if _walked(paragraph[0], r"\[|\]") + _walked(paragraph[0], r"\]?\(|\)") > MOST_WALKED:
            words = f"the paragraph has {paragraph[0].count('[')} brackets '[' inside each other or without an end"
            return "too-deep", words, paragraph.start()
    return None


def _walked(text: str, brackets: str) -> int:
    """Characters between brackets and their ends, or the end of the text; round ones count behind a square one."""
    walked = 0
    starts: list[tuple[int, bool]] = []
    for match in re.finditer(brackets, text):
        if match[0] in ")]":
            start, counts = starts.pop() if starts else (0, False)
            walked += (match.start() - start) * counts
        else:
            starts.append((match.start(), match[0] != "("))
    return walked + sum(len(text) - start for start, counts in starts if counts)


def _tags(text: str) -> _Found | None:
    """Each tag is followed to its end, or to the end of the text."""
    walked, first, end = 0, -1, -1
    for match in _TAG.finditer(text):
        if end < match.start():
            end = text.find(">", match.start())
            end = len(text) if end < 0 else end
        walked += end - match.start()
        first = match.start() if first < 0 and end == len(text) else first
        if walked > MOST_IN_TAGS:
            return "cannot-render", "so many tags '<…' have no end that the page cannot be read", max(first, 0)
    return None


def _nested(text: str) -> _Found | None:
    """Browsers give up on elements that stand deeper than 512 in each other; parsers slow down long before."""
    depth = 0
    for match in _OPENING.finditer(text):
        depth = max(depth - 1, 0) if match["end"] else depth + (match["name"].lower() not in _VOID)
        if depth > MOST_NESTED:
            return (
                "too-deep",
                f"more than {MOST_NESTED} HTML elements stand in each other without an end",
                match.start(),
            )
    return None


def _quotations(text: str) -> _Found | None:
    """Python-Markdown leaves the signs of very deep quotations as text, without a word."""
    found = _QUOTED.search(text)
    return ("too-deep", f"more than {MOST_QUOTED} quotations stand in each other", found.start()) if found else None


def _rereadings(text: str) -> _Found | None:
    """A paragraph is read again from each heading, rule or explained abbreviation in it on."""
    for paragraph in _PARAGRAPH.finditer(text):
        length = len(paragraph[0])
        for pattern, most, words in _REREADINGS if length >= _FEW * 8 else ():
            if length * len(pattern.findall(paragraph[0])) > most:
                words = f"hundreds of {words} stand together without a blank line"
                return "cannot-render", words, paragraph.start()
    return None


def _many(text: str) -> _Found | None:
    for mark, most, name in MOST:
        count = text.count(mark)
        if count > most:
            return (
                "cannot-render",
                f"the page has {count:,} {name}; at most {most:,} are read",
                max(0, text.find(mark.strip() or mark)),
            )
    return None


def _footnotes(text: str) -> _Found | None:
    """Marks of one footnote are numbered by counting them anew."""
    counts = Counter(_FOOTNOTE.findall(text))
    name, number = counts.most_common(1)[0] if counts else ("", 0)
    if number <= MOST_MARKS:
        return None
    return "cannot-render", f"the footnote '[^{name}]' has {number} marks", text.find(f"[^{name}]")


def _sections(text: str) -> _Found | None:
    """`<![` without its end is looked for again by each one behind it."""
    open_ones = list(_unclosed(text))
    if len(open_ones) <= MOST_SECTIONS:
        return None
    return "cannot-render", f"{len(open_ones)} marks '<![' have no end", open_ones[0]


def _unclosed(text: str) -> Iterator[int]:
    last = text.rfind("]]>")
    yield from (match.start() for match in re.finditer(r"<!\[", text) if match.start() > last)
