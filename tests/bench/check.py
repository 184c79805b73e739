"""How long `bonewise check` takes on plain MkDocs pages of 6.7 kB with 30 links each, and how long others take.

    .venv/bin/python tests/bench/check.py [--others] [--rounds N] [--pages N]

Prints CPU seconds (user and system, of the whole process, its start too), wall seconds and peak memory; the middle one
of some rounds. `--others` also installs other link checkers into a temporary folder, from PyPI and npm, and has them
check the same pages as a built site without any theme. It judges nothing: the aims stand beside what was measured.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from synthetic import make_plain

TODAY = "2026-11-22"
#: Nobody waits longer for a check.
PATIENCE = 900


@dataclass(frozen=True)
class Cost:
    """What one run cost: CPU seconds, wall seconds, peak megabytes; and whether it was stopped for taking too long."""

    cpu: float
    wall: float
    memory: float
    stopped: bool = False


def run(command: list[str], folder: Path) -> Cost:
    """Run a program to its end, whatever it finds, and what it cost with all that it started."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    stopped = False
    while True:
        pid, _, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        if not stopped and time.perf_counter() - start > PATIENCE:
            process.kill()
            stopped = True
        time.sleep(0.002)
    # ru_maxrss counts kilobytes on Linux and bytes on macOS.
    memory = usage.ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - start, memory, stopped)


def middle(rounds: int, once: Callable[[], Cost]) -> Cost:
    """The run whose CPU time is the median."""
    return sorted((once() for _ in range(rounds)), key=lambda cost: cost.cpu)[rounds // 2]


def checked(project: Path) -> Cost:
    """One `bonewise check`."""
    return run([sys.executable, "-m", "bonewise", "check", "--root", str(project), "--today", TODAY], project)


_MARKDOWN_ALONE = """
import sys, pathlib, markdown
for file in sorted(pathlib.Path("content").rglob("*.md")):
    extensions = ["toc", "tables", "fenced_code", "attr_list", "admonition"]
    markdown.Markdown(extensions=extensions, extension_configs={"toc": {"permalink": True}}).convert(file.read_text())
"""


def watched(project: Path, rounds: int) -> tuple[Cost, Cost]:
    """One changed page under `--watch`: the first one, and the middle one of those after it."""
    command = [sys.executable, "-u", "-m", "bonewise", "check", "--watch", "--root", str(project), "--today", TODAY]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    page = project / "content/part-0/page-5.md"
    text = page.read_text("utf-8")
    try:
        _answer(process)
        costs = []
        for number in range(rounds + 1):
            time.sleep(1.5)
            before, start = _cpu(process.pid), time.perf_counter()
            page.write_text(text.replace("See", "Look at" if number % 2 else "Go to", 1), "utf-8")
            _answer(process)
            wall = time.perf_counter() - start
            costs.append(Cost(_cpu(process.pid) - before, wall, 0))
    finally:
        process.terminate()
        process.wait()
        page.write_text(text, "utf-8")
    return costs[0], sorted(costs[1:], key=lambda cost: cost.wall)[rounds // 2]


def _answer(process: subprocess.Popen[str]) -> None:
    assert process.stdout
    while "pages," not in process.stdout.readline():
        if process.poll() is not None:
            raise SystemExit("`bonewise check --watch` ended; run it by hand to see why")


def _cpu(pid: int) -> float:
    """CPU seconds that a running process has used; not a number where the system does not tell."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return float("nan")
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def row(name: str, cost: Cost, aim: str, base: float) -> None:
    """Print one line: what it cost, what is aimed at, and how many times the warm check of 1,000 pages it is."""
    memory = f"{cost.memory:7.0f}" if cost.memory else f"{'':7}"
    times = "stopped" if cost.stopped else f"{cost.cpu / base:.1f}"
    print(f"{name:46}  {cost.cpu:7.2f}  {cost.wall:7.2f}  {memory}  {times:>7}  {aim}", flush=True)


def ours(folder: Path, pages: int, rounds: int) -> tuple[Path, float]:
    """Print what we take; returns the clean project, and the CPU seconds of a warm check."""
    clean, faulty, large = (folder / name for name in ("clean", "faulty", "large"))
    make_plain(clean, pages)
    make_plain(faulty, pages, 90)
    make_plain(large, pages * 5)
    checked(make_plain(folder / "small", 3))  # so that Python has compiled us
    cold = checked(clean)
    markdown = run([sys.executable, "-c", _MARKDOWN_ALONE], clean)
    warm = middle(rounds, lambda: checked(clean))
    base = warm.cpu
    row(f"{pages:,} pages, nothing kept", cold, "", base)
    row("  of it Markdown alone, without our part", markdown, f"{markdown.cpu / cold.cpu:.0%} of the cold check", base)
    row(f"{pages:,} pages, warm", warm, "at most 1.0 CPU s, 100 MB", base)
    checked(faulty)
    row(f"{pages:,} pages with 90 faults, warm", middle(rounds, lambda: checked(faulty)), "at most 1.5 CPU s", base)
    checked(large)
    row(f"{pages * 5:,} pages, warm", middle(rounds, lambda: checked(large)), "at most 3.0 CPU s", base)
    first, later = watched(clean, rounds)
    row("one changed page under --watch, the first", first, "at most 0.3 s", base)
    row("one changed page under --watch, a later one", later, "at most 0.3 s", base)
    return clean, base


_THEME = "<!doctype html><html lang=en><head><meta charset=utf-8><title>{{ page.title }}</title></head>"
_CONFIG = """site_name: Plain
site_url: https://plain.example.org/
docs_dir: content
use_directory_urls: false
theme: {name: null, custom_dir: theme}
markdown_extensions: [attr_list, admonition, tables, toc: {permalink: true}]
"""


def others(folder: Path, project: Path, base: float) -> None:
    """Install and time other link checkers on the same pages, built by MkDocs without a theme's own links."""
    made = folder / "made"
    shutil.copytree(project / "content", made / "content")
    (made / "theme").mkdir()
    (made / "theme/main.html").write_text(f"{_THEME}<body>{{{{ page.content }}}}</body></html>")
    (made / "mkdocs.yml").write_text(_CONFIG)
    proofer = "plugins:\n  - htmlproofer: {validate_external_urls: false, raise_error_after_finish: false}\n"
    (made / "proofer.yml").write_text(_CONFIG + proofer)
    print("\nOthers, on the same pages built by MkDocs without a theme; links to other hosts are not asked for.")
    tools = folder / "tools"
    if not _installed([sys.executable, "-m", "venv", str(tools)], "a virtual environment"):
        return
    pip = [str(tools / "bin/pip"), "install", "-q", "--disable-pip-version-check"]
    if not _installed([*pip, "mkdocs>=1.6,<2"], "MkDocs"):
        return
    mkdocs = [str(tools / "bin/mkdocs"), "build", "-q"]
    build = run(mkdocs, made)
    row("(mkdocs build alone)", build, "", base)
    for name, command in _commands(tools, pip, made, mkdocs):
        row(name, run(command, made), "", base)


def _commands(tools: Path, pip: list[str], made: Path, mkdocs: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Name and command of each tool that could be installed."""
    if _installed([*pip, "mkdocs-htmlproofer-plugin"], "mkdocs-htmlproofer-plugin"):
        yield "mkdocs build with htmlproofer", [*mkdocs, "-f", "proofer.yml", "-d", str(made / "proofed")]
    index = str(made / "site/index.html")
    if _installed([*pip, "linkchecker"], "LinkChecker"):
        yield "LinkChecker", [str(tools / "bin/linkchecker"), "--no-status", "--recursion-level=-1", index]
    npm = shutil.which("npm")
    linkinator = ["npm", "install", "--silent", "--ignore-scripts", "--prefix", str(tools / "npm"), "linkinator"]
    if not npm:
        print("linkinator: skipped, as there is no npm here")
    elif _installed(linkinator, "linkinator"):
        binary = str(tools / "npm/node_modules/.bin/linkinator")
        yield (
            "linkinator",
            [binary, str(made / "site"), "--recurse", "--silent", "--skip", "^https?://www\\.example\\.com"],
        )
    for name, options in (
        ("htmltest", ["--skip-external", "--conf", "none", "site"]),
        ("hyperlink", ["--check-anchors", "site"]),
    ):
        found = shutil.which(name)
        if found:
            yield name, [found, *options]
        else:
            print(f"{name}: skipped, as it is on no registry that we use and not installed here")


def _installed(command: list[str], name: str) -> bool:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        print(f"{name}: skipped, as it could not be installed: {(done.stderr.strip().splitlines() or [''])[-1][:120]}")
    return done.returncode == 0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--others", action="store_true", help="install other link checkers too, and time them")
    parser.add_argument("--rounds", type=int, default=5, help="how often each warm check is run (default: 5)")
    parser.add_argument("--pages", type=int, default=1000, help="pages of the project (default: 1,000)")
    options = parser.parse_args()
    print(f"{'':46}  {'CPU s':>7}  {'wall s':>7}  {'peak MB':>7}  {'x warm':>7}  aim")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        folder.chmod(0o755)  # LinkChecker gives up root's rights before it reads
        project, base = ours(folder, options.pages, options.rounds)
        if options.others:
            others(folder, project, base)


if __name__ == "__main__":
    main()
