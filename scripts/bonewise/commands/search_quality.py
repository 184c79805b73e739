"""`bonewise search-quality`: ask the built site's search what people type, and say how often it was right."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from bonewise.commands.asked import CLEAN, FOUND, AskedError, Commands, root_of
from bonewise.reading.settings import read_settings
from bonewise.reporting import say
from bonewise.search_quality import Answer, Measure, QualityError, ask, by_kind, read_queries

_MORE = """
FILE is YAML: a list 'queries:' of query (what somebody types), expect (ids of pages, any of which is right) and kind (a
word to count by). It ends with 0 where 95 in 100 queries have an expected page first, 99 in 100 have one among the
first three, and none has no result; else with 1. Node runs the very script that readers get.
"""


def add(commands: Commands, project: argparse.ArgumentParser) -> None:
    """Put the command into the parser."""
    about = "measure how well the built site's search finds what people type"
    asks = commands.add_parser("search-quality", parents=[project], help=about, epilog=_MORE)
    asks.add_argument("file", type=Path, metavar="FILE", help="the queries and the pages they should lead to")
    asks.add_argument("--json", action="store_true", help="print the figures and every answer as JSON")
    asks.add_argument("--site", type=Path, metavar="DIR", help="the built site (default: the project's)")
    asks.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    try:
        answers = ask(_site(options), read_queries(options.file))
    except QualityError as error:
        raise AskedError(str(error)) from None
    measures = by_kind(answers)
    say(_as_json(measures, answers) if options.json else _as_text(measures, answers))
    return CLEAN if measures["all"].holds else FOUND


def _site(options: argparse.Namespace) -> Path:
    if options.site:
        return Path(options.site)
    root = root_of(options)
    return root / read_settings(root).site


def _as_text(measures: dict[str, Measure], answers: list[Answer]) -> str:
    lines = [f"{'kind':<12}  {'queries':>7}  {'hit@1':>6}  {'hit@3':>6}  {'MRR':>5}  {'empty':>5}"]
    for kind, each in measures.items():
        lines.append(
            f"{kind:<12}  {each.queries:7}  {each.first:6.1%}  {each.three:6.1%}  {each.mrr:5.3f}  {each.empty:5}"
        )
    missed = [answer for answer in answers if answer.rank != 1]
    if missed:
        lines += ["", "Not first (its place, the query, what was expected, what came):"]
    for answer in missed:
        came = ", ".join(answer.ids[:3]) or "nothing"
        lines.append(f"{answer.rank or '-':>3}  {answer.query.text}: {' or '.join(answer.query.expect)}; got {came}")
    return "\n".join(lines)


def _as_json(measures: dict[str, Measure], answers: list[Answer]) -> str:
    rows = [
        {
            "query": answer.query.text,
            "kind": answer.query.kind,
            "expect": answer.query.expect,
            "got": answer.ids,
            "rank": answer.rank,
        }
        for answer in answers
    ]
    figures = {kind: asdict(each) for kind, each in measures.items()}
    return json.dumps({"measures": figures, "answers": rows}, ensure_ascii=False, indent=1)
