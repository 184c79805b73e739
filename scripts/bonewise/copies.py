"""A clinic's copy of our pages, judged against what the site says now: current, stale, altered, gone."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import httpx

from bonewise.finishing.embeds.fingerprints import SIGN, find_copies, fingerprint

#: A copy is a page of a clinic; more than this is not one.
MAX_BYTES = 5_000_000
Fetch = Callable[[str], str]


class CopyError(Exception):
    """A copy, or what the site says of it, could not be read; the message says why."""


@dataclass(frozen=True)
class Verdict:
    """What is to be said of one copy; `good` where nothing is to be done."""

    page_id: str
    good: bool
    words: str


def verify(text: str, describe: Callable[[str], dict[str, Any] | None], today: date) -> list[Verdict]:
    """Judge every copy of our pages in an HTML text; `describe` gives what `embed/<id>.json` says now, or None."""
    return [
        _judge(name, fingerprint(node), node.attributes.get(SIGN), describe(name), today)
        for name, node in sorted(find_copies(text).items())
    ]


def _judge(name: str, found: str, signed: str | None, now: dict[str, Any] | None, today: date) -> Verdict:
    if now is None:
        return Verdict(name, False, "the site has no such page; take the copy down")
    if now["withdrawn"]:
        return Verdict(name, False, f"the page was taken back on {now['withdrawn']}; take the copy down")
    if now["moved_to"]:
        return Verdict(name, False, f"the page has moved; copy '{now['moved_to']}' instead")
    if found != now["fingerprint"]:
        what = (
            "stale: the site has a newer text"
            if found == signed
            else "altered: these are not the site's words or links"
        )
        return Verdict(name, False, f"{what}; fetch {now['fragment']} again")
    if now["next_review"] and date.fromisoformat(now["next_review"]) < today:
        return Verdict(name, False, f"current, but its review was due on {now['next_review']}; ask the site")
    return Verdict(name, True, f"current, reviewed on {now['reviewed']}, next review due on {now['next_review']}")


def read_text(place: str) -> str:
    """The text of a file or of an address. Raises `CopyError` where there is none."""
    if place.startswith(("https://", "http://")):
        return fetch(place)
    path = Path(place)
    if not path.is_file():
        raise CopyError(f"{place}: no such file")
    return path.read_bytes()[:MAX_BYTES].decode("utf-8", "replace")


def fetch(address: str) -> str:
    """The text at an address. Raises `CopyError` where it does not answer well."""
    try:
        answer = httpx.get(address, follow_redirects=True, timeout=20)
        answer.raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise CopyError(f"{address}: {error}") from None
    return answer.content[:MAX_BYTES].decode("utf-8", "replace")


def describer(source: str) -> Callable[[str], dict[str, Any] | None]:
    """How to learn what a site says of a page: from a folder in which it was built, or from its address."""

    def describe(name: str) -> dict[str, Any] | None:
        if not name.replace("-", "").replace("_", "").isalnum():
            return None
        if source.startswith(("https://", "http://")):
            text = _fetched(f"{source.rstrip('/')}/embed/{name}.json")
        else:
            file = Path(source) / "embed" / f"{name}.json"
            text = file.read_text("utf-8") if file.is_file() else None
        return _description(text, source) if text is not None else None

    return describe


def _fetched(address: str) -> str | None:
    """None where the site answers that there is no such page."""
    try:
        answer = httpx.get(address, follow_redirects=True, timeout=20)
        if answer.status_code in (404, 410):
            return None
        answer.raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise CopyError(f"{address}: {error}") from None
    return answer.text


def _description(text: str, source: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except ValueError:
        data = None
    wanted = {"fingerprint", "fragment", "reviewed", "next_review", "withdrawn", "moved_to"}
    if not isinstance(data, dict) or not wanted <= data.keys():
        raise CopyError(f"{source}: it does not describe its pages as this command knows it")
    return data
