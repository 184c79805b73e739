"""From a fault in the built site to the source that made it: the Markdown of a page, a template, or a setting."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from bonewise.model import Library, Link, Page, Place, RenderedPage
from bonewise.proofing.built import Use

_TEXTS = (".html", ".css", ".js", ".json", ".xml", ".txt", ".svg")
#: Where templates stand that MkDocs is told of by `custom_dir`.
_CUSTOM = re.compile(r"^\s*custom_dir:\s*['\"]?([^'\"#\s]+)", re.M)
_Found = tuple[Place, Place | None]


class Origins:
    """Where the parts of a built site come from."""

    def __init__(self, library: Library, rendered: Mapping[str, RenderedPage], site: Path) -> None:
        self._library = library
        self._rendered = rendered
        self._shown = library.settings.site
        self._site = site
        self._by_file = {file_of_page(page): page for page in library.pages.values()}
        self._texts: dict[str, str] | None = None
        self._places: dict[str, Place] = {}

    def of_page(self, name: str) -> Place:
        """The Markdown that became a file of the site; else the template of that name, else the settings."""
        page = self._page(name)
        if page and name not in self._places:
            self._places[name] = page.heading_place
        if page:
            return self._places[name]
        template = f"*/{name.rpartition('/')[2]}"  # no page is called so
        if template not in self._places:
            ours = (Place(path) for path in self._templates() if path.endswith(template[1:]))
            self._places[template] = next(ours, self._settings())
        return self._places[template]

    def of_use(self, name: str, use: Use) -> _Found:
        """The link in the Markdown that became an address of a page's article."""
        page = self._page(name)
        if page is None:
            return self.of_chrome(name, use)
        link = self._link(page, name, use)
        if link:
            return link.place, Place(link.place.path, link.place.line, link.place.column + len(link.target))
        place = _written(page, use.address)
        return place or (self._in_template(use.address) or (page.heading_place, None))

    def of_chrome(self, name: str, use: Use) -> _Found:
        """The line of a template or of `mkdocs.yml` that writes an address; else where the page comes from."""
        return self._in_template(use.address) or (
            self.of_page(name) if name in self._by_file else self.of_file(name),
            None,
        )

    def of_file(self, name: str) -> Place:
        """The page about which a file is that an author did not write, such as a handout or an embed; else settings."""
        stems = [part.partition(".")[0] for part in reversed(name.split("/"))]
        page = next((found for stem in stems if stem and (found := self._library.by_id(stem))), None)
        return page.heading_place if page else self.of_page(name)

    def _page(self, name: str) -> Page | None:
        return self._by_file.get(name)

    def _link(self, page: Page, name: str, use: Use) -> Link | None:
        rendered = self._rendered.get(page.path)
        wanted = posixpath.normpath(
            posixpath.join("/", posixpath.dirname(name), unquote(use.address.partition("#")[0]))
        )
        fragment = use.address.partition("#")[2]
        for link in rendered.links if rendered else ():
            path, _, end = link.target.partition("#")
            if link.target == use.address or (end == fragment and wanted == self._built(page, name, unquote(path))):
                return link
        return None

    def _built(self, page: Page, name: str, path: str) -> str:
        """The address that a path of the Markdown becomes."""
        if not path:
            return posixpath.normpath(posixpath.join("/", posixpath.dirname(name)))
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))
        found = self._library.pages.get(target)
        return f"/{found.url}".rstrip("/") or "/" if found else f"/{target}"

    def _in_template(self, address: str) -> _Found | None:
        """The first line of a template or of the settings that holds an address, or its file's name."""
        bare = re.sub(r"^(?:\.\.?/)+", "", address.partition("#")[0].partition("?")[0]).strip("/")
        for needle in dict.fromkeys((address, bare, bare.rpartition("/")[2])):
            if len(needle) > 2:
                for path, text in self._sources():
                    at = text.find(needle)
                    if at >= 0:
                        return _found(path, text, at, len(needle))
        return None

    def _settings(self) -> Place:
        return Place("mkdocs.yml")

    def _templates(self) -> dict[str, str]:
        """The text of each template, by its path from the root."""
        if self._texts is None:
            root = self._library.settings.root
            said = _CUSTOM.search(self._config())
            folder = root / (said[1] if said else "templates")
            files = sorted(folder.rglob("*")) if folder.is_dir() else []
            own = [path for path in files if path.suffix in _TEXTS and path.is_file() and path.is_relative_to(root)]
            self._texts = {path.relative_to(root).as_posix(): path.read_text("utf-8", "replace") for path in own}
        return self._texts

    def _config(self) -> str:
        file = self._library.settings.root / "mkdocs.yml"
        return file.read_text("utf-8", "replace") if file.is_file() else ""

    def _sources(self) -> Iterator[tuple[str, str]]:
        yield from self._templates().items()
        yield "mkdocs.yml", self._config()


def file_of_page(page: Page) -> str:
    """The file of the site that a page becomes."""
    return page.url if page.url.endswith(".html") else f"{page.url}index.html"


def _written(page: Page, address: str) -> _Found | None:
    """Where a page's own text holds an address, or its last part."""
    for needle in dict.fromkeys((address, address.rpartition("/")[2], address.partition("#")[2])):
        for text, first in ((page.body, page.body_line), (page.header, 2)):
            at = text.find(needle) if len(needle) > 2 else -1
            if at >= 0:
                return _found(page.shown_path, text, at, len(needle), first)
    return None


def _found(path: str, text: str, at: int, size: int, first: int = 1) -> _Found:
    place = Place(path, first + text.count("\n", 0, at), at - text.rfind("\n", 0, at))
    return place, Place(path, place.line, place.column + size)
