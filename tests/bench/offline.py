"""Sizes and times of the offline copies and of what the service worker keeps, each measured three times.

    .venv/bin/python tests/bench/offline.py [SITE]

SITE is a built site (default: site/). Prints one line for each with what was promised, and ends with 1 where a promise
is broken. Times are of the processor; the best of three counts, since others may be at work.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bonewise.offline import OfflineError, copy_site, write_zim, write_zip
from bonewise.reading import read

ROOT = Path(__file__).parent.parent.parent
ROUNDS, MOST_SECONDS, MOST_BYTES = 3, 10, 5_000_000


def main() -> int:
    """Measure and print; 1 where a promise is broken."""
    site = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site"
    library = read(ROOT)[0]
    kept = True
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "copy"
        for name, write in (("ZIP", write_zip), ("ZIM", write_zim)):
            for handouts in (False, None):
                made = _measured(lambda: write(copy_site(library, site, handouts), target), target)  # noqa: B023
                if made is None:
                    print(f"{name}: not made, libzim is not installed")
                    break
                size, seconds, same = made
                pdfs = copy_site(library, site, handouts).handouts
                if handouts is None and not pdfs:
                    print(f"{name} with PDFs: none were made")
                    continue
                fine = same and seconds <= MOST_SECONDS and (pdfs > 0 or size <= MOST_BYTES)
                kept = kept and fine
                what = f"with {pdfs} PDFs" if pdfs else "without PDFs"
                limit = "" if pdfs else f" (at most {MOST_BYTES / 1e6:.0f})"
                bytes_ = "the same bytes each time" if same else "OTHER BYTES EACH TIME"
                print(f"{name} {what}: {size / 1e6:.2f} MB{limit}, {seconds:.2f} s (at most {MOST_SECONDS}), {bytes_}")
    _worker(site)
    return 0 if kept else 1


def _measured(make: Callable[[], int], target: Path) -> tuple[int, float, bool] | None:
    """Size, seconds of the processor, and whether each time gave the same bytes; None where it cannot be made."""
    sizes, times, digests = [], [], set()
    for _ in range(ROUNDS):
        start = time.process_time()
        try:
            sizes.append(make())
        except OfflineError:
            return None
        times.append(time.process_time() - start)
        digests.add(hashlib.sha256(target.read_bytes()).hexdigest())
    return sizes[0], min(times), len(digests) == 1


def _worker(site: Path) -> None:
    """What a first visit brings behind the page, as a server sends it compressed."""
    script = (site / "sw.js").read_text("utf-8")
    table = json.loads(re.search(r"const TABLE = (.*);", script)[1])  # type: ignore[index]
    print(
        f"sw.js: {_packed(site / 'sw.js'):.1f} kB packed; assets/offline.js: {_packed(site / 'assets/offline.js'):.1f}"
    )
    told = {"search": "once the search is used", "builder": "once the builder is", "all": "on request"}
    for words, names in (("at once", table["first"]), *((told[part], table["parts"][part]) for part in told)):
        files = [site / (f"{name}index.html" if not name or name.endswith("/") else name) for name in names]
        raw = sum(file.stat().st_size for file in files) / 1000
        print(f"worker: {len(files)} files kept {words}, {raw:.0f} kB, {sum(map(_packed, files)):.0f} kB packed")


def _packed(file: Path) -> float:
    data = file.read_bytes()
    return (len(data) if file.suffix == ".woff2" else len(gzip.compress(data, 9))) / 1000


if __name__ == "__main__":
    sys.exit(main())
