"""What one rendering noticed: links, citations and their places."""

from __future__ import annotations

from dataclasses import dataclass, field

from bonewise.model import Citation, Link, Page, Place


@dataclass
class Record:
    """Filled while a page renders. Stamps are indexes into `stamped`: one private-use character per candidate place."""

    page: Page | None = None
    stamped: list[tuple[int, int]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)

    def place(self, stamp: str, needle: str) -> Place:
        """The place of a stamp; what has none stands in the front matter, where `needle` is looked for."""
        path = self.page.shown_path if self.page else ""
        # The last, since ours follows what the author wrote, should that hold such characters too.
        index = ord(stamp[-1]) - FIRST if stamp else len(self.stamped)
        if index < len(self.stamped):
            line, column = self.stamped[index]
            return Place(path, line + (self.page.body_line if self.page else 1), column + 1)
        return self.page.find(needle) if self.page else Place(path)


#: Supplementary private use area A: 65,534 characters that no author types and no parser cares about.
FIRST, LAST = 0xF0000, 0xFFFFD
