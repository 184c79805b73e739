"""An Edition to what must be asked: the web addresses, DOIs and PMIDs it uses, with their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bonewise.model import Edition, Place, Source
from bonewise.online.addresses import doi_url, is_private, normal, pmid_url
from bonewise.online.verdict import Work


@dataclass(frozen=True)
class Asked:
    """Where each address is used, and what the bibliography says of the works among them."""

    uses: Mapping[str, tuple[Place, ...]]
    works: Mapping[str, Work]


def asked(edition: Edition) -> Asked:
    """Every address in pages and sources that the network can answer for; our own site is judged by `proofing`."""
    uses: dict[str, set[Place]] = {}
    works: dict[str, Work] = {}
    for source in edition.library.sources.values():
        for url in _addresses(source):
            uses.setdefault(url, set()).add(source.place)
            works.setdefault(url, _work(source))
    own = edition.library.settings.site_url
    for page in edition.pages.values():
        for link in page.links:
            if not (own and link.target.startswith(own)):
                uses.setdefault(link.target, set()).add(link.place)
    foreign = sorted(url for url in uses if (target := normal(url)) and not is_private(target))
    return Asked({url: tuple(sorted(uses[url])) for url in foreign}, works)


def _addresses(source: Source) -> Iterator[str]:
    if source.csl.get("DOI"):
        yield doi_url(str(source.csl["DOI"]))
    if source.csl.get("PMID"):
        yield pmid_url(str(source.csl["PMID"]))
    if source.csl.get("URL"):
        yield str(source.csl["URL"])


def _work(source: Source) -> Work:
    return Work(source.title, _year(source.csl), str(source.csl.get("DOI", "")), source.checked)


def _year(csl: Mapping[str, Any]) -> int:
    issued = csl.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    try:
        return int(parts[0][0]) if parts else 0
    except (IndexError, KeyError, TypeError, ValueError):
        return 0
