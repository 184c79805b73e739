"""One folder in the place of another: who looks always finds a whole one."""

from __future__ import annotations

import ctypes
import os
import threading
from pathlib import Path

import pytest

from bonewise import swapping
from bonewise.swapping import replace, restore


def fill(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "index.html").write_text(text)
    return folder


@pytest.mark.parametrize("can_exchange", [True, False])
def test_the_new_one_takes_the_place_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_exchange: bool
) -> None:
    if not can_exchange:
        monkeypatch.setattr(swapping, "_exchanged", lambda *_: False)
    fill(tmp_path / "site", "old")
    replace(tmp_path / "site", fill(tmp_path / "new", "new"))
    assert (tmp_path / "site" / "index.html").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_where_there_is_none_yet(tmp_path: Path) -> None:
    replace(tmp_path / "site", fill(tmp_path / "new", "new"))
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_who_looks_always_finds_one(tmp_path: Path) -> None:
    target = fill(tmp_path / "site", "old")
    if not swapping._exchanged(target, fill(tmp_path / "probe", "probe")):
        pytest.skip("this system cannot exchange two folders in one step")
    missed, done = [], threading.Event()

    def look() -> None:
        while not done.is_set():
            if not target.exists():
                missed.append(1)

    watching = threading.Thread(target=look)
    watching.start()
    for turn in range(300):
        replace(target, fill(tmp_path / "new", str(turn)))
    done.set()
    watching.join()
    assert missed == []


def test_stopped_between_the_two_steps(tmp_path: Path) -> None:
    fill(tmp_path / ".site.old", "old")
    restore(tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_text() == "old"


def test_what_stands_is_not_replaced_by_what_was_set_aside(tmp_path: Path) -> None:
    fill(tmp_path / ".site.old", "old")
    fill(tmp_path / "site", "new")
    restore(tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_text() == "new"


def test_two_folders_are_exchanged_in_one_step_where_the_system_can(tmp_path: Path) -> None:
    """Asked of the system itself, not of our own function, which could give up in silence."""
    one, other = fill(tmp_path / "one", "1"), fill(tmp_path / "other", "2")
    call = getattr(ctypes.CDLL(None), "renameat2", None)
    if call is None or call(-100, os.fsencode(one), -100, os.fsencode(other), 2) != 0:
        pytest.skip("this system cannot exchange two folders in one step")
    assert swapping._exchanged(one, other)
    assert [(folder / "index.html").read_text() for folder in (one, other)] == ["1", "2"]
    assert not swapping._exchanged(one, tmp_path / "nowhere")


def test_where_the_system_cannot_both_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = fill(tmp_path / "one", "1"), fill(tmp_path / "other", "2")
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    assert not swapping._exchanged(one, other)
    assert [(folder / "index.html").read_text() for folder in (one, other)] == ["1", "2"]


def test_what_an_earlier_stop_left_is_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swapping, "_exchanged", lambda *_: False)
    fill(tmp_path / "site", "old")
    fill(tmp_path / ".site.old", "older")
    replace(tmp_path / "site", fill(tmp_path / "new", "new"))
    assert (tmp_path / "site" / "index.html").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
