"""How well a built site's own search finds what people type, by a file of queries and the pages they should lead to."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

#: A page counts as found when it is among this many.
DEPTH = 10
#: What the search must reach: expected page first, expected page among the first three.
LEAST_FIRST, LEAST_THREE = 0.95, 0.99
_RUNNER = Path(__file__).with_name("search_runner.js")


class QualityError(Exception):
    """The queries could not be read or asked; the message says why, and what to do."""


@dataclass(frozen=True)
class Query:
    """What somebody types, the ids of the pages any of which should come first, and what sort of query it is."""

    text: str
    expect: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class Answer:
    """What the search gave for a query: ids, best first; whether a sign of danger was in it; what it was taken for."""

    query: Query
    ids: tuple[str, ...]
    urgent: bool = False
    corrected: str = ""

    @property
    def rank(self) -> int:
        """The place of the first expected page, from 1; 0 where there is none."""
        return next((place for place, name in enumerate(self.ids, 1) if name in self.query.expect), 0)


@dataclass(frozen=True)
class Measure:
    """Shares of 1 over some answers: expected page first, among the first three, mean reciprocal rank; and how many."""

    queries: int
    first: float
    three: float
    mrr: float
    empty: int

    @property
    def holds(self) -> bool:
        """Whether it is good enough: 95 in 100 first, 99 in 100 among three, and never nothing."""
        return self.first >= LEAST_FIRST and self.three >= LEAST_THREE and not self.empty


def read_queries(file: Path) -> list[Query]:
    """The queries of a YAML file. Raises `QualityError` where its layout is another."""
    try:
        data = yaml.safe_load(file.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise QualityError(f"{file} cannot be read: {' '.join(str(error).split())}") from None
    listed = data.get("queries") if isinstance(data, dict) else None
    if not isinstance(listed, list) or not listed:
        raise QualityError(f"{file} holds no queries; write 'queries:' and below it a list of query, expect and kind")
    return [_query(file, number, each) for number, each in enumerate(listed, 1)]


def _query(file: Path, number: int, given: Any) -> Query:
    entry = given if isinstance(given, dict) else {}
    text, expect = entry.get("query"), entry.get("expect")
    expect = [expect] if isinstance(expect, str) else expect
    if text in (None, "") or not isinstance(expect, list) or not expect:
        raise QualityError(f"{file}: query {number} lacks 'query' or 'expect'; write both, and 'kind'")
    return Query(str(text), tuple(map(str, expect)), str(entry.get("kind", "any")))


def ask(site: Path, queries: list[Query]) -> list[Answer]:
    """The answers of the site's own engine, run by Node. Raises `QualityError` where it cannot run."""
    if not (site / "assets" / "search" / "root.js").is_file():
        raise QualityError(f"{site} holds no search index; run 'bonewise build' first, or give --site DIR")
    node = shutil.which("node")
    if node is None:
        raise QualityError("this needs Node; on Debian: apt-get install nodejs, on macOS: brew install node")
    command = [node, str(_RUNNER), str(site.resolve()), str(DEPTH)]
    asked = json.dumps([query.text for query in queries])
    run = subprocess.run(command, input=asked, capture_output=True, text=True, encoding="utf-8")
    if run.returncode:
        raise QualityError(f"the search engine failed: {run.stderr.strip()}")
    given = json.loads(run.stdout)
    return [Answer(query, tuple(each.pop("ids")), **each) for query, each in zip(queries, given)]


def measure(answers: Iterable[Answer]) -> Measure:
    """The figures for these answers; there must be one at least."""
    ranks = [(answer.rank, bool(answer.ids)) for answer in answers]
    whole = len(ranks)
    return Measure(
        whole,
        sum(rank == 1 for rank, _ in ranks) / whole,
        sum(0 < rank < 4 for rank, _ in ranks) / whole,
        sum(1 / rank for rank, _ in ranks if rank) / whole,
        sum(not found for _, found in ranks),
    )


def by_kind(answers: list[Answer]) -> dict[str, Measure]:
    """A measure for each kind of query, in the order of their first appearance, and last for 'all'."""
    kinds = dict.fromkeys(answer.query.kind for answer in answers)
    measures = {kind: measure(answer for answer in answers if answer.query.kind == kind) for kind in kinds}
    return {**measures, "all": measure(answers)}
