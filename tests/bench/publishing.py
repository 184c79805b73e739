"""Publish and go back 1,000 times, killed at random moments: `python tests/bench/publishing.py [TIMES]`."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from test_publishing import kill_at_random


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        found = kill_at_random(Path(folder), times, seed=2026)
    print(*found, sep="\n")
    print(f"{times} times in {time.monotonic() - start:.0f} s: {len(found)} broken or half sites")
    raise SystemExit(bool(found))


if __name__ == "__main__":
    main()
