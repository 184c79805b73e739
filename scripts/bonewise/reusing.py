"""What an engine rendered in an earlier build, taken again where nothing that it depended on has changed."""

from __future__ import annotations

import json
import os
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as EnginePage
from mkdocs.structure.toc import AnchorLink, get_toc

from bonewise.edition import collect
from bonewise.extension import Record
from bonewise.kept import Kept, own_folder
from bonewise.model import Library, Page, RenderedPage
from bonewise.parser_options import unusable_extensions

#: Plugins that leave the text of pages alone; with another one, or a hook, each page is rendered anew.
_HARMLESS = frozenset({"bonewise", "search", "material/search"})


class Reused:
    """The pages of one build, rendered now or kept from before.

    MkDocs cannot be told to skip a page; it is given an empty text instead, and its result is put in place.
    """

    def __init__(self, library: Library, config: MkDocsConfig, files: Files) -> None:
        self.library = library
        self.options = config.mdx_configs["bonewise"]
        # Links become addresses by the list of files.
        listed = sorted((file.src_uri, file.url) for file in files)
        harmless = _HARMLESS.issuperset(config.plugins) and not config.hooks
        self.kept = Kept(library, unusable_extensions, "built", repr(listed)) if harmless else None
        self.records: dict[str, Record] = {}
        #: Whether any page was rendered now.
        self.fresh = False
        self.options["record"] = self.records.__setitem__

    def markdown(self, page: Page, text: str) -> str:
        """The text to render: nothing, where the page is kept."""
        if self.kept is None:
            return text
        if self.kept.known(page):
            return ""
        self.options["library"] = self.kept.noting()
        return text

    def content(self, page: Page, html: str, made: EnginePage) -> RenderedPage:
        """The page, from what was rendered now or before; `made` gets back its ids and its table of contents."""
        known = self.kept.known(page) if self.kept else None
        if known:
            made.toc = get_toc(json.loads(known.beside))
        rendered = known.page if known else self._collected(page, html, made)
        # MkDocs itself asks for them where other pages link here; those of finished pieces were not in its tree.
        made.present_anchor_ids = set(rendered.ids)
        return rendered

    def _collected(self, page: Page, html: str, made: EnginePage) -> RenderedPage:
        self.fresh = True
        rendered = collect(page, html, self.records.pop(page.path, Record(page=page)))
        if self.kept:
            self.kept.keep(rendered, self.options["library"], json.dumps([_token(each) for each in made.toc]))
        return rendered

    def close(self) -> None:
        """Write down what is to be kept; the library is the whole one again."""
        self.options["library"] = self.library
        if self.kept:
            self.kept.close()


def keep_templates(env: Environment) -> None:
    """Have templates compiled once for all builds: for a small site, that is a tenth of a build.

    What is kept is code, so it lies with this user's own files, never in a project.
    """
    folder = own_folder() / "templates"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    if os.access(folder, os.W_OK):
        env.bytecode_cache = FileSystemBytecodeCache(str(folder))


def _token(entry: AnchorLink) -> dict[str, Any]:
    """An entry of a table of contents, as Python-Markdown has it."""
    children = [_token(each) for each in entry.children]
    return {"name": entry.title, "id": entry.id, "level": entry.level, "children": children}
