"""`bonewise import`: add sources from what another tool exported."""

from __future__ import annotations

import argparse
from pathlib import Path

from bonewise.commands.asked import Commands, root_of, tell, today_of
from bonewise.reading import read


def add(commands: Commands, project: argparse.ArgumentParser) -> None:
    """Put the command into the parser."""
    about = "add sources from CSL-JSON, CSL-YAML, BibTeX or RIS"
    imports = commands.add_parser("import", parents=[project], help=about)
    imports.add_argument("file", type=Path, help="what Zotero or another tool exported")
    imports.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from bonewise.importing import import_sources

    return tell(import_sources(read(root_of(options))[0].settings, options.file, today_of(options)))
