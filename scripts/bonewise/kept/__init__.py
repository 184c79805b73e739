"""Rendered pages of earlier checks, found again as long as nothing that their rendering depended on has changed."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from types import TracebackType

from bonewise.kept.asking import Answers, NotingLibrary
from bonewise.kept.keys import base_key, may_keep, page_key
from bonewise.kept.rows import Entry, packed, packed_words, unpacked, unpacked_words
from bonewise.kept.store import Store, own_folder
from bonewise.model import Finding, Library, Page, RenderedPage, Settings

__all__ = ["Kept", "files_of", "forget", "own_folder"]

#: So many pages are rendered between two looks for garbage.
_COLLECT_AFTER = 20
#: Pages of the project that this process checked last, with their keys: for `--watch`.
_in_memory: dict[tuple[Path, str], dict[str, tuple[bytes, Entry]]] = {}
#: The file of what a check renders; an engine's pages have a file of their own, as its links are others.
_OWN = "pages"


def files_of(root: Path) -> dict[str, str]:
    """Every other file that a project's pages took in or looked for when last checked, and what was in it then."""
    return {path: state for _, entry in _in_memory.get((root, _OWN), {}).values() for path, state in entry.page.files}


def forget() -> None:
    """Go on as a new process would: with the file, without what is in memory."""
    _in_memory.clear()


class Kept:
    """The pages kept of one library, to be used in a `with` statement.

    Whatever is wrong with the file, a check goes on as if it were not there.
    """

    def __init__(
        self, library: Library, unusable: Callable[[Settings], Mapping[str, str]], name: str = _OWN, maker: str = ""
    ) -> None:
        """`unusable` tells which extensions cannot be loaded, and why; it is asked where that is not known.

        An engine gives the `name` of a file of its own, and as `maker` what its rendering depends on beside ours.
        """
        self.library = library
        self.base = base_key(library, maker)
        self.made = 0
        self._store = Store.opened(library.settings.root, name)
        self._answers = Answers(library)
        if (library.settings.root, name) not in _in_memory:
            forget()
        self._pages = _in_memory.setdefault((library.settings.root, name), {})
        self._changed: set[str] = set()
        self.unusable = self._words("/unusable-extensions", partial(unusable, library.settings))
        self._keeps = may_keep(library.settings, self.unusable)

    def __enter__(self) -> Kept:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close()

    def close(self) -> None:
        """Write down what changed."""
        for path in self._pages.keys() - self.library.pages.keys():
            del self._pages[path]
        store = self._store
        if not store:
            return
        for path in sorted(self._changed):
            key, entry = self._pages[path]
            row = packed(entry)
            if row:
                store.put(path, key, row)
        store.close(self.library.pages.keys())

    def page(self, page: Page, make: Callable[[Library], RenderedPage]) -> RenderedPage:
        """The page as it was rendered before, else as it is made now."""
        known = self.known(page)
        if known:
            return known.page
        library = self.noting()
        rendered = self._made(make, library)
        self.keep(rendered, library)
        return rendered

    def known(self, page: Page) -> Entry | None:
        """The page as it was rendered before, where that still holds."""
        key = page_key(page, self.base) if self._keeps else b""
        entry = self._known(page, key) if self._keeps else None
        if entry:
            self._pages[page.path] = (key, entry)
        return entry

    def noting(self) -> Library:
        """The library for the rendering of one page, which notes what it is asked; to be handed to `keep`."""
        return NotingLibrary.of(self.library) if self._keeps else self.library

    def keep(self, rendered: RenderedPage, library: Library, beside: str = "") -> None:
        """Keep a page that was rendered with a library of `noting`."""
        path = rendered.page.path
        if rendered.failure or not isinstance(library, NotingLibrary):
            self._pages.pop(path, None)  # what it asked before it failed, nobody knows
            return
        entry = Entry(rendered, beside=beside)
        self._note(entry, library)
        self._changed.add(path)
        self._pages[path] = (page_key(rendered.page, self.base), entry)

    def findings(
        self, rendered: RenderedPage, rule: str, make: Callable[[Library], Iterable[Finding]]
    ) -> tuple[Finding, ...]:
        """What a rule that looks at one page alone found on it before, else finds now."""
        entry = self._pages.get(rendered.page.path, (b"", None))[1]
        if entry is None or entry.page is not rendered:
            return tuple(make(self.library))
        if rule not in entry.findings:
            noting = NotingLibrary.of(self.library)
            entry.findings[rule] = tuple(make(noting))
            self._note(entry, noting)
            self._changed.add(rendered.page.path)
        return entry.findings[rule]

    def _words(self, name: str, make: Callable[[], Mapping[str, str]]) -> Mapping[str, str]:
        """A few words by name that depend on the settings and installed packages alone."""
        row = self._store.row(name, self.base) if self._store else None
        known = unpacked_words(row) if row else None
        if known is None:
            known = dict(make())
            if self._store:
                self._store.put(name, self.base, packed_words(known))
        return known

    def _known(self, page: Page, key: bytes) -> Entry | None:
        """A page with this key, in memory or in the file, where all that it asked for would be answered alike."""
        known = self._pages.get(page.path)
        entry = known[1] if known and known[0] == key else None
        if entry is None and self._store:
            row = self._store.row(page.path, key)
            entry = unpacked(row, page) if row else None
        holds = entry and all(self._answers.to(question) == answer for question, answer in entry.answers.items())
        return entry if holds else None

    def _note(self, entry: Entry, noting: NotingLibrary) -> None:
        entry.answers |= {question: self._answers.to(question) for question in noting.questions}
        entry.answers |= {("file", path): state for path, state in entry.page.files}

    def _made(self, make: Callable[[Library], RenderedPage], library: Library) -> RenderedPage:
        self.made += 1
        if self.made % _COLLECT_AFTER == 0 and not gc.isenabled():
            # A parser is a ring of objects, 2 MB each. Only young ones are looked at: what is kept stays alive.
            gc.collect(1)
        return make(library)
