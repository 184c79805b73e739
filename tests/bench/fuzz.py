"""What the check does with inputs that nobody would write: 10,000 of them, always the same, some of a megabyte.

    .venv/bin/python tests/bench/fuzz.py [INPUTS [SEED]]

Each is checked twice. Prints failures, if any, the slowest inputs and the peak of memory; ends with 1 where an input
led to an exception or broke what `tests/fuzzing.py` asserts, took over 2 s, or the memory passed 512 MB. The memory is
what the program needs before the first input and what one input adds to it; what Hypothesis keeps of thousands of
inputs, to make no two alike, does not count. Inputs that failed are written to the folder that is printed.
"""

from __future__ import annotations

import sys
import tempfile
import time
import traceback
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from fuzzing import INPUTS, LONG, MOST_MEGABYTES, MOST_SECONDS, Projects, examine
from hypothesis import HealthCheck, Phase, given, seed, settings
from memory import begin_anew, peak_megabytes

Case = tuple[str, dict[str, bytes]]


def shown(case: Case) -> str:
    """A case in a line."""
    return f"{case[0]}: " + ", ".join(f"{path} {data[:80]!r} ({len(data)} bytes)" for path, data in case[1].items())


def written(case: Case) -> str:
    """Write the files of a case, and return their folder."""
    folder = Path(tempfile.mkdtemp(prefix=f"bonewise-fuzz-{case[0]}-"))
    for path, data in case[1].items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return str(folder)


def run(number: int, start: int) -> tuple[list[tuple[float, Case]], dict[str, Case], float]:
    """The seconds of each input, one input for each way to fail, and the most megabytes that an input added."""
    times: list[tuple[float, Case]] = []
    failures: dict[str, Case] = {}
    added = 0.0
    projects = Projects(Path(tempfile.mkdtemp(prefix="bonewise-fuzz-")))

    def tried(case: Case) -> None:
        nonlocal added
        before = begin_anew()
        try:
            times.append((examine(projects, *case), case))
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            failures.setdefault(f"{type(error).__name__} at {where.filename}:{where.lineno}: {error}"[:300], case)
        added = max(added, peak_megabytes() - before)

    for case in LONG[:number]:
        tried(case)

    @seed(start)
    @given(case=INPUTS)
    @settings(
        max_examples=max(1, number - len(LONG)),
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def look(case: Case) -> None:
        tried(case)

    look()
    return sorted(times, key=lambda each: -each[0]), failures, added


def main(number: int = 10_000, start: int = 1) -> int:
    """Print what came of it, and return 1 where something failed."""
    warnings.simplefilter("ignore")
    begin = time.perf_counter()
    first = peak_megabytes()
    times, failures, added = run(number, start)
    megabytes = first + added
    for words, case in failures.items():
        print(f"FAILED {words}\n    {shown(case)}\n    whole in {written(case)}")
    worst = times[0][0]
    middle = times[len(times) // 2][0]
    print(f"{len(times) + len(failures)} inputs in {time.perf_counter() - begin:.0f} s: {len(failures)} ways to fail")
    print(f"median {middle * 1000:.0f} ms, worst {worst:.2f} s, peak {megabytes:.0f} MB; the slowest:")
    for seconds, case in times[:5]:
        print(f"  {seconds:5.2f} s  {shown(case)}")
    return int(bool(failures) or worst > MOST_SECONDS or megabytes > MOST_MEGABYTES)


if __name__ == "__main__":
    raise SystemExit(main(*(int(each) for each in sys.argv[1:])))
