"""The built site to findings: every address and id a reader meets must resolve, and every page owes its disclaimer."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bonewise.finishing.articles import article_slice
from bonewise.model import Finding, Library, Place

_ADDRESSES = (("a", "href"), ("link", "href"), ("img", "src"), ("script", "src"), ("iframe", "src"), ("source", "src"))
#: Elements that fetch what they name, and the relations by which a <link> does.
_LOADING = ("img", "script", "iframe", "source")
_LOADING_LINKS = {"stylesheet", "icon", "apple-touch-icon", "manifest", "preload", "modulepreload", "prefetch"}
_LOADING_LINKS |= {"preconnect", "dns-prefetch"}


@dataclass(frozen=True)
class _Built:
    ids: frozenset[str]
    uses: tuple[tuple[str, str, bool], ...]  # element, address, whether it is fetched with the page
    has_disclaimer: bool
    is_redirect: bool


def proof(library: Library, site: Path) -> list[Finding]:
    """Findings about the built site in the folder `site`; places are files of the site, as `site/…`."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    names = sorted(name for name in files if name.endswith(".html"))
    # The theme's chrome is most of a page and alike on all: it is judged once for each depth of folders.
    samples = {name.count("/"): name for name in reversed(names)}
    pages = {name: _read(site / name, whole=samples[name.count("/")] == name) for name in names}
    shown = library.settings.site
    found = [finding for name, page in pages.items() for finding in _page(library, shown, name, page, pages, files)]
    return sorted(set(found))


def _read(path: Path, whole: bool) -> _Built:
    html = path.read_text("utf-8")
    article = "" if whole else article_slice(html)
    tree = LexborHTMLParser(article or html)
    ids = {node.attributes["id"] or "" for node in tree.css("[id]")}
    uses = [
        (tag, node.attributes.get(name) or "", tag in _LOADING or _loads(node))
        for tag, name in _ADDRESSES
        for node in tree.css(f"{tag}[{name}]")
    ]
    return _Built(
        frozenset(ids),
        tuple(dict.fromkeys(uses)),
        tree.css_first(".bw-disclaimer") is not None,
        tree.css_first('meta[http-equiv="refresh"]') is not None,
    )


def _loads(node: LexborNode) -> bool:
    return node.tag == "link" and bool(_LOADING_LINKS & set((node.attributes.get("rel") or "").lower().split()))


def _page(
    library: Library, shown: str, name: str, page: _Built, pages: dict[str, _Built], files: Iterable[str]
) -> Iterator[Finding]:
    place = Place(f"{shown}/{name}")
    for tag, address, loads in page.uses:
        fault = _fault(library, name, tag, address, loads, pages, files)
        if fault:
            yield Finding(place, *fault, "mend the page, template or setting that makes it")
    own = library.disclaimer.url if library.disclaimer else ""
    if not page.has_disclaimer and name not in (f"{own}index.html", "404.html") and not page.is_redirect:
        yield Finding(
            place, "missing-disclaimer", "the built page has no disclaimer", "mend the template that drops it"
        )


def _fault(
    library: Library, name: str, tag: str, address: str, loads: bool, pages: dict[str, _Built], files: Iterable[str]
) -> tuple[str, str] | None:
    """Rule and words of what is wrong with one address; None where it holds."""
    site_url = library.settings.site_url
    if site_url and address.startswith(site_url):
        address = "/" + address.removeprefix(site_url)
    elif "://" in address.split("?")[0] or address.startswith("//"):
        return ("foreign-request", f"<{tag}> loads '{address}' from another host") if loads else None
    parts = urlsplit(address)
    if parts.scheme:
        return None
    path = _file(name, unquote(parts.path))
    if path not in files:
        return "broken-link", f"<{tag}> leads to '{address}', which is not in the site"
    fragment = unquote(parts.fragment)
    if fragment and path in pages and fragment not in pages[path].ids:
        return "broken-anchor", f"'{address}' has no such section"
    return None


def _file(name: str, path: str) -> str:
    """The file an address names, as a static host serves it."""
    if not path:
        return name
    joined = path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(name), path)
    whole = posixpath.normpath(joined) if joined else "."
    if path.endswith("/") or whole == ".":
        return "index.html" if whole == "." else f"{whole}/index.html"
    return whole
