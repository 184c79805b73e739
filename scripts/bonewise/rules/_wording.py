"""Where a sentence that was rendered stands in its page's Markdown."""

import re
from bisect import bisect_right

from bonewise.model import Page, Place

_WORD = re.compile(r"[^\W_]+")
#: What stands in the Markdown, but not in the text that it becomes.
_SILENT = re.compile(
    r"\[@[^\[\]\n]*\]|\[\^[^\[\]\n]*\](?!:)|\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\]\[[^\[\]\n]*\]|\{[^{}\n]*\}"
    r"|</?[a-z][^<>]*>|&#?\w+;|(?<!`)(`{1,2})(?!`)[^`\n]+\1(?!`)",
    re.I,
)
#: How many words are compared, more first: markup inside a sentence may part it from its text.
_WINDOWS = (10, 6, 4, 2)


class Wording:
    """A page's words with their places; blocks must be passed in reading order."""

    def __init__(self, page: Page) -> None:
        self._page = page
        silent = _SILENT.sub(lambda match: _blank(match[0]), _without_comments(page.body))
        words = list(_WORD.finditer(silent))
        self._starts = [word.start() for word in words]
        self._text = f" {' '.join(word[0] for word in words)} "
        self._spaces = [at for at, char in enumerate(self._text) if char == " "]
        self._lines = [0, *(match.end() for match in re.finditer("\n", page.body))]
        self._cursor = 0

    def pass_block(self, text: str) -> int:
        """Go past the start of a block; returns where it was found, for `place`."""
        found, length = self._find(text, self._cursor)
        if found < 0:
            return self._cursor
        self._cursor = found + length
        return found

    def place(self, sentence: str, start: int) -> Place:
        """Where a sentence stands, at or behind the start of its block; the first line of the text where nowhere."""
        found = next((at for at, _ in (self._find(sentence, start), self._find(sentence, 0)) if at >= 0), -1)
        if found < 0:
            return self._page.find_in_body(sentence)
        offset = self._starts[bisect_right(self._spaces, found) - 1]
        line = bisect_right(self._lines, offset) - 1
        return Place(self._page.shown_path, self._page.body_line + line, offset - self._lines[line] + 1)

    def _find(self, text: str, start: int) -> tuple[int, int]:
        words = _WORD.findall(text)
        for size in _WINDOWS if words else ():
            wanted = f" {' '.join(words[:size])} "
            found = self._text.find(wanted, start)
            if found >= 0:
                return found, len(wanted) - 1
        return -1, 0


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _without_comments(text: str) -> str:
    """The text with spaces for its comments; not by one pattern, which is slow where many are never closed."""
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        parts += [text[at:start], _blank(text[start : end + 3])]
        at = end + 3
    return "".join([*parts, text[at:]])
