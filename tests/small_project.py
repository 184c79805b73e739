"""A small project that is all in order, to be spoilt one thing at a time; what it holds is in `cases/project`."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from bonewise.checking import check
from bonewise.edition import render, render_page
from bonewise.model import Edition, Library, RenderedPage
from bonewise.reading import read
from bonewise.reporting import line

CASES = Path(__file__).parent / "cases"
#: The day on which every test takes place; the pages of `cases/project` were reviewed three weeks before.
TODAY = date(2026, 11, 22)


class Project:
    """A copy of `cases/project`; paths are relative to its root, as in findings."""

    today = TODAY

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(CASES / "project", root, dirs_exist_ok=True)

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file, with its folders."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def text(self, path: str) -> str:
        """The text of a file."""
        return (self.root / path).read_text("utf-8")

    def replace(self, path: str, old: str, new: str) -> Path:
        """Replace the first occurrence of a text that must be there."""
        text = self.text(path)
        assert old in text, f"{path} does not hold {old!r}"
        return self.write(path, text.replace(old, new, 1))

    def append(self, path: str, text: str) -> Path:
        """Write more at a file's end."""
        return self.write(path, self.text(path) + text)

    def body(self, path: str, markdown: str) -> Path:
        """Keep a page's front matter, and put this in place of its body."""
        front = self.text(path).split("---\n")[1]
        return self.write(path, f"---\n{front}---\n{markdown}")

    def remove(self, path: str) -> None:
        """Delete a file."""
        (self.root / path).unlink()

    def library(self) -> Library:
        """What is read of the project."""
        return read(self.root)[0]

    def read_findings(self) -> list[str]:
        """What reading alone finds wrong, as `bonewise check` prints it."""
        return [line(finding) for finding in read(self.root)[1]]

    def findings(self) -> list[str]:
        """What `bonewise check` prints: `path:line:column: what; mend [rule]`."""
        return [line(finding) for finding in check(self.root, self.today).findings]

    def edition(self) -> Edition:
        """Every page rendered."""
        return render(self.library(), self.today)

    def page(self, path: str) -> RenderedPage:
        """One page rendered; the path is relative to the content folder."""
        library = self.library()
        return render_page(library, library.pages[path])
