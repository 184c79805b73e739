"""What Lighthouse gives ten pages of a built site on a phone, and for which audits it takes points off.

    python tests/bench/lighthouse.py SITE [FOLDER] [--runs N] [--only PART]

FOLDER is where `npm install lighthouse` was run; without it, that is done in a temporary folder, which needs npm and
its registry. Serves the site by a real nginx (Debian: nginx-light) as `bonewise headers nginx` tells it, packed by
gzip. Simulated throttling, as Lighthouse does by itself: a middling phone on slow 4G. Ends with 1 where a page has less
than 100 in anything. Of several runs of a page the middle one counts, as Lighthouse's own guide advises. `speed` is
Lighthouse's measure of this machine just then: where it is much lower than at other times, others were at work, and
blocking times say nothing. A wrong address cannot have 100: it is answered by 404, and asks not to be indexed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from served import PAGES, served

PARTS = ("performance", "accessibility", "best-practices", "seo")
_CHROMIUM = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"


def installed(folder: Path | None, spare: Path) -> Path:
    """Lighthouse's command; installed into `spare` where no folder was given."""
    if folder is None:
        subprocess.run(["npm", "install", "--silent", "--no-fund", "--prefix", str(spare), "lighthouse@12"], check=True)
        folder = spare
    return folder / "node_modules" / "lighthouse" / "cli" / "index.js"


def report(command: Path, address: str, target: Path) -> dict[str, Any]:
    """One report on one page."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or ""
    subprocess.run(
        [
            "node", str(command), address, "--quiet", "--output=json", f"--output-path={target}",
            f"--only-categories={','.join(PARTS)}", f"--chrome-flags={_CHROMIUM}", "--ignore-status-code",
        ],
        env={**os.environ, "CHROME_PATH": chromium, "CI": "1"},
        check=True,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    told: dict[str, Any] = json.loads(target.read_text("utf-8"))
    return told


def points(told: dict[str, Any]) -> list[int]:
    """The points for each part."""
    return [round(100 * (told["categories"][part]["score"] or 0)) for part in PARTS]


def losses(told: dict[str, Any]) -> list[str]:
    """The audits that take points off, with what they say."""
    lost = []
    for part in PARTS:
        for each in told["categories"][part]["auditRefs"]:
            audit = told["audits"][each["id"]]
            if each["weight"] and audit["score"] is not None and audit["score"] < 0.995:
                lost.append(f"{part}: {audit['title']} {audit.get('displayValue', '')}".strip())
    return lost


def main() -> int:
    """Print a row for each page, and its losses below."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    short = 0
    with tempfile.TemporaryDirectory() as spare, served(options.site, Path(spare) / "served") as server:
        command = installed(options.folder, Path(spare))
        print("  ".join(PARTS), " speed")
        for page in PAGES:
            if options.only not in page:
                continue
            runs = [report(command, server.address + page, Path(spare) / "o.json") for _ in range(options.runs)]
            middle = statistics.median_low(sorted(points(each)[0] for each in runs))
            told = next(each for each in runs if points(each)[0] == middle)
            speed = told["environment"]["benchmarkIndex"]
            row = "  ".join(f"{each:{len(name)}}" for each, name in zip(points(told), PARTS))
            print(f"{row}  {speed:5.0f}  /{page}", flush=True)
            for loss in losses(told):
                print(f"    {loss}", flush=True)
            short = short or int(min(points(told)) < 100)
    return short


if __name__ == "__main__":
    sys.exit(main())
