"""`offline.html`: what is kept on a device, and what a browser shows where a page is not."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from bonewise.finishing.articles import article_slice
from bonewise.model import Library

LOST = "offline.html"
_TITLE = "Read it without a connection"


def write_offline_page(library: Library, site: Path) -> None:
    """Put our words into the frame of the built 404.html, whose addresses hold wherever it is shown.

    Nothing is written where the project has no template for it, or no page for wrong addresses.
    """
    template, frame = library.settings.root / "templates/offline/kept.html", site / "404.html"
    if not (template.is_file() and frame.is_file()):
        return
    html = frame.read_text("utf-8")
    article = article_slice(html)
    opening = article[: article.find(">") + 1]
    words = Template(template.read_text("utf-8")).substitute(_facts(library))
    html = html.replace(article, f"{opening}\n{words}</article>", 1)
    title = f"<title>{escape(_TITLE)} · {escape(library.settings.site_name)}</title>"
    (site / LOST).write_text(re.sub(r"<title>.*?</title>", lambda _: title, html, count=1, flags=re.S), "utf-8")


def _facts(library: Library) -> dict[str, str]:
    settings = library.settings
    base = f"{urlsplit(settings.site_url).path.rstrip('/')}/"
    emergency = library.pages.get(settings.emergency)
    home = library.pages.get("index.md")
    listed = [page for page in (home, emergency) if page]
    links = (f'<li><a href="{escape(base + page.url)}">{escape(page.title)}</a></li>' for page in listed)
    return {
        "site_name": escape(settings.site_name),
        "pages": "".join(links),
        "emergency": escape(base + emergency.url) if emergency else base,
        "disclaimer": escape(library.disclaimer.short) if library.disclaimer else "",
    }
