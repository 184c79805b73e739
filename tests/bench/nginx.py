"""How many requests a second of nginx's own processor time answers, with all our headers, on loopback.

    python tests/bench/nginx.py SITE [PAGE …]

Starts a real nginx with the configuration of `bonewise headers nginx`, one worker, and lets `wrk` ask it for packed
pages over 32 connections (Debian: nginx-light, wrk). Counts the worker's seconds alone. Linux only.
Goal: 45,000 for a page.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from served import Served, served

GOAL = 45_000
SECONDS = 5
PAGES = ("condition/osteopenia/", "exercises/sit-to-stand/", "embed/osteopenia/", "no-such-page/")


def cpu(pids: tuple[int, ...]) -> float:
    """Seconds of processor time that these processes have had, user's and system's."""
    fields = (Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split() for pid in pids)
    return sum(int(each[11]) + int(each[12]) for each in fields) / os.sysconf("SC_CLK_TCK")


def measure(server: Served, page: str) -> tuple[int, float]:
    """Requests answered, and the server's seconds for them."""
    before = cpu(server.workers)
    command = ["wrk", "-t1", "-c32", f"-d{SECONDS}s", "-H", "Accept-Encoding: gzip", f"{server.address}{page}"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"(\d+) requests in", told)
    assert found, told
    return int(found[1]), cpu(server.workers) - before


def main(site: Path, pages: tuple[str, ...]) -> int:
    """Print a row for each page; 1 where the first falls short of the goal."""
    short = 0
    with tempfile.TemporaryDirectory() as folder, served(site, Path(folder)) as server:
        print(f"{'requests':>9}  {'CPU s':>6}  {'a CPU second':>12}")
        for page in pages:
            requests, seconds = measure(server, page)
            rate = requests / seconds
            short = short or int(page == pages[0] and rate < GOAL)
            print(f"{requests:9}  {seconds:6.2f}  {rate:12,.0f}  /{page}", flush=True)
    return short


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), tuple(sys.argv[2:]) or PAGES))
