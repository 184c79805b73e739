"""What every command asks for and answers with: the project, the day, the exit codes."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeAlias

from bonewise.engine import project_root
from bonewise.reading.settings import SettingsError
from bonewise.reporting import say

#: What argparse's `add_subparsers` gives; at run time its class takes no brackets.
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
CLEAN, FOUND, FAILED = 0, 1, 2


class AskedError(Exception):
    """What was asked cannot be done; the message says why, and what to ask instead."""


def asks_for_project() -> argparse.ArgumentParser:
    """The option that all commands share."""
    project = argparse.ArgumentParser(add_help=False)
    project.add_argument(
        "--root", type=Path, metavar="DIR", help="the project's folder (default: the nearest one with mkdocs.yml)"
    )
    return project


def root_of(options: argparse.Namespace) -> Path:
    """The project's folder. Raises `SettingsError` where there is none."""
    root: Path | None = options.root or project_root(Path.cwd())
    if root is None:
        raise SettingsError("no mkdocs.yml here or above; go to a project, or give --root DIR")
    return root.resolve()


def day(text: str) -> date:
    """A day as people type it on the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day; write year-month-day, as in 2026-11-22") from None


def today_of(options: argparse.Namespace) -> date:
    """The day that was asked for, or today."""
    given: date | None = getattr(options, "today", None)
    return given or datetime.now(UTC).date()


def time_of_day() -> str:
    """The time on the clock on the wall, for people who wait for a result."""
    return f"{datetime.now().astimezone():%H:%M:%S}"


def tell(outcome: tuple[bool, str]) -> int:
    """Say what came of something, and turn it into an exit code."""
    done, message = outcome
    say(message, sys.stdout if done else sys.stderr)
    return CLEAN if done else FOUND
