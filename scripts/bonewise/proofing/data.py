"""What the site tells machines: canonical addresses, structured data, sitemap, search index, other data, styles."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

from bonewise.model import Finding
from bonewise.proofing.addresses import Site, fault
from bonewise.proofing.built import Built, Use
from bonewise.proofing.origins import Origins

_LOC = re.compile(r"<loc>\s*(.*?)\s*</loc>", re.S)
_URL = re.compile(r"(?:url\(\s*|@import\s+)(['\"]?)([^'\"()\s]+)\1")
_NOINDEX = re.compile(r'<meta[^>]+name="robots"[^>]+noindex', re.I)
#: Members of a search index that name a page, as MkDocs and others write them; they start at the site's top.
_LOCATIONS = ("location", "url", "href")
_MEND = "mend the step or template that writes it"


def data_faults(site: Site, origins: Origins, folder: Path, pages: Mapping[str, Built]) -> Iterator[Finding]:
    """Findings about everything in the site that is not for eyes."""
    for name, page in pages.items():
        yield from _canonical(site, origins, name, page)
        for text in page.data:
            yield from _json(site, origins, name, text)
    yield from _sitemap(site, origins, folder, pages)
    for name in sorted(site.files):
        if name.endswith((".json", ".webmanifest")):
            yield from _json(site, origins, name, (folder / name).read_text("utf-8", "replace"))
        elif name.endswith(".css"):
            yield from _style(site, origins, name, (folder / name).read_text("utf-8", "replace"))


def _canonical(site: Site, origins: Origins, name: str, page: Built) -> Iterator[Finding]:
    url = site.settings.site_url
    if page.canonical is None or not url or page.is_redirect:
        return
    own = f"{url.rstrip('/')}/{name.removesuffix('index.html')}"
    place = origins.of_page(name)
    if not place.path.endswith(".md"):  # a copy, such as an embed, names the page that it was cut from
        wrong = fault(site, name, Use("link", page.canonical))
        if wrong:
            yield Finding(place, wrong[0], f"{site.settings.site}/{name}: {wrong[1]}", _MEND)
    elif page.canonical != own:
        what = f"{site.settings.site}/{name}: names '{page.canonical}' as its address, which is '{own}'"
        yield Finding(place, "bad-canonical", what, "correct site_url, or the template that writes it")


def _sitemap(site: Site, origins: Origins, folder: Path, pages: Mapping[str, Built]) -> Iterator[Finding]:
    file = folder / "sitemap.xml"
    if not file.is_file() or not site.settings.site_url:
        return
    listed = set()
    for match in _LOC.finditer(file.read_text("utf-8", "replace")):
        address = unescape(match[1])
        use = Use("loc", address)
        wrong = fault(site, "sitemap.xml", use)
        if wrong:
            what = f"{site.settings.site}/sitemap.xml: {wrong[1]}"
            yield Finding(origins.of_chrome("sitemap.xml", use)[0], wrong[0], what, _MEND)
        listed.add(site.resolved("sitemap.xml", address).partition("#")[0])
    for name, page in pages.items():
        known = origins.of_page(name).path
        hidden = page.is_redirect or name == "404.html" or not known.endswith(".md")
        if not hidden and name not in listed and not _NOINDEX.search((folder / name).read_text("utf-8", "replace")):
            what = f"{site.settings.site}/{name}: is not in sitemap.xml"
            yield Finding(origins.of_page(name), "not-in-sitemap", what, _MEND)


def _json(site: Site, origins: Origins, name: str, text: str) -> Iterator[Finding]:
    """Addresses of ours in structured data, a search index or another JSON file."""
    shown = f"{site.settings.site}/{name}"
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        what = f"{shown}: this is not valid JSON: {' '.join(str(error).split())}"
        yield Finding(origins.of_file(name), "bad-data", what, _MEND)
        return
    is_index = "search" in name and not name.endswith(".html")
    for address in dict.fromkeys(_addresses(site, data, is_index)):
        use = Use("json", address)
        wrong = fault(site, "index.html" if is_index else name, use)
        if wrong:
            place = origins.of_page(name) if name.endswith(".html") else origins.of_chrome(name, use)[0]
            yield Finding(place, wrong[0], f"{shown}: {wrong[1]}", _MEND)


def _addresses(site: Site, data: Any, is_index: bool) -> Iterator[str]:
    """Each address of this site in the texts of some data, however deep; in an index also those without a host."""
    url = site.settings.site_url.rstrip("/")
    waiting = [("", data)]
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, dict):
            waiting += value.items()
        elif isinstance(value, list):
            waiting += [(name, each) for each in value]
        elif isinstance(value, str) and name != "base":  # what others stand under is no page itself
            if is_index and name in _LOCATIONS and "://" not in value:
                yield value
            elif url and url in value:
                yield from re.findall(rf"{re.escape(url)}(?=[/\"'<\s]|$)[^\s\"'<>{{}}]*", value)


def _style(site: Site, origins: Origins, name: str, text: str) -> Iterator[Finding]:
    for match in _URL.finditer(re.sub(r"/\*.*?\*/", "", text, flags=re.S)):
        address = match[2]
        use = Use("style", address, loads=True)
        wrong = None if address.startswith(("data:", "#", "about:")) else fault(site, name, use)
        if wrong:
            what = f"{site.settings.site}/{name}: {wrong[1]}"
            yield Finding(origins.of_chrome(name, use)[0], wrong[0], what, _MEND)
