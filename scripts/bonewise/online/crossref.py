"""The layout of Crossref's answers: a work's titles, years, and what was published about it since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import quote

from bonewise.online.comparing import Entry, Notice

_TITLES = ("title", "original-title", "short-title")
_DATES = ("issued", "published", "published-print", "published-online", "published-other")
#: Relations by which a work has a successor, and the kind of notice they amount to.
_RELATIONS = {"is-replaced-by": "replacement", "is-preprint-of": "published"}
_RETRACTING = ("retraction", "withdrawal", "removal")


def work_url(base: str, doi: str, contact: str = "") -> str:
    """Where Crossref has a work; with a mail address one is served from the polite pool."""
    polite = f"?mailto={quote(contact.removeprefix('mailto:'))}" if "@" in contact else ""
    return f"{base.rstrip('/')}/works/{quote(doi, safe='')}{polite}"


def handle_url(base: str, doi: str) -> str:
    """Where doi.org says whether a DOI exists, whichever agency gave it out."""
    return f"{base.rstrip('/')}/api/handles/{quote(doi, safe='/')}"


def read_work(data: Any) -> Entry | None:
    """The work in an answer; None where the answer has another shape."""
    message = data.get("message") if isinstance(data, dict) else None
    if not isinstance(message, dict) or not isinstance(message.get("DOI"), str):
        return None
    notices = [*_updates(message), *_relations(message)]
    # One notice may stand there twice: from the publisher and from Retraction Watch.
    unique = {(notice.kind, notice.where.lower()): notice for notice in reversed(notices)}
    retracted = [each for each in _dicts(message.get("update-to")) if _kind(each) in _RETRACTING]
    return Entry(
        "Crossref",
        tuple(_titles(message)),
        frozenset(year for name in _DATES for year, *_ in _dates(message.get(name))),
        tuple(sorted(unique.values(), key=lambda notice: (notice.day or date.min, notice.kind, notice.where))),
        retracts=str(retracted[0].get("DOI", "another work")) if retracted else "",
    )


def exists(status: int, data: Any) -> bool | None:
    """Whether doi.org knows a DOI; None where its answer does not say."""
    code = data.get("responseCode") if isinstance(data, dict) else None
    if code == 100 and status in (200, 404):
        return False
    return True if status == 200 and code in (1, 200) else None


def _titles(message: dict[str, Any]) -> Iterator[str]:
    subtitles = [text for text in _list(message.get("subtitle")) if isinstance(text, str)]
    for name in _TITLES:
        for title in _list(message.get(name)):
            if isinstance(title, str) and title.strip():
                yield title
                yield from (f"{title}: {subtitle}" for subtitle in subtitles)


def _updates(message: dict[str, Any]) -> Iterator[Notice]:
    for update in _dicts(message.get("updated-by")):
        days = [parts for parts in _dates(update.get("updated")) if len(parts) == 3]
        yield Notice(_kind(update), str(update.get("DOI", "")), _day(days[0]) if days else None)


def _relations(message: dict[str, Any]) -> Iterator[Notice]:
    relations = message.get("relation")
    for name, kind in _RELATIONS.items():
        for relation in _dicts(relations.get(name) if isinstance(relations, dict) else None):
            yield Notice(kind, str(relation.get("id", "")))


def _kind(update: dict[str, Any]) -> str:
    return str(update.get("type", "")).lower().replace("-", "_").replace(" ", "_")


def _dates(value: Any) -> Iterator[list[int]]:
    for parts in _list(value.get("date-parts") if isinstance(value, dict) else None):
        numbers = [part for part in _list(parts) if isinstance(part, int)]
        if numbers:
            yield numbers


def _day(parts: list[int]) -> date | None:
    try:
        return date(*parts)
    except (ValueError, OverflowError):
        return None


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [each for each in _list(value) if isinstance(each, dict)]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
