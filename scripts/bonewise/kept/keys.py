"""What a page's rendering depends on, as a key: its own text, the project's settings, and all code that takes part."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

import bonewise
from bonewise.dialect import BLOCKS
from bonewise.model import Library, Page, Programme

#: Extensions that read nothing but the page's text. Where a project uses another one, nothing is kept.
_KNOWN = re.compile(
    r"(?:markdown\.extensions\.)?(?:abbr|admonition|attr_list|codehilite|def_list|extra|fenced_code|footnotes|legacy_attrs"
    r"|legacy_em|md_in_html|meta|nl2br|sane_lists|smarty|tables|toc|wikilinks)|bonewise|pymdownx\.(?!b64$)[\w.]+"
)
#: A line that `pymdownx.snippets` replaces by another file.
_INCLUDE = re.compile(r"-{1,}8<-{1,}")
_SHOWS_OTHERS = re.compile(
    rf"/{{3,}}[ \t]*(?:{'|'.join(re.escape(name) for name, block in BLOCKS.items() if not block.body)})\b"
)
_TOKEN = re.compile(r"[\w:.#$%&+?<>~/-]+")


def base_key(library: Library) -> bytes:
    """What holds for all pages of a project; empty where that cannot be told, so that nothing may be kept."""
    settings = library.settings
    options = [(name, _text(given)) for name, given in settings.markdown_extensions]
    snippets = dict(settings.markdown_extensions).get("pymdownx.snippets", {})
    if any(text is None or not _KNOWN.fullmatch(name) for name, text in options):
        return b""
    if snippets.get("auto_append") or snippets.get("url_download"):
        return b""
    said = (
        settings.root,
        settings.typed,
        library.is_health,
        settings.sources_page,
        settings.disclaimer,
        settings.emergency,
    )
    groups = tuple(settings.groups.items())
    return _key(repr(options), repr(said), repr(groups), code())


@cache
def code() -> str:
    """The versions of Python and of all installed packages, and the state of our own files."""
    folders = [Path(entry) for entry in sys.path if entry and Path(entry).is_dir()]
    installed = {
        name for folder in folders for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info"))
    }
    own = Path(bonewise.__file__).parent
    files = sorted((str(file), stat.st_mtime_ns, stat.st_size) for file in own.rglob("*.py") for stat in [file.stat()])
    return repr((sys.version, sorted(installed), files))


def uses_other_files(page: Page) -> bool:
    """Whether the page takes other files in, so that its own text does not say what it shows."""
    return "8<" in page.body and bool(_INCLUDE.search(page.body))


def page_key(library: Library, page: Page, base: bytes) -> bytes:
    """The key of one page; one that shows other pages depends on the front matter of all."""
    parts = [page.path, page.shown_path, page.kind, str(page.body_line), str(page.in_folders), page.header, page.body]
    if library.settings.typed:
        parts += [each.header for each in (library.disclaimer, library.emergency) if each]
    if isinstance(page, Programme) or (library.settings.typed and _SHOWS_OTHERS.search(page.body)):
        parts += [_all_headers(library), *_sources(library, library.sources)]
    elif library.is_health:
        parts += _sources(library, sorted(set(_TOKEN.findall(page.header + page.body)) & library.sources.keys()))
    return _key(*parts, base=base)


def _sources(library: Library, keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        source = library.sources[key]
        said = (source.csl, source.evidence, source.checked, source.checked_how, source.access, source.note)
        yield repr((key, said))


def _all_headers(library: Library) -> str:
    return repr([(path, page.header) for path, page in library.pages.items()])


def _key(*parts: str, base: bytes = b"") -> bytes:
    whole = blake2b(base, digest_size=20)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        whole.update(b"%d:" % len(data))
        whole.update(data)
    return whole.digest()


def _text(value: Any) -> str | None:
    """An option's value as text that is the same in every run; None where it has none."""
    if value is None or isinstance(value, str | int | float | bool):
        return repr(value)
    if isinstance(value, Mapping):
        texts = [_text(each) for pair in value.items() for each in pair]
    elif isinstance(value, list | tuple):
        texts = [_text(each) for each in value]
    elif isinstance(value, partial):
        texts = [_text(each) for each in (value.func, value.args, value.keywords)]
    else:
        return _code_text(value)
    return None if None in texts else f"{type(value).__name__}({', '.join(text for text in texts if text)})"


def _code_text(value: Any) -> str | None:
    """A function or class by its name, and by the state of the file it comes from."""
    name, module = getattr(value, "__qualname__", "<"), sys.modules.get(getattr(value, "__module__", None) or "")
    file = Path(getattr(module, "__file__", None) or "")
    if "<" in name or not file.is_file():
        return None
    stat = file.stat()
    return repr((str(file), stat.st_mtime_ns, stat.st_size, name))
