"""`bonewise headers`: the headers that a web server must send, in the words of that server."""

from __future__ import annotations

import argparse
from pathlib import Path

from bonewise.commands.asked import CLEAN, AskedError, Commands, root_of
from bonewise.hosting import SERVERS
from bonewise.reading import read
from bonewise.reporting import say


def add(commands: Commands, project: argparse.ArgumentParser) -> None:
    """Put the command into the parser."""
    headers = commands.add_parser("headers", parents=[project], help="print the headers that your web server must send")
    headers.add_argument("server", choices=sorted(SERVERS), help="the server, or the file that it reads")
    headers.add_argument("--site-dir", type=Path, help="the built site (default: site_dir of mkdocs.yml)")
    headers.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    root = root_of(options)
    settings = read(root)[0].settings
    site = (options.site_dir or root / settings.site).resolve()
    if options.server == "_headers" and not (site / "index.html").is_file():
        raise AskedError(f"there is no built site in {site}; run bonewise build, or give --site-dir")
    files = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    say(SERVERS[options.server](files, settings.site_url).rstrip("\n"))
    return CLEAN
