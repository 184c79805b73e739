"""Many handouts at once: from the cache where they are kept, else printed on all cores."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing.context import BaseContext

from bonewise.finishing.handouts.cache import HandoutCache
from bonewise.finishing.handouts.pdf import Job, Made, make
from bonewise.finishing.handouts.printer import get_ready, import_weasyprint

#: Less HTML than this, in signs, is printed here: to start another process takes as long, about a second.
LITTLE = 150_000


def print_all(
    jobs: Mapping[str, Job], cache: HandoutCache, step: Callable[[int, int], None] = lambda done, total: None
) -> dict[str, Made]:
    """Each handout by its name. Raises `NoPrinterError` where WeasyPrint cannot run; `step` hears of the progress."""
    keys = {name: cache.key(job) for name, job in jobs.items()}
    made = {name: kept for name, key in keys.items() if (kept := cache.get(key)) is not None}
    step(len(made), len(jobs))
    for name, fresh in _printed({name: job for name, job in jobs.items() if name not in made}):
        made[name] = fresh
        cache.put(keys[name], fresh)
        step(len(made), len(jobs))
    if len(made) > 0:
        cache.prune()
    return {name: made[name] for name in jobs}


def _printed(jobs: Mapping[str, Job]) -> Iterator[tuple[str, Made]]:
    cores = min(_cores(), len(jobs), sum(len(job.html) for job in jobs.values()) // LITTLE)
    if cores < 2:
        yield from ((name, make(job)) for name, job in jobs.items())
        return
    assets = next(iter(jobs.values())).assets
    with ProcessPoolExecutor(cores, mp_context=_context(), initializer=get_ready, initargs=(assets,)) as pool:
        waiting = {pool.submit(make, job): name for name, job in _longest_first(jobs)}
        try:
            for done in as_completed(waiting):
                yield waiting[done], done.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _context() -> BaseContext:
    """Forked where that is safe: with no other thread, whose locks would stay held in the copy. The copies have what
    is imported here, once for all; the letters each loads itself, as the library for text may have threads then."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return multiprocessing.get_context("spawn")
    import_weasyprint()
    return multiprocessing.get_context("fork")


def _longest_first(jobs: Mapping[str, Job]) -> Iterable[tuple[str, Job]]:
    """So that no core waits at the end for one long handout."""
    return sorted(jobs.items(), key=lambda item: (-len(item[1].html), item[0]))


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
