"""Putting one folder in the place of another, so that nobody who looks finds none."""

from __future__ import annotations

import ctypes
import os
import shutil
from pathlib import Path

#: From linux/fs.h and fcntl.h; `renameat2` is in glibc since 2.28.
_RENAME_EXCHANGE, _AT_FDCWD = 2, -100


def replace(target: Path, built: Path) -> None:
    """Put a built folder in place of another; both are on one file system.

    Where the system can exchange two folders in one step, there is always a whole one. Elsewhere there is none for a
    moment; who is stopped in that moment finds the old one again by `restore`.
    """
    if target.exists() and _exchanged(target, built):
        shutil.rmtree(built)
        return
    old = _old(target)
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    built.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def restore(target: Path) -> None:
    """Bring back the folder that a `replace` had set aside when it was stopped."""
    if _old(target).exists() and not target.exists():
        _old(target).rename(target)


def _old(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the two could be exchanged; False leaves both as they were."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if os.name == "posix" else None
    if call is None:
        return False
    answer: int = call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return answer == 0
