"""Findings as GitHub's workflow commands, which it shows beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable

from bonewise.model import Finding
from bonewise.reporting.counts import Counts

# https://docs.github.com/actions/reference/workflow-commands-for-github-actions; the escapes are those of
# https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts, which the documentation leaves out.
_DATA = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_PROPERTY = (*_DATA, (":", "%3A"), (",", "%2C"))


def render(findings: Iterable[Finding], counts: Counts) -> str:
    """A command for each finding, sorted by place; the levels have the same names there."""
    return "".join(f"{_command(finding)}\n" for finding in sorted(findings))


def _command(finding: Finding) -> str:
    properties = {"file": finding.place.path, "line": finding.place.line, "col": finding.place.column}
    if finding.end:
        properties["endLine"] = finding.end.line
        # A column at the end is refused where the lines differ.
        properties |= {"endColumn": finding.end.column} if finding.end.line == finding.place.line else {}
    properties["title"] = finding.rule
    named = ",".join(f"{name}={_escaped(str(value), _PROPERTY)}" for name, value in properties.items())
    return f"::{finding.level} {named}::{_escaped(f'{finding.what}; {finding.mend}', _DATA)}"


def _escaped(words: str, escapes: tuple[tuple[str, str], ...]) -> str:
    for sign, escape in escapes:
        words = words.replace(sign, escape)
    return words
