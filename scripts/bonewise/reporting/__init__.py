"""Findings to text, JSON, SARIF, GitHub's commands or JUnit; the only package that prints."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TextIO

from bonewise.model import Finding
from bonewise.reporting import github, json, junit, sarif, text
from bonewise.reporting.counts import Counts, PageCount
from bonewise.reporting.text import line

__all__ = ["FORMATS", "Counts", "PageCount", "blocking", "line", "report", "say", "show"]

#: How findings can be written, by the name that `--format` takes.
FORMATS: Mapping[str, Callable[[Iterable[Finding], Counts], str]] = MappingProxyType(
    {"text": text.render, "json": json.render, "sarif": sarif.render, "github": github.render, "junit": junit.render}
)


def report(findings: Iterable[Finding], stream: TextIO | None = None) -> None:
    """Print all findings for people, sorted by place, and a closing count; nothing where there is none."""
    out = stream or sys.stdout
    _print(text.listed(findings, _colours(out)), out)


def show(findings: Iterable[Finding], counts: Counts, form: str = "text", stream: TextIO | None = None) -> None:
    """Print a whole report in one of the `FORMATS`; in those for machines, nothing but the report is printed."""
    out = stream or sys.stdout
    people = form == "text"
    _print(text.render(findings, counts, _colours(out)) if people else FORMATS[form](findings, counts), out)


def say(words: str, stream: TextIO | None = None) -> None:
    """Print a line; a letter that the stream's encoding lacks is written as its code."""
    out = stream or sys.stdout
    encoding = getattr(out, "encoding", None) or "utf-8"
    print(words.encode(encoding, "backslashreplace").decode(encoding), file=out, flush=True)


def blocking(findings: Iterable[Finding], strict: bool = True) -> bool:
    """Whether findings stop a build: errors always, warnings where it is strict, notices never."""
    stopping = ("error", "warning") if strict else ("error",)
    return any(finding.level in stopping for finding in findings)


def _print(words: str, out: TextIO) -> None:
    if words:
        say(words.removesuffix("\n"), out)


def _colours(out: TextIO) -> bool:
    """Colours are for terminals, and for people who did not refuse them (https://no-color.org)."""
    return out.isatty() and not os.environ.get("NO_COLOR")
