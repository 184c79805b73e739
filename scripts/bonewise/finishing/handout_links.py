"""On each page, links to the PDFs that were made of it; none where none was made."""

from __future__ import annotations

import posixpath
from collections.abc import Collection
from html import escape
from pathlib import Path

from bonewise.model import Page

_SLOT = '<span class="bw-handouts" data-bonewise="handouts"></span>'
_KINDS = (("", "PDF to print"), ("-large", "PDF in large print"))


def with_handout_links(html: str, page: Page, site: Path, made: Collection[str]) -> str:
    """The page's HTML with the links in the room that the template leaves for them."""
    if _SLOT not in html:
        return html
    links = [
        _link(page, f"{page.id}{ending}", label, site)
        for ending, label in _KINDS
        if page.id and f"{page.id}{ending}" in made
    ]
    return html.replace(_SLOT, "\n    ".join(links), 1)


def _link(page: Page, name: str, label: str, site: Path) -> str:
    file = site / "handouts" / f"{name}.pdf"
    href = posixpath.relpath(
        f"/handouts/{name}.pdf",
        f"/{page.url}" if page.url.endswith("/") or not page.url else posixpath.dirname(f"/{page.url}"),
    )
    size = f" ({round(file.stat().st_size / 1000)} KB)" if file.is_file() else ""
    return f'<a class="bw-button bw-button--quiet" href="{escape(href)}" type="application/pdf">{label}{size}</a>'
