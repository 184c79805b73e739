"""`[@key]` to numbered marks, and the list of sources at the page's end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from bonewise.dialect import CITATION, cited
from bonewise.extension.stamping import STAMPS, unstamp
from bonewise.model import Citation, Place, Source
from bonewise.rendering.elements import href_between, make, plain
from bonewise.rendering.references import mark, reference_list

if TYPE_CHECKING:
    from bonewise.extension import BonewiseExtension

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class CitationInline(InlineProcessor):
    """Leaves a marker for each citation; numbers are given later, in reading order."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(CITATION.pattern, md)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802
        return make("sup", data_items=m["items"]), m.start(0), m.end(0)


class NumberTreeprocessor(Treeprocessor):
    """Numbers the citations in reading order and appends the list of sources."""

    def __init__(self, md: Markdown, extension: BonewiseExtension) -> None:
        super().__init__(md)
        self.extension = extension
        #: The marks in headings with what they become, once the table of contents has made the headings' ids.
        self.late: list[tuple[Element, Element]] = []

    def run(self, root: Element) -> None:
        library = self.extension.library
        used: dict[str, tuple[int, int]] = {}
        self.late = []
        in_headings = {sup for heading in root.iter() if heading.tag in _HEADINGS for sup in heading.iter("sup")}
        stands = {each: (parent, index) for parent in root.iter() for index, each in enumerate(parent)}
        for marker in root.iter("sup"):
            if "data-items" in marker.attrib:
                _close_up(*stands[marker])
                numbered = self._numbered(marker.attrib.pop("data-items"), used)
                if marker in in_headings:
                    self.late.append((marker, numbered))
                else:
                    _become(marker, numbered)
        if used and library and self.extension.page and not self.extension.page.is_plain:
            chosen = [(library.sources[key], uses) for key, (_, uses) in used.items()]
            href = href_between(self.extension.page.path, library.settings.sources_page)
            root.append(make("h2", plain("Sources"), id="sources"))
            root.append(reference_list(chosen, href, self.extension.finished.keep))

    def _numbered(self, items: str, used: dict[str, tuple[int, int]]) -> Element:
        sources = self.extension.library.sources if self.extension.library else {}
        numbered: list[tuple[int, int, Source | str, str]] = []
        for (key, locator), place in zip(cited(unstamp(items)), self._places(items)):
            self.extension.record.citations.append(Citation(key, locator, place))
            if key not in sources:
                numbered.append((0, 0, key, locator))
                continue
            number, uses = used.get(key, (len(used) + 1, 0))
            used[key] = (number, uses + 1)
            numbered.append((number, uses + 1, sources[key], locator))
        return mark(numbered, self.md.htmlStash.store)

    def _places(self, items: str) -> list[Place]:
        """Where each key of the mark stands."""
        record = self.extension.record
        stamp = "".join(STAMPS.findall(items))
        text = unstamp(items)
        places, offset = [], 0
        for item in text.split(";"):
            key = item.strip().lstrip("@").split(",")[0].strip()
            if stamp:
                before = text[: offset + len(item) - len(item.lstrip())]
                at_sign = 0 if item.lstrip().startswith("@") else -1
                places.append(self._place_behind(record.place(stamp, ""), before, at_sign, key))
            else:
                # In front matter a key stands behind its '@', or bare in the field `sources`.
                cited_there = record.page is not None and f"@{key}" in record.page.header
                places.append(record.place("", f"@{key}" if cited_there else key))
            offset += len(item) + 1
        return places

    def _place_behind(self, start: Place, before: str, at_sign: int, key: str) -> Place:
        """Where a key stands in a mark that starts at `start`, its first '@'; `before` is what stands between."""
        lines = before.count("\n")
        if not lines:
            return Place(start.path, start.line, start.column + 1 + len(before) + at_sign)
        # Further lines have lost their indentation.
        page = self.extension.record.page
        body = page.body.split("\n") if page and page.shown_path == start.path else []
        number = start.line + lines - (page.body_line if page else 0)
        column = body[number].find(f"@{key}") if 0 <= number < len(body) else 0
        return Place(start.path, start.line + lines, max(column, 0) + 1)


class HeadingMarkTreeprocessor(Treeprocessor):
    """Fills the marks in headings, when the table of contents has made the headings' ids and names."""

    def __init__(self, md: Markdown, numbering: NumberTreeprocessor) -> None:
        super().__init__(md)
        self.numbering = numbering

    def run(self, root: Element) -> None:
        for marker, numbered in self.numbering.late:
            _become(marker, numbered)


def _become(marker: Element, numbered: Element) -> None:
    marker.attrib.update(numbered.attrib)
    marker.text = numbered.text
    marker.extend(list(numbered))


def _close_up(parent: Element, index: int) -> None:
    """Take away the space before a mark: with the joiner in the mark, it never stands alone on a line."""
    if index == 0:
        parent.text = (parent.text or "").rstrip()
    else:
        parent[index - 1].tail = (parent[index - 1].tail or "").rstrip()
