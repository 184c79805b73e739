"""From the text of a file to the same text with a private-use character behind each mark that may become something."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bonewise.extension.record import FIRST, LAST, Record, Stamp
from bonewise.model import Place

STAMPS = re.compile(f"[{chr(FIRST)}-{chr(LAST)}]")

_INLINE = r"<[^<>\n]*(?=>)|[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*"
#: Each alternative captures one kind of mark; the stamp goes to the end of the match. All of these begin with a letter
#: of their own, so that the search goes from one such letter to the next, in a third of the time.
_IN_TEXT = (
    rf"\]\([ \t]*(?P<inline>{_INLINE})"
    # Not mail: Python-Markdown writes each character of an address as a number, the stamp too.
    r"|<(?P<auto>(?!mailto:)[a-zA-Z][a-zA-Z0-9+.-]*:[^<>\s]*)(?=>)"
    r"|\{:?[^{}\n]*?#(?P<list_id>[^\s{}=]+)"
    # A citation may run on in the next line.
    r"|\[(?P<cite>@[^\[\]\n]*?)(?=\]|[ \t]{0,8}$)"
    r"|\[(?<!\\\[)(?P<footnote>\^[^\]\s][^\]\n]*)\](?!:[ \t]*$)"
    r"|\](?<!\\\])\[(?P<reference>(?![@^])[^\]\n]*)\]"
)
_ELSEWHERE = (
    r"^[ >]*\[\^[^\]\n]+\]:[ \t]*(?P<footnote_definition>(?=\S))"
    r"|^[ >]*\[[^\]\n]+\]:[ \t]*(?P<definition><[^<>\n]*(?=>)|[^\s<>]+)"
    r"|\b(?:href|src|srcset|poster|data)\s*=\s*(?:\"(?P<double>[^\"\n]*)|'(?P<single>[^'\n]*)|(?P<bare>[^\s\"'<>=]+))"
    r"|\b(?:id|name)\s*=\s*(?:\"(?P<double_id>[^\"\n]+)|'(?P<single_id>[^'\n]+)|(?P<bare_id>[^\s\"'<>=}]+))"
)
_CANDIDATE = re.compile(rf"{_ELSEWHERE}|{_IN_TEXT}", re.I)
_CANDIDATE_IN_TEXT = re.compile(_IN_TEXT, re.I)
#: Where a mark of `_ELSEWHERE` may be.
_MAY_BE_ELSEWHERE = re.compile(r"=|^[ >]*\[")
#: Each kind of mark has one of these; most lines have none.
_MAY_HOLD = re.compile(r"[\[\]<={]")
#: A line may end before the target of its last mark; then that stands at the start of the next one.
_LEFT_OPEN = re.compile(
    r"\]\($|^[ >]*\[(?!\^)[^\]\n]+\]:(?P<definition>$)"
    r"|\b(?:href|src|srcset|poster|data)[ \t]{0,8}(?P<attribute>=?)$",
    re.I,
)
_MAY_LEAVE_OPEN = ("(", ":", "=", "href", "src", "srcset", "poster", "data")
_CONTINUED = {
    "inline": re.compile(rf"[ \t>]*(?P<inline>{_INLINE})"),
    "definition": re.compile(r"[ \t>]*(?P<definition><[^<>\n]*(?=>)|[^\s<>]+)"),
    "attribute": re.compile(
        r"[ \t>]*=?[ \t]*(?:\"(?P<double>[^\"\n]*)|'(?P<single>[^'\n]*)|(?<=[= \t])(?P<bare>[^\s\"'<>=]+))"
    ),
}
_ESCAPED_OPENING = re.compile(r"\\\[[^\[\]]*$")
_FENCE = re.compile(r"(?P<lead>[ \t>]*)(?P<fence>`{3,}(?=[^`]*$)|~{3,})(?P<rest>.*)")


def unstamp(text: str) -> str:
    """The text without stamps."""
    return STAMPS.sub("", text)


def outside_fences(lines: list[str]) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it stands outside fenced code; a fence that is never closed is text.

    As `pymdownx.superfences` has it: a fence may stand in a list or quotation, and ends with its exact like.
    """
    opened: re.Match[str] | None = None
    start, inside = 0, set()
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if opened is None:
            opened, start = mark, number
        elif mark and (mark["lead"], mark["fence"], mark["rest"].strip()) == (opened["lead"], opened["fence"], ""):
            inside |= set(range(start, number + 1))
            opened = None
        elif _leaves(line, opened["lead"]):
            opened = None
    return ((line, number not in inside) for number, line in enumerate(lines))


def _leaves(line: str, lead: str) -> bool:
    """Whether a line stands outside of the list or quotation in which a fence was opened."""
    bare = line.lstrip(" \t")
    if ">" in lead:
        return not bare.startswith(">")
    return bool(bare) and len(line) - len(bare) < len(lead)


class Stamper:
    """Stamps the lines of a file, one after the other."""

    def __init__(self, record: Record, tab_length: int, path: str) -> None:
        self.record = record
        self.tab_length = tab_length
        self.path = path
        #: What the line before left open, and the number of the line that must end it.
        self._open, self._next = "", 0

    def stamped(self, line: str, number: int) -> str:
        """The line of this number, with its stamps."""
        # An author's own character of the stamps' plane would be taken for a stamp.
        line = STAMPS.sub("\N{REPLACEMENT CHARACTER}", line)
        # Tabs become spaces later, and fewer behind a stamp; so they must be spaces before.
        spaced = line.expandtabs(self.tab_length)

        def column(at: int) -> int:
            if spaced == line:
                return at
            return next(raw for raw in range(at + 1) if len(line[:raw].expandtabs(self.tab_length)) >= at)

        open_mark = self._open if self._next == number else ""
        self._open, self._next = _left_open(spaced), number + 1
        if not open_mark and not _MAY_HOLD.search(spaced):
            return spaced
        continued = _CONTINUED[open_mark].match(spaced) if open_mark else None
        if continued is None or not continued.lastgroup:
            return _candidate(spaced).sub(lambda match: self._stamp(match, number, column), spaced)
        cut = continued.end()
        head = self._stamp(continued, number, column)
        rest = spaced[cut:]
        return head + _candidate(rest).sub(lambda match: self._stamp(match, number, lambda at: column(cut + at)), rest)

    def _stamp(self, match: re.Match[str], number: int, column: Callable[[int], int]) -> str:
        kind = match.lastgroup or ""
        if kind == "reference" and _ESCAPED_OPENING.search(match.string, max(0, match.start() - 1000), match.start()):
            return match[0]
        if (
            kind == "inline"
            and not match[kind]
            and match.re is not _CONTINUED["inline"]
            and match.end() == len(match.string)
        ):
            return match[0]  # the next line has the target
        angle = match[kind].startswith("<") if match[kind] else False
        place = Place(self.path, number, column(match.start(kind)) + 1 + angle)
        return match[0] + self.record.add(Stamp(kind, match[kind].removeprefix("<"), place))


def _candidate(line: str) -> re.Pattern[str]:
    """The pattern of all marks that the line may hold."""
    return _CANDIDATE if _MAY_BE_ELSEWHERE.search(line) else _CANDIDATE_IN_TEXT


def _left_open(line: str) -> str:
    """What the end of a line leaves for the next one: the target of a link, of a definition, of an attribute."""
    bare = line.rstrip()
    found = _LEFT_OPEN.search(bare) if bare[-6:].lower().endswith(_MAY_LEAVE_OPEN) else None
    return (found.lastgroup or "inline") if found else ""
