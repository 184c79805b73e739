"""Findings that are known and put off: told apart by what they are, not by the line on which they stand."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bonewise.model import Finding

_VERSION = 1
_ABOUT = "Findings that 'bonewise check --baseline' does not report; made by --write-baseline."
#: Messages name lines of other places, as in 'first on line 12'; those move too.
_LINE_NUMBER = re.compile(r"\bline \d+\b")


class BaselineError(Exception):
    """The file is missing or is no baseline; the message says how to mend that."""


@dataclass(frozen=True)
class Baseline:
    """How often each finding is known, by its fingerprint."""

    counts: Mapping[str, int]

    def unknown(self, findings: Iterable[Finding], root: Path) -> list[Finding]:
        """The findings that are not in the baseline; where there are more of a kind than it knows, the last ones."""
        left = Counter(self.counts)
        new = []
        for finding, mark in zip(ordered := sorted(findings), fingerprints(ordered, root)):
            if left[mark]:
                left[mark] -= 1
            else:
                new.append(finding)
        return new

    def mended(self, findings: Iterable[Finding], root: Path) -> int:
        """How many of the known findings are no longer there."""
        return (Counter(self.counts) - Counter(fingerprints(findings, root))).total()


def fingerprint(finding: Finding, context: str) -> str:
    """What a finding is, wherever it stands: its rule, path and words, and the text of its line without spacing."""
    what = _LINE_NUMBER.sub("line", finding.what)
    parts = [finding.rule, finding.place.path, what, " ".join(context.split())]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def fingerprints(findings: Iterable[Finding], root: Path) -> list[str]:
    """The fingerprint of each finding; its line is read from its file."""

    @cache
    def lines(path: str) -> list[str]:
        file = root / path
        return file.read_text("utf-8-sig", "replace").split("\n") if file.is_file() else []

    def context(finding: Finding) -> str:
        text = lines(finding.place.path)
        return text[finding.place.line - 1] if finding.place.line <= len(text) else ""

    return [fingerprint(finding, context(finding)) for finding in findings]


def written(findings: Iterable[Finding], root: Path) -> str:
    """The text of a baseline that knows these findings; rule, path and words are there for people."""
    ordered = sorted(findings)
    marks = fingerprints(ordered, root)
    counts = Counter(marks)
    first = dict(reversed([*zip(marks, ordered)]))
    entries = [
        {
            "path": finding.place.path,
            "rule": finding.rule,
            "what": finding.what,
            "fingerprint": mark,
            "count": counts[mark],
        }
        for mark, finding in sorted(
            first.items(), key=lambda each: (each[1].place.path, each[1].rule, each[1].what, each[0])
        )
    ]
    return json.dumps({"about": _ABOUT, "version": _VERSION, "findings": entries}, indent=2) + "\n"


def read_baseline(file: Path) -> Baseline:
    """A baseline from its file. Raises `BaselineError` where there is none."""
    again = "make it anew with --write-baseline"
    try:
        data = json.loads(file.read_text("utf-8"))
        if data["version"] != _VERSION:
            raise BaselineError(f"{file}: version {data['version']!r} is not known here; {again}")
        return Baseline(dict(_entry(entry) for entry in data["findings"]))
    except FileNotFoundError:
        raise BaselineError(f"{file}: there is no such file; add --write-baseline to make it") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BaselineError(f"{file}: this is not a baseline; {again}") from None


def _entry(entry: Any) -> tuple[str, int]:
    return str(entry["fingerprint"]), int(entry["count"])
