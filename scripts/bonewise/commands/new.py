"""`bonewise new`: start an article, exercise, programme or source."""

from __future__ import annotations

import argparse

from bonewise.commands.asked import Commands, root_of, tell, today_of
from bonewise.reading import read


def add(commands: Commands, project: argparse.ArgumentParser) -> None:
    """Put the command into the parser."""
    new = commands.add_parser("new", parents=[project], help="start an article, exercise, programme or source")
    new.add_argument("kind", choices=("article", "exercise", "programme", "source"))
    new.add_argument("name", help="its id, in lower case with dashes; an article may have a folder: condition/my-topic")
    new.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from bonewise.starting import start

    return tell(start(read(root_of(options))[0].settings, options.kind, options.name, today_of(options)))
