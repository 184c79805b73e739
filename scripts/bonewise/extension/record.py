"""What one rendering noticed: links, ids, citations and loose marks, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field

from markdown import Markdown

from bonewise.model import Citation, Link, Page, Place
from bonewise.sanitizing import Removal

#: Supplementary private use area A: 65,534 characters that no author types and no parser cares about.
FIRST, LAST = 0xF0000, 0xFFFFD

#: Stands for a piece of code in a text whose marks are looked at.
CODE = "\ue0f1"


@dataclass(frozen=True)
class Stamp:
    """One candidate place: what kind of mark the author wrote there, its text, and where it stands."""

    kind: str
    text: str
    place: Place


@dataclass
class Record:
    """Filled while a page renders. The n-th private-use character stands for the n-th stamp."""

    page: Page | None = None
    parser: Markdown | None = None
    stamps: list[Stamp] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    ids: list[tuple[str, Place | None]] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    #: References, footnotes and definitions that came to nothing, with their stamps.
    loose: list[Stamp] = field(default_factory=list)
    #: What was taken out of the HTML, where the author wrote it.
    removed: list[tuple[Removal, Place]] = field(default_factory=list)
    #: The characters that the tree gave up before the HTML was written.
    used: list[str] = field(default_factory=list)
    #: The characters in text that Markdown has read, other than code; and the text of each heading, with its own.
    as_text: set[str] = field(default_factory=set)
    headings: list[str] = field(default_factory=list)
    #: Other files that it took in or looked for, with their state before that.
    files: dict[str, str] = field(default_factory=dict)
    _found: dict[str, Place] = field(default_factory=dict)

    def dismiss_parser(self) -> None:
        """Take the parser apart, when the page is done.

        Its parts name each other; only the collector's search would find them, at a twentieth of a build's time.
        """
        if self.parser:
            for each in self.parser.parser.blockprocessors:
                vars(each).clear()
            vars(self.parser.parser).clear()
            vars(self.parser).clear()
            self.parser = None

    def add(self, stamp: Stamp) -> str:
        """Keep a stamp; the character that stands for it, or nothing where there are too many."""
        if len(self.stamps) > LAST - FIRST:
            return ""
        self.stamps.append(stamp)
        return chr(FIRST + len(self.stamps) - 1)

    def stamp(self, character: str) -> Stamp | None:
        """The stamp a character stands for; None for one that the author wrote."""
        index = ord(character) - FIRST
        return self.stamps[index] if 0 <= index < len(self.stamps) else None

    def place(self, characters: str, needle: str) -> Place:
        """The place of a stamp; what has none stands in the front matter, where `needle` is looked for."""
        # The last, since ours follows what the author wrote, should that hold such characters too.
        stamp = self.stamp(characters[-1]) if characters else None
        if stamp:
            return stamp.place
        if needle not in self._found:
            found = self.page.find(needle) if self.page else Place("")
            # An address between angle brackets has no scheme where it is written.
            bare = needle.removeprefix("mailto:")
            missed = self.page and bare != needle and found == Place(found.path)
            self._found[needle] = self.page.find(bare) if self.page and missed else found
        return self._found[needle]
