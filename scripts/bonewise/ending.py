"""Where each finding ends: behind the words it quotes, else behind the last letter of its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from bonewise.model import Edition, Finding, Place

_QUOTED = re.compile(r"'([^']+)'")
#: Messages quote the first words of a long sentence.
_CUT = "…"


def with_ends(findings: Iterable[Finding], edition: Edition) -> Iterator[Finding]:
    """The same findings, each with an end that lies in its file, on or behind its place, and fixes that fit."""
    texts: dict[str, list[str]] = {}
    for finding in findings:
        path = finding.place.path
        if path not in texts:
            texts[path] = _lines(edition.library.settings.root / path)
        lines = texts[path]
        if finding.fix and finding.end and finding.fix.instead not in ("", _between(finding.place, finding.end, lines)):
            # An escape or an entity in an address is written otherwise than it is read.
            finding = replace(finding, fix=None, end=None)
        yield finding if finding.end and _lies(finding, lines) else replace(finding, end=_end(finding, lines))


def _lines(file: Path) -> list[str]:
    """A file's lines, as places count them: without byte order mark and carriage returns."""
    if not file.is_file():
        return []
    return file.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _between(start: Place, end: Place, lines: list[str]) -> str:
    """What stands between two places on a line."""
    line = lines[start.line - 1] if start.line == end.line <= len(lines) else ""
    return line[start.column - 1 : end.column - 1]


def _lies(finding: Finding, lines: list[str]) -> bool:
    end = finding.end or finding.place
    on_or_behind = (end.line, end.column) >= (finding.place.line, finding.place.column)
    return on_or_behind and 1 <= end.line <= len(lines) and end.column <= len(lines[end.line - 1]) + 1


def _end(finding: Finding, lines: list[str]) -> Place:
    place = finding.place
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    start = place.column - 1
    for match in _QUOTED.finditer(finding.what):
        words = match[1].removesuffix(_CUT).strip("[]")
        # A mark such as '@', '^' or '[' may stand in the place but not in the words, or the other way around.
        for at in (start, start + 1, start - 1, start - 2):
            if 0 <= at < at + len(words) > start and line.startswith(words, at):
                return Place(place.path, place.line, at + len(words) + 1)
    return Place(place.path, place.line, max(place.column, len(line.rstrip()) + 1))
