"""`bonewise figures`: a sheet of all drawings, for an author's eyes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bonewise.commands.asked import CLEAN, FOUND, Commands, root_of
from bonewise.contact_sheet import Sheet, contact_sheet, line, serve_sheet
from bonewise.dialect import counted
from bonewise.reading.settings import read_settings
from bonewise.reporting import say


def add(commands: Commands, project: argparse.ArgumentParser) -> None:
    """Put the command into the parser."""
    figures = commands.add_parser("figures", parents=[project], help="show all drawings on one sheet")
    figures.add_argument("out", nargs="?", default="figures.html", help="the file to write (figures.html)")
    figures.add_argument("--watch", action="store_true", help="show the sheet on 127.0.0.1, anew on every change")
    figures.add_argument("--port", type=int, default=8001, help="the port for --watch (default: 8001)")
    figures.set_defaults(run=_run, interrupted=CLEAN)


def _run(options: argparse.Namespace) -> int:
    root = root_of(options)
    if options.watch:
        try:
            serve_sheet(root, root / read_settings(root).content, options.port, _told)
        except OSError as error:
            say(f"bonewise: port {options.port} cannot be used ({error.strerror}); give another --port", sys.stderr)
            return FOUND
        return CLEAN
    sheet = contact_sheet(root)
    Path(options.out).write_text(sheet.html, "utf-8")
    say(f"Wrote {counted(sheet.count, 'figure')} to {options.out}")
    return _faults(sheet)


def _told(sheet: Sheet, port: int) -> None:
    say(f"Showing {counted(sheet.count, 'figure')} on http://127.0.0.1:{port}/ (Ctrl-C ends it)")
    _faults(sheet)


def _faults(sheet: Sheet) -> int:
    for fault in sheet.faults:
        say(line(fault))
    return FOUND if sheet.faults else CLEAN
