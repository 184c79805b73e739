"""Wait for changes of files, and call back once for each burst of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from pathlib import Path
from threading import Event

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from bonewise.reading.states import state

#: Reading a file is an event too, and would never end.
_CHANGES = ("created", "deleted", "modified", "moved")
#: Editors write a file in several steps; these come within hundredths of a second.
_BURST_SECONDS = 0.05


def watch(files: list[Path], folders: list[Path], changed: Callable[[], Mapping[str, str] | None]) -> None:
    """Call `changed` at once, and when one of the files or anything below the folders changes; until interrupted.

    It may return the paths of further files to wait for, and the states in which it found them.
    """
    something = Event()
    something.set()
    observer = Observer()
    inside = _Handler(something, None)
    for folder in folders:
        observer.schedule(inside, str(folder), recursive=True)
    single = _Handler(something, {str(file) for file in files})
    # The folder of a file is watched, not the file: editors replace files by new ones.
    beside = {file.parent for file in files}
    for parent in sorted(beside):
        observer.schedule(single, str(parent), recursive=False)
    observer.start()
    try:
        while True:
            # With a timeout, as a wait without one cannot be interrupted on Windows.
            if something.wait(1.0):
                while something.is_set():
                    something.clear()
                    something.wait(_BURST_SECONDS)
                found = changed() or {}
                single.only = {*map(str, files), *found}
                new = {Path(path).parent for path in single.only} - beside
                for parent in (each for each in sorted(new) if each.is_dir()):
                    observer.schedule(single, str(parent), recursive=False)
                    beside.add(parent)
                if any(state(path) != before for path, before in found.items()):
                    something.set()  # it changed before anybody waited for it
    finally:
        observer.stop()
        observer.join()


class _Handler(FileSystemEventHandler):
    def __init__(self, something: Event, only: Set[str] | None) -> None:
        self.something, self.only = something, only

    def on_any_event(self, event: FileSystemEvent) -> None:
        """A folder counts as modified when a file in it does, which is told by itself."""
        paths = {str(event.src_path), str(event.dest_path)}
        ours = self.only is None or bool(self.only & paths)
        if ours and event.event_type in _CHANGES and not (event.is_directory and event.event_type == "modified"):
            self.something.set()
