"""Whatever is in the files, the check ends soon, in findings; `bench/fuzz.py` asks the same of 10,000 inputs."""

from __future__ import annotations

import pytest
from fuzzing import INPUTS, MOST_SECONDS, Projects, examine
from hypothesis import HealthCheck, example, given, settings

DEEP = ["> ", "1. ", "- ", "[", "![", "[a](", "<div>", "<a ", "<![CDATA[", "[^1] ", "# a\n", "***\n", "{: ", "\\", "`"]


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Projects:
    return Projects(tmp_path_factory.mktemp("fuzz"))


@given(case=INPUTS)
@example(case=("plain", {"content/index.md": b"---\na: \x85b\n\xe2\x80\xa8c: &x\n---\n[a](b.md)"}))
@example(case=("plain", {"content/index.md": '](\U000f0001 srcset=}\n[@<img srcset="\U000f0001, x" t="">'.encode()}))
@settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_any_input(projects: Projects, case: tuple[str, dict[str, bytes]]) -> None:
    examine(projects, *case)


@pytest.mark.parametrize("piece", DEEP)
def test_thousands_of_a_kind(projects: Projects, piece: str) -> None:
    for number in (500, 3000, 20_000):
        # Twice the limit, as other tests may run beside this one.
        assert examine(projects, "plain", {"content/index.md": (piece * number).encode()}) < MOST_SECONDS * 2
