"""Many handouts at once: from the cache where they are kept, else printed on all cores."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing.context import BaseContext
from pathlib import Path

from bonewise.finishing.handouts.cache import HandoutCache
from bonewise.finishing.handouts.pdf import Job, Made, make
from bonewise.finishing.handouts.printer import get_ready, import_weasyprint

#: Less HTML than this, in signs, is printed here: to start another process takes as long, about a second.
LITTLE = 150_000
#: So many processes are started ahead: an edit changes few handouts.
AHEAD = 4


class Printers:
    """Processes that print, started ahead: they get ready while this one still writes pages."""

    def __init__(self, assets: str, count: int) -> None:
        """`assets` is the folder of the style and its letters."""
        self.count = count
        self.pool = ProcessPoolExecutor(count, mp_context=_context(), initializer=get_ready, initargs=(assets,))
        for _ in range(count):
            self.pool.submit(int)  # to start them

    def printed(self, jobs: Mapping[str, Job]) -> Iterator[tuple[str, Made]]:
        """The handouts with their names, as they are done."""
        waiting = {self.pool.submit(make, job): name for name, job in _longest_first(jobs)}
        for done in as_completed(waiting):
            yield waiting[done], done.result()

    def close(self) -> None:
        """Let the processes end; what waits is not printed."""
        self.pool.shutdown(wait=True, cancel_futures=True)


def print_all(
    jobs: Mapping[str, Job],
    cache: HandoutCache,
    step: Callable[[int, int], None] = lambda done, total: None,
    printers: Printers | None = None,
) -> dict[str, Made]:
    """Each handout by its name. Raises `NoPrinterError` where WeasyPrint cannot run; `step` hears of the progress;
    `printers` are those that were started ahead."""
    keys = {name: cache.key(job) for name, job in jobs.items()}
    made = {name: kept for name, key in keys.items() if (kept := cache.get(key)) is not None}
    step(len(made), len(jobs))
    for name, fresh in _printed({name: job for name, job in jobs.items() if name not in made}, printers):
        made[name] = fresh
        cache.put(keys[name], fresh)
        step(len(made), len(jobs))
    if len(made) > 0:
        cache.prune()
    return {name: made[name] for name in jobs}


def _printed(jobs: Mapping[str, Job], printers: Printers | None) -> Iterator[tuple[str, Made]]:
    cores = min(_cores(), len(jobs), sum(len(job.html) for job in jobs.values()) // LITTLE)
    if printers is not None and printers.count >= cores:
        yield from printers.printed(jobs)
        return
    if cores < 2:
        yield from ((name, make(job)) for name, job in jobs.items())
        return
    import_weasyprint()  # once, where the processes are forked
    printers = Printers(next(iter(jobs.values())).assets, cores)
    try:
        yield from printers.printed(jobs)
    finally:
        printers.close()


def printers_ahead(assets: Path) -> Printers | None:
    """Printers to start now; None where there is no core to spare, or starting them takes work from this process."""
    count = min(_cores(), AHEAD)
    return Printers(str(assets), count) if count > 1 and _can_fork() else None


def _context() -> BaseContext:
    return multiprocessing.get_context("fork" if _can_fork() else "spawn")


def _can_fork() -> bool:
    """Whether a copy of this process is safe: with no other thread, whose locks would stay held in it. Letters are
    loaded in each copy, as the library for text may have threads then."""
    return sys.platform == "linux" and threading.active_count() == 1


def _longest_first(jobs: Mapping[str, Job]) -> Iterable[tuple[str, Job]]:
    """So that no core waits at the end for one long handout."""
    return sorted(jobs.items(), key=lambda item: (-len(item[1].html), item[0]))


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
