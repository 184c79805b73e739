"""What a page's rendering depends on without asking: its own text, the settings, and all code that takes part."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import bonewise
from bonewise.model import Library, Page, Settings
from bonewise.reading.python_names import TRUSTED, PythonName

#: Extensions that read nothing but the page's text. Where a project uses another one, no page is kept.
_KNOWN = re.compile(
    r"(?:markdown\.extensions\.)?(?:abbr|admonition|attr_list|codehilite|def_list|extra|fenced_code|footnotes|legacy_attrs"
    r"|legacy_em|md_in_html|meta|nl2br|sane_lists|smarty|tables|toc|wikilinks)|bonewise|pymdownx\.(?!b64$)[\w.]+"
)
#: Settings that no page shows; all others, those to come too, are part of every key.
_NOT_SHOWN = frozenset(
    {"nav", "not_in_nav", "exclude_docs", "draft_docs", "retractions", "max_source_age_years", "markdown_extensions"}
)


def base_key(library: Library, maker: str) -> bytes:
    """What holds for all pages of a project; `maker` says what else has a part in rendering them."""
    settings = library.settings
    said = [(each.name, _plain(getattr(settings, each.name))) for each in _shown()]
    options = [(name, _plain(given)) for name, given in settings.markdown_extensions]
    # What is not installed as a package may still come and go.
    found = [_origin(name) for name, _ in options if not _KNOWN.fullmatch(name)]
    return _key(repr(said), repr(options), repr(found), repr(library.is_health), code(), maker)


def may_keep(settings: Settings, unusable: Collection[str]) -> bool:
    """Whether pages depend on nothing but what keys hold, and what is noted; `unusable` extensions take no part."""
    used = [(name, options) for name, options in settings.markdown_extensions if name not in unusable]
    return all(_is_known(name, options) for name, options in used)


def page_key(page: Page, base: bytes) -> bytes:
    """The key of one page, by its own text."""
    about = (page.path, page.shown_path, page.kind, page.body_line, page.in_folders)
    return _key(repr(about), page.header, page.body, base=base)


@cache
def code() -> str:
    """The versions of Python and of all installed packages, and the state of our own files."""
    folders = [Path(entry) for entry in dict.fromkeys(sys.path) if entry and Path(entry).is_dir()]
    names = {path.name for folder in folders for path in folder.iterdir()}
    installed = [name for name in names if name.endswith((".dist-info", ".egg-info"))]
    own = sorted(_states(str(Path(bonewise.__file__).parent)))
    return repr((sys.version, sorted(installed), own))


def _states(folder: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _states(entry.path)
            elif entry.name.endswith(".py"):
                stat = entry.stat()
                yield entry.path, stat.st_mtime_ns, stat.st_size


def _origin(name: str) -> str:
    try:
        spec = find_spec(name.partition(".")[0])
    except (ImportError, ValueError):
        return ""
    return str(spec and spec.origin)


def _is_known(name: str, options: Mapping[str, Any]) -> bool:
    """Whether an extension's work depends on nothing but the page, its options, and files whose reading is noted."""
    if name == "pymdownx.snippets" and options.get("url_download"):
        return False
    return bool(_KNOWN.fullmatch(name)) and all(_is_plain(value) for value in options.values())


def _is_plain(value: Any) -> bool:
    if isinstance(value, PythonName):
        return value.name.startswith(TRUSTED) and all(
            _is_plain(each) for each in (*value.args, *value.options.values())
        )
    if isinstance(value, Mapping):
        # Drawings of a project's own, which `pymdownx.emoji` puts into pages.
        return "custom_icons" not in value and all(_is_plain(each) for each in value.values())
    return all(_is_plain(each) for each in value) if isinstance(value, list | tuple) else True


def _plain(value: Any) -> Any:
    """Mappings of any kind as what they hold, in their order."""
    if isinstance(value, Mapping):
        return [(_plain(key), _plain(each)) for key, each in value.items()]
    if isinstance(value, frozenset):
        return sorted(value)
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def _shown() -> Iterator[Any]:
    return (each for each in fields(Settings) if each.name not in _NOT_SHOWN)


def _key(*parts: str, base: bytes = b"") -> bytes:
    whole = blake2b(base, digest_size=20)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        whole.update(b"%d:" % len(data))
        whole.update(data)
    return whole.digest()
