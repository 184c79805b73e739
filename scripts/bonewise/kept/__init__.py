"""Rendered pages of earlier checks, found again as long as nothing that their rendering depended on has changed."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from types import TracebackType

from bonewise.kept.keys import base_key, page_key, uses_other_files
from bonewise.kept.rows import packed, packed_words, unpacked, unpacked_words
from bonewise.kept.store import Store
from bonewise.model import Library, Page, RenderedPage

__all__ = ["Kept"]

#: So many pages are rendered between two looks for garbage.
_COLLECT_AFTER = 20
FILE = Path(".bonewise") / "cache" / "pages"
#: Pages of the last check of each project in this process, by their keys: for `--watch`.
_in_memory: dict[Path, dict[str, tuple[bytes, RenderedPage]]] = {}
_words: dict[tuple[str, bytes], Mapping[str, str]] = {}


class Kept:
    """The pages kept of one library, to be used in a `with` statement.

    Whatever is wrong with the file, a check goes on as if it were not there.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self.base = base_key(library)
        self.made = 0
        self.pages = _in_memory.setdefault(library.settings.root, {})

    @cached_property
    def store(self) -> Store | None:
        """The file, read when something is not in memory."""
        return Store.opened(self.library.settings.root / FILE) if self.base else None

    def __enter__(self) -> Kept:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for path in self.pages.keys() - self.library.pages.keys():
            del self.pages[path]
        if vars(self).get("store"):
            vars(self)["store"].close(self.library.pages.keys() if error is None else None)

    def page(self, page: Page, make: Callable[[], RenderedPage]) -> RenderedPage:
        """The page as it was rendered before, else as it is made now."""
        if not self.base or uses_other_files(page):
            return self._made(make)
        key = page_key(self.library, page, self.base)
        known = self.pages.get(page.path)
        if known and known[0] == key:
            return known[1]
        row = self.store.row(page.path, key) if self.store else None
        rendered = unpacked(row, page) if row else None
        if rendered is None:
            rendered = self._made(make)
            row = packed(rendered)
            if self.store and row:
                self.store.put(page.path, key, row)
        self.pages[page.path] = (key, rendered)
        return rendered

    def _made(self, make: Callable[[], RenderedPage]) -> RenderedPage:
        self.made += 1
        if self.made % _COLLECT_AFTER == 0 and not gc.isenabled():
            # A parser is a ring of objects, 2 MB each. Only young ones are looked at: what is kept stays alive.
            gc.collect(1)
        return make()

    def words(self, name: str, make: Callable[[], Mapping[str, str]]) -> Mapping[str, str]:
        """A few words by name that depend on the settings and libraries alone."""
        if (name, self.base) in _words:
            return _words[name, self.base]
        row = self.store.row(f"/{name}", self.base) if self.store else None
        known = unpacked_words(row) if row else None
        if known is None:
            known = dict(make())
            if self.store:
                self.store.put(f"/{name}", self.base, packed_words(known))
        if self.base:
            _words[name, self.base] = known
        return known
