"""The text holds a character that nobody sees, or one that turns the direction of the text around.

Why: what is read is no longer what is stored: a number may show backwards, and a search for the word fails.
Bad: `mg` with U+200B ZERO WIDTH SPACE between its letters. Good: the same without it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

from bonewise.model import Edition, Finding, Level, Place, RenderedPage, Source
from bonewise.rules._links import aims

#: Marks, embeddings, overrides and isolates of the Unicode bidirectional algorithm.
_MARKS, _TURNS, _OVERRIDES = "\u061c\u200e\u200f", "\u202a\u202b\u202c\u2066\u2067\u2068\u2069", "\u202d\u202e"
#: What shows nothing: soft hyphen, joiners, fillers, invisible operators, selectors, annotations and tags.
_UNSEEN = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef"
)
_ANY = re.compile(f"[{_MARKS}{_TURNS}{_OVERRIDES}{_UNSEEN}]")
#: The same one many times over is one fault.
_RUN = re.compile(rf"({_ANY.pattern})\1*")
_OPENING, _CLOSING = "\u202a\u202b\u2066\u2067\u2068", "\u202c\u2069"
#: Fields whose own rule says what must not stand in them.
_JUDGED = frozenset({"id", "DOI", "PMID", "ISBN", "ISSN", "ORCID"})


def check(edition: Edition) -> Iterator[Finding]:
    for rendered in edition.pages.values():
        page = rendered.page
        if _ANY.search(page.body) or _ANY.search(page.header):
            yield from _page(edition, rendered)
    for source in edition.library.sources.values():
        for name, value in source.csl.items():
            if isinstance(value, str) and name not in _JUDGED and _ANY.search(value):
                yield from _told(value, lambda _, at, source=source, name=name: _in_field(source, name, at))  # type: ignore[misc]


def _page(edition: Edition, rendered: RenderedPage) -> Iterator[Finding]:
    page = rendered.page
    # In a link's target it makes another fault, which is told there.
    targets = [
        (link.place, len(link.target))
        for each, link, target in aims(edition)
        if each is rendered and target.kind != "external"
    ]
    for text, first in ((page.header, 2), (page.body, page.body_line)):
        for finding in _told(text, lambda line, at, first=first: Place(page.shown_path, first + line, at + 1)):  # type: ignore[misc]
            place = finding.place
            if not any(at.line == place.line and 0 <= place.column - at.column < size for at, size in targets):
                yield finding


def _told(text: str, where: Callable[[int, int], Place]) -> Iterator[Finding]:
    for number, line in enumerate(text.split("\n")):
        for match in _RUN.finditer(line):
            if not _belongs(line, match.start()):
                place = where(number, match.start())
                end = Place(place.path, place.line, place.column + len(match[0]))
                yield Finding(place, "hidden-character", *_words(match[1]), end=end)


def _words(char: str) -> tuple[str, str, Level]:
    name = f"U+{ord(char):04X} {unicodedata.name(char, '')}".rstrip()
    if char in _MARKS + _TURNS + _OVERRIDES:
        return f"the invisible character {name} turns the direction of the text", "remove it", "error"
    mend = "remove it, or write '&shy;' so that others see it" if char == "\u00ad" else "remove it"
    return f"the character {name} shows nothing", mend, "warning"


def _belongs(line: str, at: int) -> bool:
    """Whether a script or an emoji needs the character there, as Arabic needs joiners and flags need tags."""
    char, before, after = line[at], line[at - 1 : at], line[at + 1 : at + 2]
    if char in _OVERRIDES:
        return False
    if char in _MARKS + _TURNS:
        return _is_turned(line) and (char in _MARKS or _is_balanced(line))
    if "\ufe00" <= char <= "\ufe0f" or char >= "\U000e0100":
        return bool(before) and (not before.isascii() or before in "#*0123456789")
    if "\U000e0020" <= char <= "\U000e007f":
        return bool(re.search("\U0001f3f4[\U000e0020-\U000e007f]*$", line[:at]))
    if char == "\u200b":
        return _is_unspaced(before) or _is_unspaced(after)
    if char in "\u200c\u200d":
        return _joins(before) and (_joins(after) or char == "\u200d" or not after.strip())
    # Fillers stand in their own script alone.
    return char in "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u3164\uffa0" and _joins(before)


def _joins(char: str) -> bool:
    """Whether a character is an emoji, or of a script that joins its letters."""
    if not char or char.isascii():
        return False
    return unicodedata.name(char, "").split(" ")[0] not in ("LATIN", "GREEK", "CYRILLIC", "EN", "EM", "NO-BREAK")


def _is_unspaced(char: str) -> bool:
    """Whether a character is of a script that writes without spaces: there, one that shows nothing parts words."""
    name = unicodedata.name(char, "") if char else ""
    return name.split(" ")[0] in ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")


@lru_cache(maxsize=4)
def _is_turned(line: str) -> bool:
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in line if char not in _MARKS)


@lru_cache(maxsize=4)
def _is_balanced(line: str) -> bool:
    depth = 0
    for char in line:
        depth += (char in _OPENING) - (char in _CLOSING)
        if depth < 0:
            return False
    return depth == 0


def _in_field(source: Source, name: str, at: int) -> Place:
    """The place of a character of a field's value; the value's own where it is not written letter by letter."""
    place = source.places.get(name, source.place)
    end = source.ends.get(name)
    written = end.column - place.column - len(str(source.csl[name])) if end and end.line == place.line else -1
    return Place(place.path, place.line, place.column + at + written // 2) if written in (0, 2) else place
