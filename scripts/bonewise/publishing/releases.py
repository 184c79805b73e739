"""The folder of releases: `current`, a link to one of them; `releases/`, each whole; and what is under way, hidden.

Nothing is ever changed in place. A release appears by one rename when it is whole, is served by one rename of a link,
and goes by one rename before its files are deleted. So a stop at any moment leaves all that has a name whole.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bonewise.publishing.manifest import Manifest

_NAME = re.compile(r"\d{6,}-[0-9a-f]{12}")


class PublishError(Exception):
    """Nothing was published, and what was served still is; the message says why."""


class Releases:
    """The releases in a target folder."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self._link, self._all, self._work = target / "current", target / "releases", target / ".work"

    @contextmanager
    def locked(self) -> Iterator[Releases]:
        """For one publisher at a time; the system lifts the lock when its process ends in whatever way."""
        self.target.mkdir(parents=True, exist_ok=True)
        with (self.target / ".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise PublishError(
                    f"somebody else is publishing to {self.target}; try again when they are done"
                ) from None
            if self._link.exists() and not self._link.is_symlink():
                raise PublishError(f"{self._link} is not a link that this command made; choose another folder")
            self._sweep()
            try:
                yield self
            finally:
                self._sweep()

    def _sweep(self) -> None:
        """Remove what a publisher left that was stopped, and what is no longer needed."""
        shutil.rmtree(self._work, ignore_errors=True)
        whole = set(self.names())
        for file in self._all.glob("*.json"):
            if file.stem not in whole:
                file.unlink(missing_ok=True)

    def names(self) -> list[str]:
        """The releases, oldest first."""
        found = self._all.iterdir() if self._all.is_dir() else ()
        return sorted((path.name for path in found if _NAME.fullmatch(path.name)), key=_number)

    @property
    def current(self) -> str:
        """The release that is served; '' where there is none."""
        return self._link.readlink().name if self._link.is_symlink() else ""

    def before_current(self) -> str:
        """The newest release before the current one. Raises `PublishError` where there is none."""
        earlier = [name for name in self.names() if self.current and _number(name) < _number(self.current)]
        if not earlier:
            raise PublishError(f"there is no earlier release in {self.target} to go back to")
        return earlier[-1]

    def folder(self, name: str) -> Path:
        """Where a release is."""
        return self._all / name

    def manifest(self, name: str) -> Manifest | None:
        """What a release holds; None where there is no such release."""
        file = self._all / f"{name}.json"
        if name not in self.names() or not file.is_file():
            return None
        return {path: (said[0], said[1]) for path, said in json.loads(file.read_text("utf-8"))["files"].items()}

    def workplace(self) -> Path:
        """An empty folder in which a site can be made; it is removed if it does not become a release."""
        self._work.mkdir()
        return self._work / "site"

    def add(self, site: Path, manifest: Manifest) -> str:
        """Make a release of a finished site; its name."""
        text = json.dumps({"files": manifest}, indent=1, sort_keys=True) + "\n"
        newest = max(map(_number, self.names()), default=0)
        name = f"{newest + 1:06}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
        self._all.mkdir(exist_ok=True)
        _settle(site)
        (self._work / "manifest").write_text(text, "utf-8")
        _flush(self._work / "manifest")
        (self._work / "manifest").rename(self._all / f"{name}.json")
        site.rename(self._all / name)
        _flush(self._all)
        return name

    def serve(self, name: str) -> None:
        """Serve a release from now on, in one step."""
        self._work.mkdir(exist_ok=True)
        new = self._work / "current"
        new.symlink_to(Path("releases") / name)
        new.replace(self._link)
        _flush(self.target)

    def prune(self, keep: int) -> None:
        """Remove all but the newest releases; never the current one."""
        for name in self.names()[: -max(keep, 1)]:
            if name != self.current:
                # Gone as a whole first: half a release could be gone back to.
                self.folder(name).rename(self._work / name)
                (self._all / f"{name}.json").unlink(missing_ok=True)


def _number(name: str) -> int:
    return int(name.partition("-")[0])


def _settle(site: Path) -> None:
    """Readable for the server whatever the umask, and on the disk before it has a name."""
    for path in (site, *site.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    os.sync()


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
