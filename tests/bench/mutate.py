"""How many faults the check finds: our own content with one fault at a time, of every class.

    .venv/bin/python tests/bench/mutate.py [--seed N] [--share 0.1] [--processes N] [--missed]

Prints for each class how many were made, found at the exact line, found elsewhere and missed. Ends with 1 where fewer
than 98 % are found at the exact line, or where something is found in the content as it is.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from faults import Fault, all_faults

from bonewise.checking import check
from bonewise.model import Finding

ROOT = Path(__file__).parent.parent.parent
TODAY = date(2026, 11, 22)
LEAST = 0.98
EXACT, ELSEWHERE, MISSED = "exact", "elsewhere", "missed"


def copied(folder: Path) -> Path:
    """Our content in another folder."""
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copytree(ROOT / "templates", folder / "templates")
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    return folder


def findings(root: Path) -> tuple[Finding, ...]:
    return check(root, TODAY).findings


def outcome(root: Path, fault: Fault, clean: frozenset[Finding]) -> tuple[str, str]:
    """What came of a fault, and what was found instead."""
    before = {path: (root / path).read_bytes() if (root / path).exists() else None for path in fault.changes}
    try:
        for path, data in fault.changes.items():
            _put(root / path, data)
        found = [each for each in findings(root) if each not in clean]
    finally:
        for path, data in before.items():
            _put(root / path, data)
    right = [each for each in found if each.rule in fault.rules]
    at_line = [each for each in right if (each.place.path, each.place.line) == (fault.path, fault.line)]
    if any(fault.column in (0, each.place.column) for each in at_line):
        return EXACT, ""
    wanted = f"{fault.path}:{fault.line}:{fault.column} {'/'.join(sorted(fault.rules))}"
    told = [f"{each.place.path}:{each.place.line}:{each.place.column} {each.rule}: {each.what}" for each in right or found]
    return ELSEWHERE if right else MISSED, f"{wanted}, but: {'; '.join(told[:3]) or 'nothing'}"


def _put(file: Path, data: bytes | None) -> None:
    if data is None:
        file.unlink(missing_ok=True)
    else:
        file.write_bytes(data)


def run(faults: list[Fault]) -> tuple[tuple[Finding, ...], list[tuple[str, str]]]:
    """What is found in the content as it is, and what came of each fault."""
    with tempfile.TemporaryDirectory() as folder:
        root = copied(Path(folder).resolve() / "project")
        clean = findings(root)
        results = [outcome(root, fault, frozenset(clean)) for fault in faults]
        assert findings(root) == clean
    return clean, results


def all_results(faults: list[Fault], processes: int) -> tuple[tuple[Finding, ...], list[tuple[str, str]]]:
    """The same in several processes."""
    with ProcessPoolExecutor(processes) as pool:
        parts = list(pool.map(run, [faults[start::processes] for start in range(processes)]))
    results: list[tuple[str, str]] = [("", "")] * len(faults)
    for start, (_, part) in enumerate(parts):
        results[start::processes] = part
    return parts[0][0], results


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--missed", action="store_true", help="tell of each fault that was not found at its line")
    options = parser.parse_args()
    faults = all_faults(ROOT, options.seed, options.share)
    clean, results = all_results(faults, options.processes)
    made: Counter[str] = Counter(fault.name for fault in faults)
    counts = Counter((fault.name, kind) for fault, (kind, _) in zip(faults, results))
    print(f"{'class':34} {'made':>5} {'exact':>6} {'elsewhere':>10} {'missed':>7}")
    for name in made:
        print(f"{name:34} {made[name]:5} {counts[name, EXACT]:6} {counts[name, ELSEWHERE]:10} {counts[name, MISSED]:7}")
    total = Counter(kind for kind, _ in results)
    share = total[EXACT] / len(faults)
    print(f"{'total':34} {len(faults):5} {total[EXACT]:6} {total[ELSEWHERE]:10} {total[MISSED]:7}   {share:.1%} exact")
    for fault, (kind, words) in zip(faults, results):
        if kind != EXACT and options.missed:
            print(f"{kind}: {fault.name}: {words}")
    print(f"Found in the content as it is: {len(clean)}")
    return int(share < LEAST or bool(clean))


if __name__ == "__main__":
    raise SystemExit(main())
