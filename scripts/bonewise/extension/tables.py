"""Markdown tables in a frame that scrolls sideways, has a name, and can be reached by keys."""

from __future__ import annotations

from collections import Counter
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from bonewise.rendering.elements import make

#: So many head cells name a table.
NAMING_CELLS = 3


class TableTreeprocessor(Treeprocessor):
    """Wraps each table that our own parts have not framed; Material would wrap it too, but where no key leads."""

    def run(self, root: Element) -> None:
        named: Counter[str] = Counter()
        for parent in list(root.iter()):
            for index, table in enumerate(parent):
                classes = table.get("class", "").split()
                if table.tag == "table" and not any(name.startswith("bw-") for name in classes):
                    table.set("class", " ".join(["bw-table", *classes]))
                    parent[index] = _framed(table, named)


def _framed(table: Element, named: Counter[str]) -> Element:
    name = f"Table: {_head(table)}"
    named[name] += 1
    label = f"{name} ({named[name]})" if named[name] > 1 else name
    frame = make("div", table, class_="bw-scroll", role="region", tabindex="0", aria_label=label)
    frame.tail, table.tail = table.tail, None
    return frame


def _head(table: Element) -> str:
    row = next(table.iter("tr"), table)
    cells = [" ".join(_words(cell).split()) for cell in row]
    return ", ".join([cell for cell in cells if cell][:NAMING_CELLS])


def _words(element: Element) -> str:
    """The text of a cell without its citation marks and raw HTML."""
    inner = "".join((_words(child) if child.tag != "sup" else "") + (child.tail or "") for child in element)
    return HTML_PLACEHOLDER_RE.sub("", (element.text or "") + inner)
