"""The files that `pymdownx.snippets` includes, read by a function of ours; before release 13 it had no door."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

from pymdownx import snippets as module


class _Included(str):
    """The path of an included file, with the function that reads its lines."""

    lines: Callable[[str], list[str]]


def read_through(snippets: Any, changed: Callable[[str, list[str]], list[str]]) -> None:
    """Have a preprocessor of `pymdownx.snippets` take each file's lines as `changed` makes them of path and lines."""
    if hasattr(snippets, "read_lines"):
        read = snippets.read_lines
        snippets.read_lines = lambda path: changed(path, read(path))
        return
    find = snippets.get_snippet_path

    def lines(path: str) -> list[str]:
        return changed(path, Path(path).read_text(snippets.encoding).split("\n"))

    def get_snippet_path(name: str) -> Any:
        found = find(name)
        if found is None:
            return None
        included = _Included(found)
        included.lines = lines
        return included

    snippets.get_snippet_path = get_snippet_path
    module.open = _open


def _open(path: Any, *arguments: Any, **options: Any) -> Any:
    """What `open` means in that module: others' files are opened as ever."""
    if isinstance(path, _Included):
        return StringIO("\n".join(path.lines(path)))
    return builtins.open(path, *arguments, **options)  # noqa: PTH123 (it stands for the very function)
