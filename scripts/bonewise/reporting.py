"""Findings to text; the only module that prints."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from typing import TextIO

from bonewise.model import Finding

_COLOURS = {"error": "\x1b[31m", "warning": "\x1b[33m", "notice": "\x1b[36m"}
_RESET = "\x1b[0m"


def line(finding: Finding, colour: bool = False) -> str:
    """`path:line:column: what; how to mend [rule]`."""
    place = f"{finding.place.path}:{finding.place.line}:{finding.place.column}"
    level = "" if finding.level == "error" else f"{finding.level}: "
    rule = f"{_COLOURS[finding.level]}[{finding.rule}]{_RESET}" if colour else f"[{finding.rule}]"
    return f"{place}: {level}{finding.what}; {finding.mend} {rule}"


def report(findings: Iterable[Finding], stream: TextIO | None = None) -> None:
    """Print all findings, sorted by place, and a closing count."""
    out = stream or sys.stdout
    colour = out.isatty()
    ordered = sorted(findings)
    for finding in ordered:
        say(line(finding, colour), out)
    if ordered:
        counts = Counter[str](finding.level for finding in ordered)
        parts = [f"{counts[level]} {level}{'s' if counts[level] > 1 else ''}" for level in _COLOURS if counts[level]]
        say(f"{', '.join(parts)} found.", out)


def say(text: str, stream: TextIO | None = None) -> None:
    """Print a line."""
    print(text, file=stream or sys.stdout, flush=True)


def blocking(findings: Iterable[Finding], strict: bool = True) -> bool:
    """Whether findings stop a build: errors always, warnings where it is strict, notices never."""
    stopping = ("error", "warning") if strict else ("error",)
    return any(finding.level in stopping for finding in findings)
