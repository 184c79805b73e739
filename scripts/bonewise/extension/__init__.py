"""The Python-Markdown face: citations, blocks and cards, wherever Python-Markdown runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from pymdownx.blocks import BlocksProcessor

from bonewise.engine import here
from bonewise.extension.blocks import block_classes
from bonewise.extension.cards import CardTreeprocessor
from bonewise.extension.citing import CitationInline, HeadingMarkTreeprocessor, NumberTreeprocessor
from bonewise.extension.finished import Finished
from bonewise.extension.history import HistoryTreeprocessor
from bonewise.extension.placing import (
    PlaceTreeprocessor,
    SnippetStampPreprocessor,
    StampPostprocessor,
    StampPreprocessor,
    TreeDoneTreeprocessor,
)
from bonewise.extension.record import Record
from bonewise.extension.safety import SafePostprocessor
from bonewise.extension.sought import seek_backticks
from bonewise.extension.tables import TableTreeprocessor
from bonewise.extension.typography import TypographyTreeprocessor
from bonewise.model import Library, Page
from bonewise.reading import read

__all__ = ["BonewiseExtension", "Record"]


class BonewiseExtension(Extension):
    """Options: `library` (else read from the project), `page` (its path, else asked of the engine), `record`

    (a callable that is given the page's path and its Record when the page is rendered).
    """

    def __init__(self, **options: Any) -> None:
        self.config = {
            # Not None: Python-Markdown reads an option as true or false where its default is None.
            "library": ["", "the Library, where the caller has it"],
            "page": ["", "the page's path below the content folder, where the caller knows it"],
            "plain": [False, "only note places: for projects whose pages are plain Markdown"],
            "record": ["", "called with the page's path and its Record"],
        }
        self.page: Page | None = None
        self.library: Library | None = None
        self.record = Record()
        #: Targets as the author wrote them, with their stamps; engines rewrite those in the tree.
        self.targets: list[tuple[str, str]] = []
        self.finished = Finished()
        self.tree_done = False
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name is Python-Markdown's)
        """Register our processors; the numbers say when each runs, higher first."""
        md.registerExtension(self)
        self.md = md
        seek_backticks(md)
        self._note_places(md)
        plain = self.getConfig("plain")
        if not plain or self.getConfig("library").is_health:
            self._number_citations(md)
        if not plain:
            self._show_kinds(md)

    def _note_places(self, md: Markdown) -> None:
        md.preprocessors.register(StampPreprocessor(md, self), "bonewise-stamp", 200)
        # Behind pymdownx.snippets (32) and before code and HTML are taken out of the text (25, 20).
        md.preprocessors.register(SnippetStampPreprocessor(md), "bonewise-snippet-stamp", 31)
        md.treeprocessors.register(PlaceTreeprocessor(md, self), "bonewise-place", 7)
        md.treeprocessors.register(TreeDoneTreeprocessor(md, self), "bonewise-tree-done", -100)
        md.postprocessors.register(StampPostprocessor(md, self), "bonewise-unstamp", -10)

    def _number_citations(self, md: Markdown) -> None:
        md.inlinePatterns.register(CitationInline(md), "bonewise-cite", 175)
        # After the inline parser (20), and before the table of contents (5), so that "Sources" is in it.
        numbering = NumberTreeprocessor(md, self)
        md.treeprocessors.register(numbering, "bonewise-number", 15)
        md.treeprocessors.register(HeadingMarkTreeprocessor(md, numbering), "bonewise-heading-mark", 4)

    def _show_kinds(self, md: Markdown) -> None:
        # Before the inline parser (20), so that the fields of a card are read as Markdown too.
        md.treeprocessors.register(CardTreeprocessor(md, self), "bonewise-card", 30)
        # Behind the list of sources (15), and before the table of contents (5).
        md.treeprocessors.register(HistoryTreeprocessor(md, self), "bonewise-history", 14)
        md.treeprocessors.register(TypographyTreeprocessor(md), "bonewise-typography", 6)
        # After attribute lists (8) and after the stamps are out.
        md.treeprocessors.register(TableTreeprocessor(md), "bonewise-table", 5.5)
        blocks = BlocksProcessor(md.parser, md)
        md.parser.blockprocessors.register(blocks, "bonewise-blocks", 89.98)
        for cls in block_classes():
            blocks.register(cls, {"bonewise": self})
        # Behind all others: what it writes is what readers get.
        md.postprocessors.register(SafePostprocessor(md, self), "bonewise-safe", -1000)

    def reset(self) -> None:
        """Called before each page."""
        self.record = Record()

    def begin(self) -> None:
        """Find out which page this run renders; called by the first preprocessor."""
        self.library = self.getConfig("library") or None
        path = self.getConfig("page")
        where = None if path else here(self.md)
        if where:
            path = where.page
            if self.library is None and where.root:
                self.library = read(where.root)[0]
        self.page = self.library.pages.get(path) if self.library else None
        self.record = Record(page=self.page, parser=self.md)
        self.targets = []
        self.finished = Finished()
        self.tree_done = False

    def shown(self, path: Path) -> str:
        """A file's path from the project's root, as messages show it."""
        root = self.library.settings.root if self.library else Path()
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)

    def finish(self) -> None:
        """Hand the record over; called by the last postprocessor."""
        report: Callable[[str, Record], None] | None = self.getConfig("record")
        if report and self.page:
            report(self.page.path, self.record)


def makeExtension(**options: Any) -> BonewiseExtension:  # noqa: N802 (the name is Python-Markdown's)
    """The hook by which Python-Markdown loads `bonewise.extension`."""
    return BonewiseExtension(**options)
