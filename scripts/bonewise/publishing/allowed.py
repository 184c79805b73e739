"""What a site may hold: files of known kinds, under plain names, and no links to elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

_ENDS = frozenset("html css js map json webmanifest xml gz txt bib csv zip pdf woff2".split())
_ENDS |= frozenset("svg png jpg jpeg gif webp avif ico mp4 webm mp3 vtt".split())
#: Files that hosts read, by their whole path.
_NAMES = frozenset({"_headers", "_redirects", "CNAME", ".nojekyll"})
#: Where the web's own files stand (RFC 8615).
_WELL_KNOWN = ".well-known"


def refused(site: Path) -> list[str]:
    """Each file and folder that must not be published, with the reason, sorted; empty where all is well."""
    return sorted(f"{name} ({reason})" for name, reason in _faults(site, site))


def _faults(folder: Path, site: Path) -> Iterator[tuple[str, str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = Path(entry.path).relative_to(site).as_posix()
            if entry.is_symlink():
                yield name, "a link"
            elif entry.is_dir():
                if entry.name.startswith(".") and name != _WELL_KNOWN:
                    yield name, "a hidden folder"
                else:
                    yield from _faults(Path(entry.path), site)
            elif not entry.is_file():
                yield name, "neither a file nor a folder"
            elif name not in _NAMES and not name.startswith(f"{_WELL_KNOWN}/"):
                if entry.name.startswith("."):
                    yield name, "a hidden file"
                elif entry.name.rpartition(".")[2].lower() not in _ENDS or "." not in entry.name:
                    yield name, "a file of a kind that no page needs"
