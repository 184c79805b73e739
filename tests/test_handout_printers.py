"""Processes that print: the same handouts, started ahead where a page changed, and never as a copy with threads."""

from __future__ import annotations

import multiprocessing
import threading
from pathlib import Path
from typing import Any

import pytest
from small_project import Project

from bonewise import plugin
from bonewise.building import BuildError, build
from bonewise.finishing.handouts import Handouts, printers_for, printing
from bonewise.finishing.handouts.cache import HandoutCache
from bonewise.finishing.handouts.pdf import Job, make
from bonewise.finishing.handouts.printing import Printers, print_all, printers_ahead

ASSETS = Path(__file__).parent.parent / "templates" / "assets"


def job(words: str) -> Job:
    html = f'<html lang="en-GB"><head><title>{words}</title></head><body><h1>{words}</h1><p>{words}.</p></body></html>'
    return Job(html, ((12.0, ""),), 0, None, str(ASSETS))


JOBS = {"one": job("One bone"), "two": job("Two bones"), "three": job("Three bones")}


@pytest.fixture
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "_cores", lambda: 2)


@pytest.mark.parametrize("way", ["fork", "spawn"])
def test_other_processes_print_the_same(
    way: str, two_cores: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(printing, "_can_fork", lambda: way == "fork")
    monkeypatch.setattr(printing, "LITTLE", 1)
    here = {name: make(each) for name, each in JOBS.items()}
    assert print_all(JOBS, HandoutCache(tmp_path, ASSETS)) == here
    assert multiprocessing.active_children() == []


def test_printers_started_ahead_print_the_same(
    two_cores: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(printing, "_can_fork", lambda: True)  # pytest itself has a thread, which only waits
    printers = printers_ahead(ASSETS)
    assert printers is not None
    assert len(multiprocessing.active_children()) == 2
    here = {name: make(each) for name, each in JOBS.items()}
    assert print_all(JOBS, HandoutCache(tmp_path, ASSETS), printers=printers) == here
    printers.close()
    assert multiprocessing.active_children() == []


def test_more_work_than_printers_ahead_gets_more(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """So that a machine with many cores uses them all when everything is printed."""
    counts: list[int] = []

    class Counted(Printers):
        def __init__(self, assets: str, count: int) -> None:
            counts.append(count)
            super().__init__(assets, count)

    monkeypatch.setattr(printing, "_can_fork", lambda: True)
    monkeypatch.setattr(printing, "_cores", lambda: 3)
    monkeypatch.setattr(printing, "AHEAD", 2)
    monkeypatch.setattr(printing, "LITTLE", 1)
    monkeypatch.setattr(printing, "Printers", Counted)
    printers = printers_ahead(ASSETS)
    print_all(JOBS, HandoutCache(tmp_path, ASSETS), printers=printers)
    assert printers is not None
    printers.close()
    assert counts == [2, 3]


def test_no_copy_of_a_process_with_threads(two_cores: None) -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert printers_ahead(ASSETS) is None
        assert printing._context().get_start_method() == "spawn"
    finally:
        done.set()
        thread.join()


def test_none_ahead_on_one_core_or_without_the_template(monkeypatch: pytest.MonkeyPatch, project: Project) -> None:
    monkeypatch.setattr(printing, "_cores", lambda: 1)
    assert printers_ahead(ASSETS) is None
    monkeypatch.setattr(printing, "_cores", lambda: 2)
    (project.root / "templates" / "handout.html").unlink(missing_ok=True)
    assert printers_for(project.library()) is None


class Ahead:
    """Stands in for printers, and tells what became of them."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def started(self, _: object) -> Ahead:
        self.told.append("started")
        return self

    def close(self) -> None:
        self.told.append("closed")


@pytest.fixture
def ahead(monkeypatch: pytest.MonkeyPatch) -> Ahead:
    ahead = Ahead()
    monkeypatch.setenv("BONEWISE_HANDOUTS", "yes")
    monkeypatch.setattr(plugin, "printers_for", ahead.started)
    monkeypatch.setattr(plugin, "write_handouts", lambda *_: (ahead.told.append("used"), Handouts())[1])
    return ahead


def test_a_build_starts_printers_once_a_page_is_rendered_anew(project: Project, ahead: Ahead) -> None:
    build(project.root)
    assert ahead.told == ["started", "used", "closed"]
    del ahead.told[:]
    build(project.root)
    assert ahead.told == ["used"]
    project.append("content/condition/osteopenia.md", "\nBones live.\n")
    build(project.root)
    assert ahead.told == ["used", "started", "used", "closed"]
    del ahead.told[:]
    project.append("content/condition/osteopenia.md", "\nThey live.\n")
    build(project.root, handouts=False)
    assert ahead.told == []


def test_a_build_that_fails_leaves_no_printers(project: Project, ahead: Ahead, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> Handouts:
        raise BuildError("the disk is full")

    monkeypatch.setattr(plugin, "write_handouts", fails)
    with pytest.raises(BuildError):
        build(project.root)
    assert ahead.told == ["started", "closed"]
