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

from bonewise.extension.including import read_through
from bonewise.extension.looking_back import look_back
from bonewise.extension.record import FIRST, LAST, Record, Stamp
from bonewise.model import Place
from bonewise.reading.states import state

if TYPE_CHECKING:
    from bonewise.extension import BonewiseExtension

STAMP = f"[{chr(FIRST)}-{chr(LAST)}]"
_STAMPS = re.compile(STAMP)
_TABLE = dict.fromkeys(range(FIRST, LAST + 1))

#: Each alternative captures one kind of mark; the stamp goes to the end of the match.
_CANDIDATE = re.compile(
    r"\]\([ \t]*(?P<inline><[^<>\n]*(?=>)|[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)"
    r"|^[ >]*\[\^[^\]\n]+\]:[ \t]*(?P<footnote_definition>(?=\S))"
    r"|^[ >]*\[[^\]\n]+\]:[ \t]*(?P<definition><[^<>\n]*(?=>)|[^\s<>]+)"
    # Not mail: Python-Markdown writes each character of an address as a number, the stamp too.
    r"|<(?P<auto>(?!mailto:)[a-zA-Z][a-zA-Z0-9+.-]*:[^<>\s]*)(?=>)"
    r"|\b(?:href|src|srcset|poster|data)\s*=\s*(?:\"(?P<double>[^\"\n]*)|'(?P<single>[^'\n]*)|(?P<bare>[^\s\"'<>=]+))"
    r"|\b(?:id|name)\s*=\s*(?:\"(?P<double_id>[^\"\n]+)|'(?P<single_id>[^'\n]+)|(?P<bare_id>[^\s\"'<>=}]+))"
    r"|\{:?[^{}\n]*?#(?P<list_id>[^\s{}=]+)"
    # A citation may run on in the next line.
    r"|\[(?P<cite>@[^\[\]\n]*?)(?=\]|[ \t]{0,8}$)"
    r"|(?<!\\)\[(?P<footnote>\^[^\]\s][^\]\n]*)\](?!:[ \t]*$)"
    r"|(?<!\\)\]\[(?P<reference>(?![@^])[^\]\n]*)\]",
    re.I,
)
_ESCAPED_OPENING = re.compile(r"\\\[[^\[\]]*$")
_FENCE = re.compile(r"(?P<lead>[ \t>]*)(?P<fence>`{3,}(?=[^`]*$)|~{3,})(?P<rest>.*)")


class StampPreprocessor(Preprocessor):
    """Puts the stamps in, before any other preprocessor moves text."""

    def __init__(self, md: Markdown, extension: BonewiseExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        self.extension.begin()
        _stamp_included(self.md, self.extension)
        page = self.extension.page
        path, first = (page.shown_path, page.body_line) if page else ("", 1)
        stamper = _Stamper(self.extension.record, self.md.tab_length)
        lasting = list(_outside_fences(lines))
        return [
            stamper.stamped(line, Place(path, first + number)) if outside else line
            for number, (line, outside) in enumerate(lasting)
        ]


class SnippetStampPreprocessor(Preprocessor):
    """Takes the stamps out of code again that `pymdownx.snippets` put into a fence of the page."""

    def run(self, lines: list[str]) -> list[str]:
        return [line if outside else unstamp(line) for line, outside in _outside_fences(lines)]


def _stamp_included(md: Markdown, extension: BonewiseExtension) -> None:
    """Have `pymdownx.snippets` stamp each file that it reads, and tell of those that are not there."""
    snippets: Any = md.preprocessors["snippet"] if "snippet" in md.preprocessors else None  # noqa: SIM401 (no get)
    if not hasattr(snippets, "get_snippet_path") or "get_snippet_path" in vars(snippets):
        return
    find = snippets.get_snippet_path

    def stamped(path: str, lines: list[str]) -> list[str]:
        stamper, shown = _Stamper(extension.record, md.tab_length), extension.shown(Path(path))
        told = enumerate(_outside_fences(lines), 1)
        return [stamper.stamped(line, Place(shown, number)) if outside else line for number, (line, outside) in told]

    def get_snippet_path(name: str) -> Any:
        for base in snippets.base_path:
            for path in (Path(base) / name, Path(base).parent / name):  # a base may be a file
                extension.record.files.setdefault(str(path), state(path))
        found = find(name)
        if found is None and "://" not in name:
            extension.record.loose.append(Stamp("include", name, extension.record.place("", name)))
        return found

    snippets.get_snippet_path = get_snippet_path
    read_through(snippets, stamped)


def _outside_fences(lines: list[str]) -> Iterator[tuple[str, bool]]:
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
        if kind == "reference" and _ESCAPED_OPENING.search(match.string, max(0, match.start() - 1000), match.start()):
            return match[0]
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
            made = element.attrib.pop("data-made", None) is not None or element.get("class") in _FOOTNOTE_LINKS
            for name, value in [(name, value) for name, value in element.attrib.items() if isinstance(value, str)]:
                found = _STAMPS.findall(value)
                self.extension.record.used += found
                if name in _KEEP_STAMPS:
                    continue
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
#: Attributes that no engine rewrites; they are read from the finished HTML.
_KEEP_STAMPS = ("srcset", "poster", "data")
#: Links that the footnotes extension makes; what is wrong with a footnote is told at its mark or text.
_FOOTNOTE_LINKS = ("footnote-ref", "footnote-backref")
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
