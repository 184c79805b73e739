"""`bonewise publish`: build the site and put it where a web server serves it, in one step, or go back."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bonewise.commands.asked import CLEAN, FOUND, Commands, root_of
from bonewise.reading import read
from bonewise.reporting import say


def add(commands: Commands, project: argparse.ArgumentParser) -> None:
    """Put the command into the parser."""
    publish = commands.add_parser("publish", parents=[project], help="build the site and put it where it is served")
    publish.add_argument("target", type=Path, help="the folder; your web server serves its 'current'")
    publish.add_argument("--strict", action="store_true", help="let warnings stop it too")
    publish.add_argument("--keep", type=_count, default=5, metavar="N", help="how many releases stay (default: 5)")
    other = publish.add_mutually_exclusive_group()
    other.add_argument(
        "--rollback", nargs="?", const="", metavar="RELEASE", help="serve the release before, or a named one"
    )
    other.add_argument("--verify", action="store_true", help="compare what is served with its manifest")
    publish.set_defaults(run=_run)


def _count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 1 up")
    return int(text)


def _run(options: argparse.Namespace) -> int:
    # Slow to import, and only needed here.
    from bonewise.building import BuildError, build
    from bonewise.publishing import PublishError, publish, rollback, verify

    target = options.target.resolve()
    try:
        if options.verify:
            release = verify(target)
            say(f"Release {release.name} is whole: {release.files:,} files are as they were published.")
        elif options.rollback is not None:
            release = rollback(target, options.rollback)
            say(f"Back to release {release.name}, {release.files:,} files, served as {target / 'current'}")
        else:
            root = root_of(options)
            settings = read(root)[0].settings
            release = publish(target, lambda site: build(root, options.strict, site), options.keep, settings.site_url)
            what = "Published release" if release.is_new else "Nothing has changed since release"
            say(f"{what} {release.name}, {release.files:,} files, served as {target / 'current'}")
    except (PublishError, BuildError) as error:
        say(f"bonewise: {error}", sys.stderr)
        return FOUND
    return CLEAN
