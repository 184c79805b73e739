"""`bonewise serve`: show the site on this computer and rebuild it on every change."""

from __future__ import annotations

import argparse
import sys

from bonewise.commands.asked import CLEAN, FOUND, Commands, root_of
from bonewise.reading import read
from bonewise.reporting import say


def add(commands: Commands, project: argparse.ArgumentParser) -> None:
    """Put the command into the parser."""
    serve = commands.add_parser("serve", parents=[project], help="build, show on 127.0.0.1, rebuild on every change")
    serve.add_argument("--port", type=int, default=8000, help="the port (default: 8000)")
    serve.add_argument("--built", action="store_true", help="only show the site as it was built last")
    serve.set_defaults(run=_run, interrupted=CLEAN)


def _run(options: argparse.Namespace) -> int:
    from bonewise.building import BuildError, serve, serve_built

    root = root_of(options)
    say(f"Showing the site on http://127.0.0.1:{options.port}/ (Ctrl-C ends it)")
    try:
        if options.built:
            serve_built(root / read(root)[0].settings.site, options.port)
        else:
            serve(root, options.port)
    except BuildError as error:
        say(f"bonewise: {error}", sys.stderr)
        return FOUND
    return CLEAN
