"""Findings as SARIF 2.1.0, for code scanning and editors."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from bonewise import __version__
from bonewise.model import Finding, Place
from bonewise.reading.faults import FAULTS, ONLINE_FAULTS, PROOF_FAULTS
from bonewise.reporting.counts import Counts
from bonewise.rules import rules

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "notice": "note"}
#: The project's root; code scanning knows it by this name.
_ROOT = "%SRCROOT%"


def render(findings: Iterable[Finding], counts: Counts) -> str:
    """A log of one run; every rule is told, so that a viewer can show which ones held."""
    ordered = sorted(findings)
    told = {name: inspect.getdoc(inspect.getmodule(check)) or "" for name, check in rules().items()}
    docs = {**FAULTS, **ONLINE_FAULTS, **PROOF_FAULTS, **told}
    names = sorted({*docs, *(finding.rule for finding in ordered)})
    run = {
        "tool": {
            "driver": {
                "name": "bonewise",
                "semanticVersion": __version__,
                "rules": [_rule(name, docs.get(name, "")) for name in names],
            }
        },
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The project's root: the folder of mkdocs.yml."}}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, names.index(finding.rule)) for finding in ordered],
        "properties": {"pages": counts.pages, "links": counts.links, "citations": counts.citations},
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(name: str, doc: str) -> dict[str, Any]:
    """A rule's first sentence is its short description; its whole docstring is the help."""
    if not doc:
        return {"id": name}
    words = {"text": doc, "markdown": re.sub(r"\n(?=Bad:|Good:)", "\n\n", doc)}
    return {"id": name, "shortDescription": {"text": doc.split("\n")[0]}, "help": words}


def _result(finding: Finding, index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.level],
        "message": {"text": f"{finding.what}; {finding.mend}"},
        "locations": [{"physicalLocation": {"artifactLocation": _file(finding.place), "region": _region(finding)}}],
    }
    if finding.fix and finding.end:
        replacement = {"deletedRegion": _region(finding), "insertedContent": {"text": finding.fix.text}}
        change = {"artifactLocation": _file(finding.place), "replacements": [replacement]}
        result["fixes"] = [{"description": {"text": finding.mend}, "artifactChanges": [change]}]
    return result


def _file(place: Place) -> dict[str, str]:
    return {"uri": quote(place.path, errors="surrogateescape"), "uriBaseId": _ROOT}


def _region(finding: Finding) -> dict[str, int]:
    """The end is behind the last character, as ours is."""
    start = {"startLine": finding.place.line, "startColumn": finding.place.column}
    return start | ({"endLine": finding.end.line, "endColumn": finding.end.column} if finding.end else {})
