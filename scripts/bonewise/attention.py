"""The report of a check to the text of one issue: which pages and sources somebody must look at, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from bonewise.dialect import counted

#: Which rules want somebody's attention without a change of ours, under which heading, the most urgent first.
SECTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Sources that were retracted or corrected": ("retracted-source", "corrected-source"),
        "Reviews that are overdue": ("review-overdue",),
        "Reviews that are due soon": ("review-soon",),
        "Addresses that are dead": ("dead-link",),
        "Addresses that have moved": ("moved-link",),
        "Sources that the registers know otherwise": ("doi-mismatch", "doi-unknown"),
    }
)
#: GitHub takes 65,536 characters; a list that long helps nobody.
MOST_LINES = 50
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|!~])")


class ReportError(Exception):
    """The report is not what `bonewise check --format json` writes; the message says what is missing."""


def issue_text(report: object) -> str:
    """The issue in Markdown; empty where nothing wants attention. Raises `ReportError` for what is no report."""
    findings = report.get("findings") if isinstance(report, Mapping) else None
    if not isinstance(findings, list):
        raise ReportError("it holds no list of 'findings'")
    parts = [_section(title, findings, rules) for title, rules in SECTIONS.items()]
    if not any(parts):
        return ""
    unsure = len({_place(each) for each in findings if _field(each, "rule") == "unsure-link"})
    closing = f"A program could not judge {counted(unsure, 'more link')}; open these by hand.\n" if unsure else ""
    return "\n".join(filter(None, [_HEAD, *parts, closing]))


_HEAD = """\
A scheduled check found what somebody must look at. This text is replaced at each run, and the issue is closed when
nothing is left. `bonewise check --online` shows the same with how to mend it.
"""


def _section(title: str, findings: Iterable[Any], rules: tuple[str, ...]) -> str:
    lines = sorted({_line(each) for each in findings if _field(each, "rule") in rules})
    if not lines:
        return ""
    more = [f"- and {len(lines) - MOST_LINES} more"] if len(lines) > MOST_LINES else []
    return "\n".join([f"## {title} ({len(lines)})", "", *lines[:MOST_LINES], *more, ""])


def _line(finding: Any) -> str:
    """A task with its place; ticks help who works through the list until the next run."""
    return f"- [ ] `{_place(finding).replace('`', '')}`: {_plain(_field(finding, 'what'))}"


def _place(finding: Any) -> str:
    return f"{_field(finding, 'path')}:{_field(finding, 'line')}"


def _field(finding: Any, name: str) -> str:
    if not isinstance(finding, Mapping) or name not in finding:
        raise ReportError(f"a finding has no '{name}'")
    return " ".join(str(finding[name]).split())


def _plain(text: str) -> str:
    """The words as they stand: other people's titles are quoted in them, and must neither format nor call anybody."""
    return _SPECIAL.sub(r"\\\1", text).replace("@", "@\N{WORD JOINER}")
