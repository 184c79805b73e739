"""Which files below the content folder a link may name."""

from bonewise.model import Edition


def content_names(edition: Edition) -> frozenset[str]:
    """Every file below the content folder, relative to it."""
    top = edition.library.settings.root / edition.library.settings.content
    return frozenset(path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file())


def missing(path: str, names: frozenset[str]) -> bool:
    """Whether a link names a file that is not there; '' is the page itself."""
    return bool(path) and path not in names
