"""Where a sentence that was rendered stands in its page's Markdown."""

import re

from bonewise.model import Page, Place

_WORD = re.compile(r"[^\W_]+")
#: What stands in the Markdown, but not in the text that it becomes.
_SILENT = re.compile(
    r"\[@[^\]\n]*\]|\[\^[^\]\n]*\](?!:)|\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\]\[[^\]\n]*\]|\{[^{}\n]*\}"
    r"|<!--.*?-->|</?[a-z][^<>]*>|&#?\w+;|(?<!`)(`{1,2})(?!`)[^`\n]+\1(?!`)",
    re.S | re.I,
)
#: How many words are compared, more first: markup inside a sentence may part it from its text.
_WINDOWS = (10, 6, 4, 2)


class Wording:
    """A page's words with their places; blocks must be asked for in reading order."""

    def __init__(self, page: Page) -> None:
        self._page = page
        silent = _SILENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), page.body)
        words = list(_WORD.finditer(silent))
        self._starts = [word.start() for word in words]
        self._text = f" {' '.join(word[0] for word in words)} "
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
        found, _ = self._find(sentence, start)
        if found < 0:
            found, _ = self._find(sentence, 0)
        if found < 0:
            return self._page.find_in_body(sentence)
        offset = self._starts[self._text.count(" ", 0, found)]
        before = self._page.body[:offset]
        line = self._page.body_line + before.count("\n")
        return Place(self._page.shown_path, line, offset - before.rfind("\n"))

    def _find(self, text: str, start: int) -> tuple[int, int]:
        words = _WORD.findall(text)
        for size in _WINDOWS if words else ():
            wanted = f" {' '.join(words[:size])} "
            found = self._text.find(wanted, start)
            if found >= 0:
                return found, len(wanted) - 1
        return -1, 0
