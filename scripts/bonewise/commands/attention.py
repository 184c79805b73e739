"""`bonewise attention`: from a report, the text of the issue that says what the content needs."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from bonewise.commands.asked import CLEAN, FOUND, AskedError, Commands
from bonewise.reporting import say


def add(commands: Commands, project: argparse.ArgumentParser) -> None:
    """Put the command into the parser."""
    about = "from a report of check --format json, write the issue that says what needs attention"
    attention = commands.add_parser("attention", help=about)
    attention.add_argument("report", type=Path, help="the report's file, or - for standard input")
    attention.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from bonewise.attention import ReportError, issue_text

    try:
        given = sys.stdin.read() if str(options.report) == "-" else options.report.read_text("utf-8")
        text = issue_text(json.loads(given))
    except (ValueError, ReportError) as error:
        raise AskedError(f"{options.report} is not a report of 'bonewise check --format json': {error}") from None
    if text:
        say(text.removesuffix("\n"))
    return FOUND if text else CLEAN
