"""The Markdown extensions of a project's settings, as options for the parser; those that cannot be loaded are told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from bonewise.model import Finding, Place, Settings
from bonewise.reading.python_names import PythonNameError, fetched
from bonewise.reading.settings import SettingsError

#: Extensions that work inside of an engine alone, and change nothing that is judged.
_OF_ENGINE = frozenset({"material.extensions.preview", "zensical.extensions.preview"})


def parser_options(settings: Settings) -> dict[str, dict[str, Any]]:
    """Each loadable extension with its options; ours is added by whoever renders."""
    options = {name: _fetched(given) for name, given in settings.markdown_extensions if name not in _OF_ENGINE}
    if "pymdownx.snippets" in options:
        # Engines run in the project's root; a check may run anywhere.
        options["pymdownx.snippets"]["base_path"] = _below(settings.root, options["pymdownx.snippets"])
    return {name: given for name, given in options.items() if name == "bonewise" or not _fault(name, given)}


def unusable_extensions(settings: Settings) -> dict[str, str]:
    """Why an extension cannot be loaded here, for each that cannot, by name."""
    options = {name: _fetched(given) for name, given in settings.markdown_extensions if name != "bonewise"}
    faults = {name: _fault(name, given) for name, given in options.items()}
    return {name: fault for name, fault in faults.items() if fault}


def _fetched(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options of one extension with the Python objects that they name. Raises `SettingsError` where one fails."""
    try:
        return dict(fetched(options))
    except PythonNameError as error:
        raise SettingsError(str(error)) from None


def told(settings: Settings, unusable: Mapping[str, str]) -> Iterator[Finding]:
    """A notice for each extension that cannot be loaded: the check goes on without it."""
    for name, fault in unusable.items():
        what = f"the Markdown extension '{name}' cannot be loaded here, so pages were judged without it: {fault}"
        mend = "install it beside bonewise, or correct its options"
        yield Finding(_place(settings.root, name), "unusable-extension", what, mend, "notice")


class _Options(dict[str, Any]):
    """Options that can be part of a cache's key by their text."""

    def __init__(self, text: str, given: Mapping[str, Any]) -> None:
        super().__init__(given)
        self.text = text

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(self.text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Options) and self.text == other.text


def _fault(name: str, given: Mapping[str, Any]) -> str:
    return _tried(name, _Options(repr(given), given))


@lru_cache(maxsize=256)
def _tried(name: str, options: _Options) -> str:
    """Why an extension cannot be loaded; nothing where it can. Any error of someone else's code counts."""
    from markdown import Markdown  # slow to import, and not needed where all pages are kept from an earlier check

    try:
        Markdown(extensions=[name], extension_configs={name: dict(options)})
    except Exception as error:
        return " ".join(str(error).split())[:200] or type(error).__name__
    return ""


def _place(root: Path, name: str) -> Place:
    for number, line in enumerate((root / "mkdocs.yml").read_text("utf-8", errors="replace").split("\n"), 1):
        match = re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", line)
        if match:
            return Place("mkdocs.yml", number, match.start() + 1)
    return Place("mkdocs.yml")


def _below(root: Path, options: Mapping[str, Any]) -> list[str]:
    given = options.get("base_path") or ["."]
    return [str(root / base) for base in ([given] if isinstance(given, str) else given)]
