"""How many faults the check finds: our own content with one fault at a time, of every class.

    .venv/bin/python tests/bench/mutate.py [--seed N] [--share 0.1] [--processes N] [--missed]

Prints for each class how many were made, found at the exact line, found elsewhere and missed. Ends with 1 where fewer
than 98 % are found at the exact line, or where something is found in the content as it is.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from faults import Fault, all_faults

from bonewise import checking
from bonewise.edition import render_page
from bonewise.model import Edition, Finding, Library, RenderedPage

ROOT = Path(__file__).parent.parent.parent
TODAY = date(2026, 11, 22)
LEAST = 0.98
EXACT, ELSEWHERE, MISSED = "exact", "elsewhere", "missed"
#: What follows from another fault, and is right: who takes a citation out leaves its source unused.
FOLLOWING = frozenset(
    "unused-source few-sources unknown-citation missing-page missing-anchor missing-field nav-missing uncited-claim "
    "unknown-exercise unknown-block not-in-nav orphan-page unsorted-sources duplicate-page-id secondary-source "
    "bad-value".split()
)


def copied(folder: Path) -> Path:
    """Our content in another folder."""
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copytree(ROOT / "templates", folder / "templates")
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    return folder


class Renderer:
    """Renders what a fault can have changed, so that a thousand checks take minutes.

    A page is its own text, the disclaimer, the emergency signs, the settings and its sources; some blocks, and plans,
    show what stands in the front matter of other pages.
    """

    _SHOWS_OTHERS = re.compile(r"^/// (?:exercise|dose|\w+-list|exercise-index|a-to-z|site-numbers)", re.M)

    def __init__(self) -> None:
        self.library: Library | None = None
        self.clean: dict[str, RenderedPage] = {}

    def __call__(self, library: Library, today: date, *_: object) -> Edition:
        again = self.changed(library)
        pages = {
            path: render_page(library, page) if path in again else self.clean[path]
            for path, page in library.pages.items()
        }
        if self.library is None:
            self.library, self.clean = library, pages
        return Edition(library, pages, today)

    def changed(self, library: Library) -> set[str]:
        """The pages that may look otherwise than in the content as it is."""
        old, new = self.library, library
        if old is None or replace(old.settings, nav=None) != replace(new.settings, nav=None):
            return {*new.pages}
        others = {path for path in {*old.pages, *new.pages} if old.pages.get(path) != new.pages.get(path)}
        if others & {new.settings.disclaimer, new.settings.emergency}:
            return {*new.pages}
        fronts = {path for path in others if self.front(old, path) != self.front(new, path)}
        keys = {*old.sources, *new.sources}
        sources = {key for key in keys if self.words(old, key) != self.words(new, key)}
        listing = {
            path for path, page in new.pages.items() if self._SHOWS_OTHERS.search(page.body) or page.kind == "programme"
        }
        citing = {
            path
            for path, page in self.clean.items()
            if any(citation.key in sources for citation in page.citations) or "/// source-list" in page.page.body
        }
        again = others | (listing if fronts else set()) | (citing if sources else set())
        return again & {*new.pages}

    @staticmethod
    def front(library: Library, path: str) -> str:
        return library.pages[path].header if path in library.pages else ""

    @staticmethod
    def words(library: Library, key: str) -> object:
        source = library.sources.get(key)
        return source and (dict(source.csl), source.evidence, source.checked, source.access, source.note)


RENDERER = Renderer()


def findings(root: Path) -> tuple[Finding, ...]:
    """What a check finds."""
    checking.render = RENDERER  # type: ignore[assignment]
    return checking.check(root, TODAY).findings


def outcome(root: Path, fault: Fault, clean: frozenset[Finding]) -> tuple[str, str, int]:
    """What came of a fault, what was found instead, and how many findings of other rules there were besides."""
    before = {path: (root / path).read_bytes() if (root / path).exists() else None for path in fault.changes}
    try:
        for path, data in fault.changes.items():
            _put(root / path, data)
        found = [each for each in findings(root) if each not in clean]
    finally:
        for path, data in before.items():
            _put(root / path, data)
    right = [each for each in found if each.rule in fault.rules]
    extra = sum(each.rule not in fault.rules and each.rule not in FOLLOWING for each in found)
    at_line = [each for each in right if (each.place.path, each.place.line) == (fault.path, fault.line)]
    if any(fault.column in (0, each.place.column) for each in at_line):
        return EXACT, "", extra
    wanted = f"{fault.path}:{fault.line}:{fault.column} {'/'.join(sorted(fault.rules))}"
    told = [
        f"{each.place.path}:{each.place.line}:{each.place.column} {each.rule}: {each.what}" for each in right or found
    ]
    return ELSEWHERE if right else MISSED, f"{wanted}, but: {'; '.join(told[:3]) or 'nothing'}", extra


def _put(file: Path, data: bytes | None) -> None:
    if data is None:
        file.unlink(missing_ok=True)
    else:
        file.write_bytes(data)


def run(faults: list[Fault]) -> tuple[tuple[Finding, ...], list[tuple[str, str, int]]]:
    """What is found in the content as it is, and what came of each fault."""
    with tempfile.TemporaryDirectory() as folder:
        root = copied(Path(folder).resolve() / "project")
        RENDERER.__init__()  # type: ignore[misc]
        clean = findings(root)
        results = [outcome(root, fault, frozenset(clean)) for fault in faults]
        assert findings(root) == clean, "a fault was left behind"
    return clean, results


def all_results(faults: list[Fault], processes: int) -> tuple[tuple[Finding, ...], list[tuple[str, str, int]]]:
    """The same in several processes."""
    with ProcessPoolExecutor(processes) as pool:
        parts = list(pool.map(run, [faults[start::processes] for start in range(processes)]))
    results: list[tuple[str, str, int]] = [("", "", 0)] * len(faults)
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
    extra: Counter[str] = Counter()
    for fault, (_, _, more) in zip(faults, results):
        extra[fault.name] += more
    made: Counter[str] = Counter(fault.name for fault in faults)
    counts = Counter((fault.name, kind) for fault, (kind, _, _) in zip(faults, results))
    print(f"{'class':34} {'made':>5} {'exact':>6} {'elsewhere':>10} {'missed':>7} {'extra':>6}")
    for name in made:
        exact, elsewhere, missed = (counts[name, kind] for kind in (EXACT, ELSEWHERE, MISSED))
        print(f"{name:34} {made[name]:5} {exact:6} {elsewhere:10} {missed:7} {extra[name]:6}")
    total = Counter(kind for kind, _, _ in results)
    share = total[EXACT] / len(faults)
    sums = f"{total[EXACT]:6} {total[ELSEWHERE]:10} {total[MISSED]:7} {extra.total():6}"
    print(f"{'total':34} {len(faults):5} {sums}   {share:.1%} exact")
    for fault, (kind, words, _) in zip(faults, results):
        if kind != EXACT and options.missed:
            print(f"{kind}: {fault.name}: {words}")
    print(f"Found in the content as it is: {len(clean)}")
    return int(share < LEAST or bool(clean))


if __name__ == "__main__":
    raise SystemExit(main())
