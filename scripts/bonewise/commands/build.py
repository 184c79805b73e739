"""`bonewise build`: check the content and build the site."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bonewise.commands.asked import CLEAN, FOUND, Commands, root_of
from bonewise.reading import read
from bonewise.reporting import say


def add(commands: Commands, project: argparse.ArgumentParser) -> None:
    """Put the command into the parser."""
    build = commands.add_parser("build", parents=[project], help="check the content and build the site")
    build.add_argument("--strict", action="store_true", help="let warnings stop the build too")
    build.add_argument("--site-dir", type=Path, help="where to build (default: site_dir of mkdocs.yml)")
    build.add_argument("--no-handouts", action="store_true", help="make no PDF handouts: quicker")
    build.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from bonewise.building import BuildError, build

    root = root_of(options)
    settings = read(root)[0].settings
    target = (options.site_dir or root / settings.site).resolve()
    try:
        build(root, options.strict, target, handouts=not options.no_handouts)
    except BuildError as error:
        say(f"bonewise: {error}", sys.stderr)
        return FOUND
    shown = target.relative_to(Path.cwd()) if target.is_relative_to(Path.cwd()) else target
    say(f"Built {len(read(root)[0].pages)} pages in {shown}")
    return CLEAN
