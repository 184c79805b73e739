"""`bonewise embed-verify`: tell whether a copy of our pages on another site is current, stale or altered."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bonewise.commands.asked import CLEAN, FAILED, FOUND, Commands, day, root_of, today_of
from bonewise.copies import CopyError, describer, read_text, verify
from bonewise.reading.settings import read_settings
from bonewise.reporting import say


def add(commands: Commands, project: argparse.ArgumentParser) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser(
        "embed-verify", parents=[project], help="tell whether a copy on another site is stale or was altered"
    )
    parser.add_argument("copy", metavar="FILE|URL", help="the copy, or a page with copies in it")
    parser.add_argument(
        "--against", metavar="SITE", help="folder or address of the site (default: the built site, else site_url)"
    )
    parser.add_argument("--today", type=day, help="judge review dates as of this day (default: today)")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    try:
        verdicts = verify(read_text(options.copy), describer(options.against or _own_site(options)), today_of(options))
    except CopyError as error:
        say(f"bonewise: {error}", sys.stderr)
        return FAILED
    if not verdicts:
        say(f"bonewise: {options.copy}: no copy of our pages in it; a copy keeps its 'data-bonewise'", sys.stderr)
        return FAILED
    for verdict in verdicts:
        say(f"{options.copy}: {verdict.page_id}: {verdict.words}")
    return CLEAN if all(verdict.good for verdict in verdicts) else FOUND


def _own_site(options: argparse.Namespace) -> str:
    settings = read_settings(root_of(options))
    built: Path = settings.root / settings.site
    return str(built) if (built / "embed").is_dir() else settings.site_url
