"""What earlier days showed, kept in a file so that nobody is asked twice and a link dies only over days."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

from bonewise.online.verdict import State, Verdict, Work

_VERSION = 1
_WEEK = 7
#: Entries expire up to this many days early, so that they do not all fall due on one day.
_EARLY = 3
#: An address that nobody asked about for so long is forgotten.
_FORGOTTEN = 120


@dataclass(frozen=True)
class Entry:
    """What is kept of one address; `gone` are the days on which it answered 404 or 410 since it was last well."""

    verdict: Verdict
    checked: date
    gone: tuple[date, ...] = ()
    #: What the answer was compared with; another title or year needs another answer.
    compared: str = ""


class Cache:
    """The entries by address, read from `path` (`.bonewise/links.json`) and written there whole or not at all."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.entries: dict[str, Entry] = _read(path) if path else {}

    def fresh(self, url: str, today: date, work: Work | None = None) -> Verdict | None:
        """The verdict on an address where it is young enough to be believed."""
        entry = self.entries.get(url)
        if entry is None or entry.compared != digest(work):
            return None
        age = (today - entry.checked).days
        if 0 <= age < lifetime(url, entry.verdict):
            return replace(entry.verdict, cached=True, requests=0)
        return None

    def learn(self, url: str, verdict: Verdict, today: date, work: Work | None = None, dead_after: int = 3) -> Verdict:
        """Keep a verdict and give it back, as `dead` where the address was gone on enough days, else as `unsure`."""
        old = self.entries.get(url)
        gone = set(old.gone) if old else set()
        if verdict.gone:
            gone.add(today)
            verdict = _aged(verdict, len(gone), dead_after)
        elif verdict.state in ("ok", "moved"):
            gone.clear()
        self.entries[url] = Entry(verdict, today, tuple(sorted(gone)), digest(work))
        return verdict

    def save(self, today: date) -> None:
        """Write the file: first beside it, then in its place, so that a reader never meets half of it."""
        if self.path is None:
            return
        kept = {url: entry for url, entry in self.entries.items() if (today - entry.checked).days <= _FORGOTTEN}
        text = json.dumps({"version": _VERSION, "links": {url: _packed(kept[url]) for url in sorted(kept)}}, indent=1)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{self.path.name}.", dir=self.path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text + "\n")
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self.path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def lifetime(url: str, verdict: Verdict) -> int:
    """For how many days a verdict holds: at most seven, and for each address always alike.

    >>> lifetime("https://example.org/e", Verdict("ok")), lifetime("https://example.org/f", Verdict("ok"))
    (7, 5)
    """
    if verdict.keep != "week":
        return 1 if verdict.keep == "day" else 0
    return _WEEK - hashlib.sha256(url.encode()).digest()[0] % _EARLY


def digest(work: Work | None) -> str:
    """A short sign of what a register's answer is compared with."""
    return hashlib.sha256(repr(work).encode()).hexdigest()[:12] if work else ""


def _aged(verdict: Verdict, days: int, enough: int) -> Verdict:
    if days >= enough:
        return replace(verdict, state="dead", why=f"{verdict.why} on {days} separate days", keep="week")
    why = f"{verdict.why}; it counts as dead after {enough} separate days, and this is the {_ordinal(days)}"
    return replace(verdict, state="unsure", why=why, keep="day")


def _ordinal(number: int) -> str:
    return {1: "first", 2: "second", 3: "third"}.get(number, f"{number}th")


def _packed(entry: Entry) -> dict[str, Any]:
    verdict = entry.verdict
    packed = {
        "state": verdict.state,
        "why": verdict.why,
        "address": verdict.address,
        "keep": verdict.keep,
        "checked": entry.checked.isoformat(),
        "gone": [day.isoformat() for day in entry.gone],
        "compared": entry.compared,
    }
    return {name: value for name, value in packed.items() if value}


def _read(path: Path) -> dict[str, Entry]:
    """The entries of a file; one that is missing, broken or of another version counts as empty."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(data, dict) or data.get("version") != _VERSION or not isinstance(data.get("links"), dict):
        return {}
    entries = {str(url): _unpacked(packed) for url, packed in data["links"].items()}
    return {url: entry for url, entry in entries.items() if entry}


def _unpacked(packed: Any) -> Entry | None:
    if not isinstance(packed, Mapping) or packed.get("state") not in get_args(State):
        return None
    try:
        checked = date.fromisoformat(packed["checked"])
        gone = tuple(sorted({date.fromisoformat(day) for day in packed.get("gone", ())}))
    except (KeyError, TypeError, ValueError):
        return None
    keep = packed.get("keep")
    verdict = Verdict(
        packed["state"],
        str(packed.get("why", "")),
        str(packed.get("address", "")),
        gone=checked in gone,
        keep=keep if keep in ("week", "day") else "no",
    )
    return Entry(verdict, checked, gone, str(packed.get("compared", "")))
