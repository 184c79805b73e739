"""`bonewise new`: start an article, exercise, programme, source or a whole site."""

from __future__ import annotations

import argparse
from pathlib import Path

from bonewise.commands.asked import Commands, root_of, tell, today_of
from bonewise.reading import read


def add(commands: Commands, project: argparse.ArgumentParser) -> None:
    """Put the command into the parser."""
    new = commands.add_parser("new", parents=[project], help="start an article, exercise, programme, source or site")
    new.add_argument("kind", choices=("article", "exercise", "programme", "source", "site"))
    about = (
        "its id, in lower case with dashes; an article may have a folder: condition/my-topic; for a site, its folder"
    )
    new.add_argument("name", help=about)
    new.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    if options.kind == "site":
        from bonewise.starting_site import start_site

        return tell(start_site(Path(options.name), today_of(options)))
    from bonewise.starting import start

    return tell(start(read(root_of(options))[0].settings, options.kind, options.name, today_of(options)))
