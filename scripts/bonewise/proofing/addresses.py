"""What an address in the built site leads to, as a static host and a browser read it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote, urlsplit

from bonewise.model import Settings
from bonewise.proofing.built import Use

_WHOLE = ("https://", "http://", "/")
#: Fragments that every page has.
_TOP = frozenset(("", "top"))


@dataclass(frozen=True)
class Site:
    """The files of a built site, and the ids of each of its pages."""

    settings: Settings
    files: frozenset[str]
    ids: Mapping[str, frozenset[str]]
    #: Where addresses lead, by page and address: most links of a page lead to one place, a copy's to where it is from.
    known: dict[tuple[str, str], str | None] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def base(self) -> str:
        """The path below which the site lies on its host: `/`, or `/health/`."""
        return f"{urlsplit(self.settings.site_url).path.rstrip('/')}/"

    def resolved(self, name: str, address: str) -> str:
        """The file, section or foreign address that is meant: the same for two addresses that differ in form alone."""
        path = own_path(self, address)
        if path is None:
            return address
        parts = urlsplit(path)
        return f"{file_of(self, name, unquote(parts.path))}#{parts.fragment}"


def own_path(site: Site, address: str) -> str | None:
    """The part of an address behind our host, where it is ours; None for other hosts and other schemes."""
    url = site.settings.site_url.rstrip("/")
    if url and f"{address}/".startswith(f"{url}/"):
        return site.base + address[len(url) :].lstrip("/")
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc else address


def fault(site: Site, name: str, use: Use) -> tuple[str, str] | None:
    """Rule and words of what is wrong with an address on a page; None where it holds."""
    path, _, fragment = use.address.partition("#")
    # A whole address leads to the same place from everywhere.
    found = _file(site, "" if path.startswith(_WHOLE) else name, path) if path else name
    if found is None:
        foreign = use.address.startswith(("http:", "https:", "//"))
        if foreign and use.loads:
            return "foreign-request", f"<{use.tag}> loads '{use.address}' from another host"
        return None
    if found not in site.files:
        return "broken-link", f"<{use.tag}> leads to '{use.address}', which is not in the site"
    ids = site.ids.get(found)
    if fragment and ids is not None and fragment not in ids and _id(fragment) not in ids | _TOP:
        return "broken-anchor", f"'{use.address}' has no such section"
    return None


def _file(site: Site, name: str, path: str) -> str | None:
    """The file that an address without a fragment names on a page; None for other hosts and schemes."""
    known = site.known.get((name, path), ...)
    if known is not ...:
        return known
    own = own_path(site, path)
    found = None if own is None else file_of(site, name, unquote(urlsplit(own).path))
    site.known[name, path] = found
    return found


def _id(fragment: str) -> str:
    """What a fragment names: without percent signs, and without the words that a browser is to mark."""
    return unquote(urlsplit(f"#{fragment}").fragment.partition(":~:")[0])


def file_of(site: Site, name: str, path: str) -> str:
    """The file that a path names on a page, as a static host serves it; '' for a path beside the site."""
    if not path:
        return name
    if path.startswith("/"):
        if not f"{path}/".startswith(site.base):
            return ""
        joined = path[len(site.base) :].lstrip("/")
    else:
        joined = posixpath.join(posixpath.dirname(name), path)
    whole = posixpath.normpath(joined) if joined else "."
    if path.endswith(("/", "/.", "/..")) or path in (".", "..") or whole == ".":
        return "index.html" if whole == "." else f"{whole}/index.html"
    return whole
