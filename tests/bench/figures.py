"""Sizes of all drawings and the time to draw them: `python tests/bench/figures.py`."""

from __future__ import annotations

import gzip
import statistics
import sys
import time
from pathlib import Path
from xml.etree.ElementTree import tostring

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))


def main() -> None:
    from bonewise.reading import read
    from bonewise.rendering.drawing import drawing

    exercises = [each for each in read(ROOT)[0].exercises.values() if each.figure]
    start = time.process_time()
    drawn = [tostring(svg) for each in exercises if (svg := drawing(each)) is not None]
    spent = time.process_time() - start
    packed = [len(gzip.compress(text, mtime=0)) for text in drawn]
    sizes = [len(text) for text in drawn]
    print(f"{len(drawn)} figures in {spent:.3f} s CPU")
    print(f"bytes: median {statistics.median(sizes):.0f}, max {max(sizes)}")
    print(f"gzip:  median {statistics.median(packed):.0f}, max {max(packed)}")


if __name__ == "__main__":
    main()
