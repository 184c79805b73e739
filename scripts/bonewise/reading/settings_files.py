"""The files beside `mkdocs.yml` that a project's settings hang on, for those who wait for changes."""

from __future__ import annotations

import os
import re
from pathlib import Path

from bonewise.reading.settings import MAX_PARENTS, SettingsError, read_settings

#: Read as text, so that it is known while the file is broken, or its parent is not there yet.
_INHERIT = re.compile(r"""^INHERIT:[ \t]*(?P<quote>["']?)(?P<path>[^"'#\n]+?)(?P=quote)[ \t]*(?:#.*)?$""", re.M)


def settings_files(root: Path) -> tuple[Path, ...]:
    """What `INHERIT` names, one after the other, and the snapshot of retractions; whether they are there or not."""
    found: list[Path] = []
    file = root / "mkdocs.yml"
    while len(found) < MAX_PARENTS and (parent := _parent(file)):
        found.append(parent)
        file = parent
    try:
        retractions = read_settings(root).retractions
    except SettingsError:
        retractions = ""
    return (*found, root / retractions) if retractions else tuple(found)


def _parent(file: Path) -> Path | None:
    text = file.read_text("utf-8", "replace") if file.is_file() else ""
    match = _INHERIT.search(text)
    # As the operating system tells of changes: without '..'.
    return Path(os.path.normpath(file.parent / match["path"])) if match else None
