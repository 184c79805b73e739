"""The addresses of a page made right for a disk, where nobody answers a folder's address with its index."""

from __future__ import annotations

import posixpath
import re
from html import escape, unescape
from urllib.parse import quote, unquote, urlsplit

from bonewise.finishing.text_edition import NAME as TEXT_EDITION
from bonewise.proofing.addresses import Site, file_of, own_path

_TAG = re.compile(r"<(?P<tag>a|area|link|form|img|script|source)\b(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>", re.I)
_ADDRESS = re.compile(r"(?P<before>\s(?P<name>href|src|action)=)(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')", re.I)
#: Feeds and embeds are for other programs, and the theme, which takes them for languages, would ask the live site about
#: each; letters cannot be loaded ahead from a disk; and what tells editions apart would have a worker looked for.
_FOR_THE_WEB = re.compile(
    rf"<link\b[^>]*\srel=[\"']?(?:alternate|preload)\b[^>]*>\s*|<meta name=\"{TEXT_EDITION}\"[^>]*>\s*", re.I
)
#: What readers follow; anything else that names the live site, such as a canonical address, shall go on naming it.
_FOLLOWED = frozenset({"a", "area", "form"})


def relinked(html: str, name: str, site: Site) -> str:
    """The page `name` with links that work on a disk; `site` holds the files of the copy.

    A link to what the copy lacks, such as a feed, leads to the live site, where there is one.
    """

    def in_tag(match: re.Match[str]) -> str:
        return _ADDRESS.sub(lambda found: _moved(found, match["tag"].lower(), name, site), match[0])

    return _TAG.sub(in_tag, _FOR_THE_WEB.sub("", html))


def _moved(match: re.Match[str], tag: str, name: str, site: Site) -> str:
    written = match["double"] if match["double"] is not None else match["single"]
    moved = _on_disk(unescape(written), tag, name, site)
    return match[0] if moved is None else f'{match["before"]}"{escape(moved)}"'


def _on_disk(address: str, tag: str, name: str, site: Site) -> str | None:
    """The address for a disk; None where it shall stay as it is."""
    if not address or address.startswith("#"):
        return None
    path = own_path(site, address)
    if path is None or (path != address and tag not in _FOLLOWED):
        return None
    parts = urlsplit(path)
    file = file_of(site, name, unquote(parts.path))
    end = (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    if file in site.files:
        return quote(posixpath.relpath(file, posixpath.dirname(name) or ".")) + end
    live = file.removesuffix("index.html")
    return f"{site.settings.site_url}{quote(live)}{end}" if site.settings.site_url and file else None
