"""Findings as JSON, for scripts and editors."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from bonewise.model import Finding
from bonewise.reporting.counts import Counts


def render(findings: Iterable[Finding], counts: Counts) -> str:
    """One object; the keys and their order are a promise. It is ASCII, so that no stream can fail on a letter."""
    report = {
        "findings": [_finding(finding) for finding in sorted(findings)],
        "pages": counts.pages,
        "links": counts.links,
        "citations": counts.citations,
    }
    return json.dumps(report, indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "path": finding.place.path,
        "line": finding.place.line,
        "column": finding.place.column,
        "end_line": finding.end.line if finding.end else None,
        "end_column": finding.end.column if finding.end else None,
        "rule": finding.rule,
        "level": finding.level,
        "what": finding.what,
        "mend": finding.mend,
        "fix": finding.fix.text if finding.fix else None,
    }
