"""From a link as written to what it leads to: one judgement, from which each link rule takes its own kind."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Literal
from unicodedata import normalize
from urllib.parse import SplitResult, unquote, urlsplit

from bonewise.model import Library, Link, Page, Settings

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
_DEV_HOST = re.compile(
    r"^(?:localhost|127(?:\.\d+){1,3}|0\.0\.0\.0|::1?|.*\.(?:local|localhost|test|internal)"
    # Networks of a house or an office (RFC 1918), and addresses that a computer gave itself (RFC 3927).
    r"|169\.254(?:\.\d+){2}|10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2})$",
    re.I,
)
_BARE_HOST = re.compile(
    r"^(?:www\.[^/\s]+|(?:[a-z0-9-]+\.)+(?:com|org|net|gov|edu|io|int|uk|ie|de|fr|es|it|nl|eu|info|au|nz|ca))(?:[/?#:]|$)",
    re.I,
)
#: `https//example.org`, `https;//example.org`, `http s://example.org`: the sign behind the scheme is wrong or missing.
_BROKEN_SCHEME = re.compile(r"^(?:https?|ftp)[^\w/]*s?[^\w/]*//", re.I)
_HOST = re.compile(r"^(?:\[[0-9a-f:.]+\]|[^\s\[\]<>\"'{}|\\^`,;]+)$", re.I)
_STRAY_PERCENT = re.compile(r"%(?![0-9a-fA-F]{2})")
_MAIL = re.compile(r"^[^\s@<>,;:\"()\[\]/]+@(?:[^\s@<>,;:.\"()\[\]]+\.)+[^\s@<>,;:.\"()\[\]]{2,}$")
#: Digits with the usual signs between them, commas for pauses, and parameters.
_PHONE = re.compile(r"^\+?[0-9(][0-9()\-.\s]*[0-9)](?:,+[0-9*#]+)*(?:;[\w-]+=[^;]*)*$|^[0-9*#]{2,}$")
#: A path that nothing but the folders can change, with or without an id: no signs, no scheme, no `#top`.
_PLAIN = re.compile(r"(?!/|http|ftp)([\w./-]+\.md)(?:#(?!top$)([\w-]+))?", re.A | re.I)
#: Where the blog plugin looks for posts.
_POST = re.compile(r"(?:^|/)posts/")
#: Files that the engine makes; nobody writes them.
_MADE = frozenset({"sitemap.xml", "sitemap.xml.gz", "404.html"})


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
    by_folded_url: Mapping[str, str] = field(default_factory=dict)
    #: What was worked out already: most links of a site are much like others.
    _targets: dict[tuple[str, str | None], Target] = field(default_factory=dict)
    _web: dict[str, Target] = field(default_factory=dict)

    @classmethod
    def of(cls, library: Library) -> Site:
        """The addresses of a library's pages and files."""
        by_url = {page.url: page.path for page in library.pages.values()}
        files = sorted(library.files, reverse=True)
        urls = [*(path for path in files if not path.endswith(".md")), *by_url]
        return cls(library, by_url, {_folded(path): path for path in files}, {_folded(url): url for url in urls})


def is_post(settings: Settings, path: str) -> bool:
    """Whether a page is a post of the blog plugin, which gives it an address of its own and lists it."""
    return bool({"blog", "material/blog"} & settings.plugins) and bool(_POST.search(path))


def aim(site: Site, page: Page, link: Link) -> Target:
    """What a link on a page leads to."""
    plain = _PLAIN.fullmatch(link.target) if link.element == "a" and not link.raw else None
    return (plain and _quickly(site, page, plain[1], plain[2])) or _aim(site, page, link)


def _quickly(site: Site, page: Page, path: str, fragment: str | None) -> Target | None:
    """What a plain path to a page leads to, where there is such a page; in a fifth of the time."""
    folder = page.path.rpartition("/")[0]
    rest = path
    while folder and rest.startswith("../"):
        folder, rest = folder.rpartition("/")[0], rest[3:]
    if "./" in rest or "//" in rest:
        return None
    whole = f"{folder}/{rest}" if folder else rest
    target = site._targets.get((whole, fragment))
    if target is None and whole in site.library.pages:
        target = site._targets[whole, fragment] = Target("page", whole, fragment or "")
    return target


def _aim(site: Site, page: Page, link: Link) -> Target:
    target = re.sub(r"[\t\n\r]", "", link.target.strip())  # browsers drop these
    if not target:
        return Target("empty")
    # Entities in Markdown reach the browser, and are read there; the engine looks for files without reading them.
    scheme = _SCHEME.match(target if link.raw else unescape(target))
    if scheme:
        return _with_scheme(site, link, scheme["scheme"].lower(), scheme["rest"])
    if target.startswith("//"):
        return _web(site, f"https:{target}")
    path, fragment = _parts(target)
    if target.startswith("/"):
        return _absolute(site, page, path, fragment)
    if _STRAY_PERCENT.search(target.split("#")[0]) or _BROKEN_SCHEME.match(target):
        return Target("bad-url")
    found = _raw(site, page, path) if link.raw else _written(site, page, path)
    if found.kind == "missing" and (_BARE_HOST.match(target) or _MAIL.match(path)):
        return Target("missing-scheme", better=f"{'mailto:' if _MAIL.match(path) else 'https://'}{target}")
    return replace(found, fragment=fragment if link.element != "img" else "")


def _with_scheme(site: Site, link: Link, scheme: str, rest: str) -> Target:
    if scheme in ("http", "https"):
        address = f"{scheme}:{rest}"
        if address not in site._web:
            site._web[address] = _web(site, address)
        return site._web[address]
    if scheme == "mailto":
        return Target("mail" if _mail_holds(rest) else "bad-mailto")
    if scheme in ("tel", "sms"):
        return Target("phone" if _phone_holds(scheme, unquote(rest)) else "bad-tel")
    if scheme == "data" and link.element != "a":
        return Target("other")
    return Target("other" if scheme in _SCHEMES else "bad-scheme")


def _mail_holds(rest: str) -> bool:
    addresses = unquote(rest.partition("?")[0])
    if not addresses:
        return bool(re.search(r"\?.*\b(?:to|cc|bcc|subject|body)=", rest, re.I))
    return all(_MAIL.match(address.strip()) for address in addresses.split(","))


def _phone_holds(scheme: str, rest: str) -> bool:
    # Older telephones want '&' before the text of a message.
    numbers, _, fields = rest.replace("&", "?", 1).partition("?") if scheme == "sms" else rest.partition("?")
    if scheme == "sms":
        return all(_PHONE.match(each.strip()) for each in numbers.split(",")) or (not numbers and "body=" in fields)
    return bool(_PHONE.match(numbers.strip()))


def _web(site: Site, target: str) -> Target:
    try:
        parts = urlsplit(target)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return Target("bad-url")
    if not _host_holds(host) or _STRAY_PERCENT.search(target) or re.search(r"[\s\u200b-\u200f\ufeff]", target):
        return Target("bad-url")
    own = urlsplit(site.library.settings.site_url)
    base = f"{own.path.rstrip('/')}/"
    same_port = _port(parts.scheme, port) == _port(own.scheme, own.port)
    if own.hostname and host == own.hostname and same_port and f"{parts.path}/".startswith(base):
        found = _built(site, unquote(parts.path[len(base) :]))
        if found.kind in ("page", "file"):
            return Target("own", found.path, _fragment(parts))
        # The blog plugin gives its posts addresses of its own.
        known = not {"blog", "material/blog"} & site.library.settings.plugins
        return Target(found.kind, found.path, _fragment(parts)) if known else Target("external")
    if _DEV_HOST.match(host):
        return Target("dev", _at_url(site, unquote(parts.path).lstrip("/")), _fragment(parts))
    return Target("external")


def _port(scheme: str, port: int | None) -> int:
    """The port that a browser asks; one answer for both schemes, where none is written."""
    usual = {"http": 80, "https": 443}.get(scheme)
    return 0 if port is None or port == usual else port


def _host_holds(host: str) -> bool:
    if re.fullmatch(r"\d+(?:\.\d+){3}", host):
        return all(len(part) < 4 and int(part) < 256 for part in host.split("."))
    # A scheme in the host's place is a scheme written twice.
    return bool(_HOST.match(host)) and ".." not in f".{host}" and host not in ("http", "https")


def _absolute(site: Site, page: Page, path: str, fragment: str) -> Target:
    """A path from the root of the host; it has a `path` where a reader of the site arrives all the same."""
    base = f"{urlsplit(site.library.settings.site_url).path.rstrip('/')}/"
    arrives = _at_url(site, path[len(base) :]) if f"{path}/".startswith(base) else ""
    return Target("absolute", arrives, fragment, _relative(site, page, arrives or path.lstrip("/")))


def _parts(target: str) -> tuple[str, str]:
    path, _, fragment = target.partition("#")
    return unquote(path.partition("?")[0]), _fragment(fragment)


def _fragment(fragment: str | SplitResult) -> str:
    """The id in a fragment; a text directive and the top of the page are none."""
    text = fragment if isinstance(fragment, str) else fragment.fragment
    name = unquote(text.partition(":~:")[0])
    return "" if name.lower() == "top" else name


def _at_url(site: Site, path: str) -> str:
    """The file that a path of the built site shows; '' where there is none."""
    for url in (path, f"{path}/", path.removesuffix("index.html")):
        if url in site.by_url:
            return site.by_url[url]
    return path if path in _MADE or (path in site.library.files and not path.endswith(".md")) else ""


def _built(site: Site, path: str) -> Target:
    """What a path of the built site shows."""
    found = _at_url(site, path)
    if found:
        return Target("page" if found.endswith(".md") else "file", found)
    url = site.by_folded_url.get(_folded(path)) or site.by_folded_url.get(_folded(f"{path}/"), "")
    return Target("wrong-case", site.by_url.get(url, url), better=url) if url else Target("missing", path)


def _from_browser(page: Page, path: str) -> str:
    """A relative path as a browser reads it from the page's own address; '..' in front leads out of the site."""
    folder = page.url if page.url.endswith("/") or not page.url else posixpath.dirname(page.url)
    whole = posixpath.normpath(posixpath.join(folder, path))
    if whole == ".":
        return ""
    return f"{whole}/" if path.endswith(("/", "..", "/.")) else whole


def _raw(site: Site, page: Page, path: str) -> Target:
    """A path in raw HTML: the browser reads it from the page's own address."""
    if not path:
        return Target("page", page.path)
    found = _built(site, _from_browser(page, path))
    if found.kind in ("page", "file"):
        return found
    if is_post(site.library.settings, page.path):
        return Target("external")  # the blog plugin gives its posts addresses of its own
    meant = found.better
    if found.kind == "missing":
        # As if it were Markdown, which the engine would have rewritten.
        meant = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))
        meant = site.library.pages[meant].url if meant in site.library.pages else meant
    return replace(found, better=_address(site, page, meant))


def _address(site: Site, page: Page, url: str) -> str:
    """The relative address of a page or file of the built site, as raw HTML needs it; '' where there is none."""
    if not _at_url(site, url):
        return ""
    folder = page.url if page.url.endswith("/") else posixpath.dirname(page.url)
    return posixpath.relpath(url or ".", folder or ".") + "/" * (url.endswith("/") or not url)


def _written(site: Site, page: Page, path: str) -> Target:
    """A path in Markdown: the engine reads it from the page's own file, and leaves what it does not find."""
    if not path:
        return Target("page", page.path)
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))
    if whole in site.library.files:
        return Target("page" if whole in site.library.pages else "file", whole)
    if whole in site.library.excluded:
        return Target("excluded", whole)
    folded = site.by_folded.get(_folded(whole), "")
    if folded:
        return Target("wrong-case", folded, better=_relative(site, page, folded))
    # Left as it is, the browser reads it, and may arrive by luck.
    arrived = _at_url(site, _from_browser(page, path))
    if arrived.endswith(".md"):
        return Target("directory", arrived, better=_relative(site, page, arrived))
    if arrived:
        return Target("file", arrived)
    return Target("missing", f"{whole}/" if path.endswith("/") else whole)


def _relative(site: Site, page: Page, path: str) -> str:
    """The link that should have been written to a file or a built address; '' where there is no such file."""
    found = path if path in site.library.files else _at_url(site, path)
    return posixpath.relpath(found, posixpath.dirname(page.path) or ".") if found else ""


def _folded(path: str) -> str:
    return normalize("NFC", path).casefold()
