"""Handouts: each article, exercise, programme and group as a PDF, cut from the built page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bonewise.finishing.articles import article_slice
from bonewise.finishing.handouts.cache import HandoutCache
from bonewise.finishing.handouts.cutting import cut
from bonewise.finishing.handouts.pdf import Job, Made
from bonewise.finishing.handouts.printer import NoPrinterError
from bonewise.finishing.handouts.printing import Printers, print_all, printers_ahead
from bonewise.finishing.handouts.sheet import TEMPLATE, Handout, Sheets, kind_of
from bonewise.model import Finding, Library, Place

#: Where handouts lie in the site.
FOLDER = "handouts"
_INSTALL = (
    "install it and build again: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 "
    "(macOS: brew install pango); or build with --no-handouts"
)


@dataclass(frozen=True)
class Handouts:
    """What came of it: the names of the files that were made, without `.pdf`, and what is wrong."""

    names: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()


def printers_for(library: Library) -> Printers | None:
    """Printers that get ready from now on, for `write_handouts`; None where they would not be needed, or not help."""
    templates = library.settings.root / "templates"
    return printers_ahead(templates / "assets") if (templates / TEMPLATE).is_file() else None


def write_handouts(
    library: Library,
    site: Path,
    step: Callable[[int, int], None] = lambda done, total: None,
    printers: Printers | None = None,
) -> Handouts:
    """Make the PDFs of a built site into its folder `handouts`; a project without the template has none."""
    templates = library.settings.root / "templates"
    if not (templates / TEMPLATE).is_file():
        return Handouts()
    handouts = {handout.name: handout for handout in _handouts(library, site, templates)}
    assets = templates / "assets"
    cache = HandoutCache(library.settings.root, assets)
    jobs = {
        name: Job(each.html, each.fits, each.guess, each.most, str(assets), str(cache.parts))
        for name, each in handouts.items()
    }
    try:
        made = print_all(jobs, cache, step, printers)
    except NoPrinterError as error:
        reason = f"no PDF handouts were made, as a system library is missing: {str(error).splitlines()[0]}"
        return Handouts(findings=(Finding(Place("mkdocs.yml"), "no-handouts", reason, _INSTALL, "notice"),))
    (site / FOLDER).mkdir(exist_ok=True)
    for name, each in made.items():
        (site / FOLDER / f"{name}.pdf").write_bytes(each.pdf)
    return Handouts(frozenset(made), tuple(sorted(_findings(handouts, made))))


def _handouts(library: Library, site: Path, templates: Path) -> Iterator[Handout]:
    home = library.settings.site_url
    cuts = {}
    for page in library.pages.values():
        file = site / page.url / "index.html"
        if kind_of(page) and file.is_file():
            cuts[page.path] = cut(
                article_slice(file.read_text("utf-8")), page.url, home, site, kind_of(page) == "group"
            )
    sheets = Sheets(library, cuts, templates)
    for page in library.pages.values():
        yield from sheets.of(page)


def _findings(handouts: dict[str, Handout], made: dict[str, Made]) -> Iterator[Finding]:
    for name, each in made.items():
        place = Place(handouts[name].page.shown_path)
        for fault in each.faults:
            what = f"in the handout '{name}.pdf', {fault}"
            yield Finding(place, "handout-layout", what, "shorten the page, or mend the style of handouts", "warning")
