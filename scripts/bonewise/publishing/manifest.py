"""What a release holds, file by file, by which it can be told whole from broken."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

#: The SHA-256 and the size of each file, by its path below the site's root.
Manifest = Mapping[str, tuple[str, int]]


def digest(path: Path) -> tuple[str, int]:
    """A file's SHA-256 in hexadecimal digits, and its size in bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size


def take(folder: Path) -> dict[str, tuple[str, int]]:
    """The manifest of a folder, sorted by path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): digest(path) for path in files}


def faults(folder: Path, manifest: Manifest) -> list[str]:
    """What in a folder is not as its manifest says, sorted; empty where it is whole."""
    there = take(folder) if folder.is_dir() else {}
    changed = {name for name in there.keys() & manifest.keys() if there[name] != manifest[name]}
    missing, more = manifest.keys() - there.keys(), there.keys() - manifest.keys()
    named = (("changed", changed), ("missing", missing), ("not in the manifest", more))
    return sorted(f"{name} ({fault})" for fault, names in named for name in names)
