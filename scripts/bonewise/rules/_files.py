"""Which files below the content folder a link may name."""

import posixpath
from collections.abc import Collection

from bonewise.dialect import nearest
from bonewise.model import Edition


def content_names(edition: Edition) -> frozenset[str]:
    """Every file below the content folder, relative to it."""
    top = edition.library.settings.root / edition.library.settings.content
    return frozenset(path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file())


def missing(path: str, names: frozenset[str]) -> bool:
    """Whether a link names a file that is not there; '' is the page itself."""
    return bool(path) and path not in names


def guess_file(path: str, names: Collection[str]) -> str:
    """`; did you mean 'x'?` where a file has that name elsewhere, or one like it; the folder alone is no likeness."""
    by_name = {posixpath.basename(name): name for name in sorted(names, reverse=True)}
    whole = next((name for name in (f"{path}.md", f"{path}/index.md") if name in names), "")
    name = posixpath.basename(path)
    found = whole or by_name.get(name) or by_name.get(nearest(name, tuple(by_name)))
    return f"; did you mean '{found}'?" if found else ""
