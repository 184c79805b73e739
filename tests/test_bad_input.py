"""Whatever an author gets wrong is told with its place and its mend: no traceback, no silence, nothing lost, soon."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from bad_input import Case, by_field, by_hand
from small_project import TODAY, Project

from bonewise.checking import check
from bonewise.commands.asked import AskedError
from bonewise.reading.settings import SettingsError
from bonewise.reporting import line

BY_HAND, BY_FIELD = list(by_hand()), list(by_field())
CASES = [
    *(pytest.param(case, id=case.name) for case in BY_HAND),
    # One of each field is quick.
    *(pytest.param(case, id=case.name, marks=[pytest.mark.slow] if at % 4 else []) for at, case in enumerate(BY_FIELD)),
]
#: Twice what the issue asks, as other tests may run beside this one.
MOST_SECONDS, MOST_MEGABYTES = 4.0, 512
_TOLD = re.compile(r"(?P<place>.+?:\d+:\d+): (?P<what>.+); (?P<mend>.+) \[(?P<rule>[\w-]+)\]")


def told(project: Project) -> list[str]:
    """What `bonewise check` prints, be it findings or why it cannot run."""
    try:
        return [line(finding) for finding in check(project.root, TODAY).findings]
    except (SettingsError, AskedError) as error:
        return [f"{error} [settings]"]


def test_there_are_at_least_200_classes() -> None:
    cases = [*BY_HAND, *BY_FIELD]
    assert len(cases) >= 200
    assert len({case.name for case in cases}) == len(cases)


@pytest.mark.parametrize("case", CASES)
def test_class(project: Project, case: Case) -> None:
    case.spoil(project)
    start = time.process_time()
    lines = told(project)
    seconds = time.process_time() - start
    assert case.told, "every class says what must be told"
    for wanted in case.told:
        place, _, rule = wanted.rpartition(" ") if wanted[-1].isalpha() else (wanted, "", "")
        fitting = [each for each in lines if each.startswith(f"{place}:" if rule else place) and rule in each[-30:]]
        assert fitting, f"{wanted} is not among {lines}"
        assert all(_TOLD.fullmatch(each) or rule == "settings" for each in fitting), fitting
    assert seconds <= MOST_SECONDS
    assert told(project) == lines


def test_memory_of_a_child_is_its_own() -> None:
    """A small program started by a large one; what the parent held is not counted."""
    child = "import sys; sys.path.insert(0, sys.argv[1]); from memory import peak_megabytes; print(peak_megabytes())"
    parent = "import subprocess, sys; held = b'x' * 200_000_000; subprocess.run([sys.executable, '-c', *sys.argv[1:]])"
    command = [sys.executable, "-c", parent, child, str(Path(__file__).parent)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    assert 1 < float(run.stdout) < 100


@pytest.mark.slow
def test_memory(tmp_path: Path) -> None:
    """Every class one after the other, in a process of its own."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path; from memory import peak_megabytes; from small_project import Project\n"
        "import test_bad_input as t\n"
        "for number, case in enumerate(t.by_hand()):\n"
        "    project = Project(Path(sys.argv[2]) / str(number)); case.spoil(project); t.told(project)\n"
        "print(peak_megabytes())"
    )
    command = [sys.executable, "-c", code, str(Path(__file__).parent), str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    assert float(run.stdout) <= MOST_MEGABYTES
