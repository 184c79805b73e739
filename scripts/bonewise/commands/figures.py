"""`bonewise figures`: write a sheet of every exercise's drawing, for an author's eyes."""

from __future__ import annotations

import argparse
from html import escape
from pathlib import Path
from xml.etree.ElementTree import tostring

from bonewise.commands.asked import CLEAN, FOUND, Commands, root_of
from bonewise.reading import read
from bonewise.rendering.exercise import drawing
from bonewise.reporting import say

_STYLE = (
    "body{font:16px sans-serif;margin:1rem;background:#e8f0f0}main{display:flex;flex-wrap:wrap;gap:1rem}"
    "figure{margin:0;width:min(100%,30rem)}svg{width:100%;height:auto;font-family:inherit}figcaption{padding:.3rem 0}"
)


def add(commands: Commands, project: argparse.ArgumentParser) -> None:
    """Put the command into the parser."""
    figures = commands.add_parser("figures", parents=[project], help="write a sheet of all drawings")
    figures.add_argument("out", nargs="?", default="figures.html", help="the file to write (figures.html)")
    figures.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    library, findings = read(root_of(options))
    drawn = [(each, svg) for each in library.exercises.values() if (svg := drawing(each)) is not None]
    body = "".join(
        f"<figure><figcaption>{escape(exercise.title)}</figcaption>{tostring(svg, 'unicode')}</figure>"
        for exercise, svg in drawn
    )
    page = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Figures</title><style>{_STYLE}</style>'
    Path(options.out).write_text(f"{page}<main>{body}</main></html>\n", "utf-8")
    say(f"Wrote {len(drawn)} of {len(library.exercises)} figures to {options.out}")
    faults = [finding for finding in findings if finding.rule == "bad-figure"]
    for fault in faults:
        say(f"{fault.place.path}:{fault.place.line}:{fault.place.column}: {fault.what}; {fault.mend}")
    return FOUND if faults else CLEAN
