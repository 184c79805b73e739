"""The built site to findings: every address and id a reader meets must resolve, and every page owes its disclaimer."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from bonewise.model import Finding, Library, RenderedPage
from bonewise.proofing.addresses import Site, fault
from bonewise.proofing.built import Built, Use, read_built
from bonewise.proofing.data import data_faults
from bonewise.proofing.origins import Origins, file_of_page

__all__ = ["proof"]

_MEND = "mend the page, template or setting that makes it"


def proof(library: Library, site: Path, rendered: Mapping[str, RenderedPage] = MappingProxyType({})) -> list[Finding]:
    """Findings about the built site in the folder `site`.

    Places are where the fault came from: the Markdown of the page, at the very link where `rendered` knows it, else the
    template or setting.
    """
    names = sorted(_files(site))
    html = [name for name in names if name.endswith(".html")]
    samples = _samples(library, html)
    pages = {name: read_built(site / name, whole=name in samples) for name in html}
    whole = Site(library.settings, frozenset(names), {name: page.ids for name, page in pages.items()})
    origins = Origins(library, rendered, site)
    found = [finding for name, page in pages.items() for finding in _page(whole, origins, name, page)]
    found += _chrome(whole, origins, pages)
    found += data_faults(whole, origins, site, pages)
    found += _without_disclaimer(library, origins, pages)
    return sorted(set(found))


def _files(folder: Path | str, above: str = "") -> Iterator[str]:
    """The path of each file below a folder."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, f"{above}{entry.name}/")
            elif entry.is_file():
                yield f"{above}{entry.name}"


def _samples(library: Library, names: list[str]) -> frozenset[str]:
    """A page for each depth of folders: the theme's chrome is most of a page, and alike on all of a depth.

    One of the library's where there is one: 404.html names all from the root of the host, and redirects have no chrome.
    """
    ours = {file_of_page(page) for page in library.pages.values()}
    found: dict[int, str] = {}
    for name in sorted(names, key=lambda name: (name not in ours, name)):
        found.setdefault(name.count("/"), name)
    return frozenset(found.values())


def _page(site: Site, origins: Origins, name: str, page: Built) -> Iterator[Finding]:
    """What is wrong in a page's article."""
    within = {f"#{each}" for each in page.ids}
    for use in (*(Use("a", address) for address in page.links - within), *page.uses):
        wrong = fault(site, name, use)
        if wrong:
            place, end = origins.of_use(name, use)
            rule, what = wrong
            yield Finding(place, rule, f"{site.settings.site}/{name}: {what}", _MEND, end=end)


def _chrome(site: Site, origins: Origins, pages: Mapping[str, Built]) -> Iterator[Finding]:
    """What is wrong around the articles: told once, with the number of pages on which it was seen."""
    seen: dict[tuple[str, str], list[tuple[str, Use]]] = {}
    for name, page in pages.items():
        for use in page.around:
            wrong = fault(site, name, use)
            if wrong:
                seen.setdefault((wrong[0], site.resolved(name, use.address)), []).append((name, use))
    for (rule, _), uses in seen.items():
        name, use = uses[0]
        what = (fault(site, name, use) or ("", ""))[1]
        more = f", as on {len(uses) - 1} more" if len(uses) > 1 else ""
        place, end = origins.of_chrome(name, use)
        yield Finding(place, rule, f"{site.settings.site}/{name}{more}: {what}", _MEND, end=end)


def _without_disclaimer(library: Library, origins: Origins, pages: Mapping[str, Built]) -> Iterator[Finding]:
    own = f"{library.disclaimer.url}index.html" if library.disclaimer else ""
    for name, page in pages.items():
        if not page.has_disclaimer and name not in (own, "404.html") and not page.is_redirect:
            what = f"{library.settings.site}/{name}: the built page has no disclaimer"
            yield Finding(origins.of_page(name), "missing-disclaimer", what, "mend the template that drops it")
