"""The service worker's table: what it keeps on a reader's device, file by file, by what the files hold."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from bonewise.finishing.offline_page import LOST
from bonewise.finishing.search_index import FOLDER, SCRIPTS
from bonewise.model import Library, Page

WORKER, BUNDLE = "sw.js", "assets/kept.json"
#: bonewise.js asks for it; no page names it.
SCRIPT = "assets/offline.js"
#: Bytes of the whole search, before packing: that of some 500 pages. Nor are more pages than so many kept on request.
MOST_OF_SEARCH, MOST_PAGES = 3_000_000, 500
_TABLE = re.compile(r"^const TABLE = .*;$", re.M)
_COMMENT = re.compile(r"^[ \t]*/\*[^*]*(?:\*(?!/)[^*]*)*\*/[ \t]*\n|[ \t]*//[ \t].*$", re.M)
_LETTERS = re.compile(r"url\(([^)\s]+\.woff2)\)")
_BUILDER = re.compile(r"^template:\s*handout-builder\.html\s*$", re.M)
_PARTS = 'link[rel="stylesheet"], link[rel="icon"], link[rel="preload"], script[src], article img[src], header img[src]'


def write_worker(library: Library, site: Path, editions: Iterable[str]) -> None:
    """Write the table into the worker of a finished site, and what it keeps of the search into one file.

    `editions` tell all pages' texts: a change in any of them makes another worker. Where there are none, as in a
    preview, or the site wants no copies, the table stays empty, and the worker takes itself from its readers' devices.
    """
    source = library.settings.root / "templates" / WORKER
    if not source.is_file():
        return
    script, told = source.read_text("utf-8"), list(editions)
    if told and library.settings.offline and (site / LOST).is_file():
        script = _TABLE.sub(lambda _: f"const TABLE = {_as_script(_table(library, site, told))};", script, count=1)
    (site / WORKER).write_text(_COMMENT.sub("", script), "utf-8")


def _table(library: Library, site: Path, editions: Iterable[str]) -> dict[str, Any]:
    """`first` is kept with the worker, each of `parts` when a reader uses it or asks for it."""
    search = _write_bundle(site)
    pages = library.pages
    emergency = [page for page in (pages.get(library.settings.emergency),) if page]
    builder = [page for page in pages.values() if _BUILDER.search(page.header)]
    table = {
        "first": _hashes(site, [LOST, SCRIPT, *_with_parts(site, emergency)]),
        "parts": {
            "search": _hashes(site, [BUNDLE, *SCRIPTS, f"{FOLDER}/root.js"] if search else ()),
            "builder": _hashes(site, _with_parts(site, builder)),
            "all": _hashes(site, [*_with_parts(site, _everything(library)), *_letters(site)]),
        },
        "search": search,
        "bundle": BUNDLE if search else "",
        "lost": LOST,
    }
    edition = hashlib.sha256(json.dumps([table, sorted(editions)]).encode()).hexdigest()[:16]
    return {"edition": edition, **table}


def _everything(library: Library) -> list[Page]:
    """All pages; of a very large site the first and the list of all alone."""
    pages = [page for _, page in sorted(library.pages.items())]
    if len(pages) <= MOST_PAGES:
        return pages
    return [page for page in pages if page.path == "index.md" or re.search(r"^/// a-to-z\s*$", page.body, re.M)]


def _with_parts(site: Path, pages: Iterable[Page]) -> Iterator[str]:
    """The addresses of pages, and of the files that they load."""
    for page in pages:
        file = site / page.url / "index.html" if page.in_folders or not page.url else site / page.url
        if file.is_file():
            yield page.url
            for node in LexborHTMLParser(file.read_text("utf-8")).css(_PARTS):
                address = node.attributes.get("src") or node.attributes.get("href") or ""
                if not urlsplit(address).scheme:
                    yield unquote(urljoin(f"/{page.url}", address).lstrip("/"))


def _letters(site: Path) -> Iterator[str]:
    """The letters that style sheets name and few pages need."""
    for style in ("assets/bonewise.css",):
        if (site / style).is_file():
            for match in _LETTERS.finditer((site / style).read_text("utf-8")):
                yield urljoin(f"/{style}", match[1]).lstrip("/")


def _hashes(site: Path, names: Iterable[str]) -> dict[str, str]:
    """What each file holds, as the worker tells it: the first 16 digits of its SHA-256."""
    files = {name: site / name / "index.html" if not name or name.endswith("/") else site / name for name in names}
    there = {name: file for name, file in files.items() if file.is_file()}
    return {name: hashlib.sha256(file.read_bytes()).hexdigest()[:16] for name, file in sorted(there.items())}


def _write_bundle(site: Path) -> str:
    """One file with all files of the search, for one request instead of hundreds; returns their folder.

    Of a very large site nobody's device gets all of the search: there is none without a connection, but the A to Z.
    """
    folder = next((path for path in sorted((site / FOLDER).glob("*/")) if path.is_dir()), None)
    if folder is None:
        return ""
    files = sorted(folder.iterdir())
    if sum(path.stat().st_size for path in files) > MOST_OF_SEARCH:
        return ""
    texts = {path.name: path.read_text("utf-8") for path in files}
    (site / BUNDLE).write_text(json.dumps(texts, ensure_ascii=False, separators=(",", ":")), "utf-8")
    return f"{folder.relative_to(site).as_posix()}/"


def _as_script(table: dict[str, Any]) -> str:
    return json.dumps(table, ensure_ascii=False, separators=(",", ":"))
