"""Inline patterns that are tried only on texts that hold what they need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from markdown import Markdown


class Sought:
    """A pattern as Python-Markdown asks it for matches; `needed` is in every text that it can match."""

    def __init__(self, pattern: re.Pattern[str], needed: str) -> None:
        self.pattern, self.needed = pattern, needed

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        """The matches from `start` on."""
        return self.pattern.finditer(text, start) if self.needed in text else iter(())


def seek_backticks(md: Markdown) -> None:
    """Code is rare in prose, and its pattern looks back at every letter: more time than all others together."""
    code: Any = md.inlinePatterns["backtick"] if "backtick" in md.inlinePatterns else None  # noqa: SIM401 (no get)
    if isinstance(getattr(code, "compiled_re", None), re.Pattern) and "`" in code.compiled_re.pattern:
        code.compiled_re = Sought(code.compiled_re, "`")
