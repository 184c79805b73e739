"""What a search costs: bytes to the first result, for every query that we hold."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from bonewise.search_quality import read_queries

CASES = Path(__file__).parent / "cases/search"
#: What a server may send before it must wait for the first answer: ten packets (RFC 6928).
FIRST_FLIGHT = 14_600


def all_queries() -> list[str]:
    """The words of all files of queries."""
    return [query.text for file in sorted(CASES.glob("*.yaml")) for query in read_queries(file)]


def weights(site: Path, queries: list[str]) -> dict[str, int]:
    """The bytes of each query's way to the first result, scripts and all, by Node over a built search."""
    command = ["node", str(Path(__file__).with_suffix(".js")), str(site)]
    run = subprocess.run(command, input=json.dumps(queries), capture_output=True, text=True, check=True)
    return dict(zip(queries, json.loads(run.stdout)))
