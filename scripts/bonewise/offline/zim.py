"""An offline copy as a ZIM, which Kiwix reads on phones, computers and school servers, and searches by itself."""

from __future__ import annotations

import mimetypes
import os
import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from bonewise.finishing.articles import article_slice
from bonewise.model import Page
from bonewise.offline.copying import START, Copy, OfflineError
from bonewise.offline.illustration import illustration
from bonewise.offline.sealing import seal
from bonewise.offline.writing import whole
from bonewise.proofing.origins import file_of_page

_MISSING = "a ZIM needs the package libzim; install it with: {python} -m pip install 'libzim>=3.4'"
_TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".bib": "text/plain", ".svg": "image/svg+xml"}
#: What the format asks for (https://wiki.openzim.org/wiki/Metadata): letters of a description, at most.
_LONGEST_TITLE, _LONGEST_DESCRIPTION = 30, 80
_SIZE = 48


@dataclass(frozen=True)
class _Entry:
    """A file as the ZIM holds it, and what the search shall know of it: nothing, but for pages."""

    path: str
    title: str
    data: bytes
    words: str = ""
    names: str = ""


def write_zim(copy: Copy, target: Path, python: str = "python3") -> int:
    """Write the copy into one ZIM with an index for its search; returns the size of the file in bytes.

    Raises `OfflineError` where libzim is not installed, which `python` could do, and `OSError` from the file system.
    """
    try:
        from libzim import writer
    except ImportError:
        raise OfflineError(_MISSING.format(python=python)) from None
    entries = list(_entries(copy))
    with whole(target) as part:
        _fill(writer, part, copy, entries)
        told = (text.encode() for each in entries for text in (each.path, each.title, each.words, each.names))
        seal(part, (*told, *copy.files.values()))
    return target.stat().st_size


def _fill(writer: Any, part: Path, copy: Copy, entries: list[_Entry]) -> None:
    # One worker: more would write the same in another order.
    creator = writer.Creator(part).config_indexing(True, "eng").config_nbworkers(1)
    with _silence(), creator.set_mainpath("index.html") as zim:
        for name, value in _facts(copy).items():
            zim.add_metadata(name, value)
        zim.add_illustration(_SIZE, illustration(copy.library.settings.identity.accents, _SIZE))
        make = _maker(writer)
        for each in entries:
            zim.add_item(make(each))
        for folder in _folders(copy):
            zim.add_redirection(f"{folder}/", folder, f"{folder}/index.html", {})


@contextmanager
def _silence() -> Iterator[None]:
    """libzim prints what it is doing, past Python; nobody asked for it."""
    kept = os.dup(1)
    with open(os.devnull, "w") as nothing:  # noqa: PTH123 (a device, not a file of ours)
        os.dup2(nothing.fileno(), 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def _facts(copy: Copy) -> dict[str, str]:
    settings = copy.library.settings
    home = copy.library.pages.get("index.md")
    facts = {
        "Name": f"{copy.slug}_en_all",
        "Title": _cut(settings.site_name, _LONGEST_TITLE),
        "Description": _cut(home.description if home else settings.site_name, _LONGEST_DESCRIPTION),
        "Language": "eng",
        "Creator": settings.site_name,
        "Publisher": settings.site_name,
        "Date": copy.day.isoformat(),
        "License": settings.identity.licence,
        "Source": settings.site_url,
        "Tags": "health;_ftindex:yes;_pictures:yes;_videos:no;_details:yes",
    }
    return {name: value for name, value in facts.items() if value}


def _cut(text: str, most: int) -> str:
    """The text, or its first words."""
    return text if len(text) <= most else text[: most - 1].rpartition(" ")[0].rstrip(".,;:") + "…"


def _entries(copy: Copy) -> Iterator[_Entry]:
    pages = {file_of_page(page): page for page in copy.library.pages.values()}
    for name, data in copy.files.items():
        if name == START or name == "assets/start-here.css":
            continue
        yield _of_page(name, data, pages[name]) if name in pages else _Entry(name, "", data)


def _of_page(name: str, data: bytes, page: Page) -> _Entry:
    """A page is found by its article, and by what people call it; the theme's menus would be found on all pages."""
    node = LexborHTMLParser(article_slice(data.decode())).css_first("article")
    for drawing in node.css("svg, script, style") if node is not None else ():
        drawing.decompose()
    words = " ".join(node.text(separator=" ").split()) if node is not None else ""
    return _Entry(name, page.title, data, words, " ".join((*page.also_called, *page.in_spanish)))


def _folders(copy: Copy) -> Iterator[str]:
    """Scripts make addresses of folders, and a server for ZIM files knows no index."""
    for name in copy.files:
        folder, file = posixpath.split(name)
        if folder and file == "index.html":
            yield folder


def _maker(writer: Any) -> Any:
    """The class that libzim asks for, which can only be made once it is there."""

    class Words(writer.IndexData):  # type: ignore[misc]
        def __init__(self, entry: _Entry) -> None:
            super().__init__()
            self.entry = entry

        has_indexdata = lambda self: bool(self.entry.words)  # noqa: E731
        get_title = lambda self: self.entry.title  # noqa: E731
        get_content = lambda self: self.entry.words  # noqa: E731
        get_keywords = lambda self: self.entry.names  # noqa: E731
        get_wordcount = lambda self: self.entry.words.count(" ") + 1  # noqa: E731

    class Item(writer.Item):  # type: ignore[misc]
        def __init__(self, entry: _Entry) -> None:
            super().__init__()
            self.entry = entry

        get_path = lambda self: self.entry.path  # noqa: E731
        get_title = lambda self: self.entry.title  # noqa: E731
        get_mimetype = lambda self: _type(self.entry.path)  # noqa: E731
        get_contentprovider = lambda self: writer.StringProvider(self.entry.data)  # noqa: E731
        get_hints = lambda self: {writer.Hint.FRONT_ARTICLE: bool(self.entry.words)}  # noqa: E731
        get_indexdata = lambda self: Words(self.entry)  # noqa: E731

    return Item


def _type(path: str) -> str:
    end = posixpath.splitext(path)[1]
    return _TYPES.get(end) or mimetypes.types_map.get(end, "application/octet-stream")
