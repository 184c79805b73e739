"""Building: what fails and where, what a failure leaves behind, and that the same input gives the same bytes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from small_project import Project

from bonewise.hosting import META_POLICY
from bonewise.plugin import BonewisePlugin

EPOCH = "1795305600"  # 2026-11-22: the tests' own today


def bonewise(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bonewise", *arguments]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "PYTHONHASHSEED": "random"}
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=120)


def mkdocs(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", *arguments]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=120)


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def append(text: str) -> Callable[[Project], object]:
    return lambda project: project.append("content/condition/osteopenia.md", text)


def swap(path: str, old: str, new: str) -> Callable[[Project], object]:
    return lambda project: project.replace(path, old, new)


ARTICLE = "content/condition/osteopenia.md"
FAULTS: dict[str, tuple[Callable[[Project], object], str]] = {
    "unknown citation": (append("\nBones live. [@nobody2020]\n"), "unknown-citation"),
    "broken link": (append("\nSee [that](nowhere.md).\n"), "missing-page"),
    "broken anchor": (append("\nSee [that](#nowhere).\n"), "missing-anchor"),
    "missing picture": (append("\n![A spine](spine.png)\n"), "missing-image"),
    "misspelt block": (append("\n/// stop-iff\n- it hurts\n///\n"), "unknown-block"),
    "uncited number": (append("\nIt helps 99 people.\n"), "uncited-claim"),
    "misspelt field": (swap(ARTICLE, "reviewed_by:", "reviewd_by:"), "unknown-field"),
    "duplicate key": (swap(ARTICLE, "kind: article\n", "kind: article\nkind: article\n"), "duplicate-key"),
    "bad date": (swap(ARTICLE, "next_review: 2", "next_review: 2026-02-30 # 2"), "bad-date"),
    "missing disclaimer": (lambda project: project.remove("content/about/disclaimer.md"), "missing-disclaimer"),
    "missing emergency box": (swap(ARTICLE, "topics: [", "topics: [pain, "), "missing-emergency"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_stops_the_build_and_spares_the_old_site(project: Project, fault: str) -> None:
    (project.root / "site").mkdir()
    (project.root / "site" / "old.html").write_text("old", "utf-8")
    spoil, rule = FAULTS[fault]
    spoil(project)
    run = bonewise(project.root, "build", "--strict")
    assert run.returncode == 1, run.stdout + run.stderr
    named = [each for each in run.stdout.splitlines() if each.endswith(f"[{rule}]")]
    assert named, run.stdout + run.stderr
    path, number, column, rest = named[0].split(":", 3)
    assert path.startswith("content/")
    assert int(number) >= 1
    assert int(column) >= 1
    assert "; " in rest
    assert "Traceback" not in run.stderr
    assert digests(project.root / "site").keys() == {"old.html"}
    assert not list(project.root.glob(".site*"))


def test_mkdocs_alone_refuses_too_and_spares_the_old_site(project: Project) -> None:
    assert bonewise(project.root, "build").returncode == 0
    before = digests(project.root / "site")
    project.append(ARTICLE, "\nBones live. [@nobody2020]\n")
    run = mkdocs(project.root)
    assert run.returncode == 1
    assert "unknown-citation" in run.stderr
    assert digests(project.root / "site") == before


def test_twice_gives_the_same_bytes_and_mkdocs_gives_them_too(project: Project) -> None:
    run = bonewise(project.root, "build", "--strict")
    assert run.returncode == 0, run.stdout + run.stderr
    first = digests(project.root / "site")
    assert bonewise(project.root, "build").returncode == 0
    assert digests(project.root / "site") == first
    assert mkdocs(project.root).returncode == 0
    assert digests(project.root / "site") == first
    assert {"index.html", "404.html", "sitemap.xml", "sources.json", "sources.bib"} <= set(first)


def test_the_bibliography_itself_is_not_published(project: Project) -> None:
    bonewise(project.root, "build")
    assert not (project.root / "site" / "sources.yaml").exists()


def test_warnings_stop_a_strict_build_only(project: Project) -> None:
    project.replace(ARTICLE, "next_review: ", "next_review: 2026-11-10 # ")
    assert bonewise(project.root, "build").returncode == 0
    assert bonewise(project.root, "build", "--strict").returncode == 1


def test_a_preview_may_reload_itself() -> None:
    """It does so by a script in the page, which the policy of a published page forbids."""
    page = f'<meta http-equiv="Content-Security-Policy" content="{META_POLICY}">'
    plugin = BonewisePlugin()
    plugin.library, plugin.pages, plugin.written = None, {}, 0
    assert META_POLICY in plugin.on_post_page(page)
    plugin.on_startup(command="serve", dirty=False)
    assert META_POLICY not in plugin.on_post_page(page)
