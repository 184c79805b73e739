"""The search index: every page as its readers may look for it, in files of a kilobyte or two."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from bonewise.finishing.articles import Article
from bonewise.finishing.searching.entries import Entry, entries
from bonewise.finishing.searching.postings import postings
from bonewise.finishing.searching.shards import shards
from bonewise.finishing.shortening import short_script
from bonewise.model import Library

#: Below the site: the folder of the index, and the scripts that read it.
FOLDER, SCRIPTS = "assets/search", ("assets/search.js", "assets/search-box.js")


def write_search_index(library: Library, site: Path, articles: Iterable[Article]) -> list[Entry]:
    """Write the index of a built site, and take the comments out of the scripts that read it; returns what is in it."""
    found = entries(library, articles)
    write_entries(found, site)
    _shorten_scripts(site)
    return found


def write_entries(found: list[Entry], site: Path) -> None:
    """Write the index of these pages below `site`; none where there are none.

    The folder's name tells what is in it, so that a browser never mixes two editions; `root.js` names it.
    """
    if not found:
        return
    files = shards(found, postings(found))
    made = {name: json.dumps(data, ensure_ascii=False, separators=(",", ":")) for name, data in files.items()}
    edition = hashlib.sha256("\n".join(made.values()).encode()).hexdigest()[:8]
    folder = site / FOLDER / edition
    folder.mkdir(parents=True, exist_ok=True)
    root = made.pop("root")
    for name, data in made.items():
        (folder / f"{name}.js").write_bytes(f'bonewiseSearch.shard("{name}",{data})\n'.encode())
    (site / FOLDER / "root.js").write_text(f'bonewiseSearch.shard("root",{root},"{edition}")\n', "utf-8")
    _write_drawings(found, folder)


def _write_drawings(found: list[Entry], folder: Path) -> None:
    """Each exercise's drawing by itself, shown small beside its result."""
    for entry in found:
        if entry.drawing:
            namespace = "" if "xmlns=" in entry.drawing else ' xmlns="http://www.w3.org/2000/svg"'
            (folder / f"{entry.id}.svg").write_text(entry.drawing.replace("<svg", f"<svg{namespace}", 1), "utf-8")


def _shorten_scripts(site: Path) -> None:
    """Comments and long names are for those who read the source; a phone on a slow line should not wait for them."""
    for name in SCRIPTS:
        file = site / name
        if file.is_file():
            file.write_text(short_script(file.read_text("utf-8")), "utf-8")
