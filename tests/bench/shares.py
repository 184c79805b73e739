"""Which part of a build is ours: samples a build of the real site, and of as many more pages as are asked for.

    .venv/bin/python tests/bench/shares.py [PAGES]

Looks at the running build a hundred times a CPU second, and counts whose code it is in: the engine's (MkDocs,
templates, Python-Markdown without our extension), ours by part, and imports. It judges nothing.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections import Counter
from pathlib import Path
from types import FrameType

from synthetic import ROOT, make_project

PACKAGE = str(ROOT / "scripts" / "bonewise") + os.sep
#: What only calls the engine.
_OUTER = ("building.py", "cli.py", "__main__.py", "commands")


def part_of(frame: FrameType | None) -> str:
    """The part of ours that is at work, as the engine called it; 'engine' where none is."""
    part = "engine"
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith(PACKAGE):
            first = Path(name.removeprefix(PACKAGE)).parts[0]
            # The innermost caller of ours below the plugin says what is done; the plugin itself only hands on.
            if first not in _OUTER and (first != "plugin.py" or part == "engine"):
                part = first.removesuffix(".py")
        elif name.startswith("<frozen importlib") and part == "engine":
            return "imports"
        frame = frame.f_back
    return part


def main(pages: int) -> None:
    """Print the shares of one build with nothing kept."""
    seen: Counter[str] = Counter()

    def look(_: int, frame: FrameType | None) -> None:
        seen[part_of(frame)] += 1

    with tempfile.TemporaryDirectory() as folder:
        project = make_project(Path(folder) / "project", pages)
        signal.signal(signal.SIGPROF, look)
        signal.setitimer(signal.ITIMER_PROF, 0.01, 0.01)
        sys.path.insert(0, str(ROOT / "scripts"))
        from bonewise.building import build

        build(project, handouts=False)
        signal.setitimer(signal.ITIMER_PROF, 0)
    total = sum(seen.values())
    ours = total - seen["engine"] - seen["imports"]
    print(f"real + {pages}: {total / 100:.1f} CPU s, of which ours {ours / total:.0%}")
    for name, count in seen.most_common():
        print(f"{count / total:6.1%}  {name}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
