"""Times of handouts: all cold, all kept, one edit, and synthetic ones a minute on one core. Prints what it measured.

    python tests/bench/handouts.py [--synthetic 500] [--check]

Builds the site into a folder of its own; the project's own cache is left alone. `--check` also holds every PDF against
two checkers of PDF/UA and prints what they find.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "scripts"))

from bonewise.finishing.handouts import printers_for, write_handouts
from bonewise.finishing.handouts.pdf import Job, make
from bonewise.finishing.handouts.printing import Printers
from bonewise.model import Library
from bonewise.reading import read

ROOT = Path(__file__).parent.parent.parent
#: A page of plain guidance: a heading, five paragraphs of about 60 words, a list and a box.
WORDS = "Your bones are living tissue and they answer to what you ask of them each day of the week. " * 3
SYNTHETIC = (
    "<!doctype html><html lang=en-GB><head><title>Synthetic {number}</title></head><body class=article>"
    "<header class=head><h1 data-running='Synthetic {number}'>Synthetic {number}</h1></header>"
    + "".join(f"<h2>Question {part}?</h2><p>{WORDS}</p>" for part in range(4))
    + "<ul><li>one</li><li>two</li></ul><div class='bw-box bw-stop-if'><p class=bw-box__title>Stop if</p><ul><li>it "
    "hurts</li></ul></div></body></html>"
)


def cpu() -> float:
    """Processor seconds of this process and of its children that ended."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def timed(what: str, call: Callable[[], object]) -> None:
    """Print how long a call took, on the clock and on the processor."""
    wall, busy = time.perf_counter(), cpu()
    call()
    print(f"{what:40} {time.perf_counter() - wall:7.2f} s   {cpu() - busy:7.2f} CPU s")


def project(folder: Path) -> Path:
    """A copy of the project, so that its cache is cold."""
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def write_and_close(library: Library, site: Path, printers: Printers | None) -> None:
    """Make the handouts, and let the printers go, so that their work is counted."""
    write_handouts(library, site, printers=printers)
    if printers:
        printers.close()


def sizes(site: Path) -> None:
    """Print the sizes of the files."""
    files = sorted((site / "handouts").glob("*.pdf"), key=lambda file: file.stat().st_size)
    kilobytes = [file.stat().st_size / 1000 for file in files]
    print(f"{len(files)} files, median {median(kilobytes):.1f} KB, largest {kilobytes[-1]:.1f} KB ({files[-1].name})")


def synthetic(count: int) -> None:
    """Print how many plain handouts one core makes in a minute."""
    assets = str(ROOT / "templates" / "assets")
    make(Job(SYNTHETIC.format(number=0), ((13.0, ""),), 0, None, assets))
    busy, pages = cpu(), 0
    for number in range(count):
        pages += make(Job(SYNTHETIC.format(number=number), ((13.0, ""),), 0, None, assets)).pages
    took = cpu() - busy
    print(f"{count} synthetic, {pages / count:.1f} pages each: {took:.1f} CPU s, {60 * count / took:.0f} a core-minute")


def checked(site: Path) -> None:
    """Print what two checkers of PDF/UA find."""
    from page import ValidationProfile, validate_pdf

    files = sorted((site / "handouts").glob("*.pdf"))
    faults = {file.name: len(validate_pdf(str(file), profile=ValidationProfile.PDF_UA_1).failures) for file in files}
    print(f"page-validation: {sum(faults.values())} failures in {len(files)} files", *(n for n in faults if faults[n]))
    command = [str(Path(sys.executable).with_name("outloud")), "-q", "--no-info", "--fail-on", "warning"]
    told = subprocess.run([*command, *map(str, files)], capture_output=True, text=True).stdout
    print("outloud:", told.strip().splitlines()[-1])
    print(*(line for line in told.splitlines() if line.startswith(("REVIEW", "FAIL"))), sep="\n")


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--synthetic", type=int, default=100)
    options.add_argument("--check", action="store_true")
    given = options.parse_args()
    os.environ["BONEWISE_HANDOUTS"] = "no"
    with tempfile.TemporaryDirectory() as name:
        root = project(Path(name) / "project")
        subprocess.run(
            [sys.executable, "-m", "bonewise", "build", "--root", str(root)], check=True, capture_output=True
        )
        library, site = read(root)[0], root / "site"
        timed("all handouts, cold", lambda: print(len(write_handouts(library, site).names), "handouts"))
        timed("all handouts, nothing changed", lambda: write_handouts(library, site))
        exercise = library.exercises["sit-to-stand"].url
        for what, url, old, new, ahead in (
            ("one article edited", "condition/osteopenia/", "bone", "bones", False),
            ("an exercise of three programmes", exercise, "Do not drop.", "Do not fall.", False),
            ("some lines more in it", exercise, "Do not fall.", f"Do not fall. {WORDS}", False),
            ("the first again, printers ready", exercise, f"Do not fall. {WORDS}", "Do not lean.", True),
            ("the second again, printers ready", exercise, "Do not lean.", f"Do not lean. {WORDS}", True),
        ):
            page = site / url / "index.html"
            head, article, rest = page.read_text("utf-8").partition("<article")
            page.write_text(head + article + rest.replace(old, new), "utf-8")
            # A build starts its printers before it writes the pages.
            printers = printers_for(library) if ahead else None
            time.sleep(2 if ahead else 0)
            timed(f"all handouts, {what}", partial(write_and_close, library, site, printers))
        sizes(site)
        synthetic(given.synthetic)
        if given.check:
            checked(site)


if __name__ == "__main__":
    main()
