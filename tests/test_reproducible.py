"""The same content gives the same bytes, wherever, whenever and by whomever it is built."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from small_project import Project

EPOCH = "1795305600"
PLACES = {
    "at home": ({"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}, 0o022),
    "on an island": ({"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "2"}, 0o077),
    "in Istanbul": ({"TZ": "Europe/Istanbul", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "3"}, 0o002),
}


def build(project: Path, environment: dict[str, str], umask: int) -> dict[str, str]:
    """Build a site; each of its files with its digest."""
    command = [sys.executable, "-m", "bonewise", "build", "--root", str(project)]
    whole = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, **environment}
    run = subprocess.run(command, env=whole, umask=umask, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr
    site = project / "site"
    files = sorted(path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_small_site(tmp_path: Path) -> None:
    sites = [build(Project(tmp_path / name).root, *how) for name, how in PLACES.items()]
    assert len(sites[0]) > 10
    assert sites[1] == sites[0]
    assert sites[2] == sites[0]


@pytest.mark.slow
def test_real_site(tmp_path: Path) -> None:
    root = Path(__file__).parent.parent
    sites = []
    for name in ("at home", "on an island"):
        for part in ("content", "templates", "mkdocs.yml"):
            copy = shutil.copytree if (root / part).is_dir() else shutil.copy2
            (tmp_path / name).mkdir(exist_ok=True)
            copy(root / part, tmp_path / name / part)
        sites.append(build(tmp_path / name, *PLACES[name]))
    assert sites[1] == sites[0]


def test_other_content_gives_other_bytes(tmp_path: Path) -> None:
    """The comparison can fail."""
    one, other = Project(tmp_path / "one"), Project(tmp_path / "other")
    other.replace("content/condition/osteopenia.md", "is a range on a scan", "is a range in a scan")
    assert build(one.root, *PLACES["at home"]) != build(other.root, *PLACES["at home"])
