"""Exact places: a private-use character behind each candidate target, read back from what became a link."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, AtomicString

from bonewise.extension.record import FIRST, LAST
from bonewise.model import Link

if TYPE_CHECKING:
    from bonewise.extension import BonewiseExtension

STAMP = f"[{chr(FIRST)}-{chr(LAST)}]"
_STAMPS = re.compile(STAMP)
_TABLE = dict.fromkeys(range(FIRST, LAST + 1))

#: Each alternative captures what a target may be, in the named group that ends where the stamp goes.
_CANDIDATE = re.compile(
    r"\]\([ \t]*<?(?P<inline>[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)"
    r"|^[ ]{0,3}\[[^\]\n]+\]:[ \t]*<?(?P<definition>[^\s<>]+)"
    # Not mail: Python-Markdown writes each character of an address as a number, the stamp too.
    r"|<(?P<auto>(?!mailto:)[a-zA-Z][a-zA-Z0-9+.-]*:[^<>\s]*)(?=>)"
    r"|\b(?:href|src)\s*=\s*(?:\"(?P<double>[^\"\n]*)|'(?P<single>[^'\n]*)|(?P<bare>[^\s\"'<>=]+))"
    r"|\[(?P<cite>@[^\[\]\n]*)(?=\])",
    re.I,
)
_UNREAD = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.S | re.I)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_RAW_TARGET = re.compile(
    rf"<(?P<tag>[a-z]+)\b[^<>]*?\b(?:href|src)\s*=\s*[\"']?(?P<target>[^\"'<>]*?)(?P<stamp>{STAMP})", re.I
)


class StampPreprocessor(Preprocessor):
    """Puts the stamps in, before any other preprocessor moves text."""

    def __init__(self, md: Markdown, extension: BonewiseExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        self.extension.begin()
        fence = ""
        stamped = []
        for number, line in enumerate(lines):
            mark = _FENCE.match(line)
            if mark and (not fence or line.strip().startswith(fence)):
                fence = "" if fence else mark[1]
            stamped.append(line if fence or mark else self._stamped(line, number))
        return stamped

    def _stamped(self, line: str, number: int) -> str:
        # Tabs become spaces later, and fewer behind a stamp; so they must be spaces before.
        spaced = line.expandtabs(self.md.tab_length)

        def column(at: int) -> int:
            if spaced == line:
                return at
            return next(raw for raw in range(at + 1) if len(line[:raw].expandtabs(self.md.tab_length)) >= at)

        return _CANDIDATE.sub(lambda match: self._stamp(match, number, column), spaced)

    def _stamp(self, match: re.Match[str], line: int, column: Callable[[int], int]) -> str:
        group = match.lastgroup or ""
        places = self.extension.record.stamped
        if not match[group] or len(places) > LAST - FIRST:
            return match[0]
        places.append((line, column(match.start(group))))
        return f"{match[0]}{chr(FIRST + len(places) - 1)}"


class PlaceTreeprocessor(Treeprocessor):
    """Takes the stamps out of the tree and notes each link and picture with its place."""

    def __init__(self, md: Markdown, extension: BonewiseExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        for element in root.iter():
            for name in ("href", "src"):
                if name in element.attrib:
                    self._note(element, name)
            for name, value in element.attrib.items():
                element.set(name, unstamp(value))
            element.text = _clean(element.text)
            element.tail = _clean(element.tail)

    def _note(self, element: Element, name: str) -> None:
        value = element.attrib[name]
        made = element.attrib.pop("data-made", None) is not None
        if made or value.startswith(("#ref-", "#cite-")):
            return
        record = self.extension.record
        stamp = "".join(_STAMPS.findall(value))
        target = unstamp(value)
        if AMP_SUBSTITUTE in target:  # an address of mail, each character as a number
            target = unescape(target.replace(AMP_SUBSTITUTE, "&"))
        record.links.append(Link(target, record.place(stamp, target), element.tag))


class StampPostprocessor(Postprocessor):
    """Takes the stamps out of what the tree never saw: raw HTML and code."""

    def __init__(self, md: Markdown, extension: BonewiseExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, text: str) -> str:
        record = self.extension.record
        for match in _RAW_TARGET.finditer(_UNREAD.sub("", text)):
            record.links.append(Link(match["target"], record.place(match["stamp"], ""), match["tag"].lower()))
        self.extension.finish()
        return unstamp(text)


def unstamp(text: str) -> str:
    """The text without stamps."""
    return text.translate(_TABLE) if _STAMPS.search(text) else text


def _clean(text: Any) -> Any:
    if not text or not _STAMPS.search(text):
        return text
    cleaned = unstamp(text)
    return AtomicString(cleaned) if isinstance(text, AtomicString) else cleaned
