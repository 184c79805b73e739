"""`feed.xml`: an Atom feed of what changed in the guidance and why (RFC 4287)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from bonewise.model import Library
from bonewise.rendering.history import Dated, all_changes

FEED = "feed.xml"
ATOM = "http://www.w3.org/2005/Atom"
#: Readers keep what they have seen; older changes stand on their pages and on the page of changes.
MOST_ENTRIES = 100


def write_feed(library: Library, site: Path) -> None:
    """Write the feed at the site's root; a site without an address of its own has none, since ids are addresses."""
    if library.settings.site_url:
        (site / FEED).write_bytes(atom(library))


def atom(library: Library) -> bytes:
    """The feed as XML, the newest change first; the same library gives the same bytes."""
    settings = library.settings
    changes = all_changes(library.pages.values())[:MOST_ENTRIES]
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": "en-GB"})
    _text(feed, "id", f"{settings.site_url}{FEED}")
    _text(feed, "title", f"{settings.site_name}: what changed")
    _text(feed, "updated", _moment(_newest(library, changes)))
    SubElement(feed, "link", rel="self", type="application/atom+xml", href=f"{settings.site_url}{FEED}")
    SubElement(feed, "link", rel="alternate", type="text/html", href=settings.site_url)
    _text(SubElement(feed, "author"), "name", settings.site_name)
    for each in changes:
        _entry(feed, settings.site_url, each)
    indent(feed, " ")
    return bytes(tostring(feed, "utf-8", xml_declaration=True)) + b"\n"


def _newest(library: Library, changes: list[Dated]) -> date:
    """The day of the newest change; where there is none, that of the newest review, for Atom asks for a day."""
    if changes:
        return changes[0].change.day
    return max((page.reviewed for page in library.pages.values() if page.reviewed), default=date(1970, 1, 1))


def _entry(feed: Element, site_url: str, each: Dated) -> None:
    entry = SubElement(feed, "entry")
    address = f"{site_url}{each.page.url}#{each.id}"
    _text(entry, "id", address)
    _text(entry, "title", f"{each.page.title}: {each.change.what}")
    _text(entry, "updated", _moment(each.change.day))
    SubElement(entry, "link", rel="alternate", type="text/html", href=address)
    summary = SubElement(entry, "summary", type="text")
    summary.text = f"{each.change.what} Why: {each.change.why}"


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = text


def _moment(day: date) -> str:
    """The day as RFC 3339 has it; nobody notes the hour."""
    return f"{day.isoformat()}T00:00:00Z"
