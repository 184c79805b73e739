"""The whole check in one call: read the content, render it, judge it."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bonewise.edition import render
from bonewise.ending import with_ends
from bonewise.kept import Kept
from bonewise.model import Finding
from bonewise.parser_options import told, unusable_extensions
from bonewise.reading import read
from bonewise.reading.faults import FAULTS, ONLINE_FAULTS
from bonewise.reporting import Counts, PageCount
from bonewise.rules import judge, rules


@dataclass(frozen=True)
class Report:
    """What a check found, sorted, and what it looked at."""

    findings: tuple[Finding, ...] = ()
    counts: Counts = field(default_factory=Counts)

    @property
    def pages(self) -> int:
        return self.counts.pages

    @property
    def links(self) -> int:
        return self.counts.links

    @property
    def citations(self) -> int:
        return self.counts.citations

    def within(self, paths: Collection[str]) -> Report:
        """The part of the report that is about these files or folders, given as in findings; '.' is all of it."""

        def inside(path: str) -> bool:
            return any(each == "." or path == each or path.startswith(f"{each}/") for each in paths)

        findings = tuple(finding for finding in self.findings if inside(finding.place.path))
        return Report(findings, Counts(tuple(page for page in self.counts.by_page if inside(page.path))))


def check(
    root: Path, today: date, select: Collection[str] = (), ignore: Collection[str] = (), online: bool = False
) -> Report:
    """Everything about the content below `root`, or what the selected rules say of it, without the ignored ones.

    Raises `SettingsError` without a usable `mkdocs.yml`.
    """
    with _without_collecting():
        return _check(root, today, select, ignore, online)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """All that a check makes is alive until it ends: looking for garbage costs a quarter of the time and finds none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _check(root: Path, today: date, select: Collection[str], ignore: Collection[str], online: bool) -> Report:
    library, read_findings = read(root, fresh=True)
    with Kept(library, unusable_extensions) as kept:
        edition = render(library, today, kept)
        found = {*read_findings, *told(library.settings, kept.unusable), *judge(edition, select, ignore, kept)}
    if online:
        from bonewise.asking import online_findings  # httpx is slow to import, and no other check needs it

        found |= {*online_findings(edition, root, today)}
    wanted = sorted(each for each in found if each.rule not in ignore and (not select or each.rule in select))
    wanted = list(with_ends(wanted, edition))
    pages = edition.pages.values()
    counts = (PageCount(each.page.shown_path, len(each.links), len(each.citations)) for each in pages)
    return Report(tuple(wanted), Counts(tuple(sorted(counts))))


def known_rules() -> tuple[str, ...]:
    """The name of everything that a check can find, sorted."""
    return tuple(sorted({*FAULTS, *ONLINE_FAULTS, *rules()}))
