"""The `bonewise` command: parse what was asked, call the command that does it, return 0, 1 or 2."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from bonewise import __version__
from bonewise.baseline import BaselineError
from bonewise.commands.asked import FAILED, AskedError, asks_for_project
from bonewise.reading.settings import SettingsError
from bonewise.reporting import say

#: Each command's module, in the order of the help.
COMMANDS = {
    "build": "build",
    "serve": "serve",
    "check": "check",
    "figures": "figures",
    "readability": "readability",
    "search-quality": "search_quality",
    "rules": "rules",
    "new": "new",
    "import": "imports",
    "publish": "publish",
    "headers": "headers",
    "offline": "offline",
    "sbom": "sbom",
    "embed-verify": "embed_verify",
    "attention": "attention",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. Returns 0 when all is well, 1 when something was found, 2 when it could not run."""
    given = sys.argv[1:] if arguments is None else arguments
    options = _parser(given[0] if given else "").parse_args(arguments)
    try:
        return int(options.run(options))
    except (SettingsError, AskedError, BaselineError) as error:
        say(f"bonewise: {error}", sys.stderr)
    except KeyboardInterrupt:
        say("", sys.stderr)
        return int(getattr(options, "interrupted", FAILED))
    except BrokenPipeError:
        # Whoever read our output has gone; Python would complain again when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        say(f"bonewise: {error.filename or ''}: {error.strerror or error}", sys.stderr)
    finally:
        if arguments is None:
            gc.freeze()  # the process ends: a last look for garbage would take a tenth of a check's time
    return FAILED


def _parser(asked: str) -> argparse.ArgumentParser:
    """Only the command that is asked for is loaded, where it is known: others need what is slow to import."""
    parser = argparse.ArgumentParser(prog="bonewise", description="Build and check a site of health guidance.")
    parser.add_argument("--version", action="version", version=f"bonewise {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in [COMMANDS[asked]] if asked in COMMANDS else COMMANDS.values():
        import_module(f"bonewise.commands.{module}").add(commands, asks_for_project())
    return parser
