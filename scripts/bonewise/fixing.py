"""Findings that carry their one right answer, put into the files: shown first as a diff, then written in one step."""

from __future__ import annotations

import difflib
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from bonewise.model import Finding, Place

_BOM = "\ufeff"
_NEWLINE = re.compile(r"\r\n|\r|\n")
#: Time of change and size of each file, by its path from the root.
Seen = Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Mended:
    """What came of it: files written with the number of their fixes, their diffs, and why others were left alone."""

    files: Mapping[str, int]
    diff: str
    refused: tuple[str, ...]


def fixed(text: str, findings: Iterable[Finding]) -> str:
    """The text of a file with the fixes of its findings in it; of two that overlap, the first alone is used.

    Columns count characters, without the byte order mark; line ends stay as they are in the file.
    """
    newline = (_NEWLINE.search(text) or ["\n"])[0]
    for start, end, words in reversed(_spans(text, findings)):
        text = text[:start] + _NEWLINE.sub(newline, words) + text[end:]
    return text


def diff(before: str, after: str, path: str) -> str:
    """A unified diff of two texts, to be read; line ends and byte order mark are left out, as they never change."""
    old, new = (
        _NEWLINE.split(_NEWLINE.sub("\n", text.removeprefix(_BOM)).removesuffix("\n")) for text in (before, after)
    )
    return "".join(f"{line}\n" for line in difflib.unified_diff(old, new, f"a/{path}", f"b/{path}", lineterm=""))


def snapshot(root: Path, content: str) -> Seen:
    """What a check is about to read, so that a file that changes meanwhile can be told."""
    files = [root / "mkdocs.yml", *sorted((root / content).rglob("*"))]
    stats = {file.relative_to(root).as_posix(): _stat(file) for file in files if file.is_file()}
    return {path: stat for path, stat in stats.items() if stat}


def mend(root: Path, findings: Iterable[Finding], seen: Seen) -> Mended:
    """Write the fixes of findings into their files, each in one step; a file that changed since `seen` is refused."""
    files: dict[str, int] = {}
    diffs: list[str] = []
    refused: list[str] = []
    mendable = sorted(finding for finding in findings if finding.fix and finding.end)
    for path, group in groupby(mendable, lambda finding: finding.place.path):
        ours = list(group)
        try:
            before, after = _both(root, path, ours, seen)
            if before != after:
                _write(root / path, before, after)
                files[path] = len(_spans(before, ours))
                diffs.append(diff(before, after, path))
        except (_RefusedError, OSError, UnicodeError) as error:
            refused.append(f"{path}: not changed: {error}")
    return Mended(files, "".join(diffs), tuple(refused))


class _RefusedError(Exception):
    """Why a file is left alone."""


def _spans(text: str, findings: Iterable[Finding]) -> list[tuple[int, int, str]]:
    """Start, end and new words of each fix that can be made, in order and without overlaps."""
    starts = [1 if text.startswith(_BOM) else 0, *(match.end() for match in _NEWLINE.finditer(text))]
    ends = [*(match.start() for match in _NEWLINE.finditer(text)), len(text)]
    found = {span for finding in findings for span in _span(finding, starts, ends)}
    chosen: list[tuple[int, int, str]] = []
    for span in sorted(found):
        if not chosen or (span[0] >= chosen[-1][1] and span[0] != chosen[-1][0]):
            chosen.append(span)
    return chosen


def _span(finding: Finding, starts: list[int], ends: list[int]) -> Iterator[tuple[int, int, str]]:
    """Nothing where the place or its end is not in the text."""
    if finding.fix and finding.end:
        start, end = (_offset(place, starts, ends) for place in (finding.place, finding.end))
        if start is not None and end is not None and start <= end:
            yield start, end, finding.fix.text


def _offset(place: Place, starts: list[int], ends: list[int]) -> int | None:
    if not 1 <= place.line <= len(starts) or place.column < 1:
        return None
    offset = starts[place.line - 1] + place.column - 1
    return offset if offset <= ends[place.line - 1] else None


def _both(root: Path, path: str, findings: list[Finding], seen: Seen) -> tuple[str, str]:
    """A file's text before and after; refused where it is not the plain file that was judged."""
    file = root / path
    if path not in seen:
        raise _RefusedError("it lies outside the content folder")
    if file.resolve() != root.resolve() / path:
        raise _RefusedError("it is a link to another file")
    if _stat(file) != seen[path]:
        raise _RefusedError("it changed while it was checked; run the command again")
    before = file.read_bytes().decode("utf-8")
    return before, fixed(before, findings)


def _stat(file: Path) -> tuple[int, int] | None:
    if not file.is_file():
        return None
    stat = file.stat()
    return stat.st_mtime_ns, stat.st_size


def _write(file: Path, before: str, after: str) -> None:
    """Write aside and put in place: at every moment there is either the whole old file or the whole new one."""
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".tmp", dir=file.parent)
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(after.encode("utf-8"))
            stream.flush()
            os.fsync(stream.fileno())
        shutil.copymode(file, aside)
        if file.read_bytes() != before.encode("utf-8"):
            raise _RefusedError("it changed while it was mended; run the command again")
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)
