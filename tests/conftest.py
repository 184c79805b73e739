"""What the tests share: the small project as a fixture, and golden files."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

#: Most tests build sites for other reasons; those of handouts make them themselves.
os.environ["BONEWISE_HANDOUTS"] = "no"

from small_project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project without a fault: an article, an exercise, a programme, four sources and the pages they need."""
    return Project(tmp_path)


@pytest.fixture(scope="session")
def plain_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The same project for tests that only read it; made once, so quicker."""
    return Project(tmp_path_factory.mktemp("project"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --update-golden` writes what came out into `cases/`; read the difference before keeping it."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected HTML in tests/cases/render")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with a file, or rewrites the file under `--update-golden`."""

    def compare(file: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            file.write_text(text, "utf-8")
        assert file.is_file(), f"{file} is missing; run pytest --update-golden"
        assert text == file.read_text("utf-8")

    return compare


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built once for each test process."""
    folder = tmp_path_factory.mktemp("site") / "site"
    root = Path(__file__).parent.parent
    run = subprocess.run(
        [sys.executable, "-m", "bonewise", "build", "--root", str(root), "--no-handouts", "--site-dir", str(folder)],
        env={**os.environ, "SOURCE_DATE_EPOCH": "1795305600"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return folder


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests run last: Playwright keeps an event loop running, and `asyncio.run` refuses to start beside it."""
    items.sort(key=lambda item: "tests/browser/" in item.path.as_posix())
