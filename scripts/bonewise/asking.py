"""What the network says of an edition's links and sources: asked politely, answered as notices."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from bonewise.model import Edition, Finding
from bonewise.online import Cache, Options, asked, check_urls, findings

CACHE = ".bonewise/links.json"


def online_findings(edition: Edition, root: Path, today: date) -> Iterator[Finding]:
    """Findings of dead and moved links and of retracted, corrected or mistaken sources.

    All are notices: what another host does must not fail somebody's pull request.
    """
    wanted = asked(edition)
    options = Options(contact=edition.library.settings.site_url)
    cache = Cache(root / CACHE)
    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as bar:
        task = bar.add_task("Asking the network", total=None)

        def step(url: str, done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        verdicts = asyncio.run(check_urls(wanted.uses, options, cache, today, step, wanted.works))
    for finding in findings(verdicts, wanted.uses):
        yield replace(finding, level="notice")
