"""What an address in the built site leads to, as a static host and a browser read it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import unquote, urlsplit

from bonewise.model import Settings
from bonewise.proofing.built import Use


@dataclass(frozen=True)
class Site:
    """The files of a built site, and the ids of each of its pages."""

    settings: Settings
    files: frozenset[str]
    ids: Mapping[str, frozenset[str]]

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
    return _own_path(site.settings.site_url.rstrip("/"), site.base, address)


# Copies name the same addresses in full again and again.
@lru_cache(65536)
def _own_path(url: str, base: str, address: str) -> str | None:
    if url and f"{address}/".startswith(f"{url}/"):
        return base + address[len(url) :].lstrip("/")
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc else address


@lru_cache(65536)
def _parts(path: str) -> tuple[str, str]:
    """Path and fragment, both without percent signs."""
    parts = urlsplit(path)
    return unquote(parts.path), unquote(parts.fragment.partition(":~:")[0])


def fault(site: Site, name: str, use: Use) -> tuple[str, str] | None:
    """Rule and words of what is wrong with an address on a page; None where it holds."""
    path = own_path(site, use.address)
    if path is None:
        foreign = use.address.startswith(("http:", "https:", "//"))
        if foreign and use.loads:
            return "foreign-request", f"<{use.tag}> loads '{use.address}' from another host"
        return None
    place, fragment = _parts(path)
    found = file_of(site, name, place)
    if found not in site.files:
        return "broken-link", f"<{use.tag}> leads to '{use.address}', which is not in the site"
    if fragment and fragment != "top" and found in site.ids and fragment not in site.ids[found]:
        return "broken-anchor", f"'{use.address}' has no such section"
    return None


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
