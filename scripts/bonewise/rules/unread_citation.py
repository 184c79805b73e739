"""A source's key stands after an `@` where no citation is read, so that readers see the key.

A mark begins with `[@`, and holds keys, locators and semicolons alone; Pandoc reads words before a key, and keys in the
text, and other engines do not. In a picture's words nothing is cited.

Why: the reader meets `@kanis2019` instead of a number, and the list of sources lacks it.
Bad: `Bones are alive [see @clarke2008bone].` Good: `Bones are alive. [@clarke2008bone]`
"""

import re
from collections import Counter
from collections.abc import Container, Iterator

from selectolax.lexbor import LexborHTMLParser

from bonewise.dialect import CITATION, KEY
from bonewise.model import Edition, Finding, Place, RenderedPage

HEALTH = True
PER_PAGE = True

#: Not in an address, nor where a backslash says that it is meant as text.
_AT = re.compile(rf"(?<![\w.+/\\])@(?P<key>{KEY.pattern})")
_ESCAPED = re.compile(r"\\\[@[^\[\]\n]*\]")
#: What a link is called is its author's choice.
_LINK = re.compile(r"\[[^\[\]]*\](?=[(\[])")
_PICTURE = re.compile(r"!\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]")
_MEND = "write '[@{key}]' behind the sentence, and what is to be read about it in the sentence"


def check(edition: Edition) -> Iterator[Finding]:
    known = edition.library.sources
    for rendered in edition.pages.values():
        body = rendered.page.body
        if "![" not in body and "@" not in CITATION.sub("", body):
            continue
        meant = (match for pattern in (CITATION, _ESCAPED, _LINK) for match in pattern.finditer(body))
        silent = {at for match in meant for at in range(*match.span())}
        told = [(match, _key(match["key"], known)) for match in _AT.finditer(body) if match.start() not in silent]
        pictures = [picture for picture in _PICTURE.finditer(body) if "@" in picture[0]]
        if pictures or any(key for _, key in told):
            yield from _judged(rendered, known, told, pictures)


def _judged(
    rendered: RenderedPage,
    known: Container[str],
    told: list[tuple[re.Match[str], str]],
    pictures: list[re.Match[str]],
) -> Iterator[Finding]:
    tree = LexborHTMLParser(rendered.html)
    for node in tree.css("a, code, pre, kbd, samp, script, style"):
        node.decompose()
    text = tree.body.text() if tree.body else ""
    seen = Counter(_key(match["key"], known) for match in _AT.finditer(text))
    for match, key in told:
        if key and seen[key]:
            seen[key] -= 1
            yield _finding(rendered, match.start(), key)
    # A mark in a picture's words is lost without a trace.
    words = [node.attributes["alt"] or "" for node in tree.css("img[alt]")]
    for picture in pictures:
        first = picture[0][2:].partition("[")[0].strip()
        for match in _AT.finditer(picture[0]) if any(first in each for each in words) else ():
            key = _key(match["key"], known)
            if key:
                yield _finding(rendered, picture.start() + match.start(), key)


def _key(words: str, known: Container[str]) -> str:
    """The key of a source that words begin with, without the marks that end a sentence; '' where it is none."""
    bare = words.rstrip(".:?")
    return next((each for each in (words, bare) if each in known), "")


def _finding(rendered: RenderedPage, at: int, key: str) -> Finding:
    page = rendered.page
    line = page.body.count("\n", 0, at)
    place = Place(page.shown_path, page.body_line + line, at - page.body.rfind("\n", 0, at))
    end = Place(place.path, place.line, place.column + 1 + len(key))
    return Finding(place, "unread-citation", f"'@{key}' is not read as a citation", _MEND.format(key=key), end=end)
