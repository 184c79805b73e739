"""`bonewise sbom`: what the project is made of, with licences, as CycloneDX JSON."""

from __future__ import annotations

import argparse
from pathlib import Path

from bonewise.commands.asked import CLEAN, Commands, root_of
from bonewise.inventory import inventory
from bonewise.reporting import say


def add(commands: Commands, project: argparse.ArgumentParser) -> None:
    """Put the command into the parser."""
    sbom = commands.add_parser("sbom", parents=[project], help="list packages, assets and licences as CycloneDX")
    sbom.add_argument("--output", type=Path, metavar="FILE", help="write it there instead of printing it")
    sbom.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    text = inventory(root_of(options))
    if options.output:
        options.output.write_text(text, "utf-8")
    else:
        say(text.rstrip("\n"))
    return CLEAN
