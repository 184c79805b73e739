"""The page's history, below everything else that it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from bonewise.rendering.history import history

if TYPE_CHECKING:
    from bonewise.extension import BonewiseExtension


class HistoryTreeprocessor(Treeprocessor):
    """Appends what changed; it runs when the list of sources stands, and before the table of contents is made."""

    def __init__(self, md: Markdown, extension: BonewiseExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        page = self.extension.page
        if page is not None:
            root.extend(history(page))
