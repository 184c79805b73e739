"""From a link as written to what it leads to: one judgement, from which each link rule takes its own kind."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from bonewise.model import Library, Link, Page

Kind = Literal[
    "page", "file", "external", "mail", "phone", "other",
    "empty", "missing", "excluded", "wrong-case", "directory", "absolute", "own", "dev",
    "bad-url", "bad-scheme", "missing-scheme", "bad-mailto", "bad-tel",
]  # fmt: skip

_SCHEME = re.compile(r"^(?P<scheme>[a-zA-Z][a-zA-Z0-9+.-]*):(?P<rest>.*)$", re.S)
#: Schemes that a page may link to. Others run code, read the reader's disk, or are misspelt.
_SCHEMES = frozenset(
    "ftp ftps sftp ssh git irc ircs xmpp sip sips geo maps webcal news nntp urn doi magnet matrix facetime skype "
    "whatsapp signal tg sgnl callto zoommtg msteams market intent".split()
)
_DEV_HOST = re.compile(r"^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[?::1\]?|.*\.local|.*\.localhost|.*\.test)$", re.I)
_BARE_HOST = re.compile(
    r"^(?:www\.[^/\s]+|(?:[a-z0-9-]+\.)+(?:com|org|net|gov|edu|io|int|uk|de|fr|es|it|nl|eu|info))(?:[/?#:]|$)", re.I
)
_HOST = re.compile(r"^(?:\[[0-9a-f:.]+\]|[^\s\[\]<>\"'{}|\\^`]+)$", re.I)
_STRAY_PERCENT = re.compile(r"%(?![0-9a-fA-F]{2})")
_MAIL = re.compile(r"^[^\s@<>,;:\"()\[\]]+@[^\s@<>,;:\"()\[\]]+\.[^\s@<>,;:.\"()\[\]]{2,}$")
_PHONE = re.compile(r"^\+?[0-9(][0-9()\-.\s]*[0-9)](?:;[\w-]+=[^;]*)*$|^[0-9*#]{2,}$")


@dataclass(frozen=True)
class Target:
    """What a link leads to: of which kind, the file below the content folder, the fragment, and the right spelling."""

    kind: Kind
    path: str = ""
    fragment: str = ""
    better: str = ""


@dataclass(frozen=True)
class Site:
    """What the links of a project can lead to."""

    library: Library
    by_url: Mapping[str, str] = field(default_factory=dict)
    by_folded: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, library: Library) -> Site:
        """The addresses of a library's pages and files."""
        by_url = {page.url: page.path for page in library.pages.values()}
        by_folded = {_folded(path): path for path in sorted(library.files, reverse=True)}
        return cls(library, by_url, by_folded)


def aim(site: Site, page: Page, link: Link) -> Target:
    """What a link on a page leads to."""
    target = link.target.strip()
    if not target:
        return Target("empty")
    scheme = _SCHEME.match(target)
    if scheme and not _is_windows_like(scheme["scheme"]):
        return _with_scheme(site, link, scheme["scheme"].lower(), scheme["rest"], target)
    if target.startswith("//"):
        return _web(site, f"https:{target}")
    if target.startswith("/"):
        return Target("absolute", better=_relative(site, page, unquote(target.split("#")[0].split("?")[0]).lstrip("/")))
    if _STRAY_PERCENT.search(target.split("#")[0]):
        return Target("bad-url")
    path, fragment = _parts(target)
    found = _raw(site, page, path) if link.raw else _written(site, page, path)
    if found.kind == "missing" and _BARE_HOST.match(target):
        return Target("missing-scheme")
    return Target(found.kind, found.path, fragment if link.element != "img" else "", found.better)


def _is_windows_like(scheme: str) -> bool:
    return len(scheme) == 1


def _with_scheme(site: Site, link: Link, scheme: str, rest: str, target: str) -> Target:
    if scheme in ("http", "https"):
        return _web(site, target)
    if scheme == "mailto":
        return Target("mail" if _mail_holds(rest) else "bad-mailto")
    if scheme in ("tel", "sms"):
        return Target("phone" if _PHONE.match(unquote(rest).split("?")[0].strip()) else "bad-tel")
    if scheme == "data" and link.element != "a":
        return Target("other")
    return Target("other" if scheme in _SCHEMES else "bad-scheme")


def _mail_holds(rest: str) -> bool:
    addresses = unquote(rest.split("?")[0])
    if not addresses:
        return "to=" in rest or "body=" in rest or "subject=" in rest.lower()
    return all(_MAIL.match(address.strip()) for address in addresses.split(","))


def _web(site: Site, target: str) -> Target:
    try:
        parts = urlsplit(target)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return Target("bad-url")
    if not host or not _HOST.match(host) or ".." in host or _STRAY_PERCENT.search(target) or re.search(r"\s", target):
        return Target("bad-url")
    own = urlsplit(site.library.settings.site_url)
    base = own.path if own.path.endswith("/") else f"{own.path}/"
    if own.hostname and host == own.hostname and parts.port == own.port and f"{parts.path}/".startswith(base):
        path = unquote(parts.path[len(base) :])
        return Target("own", _at_url(site, path), _fragment(parts.fragment), path)
    if _DEV_HOST.match(host):
        return Target("dev", _at_url(site, unquote(parts.path).lstrip("/")), _fragment(parts.fragment))
    return Target("external")


def _parts(target: str) -> tuple[str, str]:
    path, _, fragment = target.partition("#")
    return unquote(path.partition("?")[0]), _fragment(fragment)


def _fragment(fragment: str) -> str:
    """The id in a fragment; a text directive and the top of the page are none."""
    name = unquote(fragment.partition(":~:")[0])
    return "" if name.lower() == "top" else name


def _at_url(site: Site, path: str) -> str:
    """The file that a path of the built site shows; '' where there is none."""
    for url in (path, f"{path}/", path.removesuffix("index.html")):
        if url in site.by_url:
            return site.by_url[url]
    return path if path in site.library.files and not path.endswith(".md") else ""


def _raw(site: Site, page: Page, path: str) -> Target:
    """A path in raw HTML: the browser reads it from the page's own address."""
    if not path:
        return Target("page", page.path)
    folder = page.url if page.url.endswith("/") or not page.url else posixpath.dirname(page.url)
    whole = posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
    whole = f"{whole}/" if path.endswith("/") and whole else whole
    found = _at_url(site, whole)
    if found:
        return Target("page" if found.endswith(".md") else "file", found)
    folded = site.by_folded.get(_folded(whole.rstrip("/")), "")
    return Target("wrong-case" if folded and folded != whole else "missing", whole, better=folded)


def _written(site: Site, page: Page, path: str) -> Target:
    """A path in Markdown: the engine reads it from the page's own file."""
    if not path:
        return Target("page", page.path)
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))
    if path.endswith("/") or whole in (".", "") or path in (".", ".."):
        return _folder(site, page, "" if whole == "." else whole)
    if whole in site.library.files:
        return Target("page" if whole in site.library.pages else "file", whole)
    if whole in site.library.excluded:
        return Target("excluded", whole)
    folded = site.by_folded.get(_folded(whole), "")
    if folded:
        return Target("wrong-case", folded, better=posixpath.relpath(folded, posixpath.dirname(page.path) or "."))
    return Target("missing", whole)


def _folder(site: Site, page: Page, whole: str) -> Target:
    for name in (f"{whole}/index.md", f"{whole}/README.md", f"{whole}.md"):
        if name.lstrip("/") in site.library.pages:
            return Target("directory", name.lstrip("/"), better=_relative(site, page, name.lstrip("/")))
    return Target("missing", f"{whole}/")


def _relative(site: Site, page: Page, path: str) -> str:
    """The link that should have been written to a file or a built address; '' where there is no such file."""
    found = path if path in site.library.files else _at_url(site, path)
    return posixpath.relpath(found, posixpath.dirname(page.path) or ".") if found else ""


def _folded(path: str) -> str:
    return normalize("NFC", path).casefold()
