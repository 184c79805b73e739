"""Included files are read through a function of ours, by each release of `pymdownx.snippets` in its own way."""

from __future__ import annotations

from pathlib import Path

import pytest
from pymdownx import snippets as module

from bonewise.extension.including import read_through


class Before13:
    """As much of the preprocessor as we touch: it opened the path that it had found."""

    encoding = "utf-8"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get_snippet_path(self, name: str) -> str | None:
        path = self.folder / name
        return str(path) if path.is_file() else None


class Since13(Before13):
    def read_lines(self, path: str) -> list[str]:
        return Path(path).read_text(self.encoding).split("\n")


def loud(path: str, lines: list[str]) -> list[str]:
    return [f"{Path(path).name}: {line}" for line in lines]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "part.txt").write_text("one\ntwo", "utf-8")
    return tmp_path


def test_before_13(folder: Path) -> None:
    snippets = Before13(folder)
    read_through(snippets, loud)
    found = snippets.get_snippet_path("part.txt")
    assert found == str(folder / "part.txt")
    with module.open(found, "r", encoding="utf-8") as file:
        assert file.read() == "part.txt: one\npart.txt: two"
    with module.open(str(found), "r", encoding="utf-8") as file:
        assert file.read() == "one\ntwo", "a path that others found is opened as ever"
    assert snippets.get_snippet_path("nowhere.txt") is None


def test_since_13(folder: Path) -> None:
    snippets = Since13(folder)
    read_through(snippets, loud)
    assert snippets.read_lines(str(folder / "part.txt")) == ["part.txt: one", "part.txt: two"]
