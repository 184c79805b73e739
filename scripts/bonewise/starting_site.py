"""A whole new site in a folder of its own: a small example with its own copy of the templates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath
from string import Template

from bonewise.dialect import counted
from bonewise.starting import year_on

#: A leading dot in the package would be left out of some archives.
_RENAMED = {"gitignore.txt": ".gitignore"}
#: What the templates of this very site hold for itself; the example has its own.
_OWN = ("assets/logo.svg",)
_TEXTS = (".md", ".yaml", ".yml")


def start_site(folder: Path, today: date) -> tuple[bool, str]:
    """Write the example into a folder, made where it is missing. Returns whether that went well, and a message.

    Nothing is written where any of its files is there already. Raises `OSError` where the folder cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        return False, f"{folder} is a file; give the name of a folder."
    files = dict(sorted({**dict(_templates()), **dict(_example(today))}.items()))
    taken = [name for name in files if (folder / name).exists() or (folder / name).is_symlink()]
    if taken:
        more = f" and {counted(len(taken) - 1, 'more file')}" if len(taken) > 1 else ""
        return False, f"{folder / taken[0]}{more} would be overwritten; choose an empty folder. Nothing was written."
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        with (folder / name).open("xb") as stream:
            stream.write(content)
    pages = sum(name.endswith(".md") and name.startswith("content/") for name in files)
    return True, (
        f"Started a site of {counted(pages, 'page')} in {folder}. It is an example; no clinician has reviewed it.\n"
        f"Next: cd {folder}, run 'bonewise serve', and make it yours at the top of mkdocs.yml."
    )


def _example(today: date) -> Iterator[tuple[str, bytes]]:
    """The example's files, dated today."""
    dates = {"today": today.isoformat(), "next_review": year_on(today).isoformat()}
    for name, file in _below(resources.files("bonewise") / "starters" / "site"):
        content = file.read_bytes()
        if name.startswith("content/") and name.endswith(_TEXTS):
            content = Template(content.decode()).substitute(dates).encode()
        yield _RENAMED.get(name, name), content


def _templates() -> Iterator[tuple[str, bytes]]:
    """The templates as the package holds them, or, in a working copy, as they stand beside it."""
    packed = resources.files("bonewise") / "theme"
    source: Traversable = packed if packed.is_dir() else Path(__file__).parents[2] / "templates"
    for name, file in _below(source):
        if name not in _OWN:
            yield f"templates/{name}", file.read_bytes()


def _below(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    """Every file below a folder with its relative name, without hidden ones and caches."""
    for entry in folder.iterdir():
        if entry.name.startswith((".", "__pycache__")):
            continue
        name = PurePosixPath(prefix, entry.name).as_posix()
        if entry.is_dir():
            yield from _below(entry, name)
        else:
            yield name, entry
