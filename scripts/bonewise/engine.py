"""Which page is being rendered, and of which project, under MkDocs, ProperDocs, Zensical or alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown import Markdown


@dataclass(frozen=True)
class Here:
    """A folder in the project, and the page's path below its content folder."""

    folder: Path
    page: str

    @cached_property
    def root(self) -> Path | None:
        """The project's root, where `mkdocs.yml` is; looked for only when it is asked for."""
        return project_root(self.folder)


def here(md: Markdown) -> Here | None:
    """Where this Markdown run takes place; None where no engine says so, as in a plain `markdown` call."""
    if "relpath" in md.treeprocessors:  # MkDocs and ProperDocs
        file = getattr(md.treeprocessors["relpath"], "file", None)
        if file is not None and file.abs_src_path:
            return Here(Path(file.abs_src_path).parent, file.src_uri)
    if "rendering_context" in md.preprocessors:  # Zensical
        page = getattr(md.preprocessors["rendering_context"], "page", None)
        return Here(Path.cwd(), page.path) if page is not None else None
    return None


def project_root(start: Path) -> Path | None:
    """The nearest folder at or above `start` that holds `mkdocs.yml`."""
    folders = (start, *start.parents)
    return next((folder for folder in folders if (folder / "mkdocs.yml").is_file()), None)
