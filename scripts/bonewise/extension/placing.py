"""Exact places: a private-use character behind each candidate mark, carried through the parser, then removed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor
from markdown.util import AtomicString

from bonewise.extension.including import read_through
from bonewise.extension.looking_back import look_back
from bonewise.extension.record import CODE, FIRST, Stamp
from bonewise.extension.stamping import STAMPS, Stamper, outside_fences, unstamp
from bonewise.reading.states import state

if TYPE_CHECKING:
    from bonewise.extension import BonewiseExtension


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
        stamper = Stamper(self.extension.record, self.md.tab_length, path)
        lasting = enumerate(list(outside_fences(lines)), first)
        return [stamper.stamped(line, number) if outside else line for number, (line, outside) in lasting]


class SnippetStampPreprocessor(Preprocessor):
    """Takes the stamps out of code again that `pymdownx.snippets` put into a fence of the page."""

    def run(self, lines: list[str]) -> list[str]:
        return [line if outside else unstamp(line) for line, outside in outside_fences(lines)]


def _stamp_included(md: Markdown, extension: BonewiseExtension) -> None:
    """Have `pymdownx.snippets` stamp each file that it reads, and tell of those that are not there."""
    snippets: Any = md.preprocessors["snippet"] if "snippet" in md.preprocessors else None  # noqa: SIM401 (no get)
    if not hasattr(snippets, "get_snippet_path") or "get_snippet_path" in vars(snippets):
        return
    find = snippets.get_snippet_path

    def stamped(path: str, lines: list[str]) -> list[str]:
        stamper = Stamper(extension.record, md.tab_length, extension.shown(Path(path)))
        told = enumerate(outside_fences(lines), 1)
        return [stamper.stamped(line, number) if outside else line for number, (line, outside) in told]

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


class PlaceTreeprocessor(Treeprocessor):
    """Takes the stamps out of the tree; an element with a target or an id keeps the stamp's number in an attribute."""

    def __init__(self, md: Markdown, extension: BonewiseExtension) -> None:
        super().__init__(md)
        self.extension = extension
        self.unescape = UnescapeTreeprocessor(md).unescape

    def run(self, root: Element) -> None:
        targets = self.extension.targets
        for element in root.iter():
            made = element.attrib.pop("data-made", None) is not None or element.get("class") in _FOOTNOTE_LINKS
            for name, value in [(name, value) for name, value in element.attrib.items() if isinstance(value, str)]:
                found = STAMPS.findall(value)
                self.extension.record.used += found
                if name in _KEEP_STAMPS:
                    continue
                if found:
                    element.set(name, unstamp(value))
                if name in ("href", "src") and not made and not value.startswith(("#ref-", "#cite-")):
                    # `a\\_b.md` is still marked as escaped here; engines get it without.
                    targets.append((self.unescape(unstamp(value)), "".join(found)))
                    element.set("data-bw", str(len(targets) - 1))
                elif name in ("id", "name") and found:
                    element.set("data-bw-id", str(ord(found[-1]) - FIRST))
        self._look_at_text(root)

    def _look_at_text(self, root: Element) -> None:
        """Text keeps its stamps until the end, so that what came to nothing can be told; headings make ids now."""
        record = self.extension.record
        for element in root.iter():
            for text in (element.text if element.tag != "code" else "", element.tail):
                record.as_text.update(STAMPS.findall(text or ""))
            if element.tag in _HEADINGS:
                record.headings.append("".join(_texts(element)))
                for each in element.iter():
                    record.used += STAMPS.findall(f"{each.text or ''}{each.tail or ''}")
                    each.text, each.tail = _clean(each.text), _clean(each.tail) if each is not element else each.tail


def _texts(element: Element) -> Iterator[str]:
    """The pieces of an element's text; code is only marked."""
    yield (element.text or "") if element.tag != "code" else CODE
    for each in element:
        yield from _texts(each)
        yield each.tail or ""


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


def _clean(text: Any) -> Any:
    if not text or not STAMPS.search(text):
        return text
    cleaned = unstamp(text)
    return AtomicString(cleaned) if isinstance(text, AtomicString) else cleaned
