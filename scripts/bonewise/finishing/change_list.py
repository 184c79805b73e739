"""On the page of changes: what changed on every page, newest first, each with a link to its page."""

from __future__ import annotations

import posixpath
import re
from html import escape
from itertools import groupby
from pathlib import Path

from bonewise.finishing.articles import read_article
from bonewise.finishing.feed import FEED
from bonewise.model import Library, Page
from bonewise.rendering.elements import long_date
from bonewise.rendering.history import Dated, all_changes

_ROOM = re.compile(r'(?<=data-bonewise="changes">)\s*(?=</div>)')


def fill_changes(library: Library, site: Path) -> None:
    """Fill the room that a page leaves by `/// change-list`."""
    for page in library.pages.values():
        article = read_article(page, site) if "change-list" in page.body else None
        if article and _ROOM.search(article.html):
            # Between the two halves of the empty element, so that no sign in the rows is read as a pattern.
            before, after = _ROOM.split(article.html, maxsplit=1)
            article.file.write_text(before + change_rows(library, page) + after, "utf-8")


def change_rows(library: Library, on: Page) -> str:
    """HTML: a heading for each day, and below it the pages that changed."""
    days = groupby(all_changes(library.pages.values()), key=lambda each: each.change.day)
    parts = []
    for day, changes in days:
        items = "".join(_item(each, on) for each in changes)
        parts.append(f'<h2 id="day-{day}">{long_date(day)}</h2><ul>{items}</ul>')
    return _feed(library, on) + ("".join(parts) or "<p>No change has been noted yet.</p>")


def _feed(library: Library, on: Page) -> str:
    if not library.settings.site_url:
        return ""
    return f'<p><a href="{posixpath.relpath("/" + FEED, "/" + on.url)}">This list as a feed (Atom)</a></p>'


def _item(each: Dated, on: Page) -> str:
    href = f"{posixpath.relpath('/' + each.page.url, '/' + on.url)}/#{each.id}"
    what, why = escape(each.change.what), escape(each.change.why)
    return f'<li><a href="{escape(href)}">{escape(each.page.title)}</a>: {what} Why: {why}</li>'
