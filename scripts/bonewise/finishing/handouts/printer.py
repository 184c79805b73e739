"""WeasyPrint made ready once in each process: our letters, our style, nothing from outside, its complaints heard."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from bonewise.finishing.handouts.drawing_paths import remember_paths
from bonewise.finishing.handouts.page_tree import page_tree

STYLE = "handout.css"


class NoPrinterError(Exception):
    """WeasyPrint cannot run here: a system library is missing; the message is the system's own."""


class Printer:
    """WeasyPrint with the letters and the style of one folder."""

    def __init__(self, assets: str) -> None:
        """Raises `NoPrinterError` where the system lacks what WeasyPrint needs."""
        self.weasyprint = import_weasyprint()
        remember_paths()
        self.assets = assets
        self.fonts = self.weasyprint.text.fonts.FontConfiguration()
        self.style = self.weasyprint.CSS(filename=str(Path(assets) / STYLE), font_config=self.fonts)

    def page(self, html: str) -> Any:
        """What WeasyPrint lays out, with `etree_element` as its root."""
        tree = page_tree(html)
        page = self.weasyprint.HTML(
            string=html if tree is None else "", base_url=self.assets, url_fetcher=_own_pictures()
        )
        if tree is not None:
            page.wrapper_element = type(page.wrapper_element).from_html_root(tree, content_language=None)
            page.etree_element = page.wrapper_element.etree_element
        return page

    def laid_out(self, page: Any, points: float, css: str = "", pictures: dict[str, Any] | None = None) -> Any:
        """The document with letters of this size; `pictures` are at hand by their addresses."""
        size = self.weasyprint.CSS(string=f"html{{font-size:{points}pt}}{css}", font_config=self.fonts)
        return page.render(stylesheets=[self.style, size], font_config=self.fonts, cache=pictures)

    @staticmethod
    def written(document: Any) -> bytes:
        """The document as a tagged PDF, for `finish_pdf`."""
        raw: bytes = document.write_pdf(pdf_variant="pdf/ua-1", uncompressed_pdf=True)
        return raw


def import_weasyprint() -> Any:
    """WeasyPrint. Raises `NoPrinterError` where the system lacks what it needs."""
    try:
        import weasyprint
    except OSError as error:  # what cffi says of a library that is not there
        raise NoPrinterError(str(error)) from None
    return weasyprint


@cache
def printer(assets: str) -> Printer:
    """The printer of this process for a folder."""
    return Printer(assets)


def get_ready(assets: str) -> None:
    """For a process that does nothing but print: what is loaded stays, and is not searched for what could go."""
    try:
        printer(assets)
    except NoPrinterError:
        return  # the first handout tells
    gc.collect()
    gc.freeze()
    # A handout only grows its objects: the collector's usual scans cost a third of the time.
    gc.set_threshold(200_000, 50, 50)


@contextmanager
def complaints() -> Iterator[list[str]]:
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


def _own_pictures() -> Any:
    """Nothing but `data:` addresses: a handout must not depend on the network or on this computer."""
    from weasyprint.urls import URLFetcher

    return URLFetcher(allowed_protocols=("data",))
