"""Run the site engine: MkDocs builds or serves, with a progress line where there is a terminal."""

from __future__ import annotations

import ctypes
import gc
import logging
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

# MkDocs and Material print a notice about MkDocs 2 unless told not to, by these documented variables.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bonewise.plugin import BonewisePlugin
from bonewise.reporting import report

Step = Callable[[str, int, int], None]
#: As malloc.h of the GNU C library numbers them.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
#: Seconds after which the bar of progress is drawn again.
_REDRAWN = 0.1


class BuildError(Exception):
    """The engine could not build the site; the message says why."""


def build(root: Path, strict: bool = False, site_dir: Path | None = None, handouts: bool = True) -> None:
    """Build the site of the project at `root`. Raises `BuildError` when it was not built; the old one then stands."""
    _quiet()
    try:
        config = load_config(
            str(root / "mkdocs.yml"), strict=strict, **({"site_dir": str(site_dir)} if site_dir else {})
        )
        with _progress() as step:
            plugin = config.plugins.get("bonewise")
            if isinstance(plugin, BonewisePlugin):
                plugin.step, plugin.report, plugin.handouts = step, report, handouts
            config.plugins.on_startup(command="build", dirty=False)
            _hold_memory()
            try:
                mkdocs_build(config)
            finally:
                config.plugins.on_shutdown()
    except (Abort, MkDocsException) as error:
        raise BuildError(str(error)) from None


def _hold_memory() -> None:
    """Look for garbage seldom, and give no memory back: each is a twentieth of a build of 1,000 pages.

    A build only grows its objects; and its parsers take and leave a megabyte for each page, which the system would
    have to empty each time.
    """
    gc.set_threshold(2_000_000, 50, 50)
    with suppress(OSError, AttributeError):  # not every system's library can be told
        change = ctypes.CDLL(None).mallopt
        change(_TRIM_THRESHOLD, 1 << 29)
        change(_MMAP_THRESHOLD, 1 << 25)


def serve(root: Path, port: int) -> None:
    """Build, serve on 127.0.0.1 and rebuild on every change, until interrupted."""
    _quiet(logging.INFO)
    watch = [str(root / name) for name in ("templates", "mkdocs.yml") if (root / name).exists()]
    try:
        mkdocs_serve(
            str(root / "mkdocs.yml"), livereload=True, watch=watch, dev_addr=f"127.0.0.1:{port}", watch_theme=True
        )
    except (Abort, MkDocsException) as error:
        raise BuildError(str(error)) from None


def serve_built(site: Path, port: int) -> None:
    """Serve an already built site on 127.0.0.1, until interrupted."""

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *args: object, **kwargs: object) -> None:
            super().__init__(*args, directory=str(site), **kwargs)  # type: ignore[arg-type]

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is http.server's)
            """Say nothing for each request."""

    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        server.serve_forever()


def _quiet(level: int = logging.WARNING) -> None:
    logger = logging.getLogger("mkdocs")
    logger.setLevel(level)
    if not logger.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(message)s"))
        logger.addHandler(handler)


class _progress:  # noqa: N801 (a context manager, used as a function)
    """A bar on a terminal; one line per stage elsewhere."""

    def __enter__(self) -> Step:
        self.console = Console(stderr=True)
        columns = (TextColumn("{task.description:<22}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        # Drawn by the steps themselves: a thread that drew it would forbid to fork the processes that print.
        self.progress = Progress(
            *columns, console=self.console, disable=not self.console.is_terminal, auto_refresh=False
        )
        self.drawn = 0.0
        self.tasks: dict[str, object] = {}
        self.progress.start()
        return self.step

    def __exit__(self, *_: object) -> None:
        self.progress.stop()

    def step(self, stage: str, done: int, total: int) -> None:
        if not self.console.is_terminal:
            if stage not in self.tasks:
                self.tasks[stage] = None
                self.console.print(f"{stage} ({total})" if total > 1 else stage, highlight=False)
            return
        if stage not in self.tasks:
            self.tasks[stage] = self.progress.add_task(stage, total=total)
        self.progress.update(self.tasks[stage], completed=done, total=total)  # type: ignore[arg-type]
        if done == total or time.monotonic() - self.drawn > _REDRAWN:
            self.progress.refresh()
            self.drawn = time.monotonic()
