"""How long a build takes and how much memory it needs: the real site of 100 pages, and the same with 900 more.

    .venv/bin/python tests/bench/build.py [PAGES …]

Without handouts, which are kept by content and have tests/bench/handouts.py. Each is built twice: first with nothing
kept, then again after one page was edited. Prints CPU seconds (user and system), wall seconds and peak memory of the
whole process; then how long a preview (`bonewise serve`) that runs takes to build again after an edit, without the
moment until it notices. It judges nothing.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from synthetic import make_project


def measure(project: Path) -> tuple[float, float, float]:
    """CPU seconds, wall seconds and peak megabytes of one `bonewise build`."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "bonewise", "build", "--no-handouts", "--root", str(project)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status:
        raise SystemExit(f"the build of {project} failed; run it by hand to see why")
    # ru_maxrss counts kilobytes on Linux and bytes on macOS.
    memory = usage.ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)
    return usage.ru_utime + usage.ru_stime, wall, memory


#: What `bonewise serve` does at its start, and at each change.
_PREVIEW = """
import logging, sys, time
from mkdocs.commands.build import build
from mkdocs.config import load_config
logging.disable()
root = sys.argv[1]
for step in range(3):
    cpu, wall = time.process_time(), time.perf_counter()
    config = load_config(f"{root}/mkdocs.yml", site_dir=f"{root}/.preview")
    if not step:
        config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    with open(f"{root}/content/condition/osteopenia.md", "a") as page:
        page.write("\\nYour bones are alive. [@clarke2008bone]\\n")
print(cpu, wall)
"""


def preview(project: Path) -> tuple[float, float]:
    """CPU and wall seconds of a preview's second building after an edit."""
    run = subprocess.run([sys.executable, "-c", _PREVIEW, str(project)], capture_output=True, text=True, check=True)
    cpu, wall = run.stdout.split()[-2:]
    return float(cpu), float(wall)


def edit(project: Path) -> None:
    """Add a sentence to an article."""
    with (project / "content/condition/osteopenia.md").open("a", encoding="utf-8") as page:
        page.write("\nYour bones are alive. [@clarke2008bone]\n")


def main(sizes: list[int]) -> None:
    """Print two rows for each size, with the ratio to the real site as it is first built."""
    print(f"{'pages':>24}  {'CPU s':>7}  {'wall s':>7}  {'peak MB':>8}  {'x real':>7}")
    first = 0.0
    # One folder for all: just after many files were deleted, some file systems take ten times as long to make one.
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            project = make_project(Path(folder) / str(size), size)
            for name, change in ((f"real + {size}", None), ("one edited", edit)):
                if change:
                    change(project)
                cpu, wall, memory = measure(project)
                first = first or cpu
                print(f"{name:>24}  {cpu:7.1f}  {wall:7.1f}  {memory:8.0f}  {cpu / first:7.1f}", flush=True)
            cpu, wall = preview(project)
            print(f"{'preview, one edited':>24}  {cpu:7.1f}  {wall:7.1f}  {'':>8}  {cpu / first:7.1f}", flush=True)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [0, 900])
