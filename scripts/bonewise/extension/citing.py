"""`[@key]` to numbered marks, and the list of sources at the page's end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from bonewise.dialect import CITATION, cited
from bonewise.extension.placing import STAMP, unstamp
from bonewise.model import Citation, Place, Source
from bonewise.rendering.elements import href_between, make, plain
from bonewise.rendering.references import mark, reference_list

if TYPE_CHECKING:
    from bonewise.extension import BonewiseExtension

_STAMP = re.compile(STAMP)


class CitationInline(InlineProcessor):
    """Leaves a marker for each citation; numbers are given later, in reading order."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(CITATION.pattern, md)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802
        marker = make("sup", class_="bw-cite")
        marker.set("data-items", m["items"])
        return marker, m.start(0), m.end(0)


class NumberTreeprocessor(Treeprocessor):
    """Numbers the citations in reading order and appends the list of sources."""

    def __init__(self, md: Markdown, extension: BonewiseExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        library = self.extension.library
        used: dict[str, tuple[int, int]] = {}
        for parent in list(root.iter()):
            for index, child in enumerate(parent):
                items = child.attrib.pop("data-items", None) if child.tag == "sup" else None
                if items is not None:
                    parent[index] = self._numbered(items, used, child.tail)
        if used and library and self.extension.page:
            chosen = [(library.sources[key], uses) for key, (_, uses) in used.items()]
            href = href_between(self.extension.page.path, library.settings.sources_page)
            root.append(make("h2", plain("Sources"), id="sources"))
            root.append(reference_list(chosen, href))

    def _numbered(self, items: str, used: dict[str, tuple[int, int]], tail: str | None) -> Element:
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
        element = mark(numbered)
        element.tail = tail
        return element

    def _places(self, items: str) -> list[Place]:
        """Where each key of the mark stands."""
        record = self.extension.record
        stamp = "".join(_STAMP.findall(items))
        text = unstamp(items)
        places, offset = [], 0
        for item in text.split(";"):
            key = item.strip().lstrip("@").split(",")[0].strip()
            if stamp:
                start = record.place(stamp, "")
                lead = len(item) - len(item.lstrip())
                at_sign = 0 if item.lstrip().startswith("@") else -1
                # The stamp's place is that of the first '@'; `items` begins behind it.
                places.append(Place(start.path, start.line, start.column + 1 + offset + lead + at_sign))
            else:
                # In front matter a key stands behind its '@', or bare in the field `sources`.
                cited_there = record.page is not None and f"@{key}" in record.page.header
                places.append(record.place("", f"@{key}" if cited_there else key))
            offset += len(item) + 1
        return places
