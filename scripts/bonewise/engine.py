"""Which page is being rendered, and of which project, under MkDocs, ProperDocs, Zensical or alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown import Markdown


@dataclass(frozen=True)
class Here:
    """The project's root (where `mkdocs.yml` is) and the page's path below its content folder."""

    root: Path
    page: str


def here(md: Markdown) -> Here | None:
    """Where this Markdown run takes place; None where no engine says so, as in a plain `markdown` call."""
    if "relpath" in md.treeprocessors:  # MkDocs and ProperDocs
        file = getattr(md.treeprocessors["relpath"], "file", None)
        if file is not None and file.abs_src_path:
            root = project_root(Path(file.abs_src_path).parent)
            return Here(root, file.src_uri) if root else None
    if "rendering_context" in md.preprocessors:  # Zensical
        page = getattr(md.preprocessors["rendering_context"], "page", None)
        root = project_root(Path.cwd())
        return Here(root, page.path) if page is not None and root else None
    return None


def project_root(start: Path) -> Path | None:
    """The nearest folder at or above `start` that holds `mkdocs.yml`."""
    folders = (start, *start.parents)
    return next((folder for folder in folders if (folder / "mkdocs.yml").is_file()), None)
