"""Files that the theme puts into the site, such as its icon: asked for only where a link seems to lead nowhere."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

from bonewise.model import Settings

#: What MkDocs does not copy out of a theme's folder.
_KEPT_BACK = (".html", ".py", ".pyc", "mkdocs_theme.yml")


def theme_has(settings: Settings, path: str) -> bool:
    """Whether the theme, or the project's `custom_dir`, has a file that becomes `path` in the site."""
    if not path or path.endswith(_KEPT_BACK) or path.startswith((".", "/", "../")):
        return False
    own = settings.root / settings.custom_dir if settings.custom_dir else None
    folders = [folder for folder in (own, _installed(settings.theme)) if folder]
    try:
        return any((folder / path).is_file() for folder in folders)
    except (OSError, ValueError):  # no system keeps a file of such a name
        return False


@lru_cache(maxsize=8)
def _installed(name: str) -> Path | None:
    """The folder of a theme that is installed here; it is not imported, as that would run its code."""
    for entry in entry_points(group="mkdocs.themes", name=name):
        try:
            found = find_spec(entry.module)
        except (ImportError, ValueError):
            return None
        if found and found.submodule_search_locations:
            return Path(next(iter(found.submodule_search_locations)))
    return None
