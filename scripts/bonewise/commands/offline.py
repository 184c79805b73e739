"""`bonewise offline`: the built site as one file that needs no connection."""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path

from bonewise.commands.asked import CLEAN, AskedError, Commands, root_of
from bonewise.reading import read
from bonewise.reporting import say


def add(commands: Commands, project: argparse.ArgumentParser) -> None:
    """Put the command into the parser."""
    offline = commands.add_parser(
        "offline", parents=[project], help="make a ZIP of the built site for disks and sticks"
    )
    offline.add_argument(
        "output", type=Path, nargs="?", metavar="FILE", help="the file (default: named after the site)"
    )
    offline.add_argument("--zim", action="store_true", help="make a ZIM for Kiwix instead (needs the package libzim)")
    offline.add_argument(
        "--handouts", action=argparse.BooleanOptionalAction, help="with or without PDFs (default: those that were made)"
    )
    offline.add_argument("--site-dir", type=Path, help="the built site (default: site_dir of mkdocs.yml)")
    offline.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    # Slow to import, and only needed here.
    from bonewise.offline import OfflineError, copy_site, write_zim, write_zip

    root = root_of(options)
    library = read(root)[0]
    site = (options.site_dir or root / library.settings.site).resolve()
    try:
        copy = copy_site(library, site, options.handouts)
        target = (options.output or root / f"{copy.slug}-offline.{'zim' if options.zim else 'zip'}").resolve()
        if target.is_relative_to(site):
            raise AskedError(f"{target} lies in the site that it would hold; name a file elsewhere")
        if not target.parent.is_dir():
            raise AskedError(f"there is no folder {target.parent}; make it, or name a file elsewhere")
        size = write_zim(copy, target, shlex.quote(sys.executable)) if options.zim else write_zip(copy, target)
    except OfflineError as error:
        raise AskedError(str(error)) from None
    pdfs = f", {copy.handouts} of them PDFs" if copy.handouts else ", no PDFs"
    say(f"Wrote {target} ({size / 1_000_000:.1f} MB; {len(copy.files)} files{pdfs})")
    return CLEAN
