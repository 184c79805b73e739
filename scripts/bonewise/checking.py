"""The whole check in one call: read the content, render it, judge it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bonewise.edition import render
from bonewise.model import Finding
from bonewise.reading import read
from bonewise.rules import judge


def check(root: Path, today: date) -> list[Finding]:
    """Every finding about the content below `root`, sorted. Raises `SettingsError` without a usable `mkdocs.yml`."""
    library, findings = read(root)
    return sorted({*findings, *judge(render(library, today))})
