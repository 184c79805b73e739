"""Findings for people: one to a line, and a closing count."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from bonewise.model import Finding
from bonewise.reporting.counts import Counts

_COLOURS = {"error": "\x1b[31m", "warning": "\x1b[33m", "notice": "\x1b[36m"}
_RESET = "\x1b[0m"
#: What would break the line, steer the terminal or turn the writing round: an author's text is quoted in messages.
_UNSHOWN = re.compile("[\0-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def line(finding: Finding, colour: bool = False) -> str:
    """`path:line:column: what; how to mend [rule]`."""
    place = f"{finding.place.path}:{finding.place.line}:{finding.place.column}"
    level = "" if finding.level == "error" else f"{finding.level}: "
    words = _UNSHOWN.sub(_code, f"{place}: {level}{finding.what}; {finding.mend}")
    rule = f"{_COLOURS[finding.level]}[{finding.rule}]{_RESET}" if colour else f"[{finding.rule}]"
    return f"{words} {rule}"


def listed(findings: Iterable[Finding], colour: bool = False) -> str:
    """The findings, sorted by place, and how many there are of each level; empty where there is none."""
    ordered = sorted(findings)
    if not ordered:
        return ""
    counts = Counter[str](finding.level for finding in ordered)
    parts = [_counted(counts[level], level) for level in _COLOURS if counts[level]]
    return "\n".join([*(line(finding, colour) for finding in ordered), f"{', '.join(parts)} found.", ""])


def render(findings: Iterable[Finding], counts: Counts, colour: bool = False) -> str:
    """The findings, or a line that says how much was looked at."""
    looked_at = [_counted(counts.pages, "page"), _counted(counts.links, "link"), _counted(counts.citations, "citation")]
    return listed(findings, colour) or f"{', '.join(looked_at)}: nothing wrong.\n"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _code(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")
