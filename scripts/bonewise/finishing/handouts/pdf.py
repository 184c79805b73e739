"""HTML to a tagged PDF by WeasyPrint, with the largest letters that keep to the pages a handout may have."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bonewise.finishing.handouts.drawing_paths import remember_paths
from bonewise.finishing.handouts.finishing_pdf import finish_pdf
from bonewise.finishing.handouts.layout_lint import faults_of
from bonewise.finishing.handouts.letters import missing_letters
from bonewise.finishing.handouts.page_tree import page_tree

STYLE = "handout.css"


class NoPrinterError(Exception):
    """WeasyPrint cannot run here: a system library is missing; the message is the system's own."""


@dataclass(frozen=True)
class Job:
    """What to print: HTML, the sizes of letters to try (points, and classes of the style that save room), which of
    them to try first, the most pages, and the folder of the style and its letters."""

    html: str
    fits: tuple[tuple[float, str], ...]
    guess: int
    most: int | None
    assets: str


@dataclass(frozen=True)
class Made:
    """A printed handout: the file's bytes, how many pages, and what is wrong with how it lies on them."""

    pdf: bytes
    pages: int
    faults: tuple[str, ...] = ()


def make(job: Job) -> Made:
    """Print one handout. Raises `NoPrinterError` where the system lacks what WeasyPrint needs."""
    weasyprint, fonts, style = _printer(job.assets)
    with _complaints() as complaints:
        document = _fitting(weasyprint, fonts, style, job)
        raw = document.write_pdf(pdf_variant="pdf/ua-1", uncompressed_pdf=True)
    faults = [*faults_of(document.pages, job.most), *missing_letters(job.html, job.assets), *complaints]
    return Made(finish_pdf(raw), len(document.pages), tuple(dict.fromkeys(faults)))


def get_ready(assets: str) -> None:
    """For a process that does nothing but print: what is loaded stays, and is not searched for what could go."""
    try:
        _printer(assets)
    except NoPrinterError:
        return  # the first handout tells
    gc.collect()
    gc.freeze()
    # A handout only grows its objects: the collector's usual scans cost a third of the time.
    gc.set_threshold(200_000, 50, 50)


@cache
def _printer(assets: str) -> tuple[Any, Any, Any]:
    """WeasyPrint with the letters and the style, made ready once in each process."""
    try:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
    except OSError as error:  # what cffi says of a library that is not there
        raise NoPrinterError(str(error)) from None
    remember_paths()
    fonts = FontConfiguration()
    style = weasyprint.CSS(filename=str(Path(assets) / STYLE), font_config=fonts)
    return weasyprint, fonts, style


def _fitting(weasyprint: Any, fonts: Any, style: Any, job: Job) -> Any:
    """The document at the largest size that fits; at the smallest where none does, which then is a fault."""
    page = _page(weasyprint, job)
    body = page.etree_element.find("body")
    kinds = body.get("class") or ""

    def at(number: int) -> Any:
        points, saving = job.fits[number]
        body.set("class", f"{kinds} {saving}".strip())
        size = weasyprint.CSS(string=f"html{{font-size:{points}pt}}", font_config=fonts)
        return page.render(stylesheets=[style, size], font_config=fonts)

    number, document = job.guess, at(job.guess)
    if job.most is None:
        return document
    if len(document.pages) <= job.most:
        while number > 0 and len((larger := at(number - 1)).pages) <= job.most:
            number, document = number - 1, larger
    while len(document.pages) > job.most and number + 1 < len(job.fits):
        number, document = number + 1, at(number + 1)
    return document


def _page(weasyprint: Any, job: Job) -> Any:
    tree = page_tree(job.html)
    page = weasyprint.HTML(string=job.html if tree is None else "", base_url=job.assets, url_fetcher=_own_pictures())
    if tree is not None:
        page.wrapper_element = type(page.wrapper_element).from_html_root(tree, content_language=None)
        page.etree_element = page.wrapper_element.etree_element
    return page


def _own_pictures() -> Any:
    """Nothing but `data:` addresses: a handout must not depend on the network or on this computer."""
    from weasyprint.urls import URLFetcher

    return URLFetcher(allowed_protocols=("data",))


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """What WeasyPrint holds for an error while it prints, such as a picture without its words."""
    found: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(f"it cannot be printed as it is: {record.getMessage()}")

    logger, ear = logging.getLogger("weasyprint"), Ear(logging.ERROR)
    before = logger.handlers[:], logger.propagate
    logger.handlers, logger.propagate = [ear], False
    try:
        yield found
    finally:
        logger.handlers, logger.propagate = before
