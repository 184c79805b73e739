"""Exact places: a private-use character behind each candidate mark, carried through the parser, then removed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from bonewise.extension.looking_back import look_back
from bonewise.extension.record import FIRST, LAST, Record, Stamp
from bonewise.model import Place

if TYPE_CHECKING:
    from bonewise.extension import BonewiseExtension

STAMP = f"[{chr(FIRST)}-{chr(LAST)}]"
_STAMPS = re.compile(STAMP)
_TABLE = dict.fromkeys(range(FIRST, LAST + 1))

#: Each alternative captures one kind of mark; the stamp goes to the end of the match.
_CANDIDATE = re.compile(
    r"\]\([ \t]*(?P<inline><[^<>\n]*(?=>)|[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)"
    r"|^[ ]{0,3}\[\^[^\]\n]+\]:[ \t]*(?P<footnote_definition>)"
    r"|^[ ]{0,3}\[[^\]\n]+\]:[ \t]*(?P<definition><[^<>\n]*(?=>)|[^\s<>]+)"
    # Not mail: Python-Markdown writes each character of an address as a number, the stamp too.
    r"|<(?P<auto>(?!mailto:)[a-zA-Z][a-zA-Z0-9+.-]*:[^<>\s]*)(?=>)"
    r"|\b(?:href|src|srcset|poster|data)\s*=\s*(?:\"(?P<double>[^\"\n]*)|'(?P<single>[^'\n]*)|(?P<bare>[^\s\"'<>=]+))"
    r"|\b(?:id|name)\s*=\s*(?:\"(?P<double_id>[^\"\n]+)|'(?P<single_id>[^'\n]+)|(?P<bare_id>[^\s\"'<>=}]+))"
    r"|\{:?[^{}\n]*?#(?P<list_id>[^\s{}=]+)"
    r"|\[(?P<cite>@[^\[\]\n]*)(?=\])"
    r"|\[(?P<footnote>\^[^\]\s]+)\](?!:)"
    r"|\[[^\[\]\n]*\]\[(?P<reference>[^\]\n]*)\]",
    re.I,
)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_INCLUDE = re.compile(r"^[ \t]*-{1,}8<-{1,}[ \t]+[\"'](?P<name>[^\"'\n:]+)", re.M)


class StampPreprocessor(Preprocessor):
    """Puts the stamps in, before any other preprocessor moves text."""

    def __init__(self, md: Markdown, extension: BonewiseExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        self.extension.begin()
        page = self.extension.page
        path, first = (page.shown_path, page.body_line) if page else ("", 1)
        stamper = _Stamper(self.extension.record, self.md.tab_length)
        lasting = list(_outside_fences(lines))
        return [
            stamper.stamped(line, Place(path, first + number)) if outside else line
            for number, (line, outside) in enumerate(lasting)
        ]


class SnippetStampPreprocessor(Preprocessor):
    """Stamps the lines that `pymdownx.snippets` put in, with their places in the included files."""

    def __init__(self, md: Markdown, extension: BonewiseExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        page = self.extension.page
        if page is None or not _INCLUDE.search(page.body):
            return lines
        origins = dict(self._included(page.body, set()))
        stamper = _Stamper(self.extension.record, self.md.tab_length)
        result = []
        for line, outside in _outside_fences(lines):
            origin = origins.get(line.strip()) if outside and not _STAMPS.search(line) else None
            result.append(stamper.stamped(line, origin) if origin else line)
        return result

    def _included(self, text: str, seen: set[str]) -> Iterator[tuple[str, Place]]:
        """Each line of the included files, with its place from the project's root."""
        known = self.md.preprocessors
        snippets: Any = known["snippet"] if "snippet" in known else None  # noqa: SIM401 (a Registry has no get)
        for match in _INCLUDE.finditer(text):
            path = snippets.get_snippet_path(match["name"]) if snippets else None
            if not path or path in seen:
                continue
            seen.add(path)
            included = Path(path).read_text("utf-8", errors="replace")
            for number, line in enumerate(included.split("\n"), 1):
                yield line.strip(), Place(self.extension.shown(Path(path)), number)
            yield from self._included(included, seen)


def _outside_fences(lines: list[str]) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it stands outside fenced code; a fence that is never closed is text."""
    fence, start, inside = "", 0, set()
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence, start = mark[1], number
        elif mark and line.strip().startswith(fence) and not line.strip().strip(fence[0]):
            inside |= set(range(start, number + 1))
            fence = ""
    return ((line, number not in inside) for number, line in enumerate(lines))


class _Stamper:
    """Stamps one line at a time."""

    def __init__(self, record: Record, tab_length: int) -> None:
        self.record = record
        self.tab_length = tab_length

    def stamped(self, line: str, start: Place) -> str:
        """The line with its stamps; `start` gives its path and line."""
        # Tabs become spaces later, and fewer behind a stamp; so they must be spaces before.
        spaced = line.expandtabs(self.tab_length)

        def column(at: int) -> int:
            if spaced == line:
                return at
            return next(raw for raw in range(at + 1) if len(line[:raw].expandtabs(self.tab_length)) >= at)

        return _CANDIDATE.sub(lambda match: self._stamp(match, start, column), spaced)

    def _stamp(self, match: re.Match[str], start: Place, column: Callable[[int], int]) -> str:
        kind = match.lastgroup or ""
        angle = match[kind].startswith("<") if match[kind] else False
        place = Place(start.path, start.line, column(match.start(kind)) + 1 + angle)
        return match[0] + self.record.add(Stamp(kind, match[kind].removeprefix("<"), place))


class PlaceTreeprocessor(Treeprocessor):
    """Takes the stamps out of the tree; an element with a target or an id keeps the stamp's number in an attribute."""

    def __init__(self, md: Markdown, extension: BonewiseExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        targets = self.extension.targets
        for element in root.iter():
            made = element.attrib.pop("data-made", None) is not None
            for name, value in [(name, value) for name, value in element.attrib.items() if isinstance(value, str)]:
                found = _STAMPS.findall(value)
                self.extension.record.used += found
                if found:
                    element.set(name, unstamp(value))
                if name in ("href", "src") and not made and not value.startswith(("#ref-", "#cite-")):
                    targets.append((unstamp(value), "".join(found)))
                    element.set("data-bw", str(len(targets) - 1))
                elif name in ("id", "name") and found:
                    element.set("data-bw-id", str(ord(found[-1]) - FIRST))
            # Text keeps its stamps until the end, so that what came to nothing can be told; headings make ids now.
            if element.tag in _HEADINGS:
                for each in element.iter():
                    self.extension.record.used += _STAMPS.findall(f"{each.text or ''}{each.tail or ''}")
                    each.text, each.tail = _clean(each.text), _clean(each.tail) if each is not element else each.tail


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_OUR_ATTRIBUTES = re.compile(r' data-bw(?:-id)?="\d+"')


class TreeDoneTreeprocessor(Treeprocessor):
    """Runs last: before it, others (the table of contents) send single headings through the postprocessors."""

    def __init__(self, md: Markdown, extension: BonewiseExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        self.extension.tree_done = True


class StampPostprocessor(Postprocessor):
    """Looks back over the finished HTML, then takes every stamp out of it."""

    def __init__(self, md: Markdown, extension: BonewiseExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, text: str) -> str:
        if self.extension.tree_done:
            look_back(text, self.extension.record, self.extension.targets, "footnote" in self.md.inlinePatterns)
            self.extension.finish()
        return unstamp(_OUR_ATTRIBUTES.sub("", text))


def unstamp(text: str) -> str:
    """The text without stamps."""
    return text.translate(_TABLE) if _STAMPS.search(text) else text


def _clean(text: Any) -> Any:
    if not text or not _STAMPS.search(text):
        return text
    cleaned = unstamp(text)
    return AtomicString(cleaned) if isinstance(text, AtomicString) else cleaned
