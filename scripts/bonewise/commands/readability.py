"""`bonewise readability`: print the reading grade of each page."""

from __future__ import annotations

import argparse

from bonewise.commands.asked import CLEAN, FOUND, Commands, root_of, today_of
from bonewise.edition import render
from bonewise.prose import MAX_GRADE, readability
from bonewise.reading import read
from bonewise.reporting import say


def add(commands: Commands, project: argparse.ArgumentParser) -> None:
    """Put the command into the parser."""
    reads = commands.add_parser("readability", parents=[project], help="print the reading grade of each page")
    reads.add_argument("--long", action="store_true", help="list the long sentences too")
    reads.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    edition = render(read(root_of(options))[0], today_of(options))
    say(f"{'grade':>5}  {'sentences':>9}  {'long':>5}  {'words':>6}  page")
    hard = 0
    for path, rendered in edition.pages.items():
        found = readability(rendered)
        hard += found.grade > MAX_GRADE
        mark = "  over the limit" if found.grade > MAX_GRADE else ""
        long = len(found.long_sentences)
        say(f"{found.grade:5.1f}  {found.sentences:9}  {long:5}  {found.words:6}  {path}{mark}")
        for sentence in found.long_sentences if options.long else ():
            say(f"       {sentence}")
    say(f"{len(edition.pages)} pages, {hard} over grade {MAX_GRADE:g}.")
    return FOUND if hard else CLEAN
