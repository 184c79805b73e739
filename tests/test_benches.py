"""The benches that judge, each in small: planted faults are found at their lines, and strange inputs end soon."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "bench"))

import mutate
from faults import all_faults

SEED, NUMBER = 7, 60


@pytest.mark.slow
def test_planted_faults_are_found_at_their_lines() -> None:
    """Sixty of a thousand, of as many classes; `bench/mutate.py` plants all."""
    faults = all_faults(mutate.ROOT, SEED, share=0.01)
    chosen = random.Random(SEED).sample(faults, min(NUMBER, len(faults)))
    clean, results = mutate.run(chosen)
    assert clean == ()
    assert [words for kind, words, _ in results if kind != mutate.EXACT] == []


def test_faults_are_the_same_each_time() -> None:
    first, second = (all_faults(mutate.ROOT, SEED, share=0.01) for _ in range(2))
    assert first == second
    assert len({fault.name for fault in first}) >= 90
