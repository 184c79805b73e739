"""What an offline copy holds: the files of the built site that readers need, with links for a disk."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from string import Template
from types import MappingProxyType

from bonewise.model import Library
from bonewise.offline.linking import relinked
from bonewise.proofing.addresses import Site
from bonewise.rendering.elements import long_date

START = "START-HERE.html"
_PDF = re.compile(r"^handouts/.*\.pdf$")
#: For other sites, for servers, for robots, and for developers; and what the theme brings and this site never loads.
_NEEDLESS = re.compile(
    r"^embed/|^(?:sw\.js|offline\.html|404\.html|feed\.xml|sitemap\.xml(?:\.gz)?|robots\.txt|CNAME|_headers|_redirects)$"
    r"|^assets/(?:kept\.json$|start-here\.css$|javascripts/(?:lunr|workers)/|images/favicon\.png$)"
    r"|\.map$|\.(?:br|zst|gz)$|(?:^|/)\."
)


class OfflineError(Exception):
    """There is no copy to be made; the message says why, and what to do."""


@dataclass(frozen=True)
class Copy:
    """The files of a copy by their names, sorted; `slug` names it, `day` is that of its newest text."""

    library: Library
    files: Mapping[str, bytes]
    slug: str
    day: date

    @property
    def handouts(self) -> int:
        """How many PDFs it holds."""
        return sum(_PDF.match(name) is not None for name in self.files)


def copy_site(library: Library, site: Path, handouts: bool | None = None) -> Copy:
    """The copy of a built site; `handouts`: with PDFs, without, or None for those that were made.

    Raises `OfflineError` where nothing is built, or there are no PDFs that were asked for.
    """
    if not (site / "index.html").is_file():
        raise OfflineError(f"there is no built site in {site}; run bonewise build, or give --site-dir")
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    names = [name for name in names if not _NEEDLESS.search(name)]
    if handouts and not any(_PDF.match(name) for name in names):
        raise OfflineError("no handouts were made; run bonewise build, or leave --handouts out")
    if handouts is False:
        names = [name for name in names if not _PDF.match(name)]
    whole = Site(library.settings, frozenset(names), MappingProxyType({}))
    files = {name: _content(site / name, name, whole) for name in names}
    day = _newest(library)
    files |= _start(library, site, day)
    return Copy(library, MappingProxyType(dict(sorted(files.items()))), slug(library.settings.site_name), day)


def slug(text: str) -> str:
    """
    >>> slug("Bones & Joints!")
    'bones-joints'
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "site"


def _content(file: Path, name: str, site: Site) -> bytes:
    if not name.endswith(".html"):
        return file.read_bytes()
    return relinked(file.read_text("utf-8"), name, site).encode()


def _newest(library: Library) -> date:
    """The newest day that any page tells; no clock is asked, so that the same site makes the same copy."""
    days = (
        day for page in library.pages.values() for day in (page.reviewed, *(each.day for each in page.changes)) if day
    )
    return max(days, default=date(1980, 1, 1))


def _start(library: Library, site: Path, day: date) -> dict[str, bytes]:
    """The page that says how to open the copy, for those who look into the ZIP without unpacking it."""
    folder, style = library.settings.root / "templates/offline", site / "assets/start-here.css"
    template = folder / "start-here.html"
    if not template.is_file():
        return {}
    url = escape(library.settings.site_url)
    facts = {
        "site_name": escape(library.settings.site_name),
        "age": f"Its newest text was reviewed on {long_date(day)}." if day.year > 1980 else "",
        "live": f' The newest copy is on <a href="{url}">{url}</a>' if url else "",
        "disclaimer": escape(library.disclaimer.short) if library.disclaimer else "",
    }
    files = {START: Template(template.read_text("utf-8")).substitute(facts).encode()}
    return files | ({"assets/start-here.css": style.read_bytes()} if style.is_file() else {})
