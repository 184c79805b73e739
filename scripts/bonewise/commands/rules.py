"""`bonewise rules`: explain every rule, or write the page that does."""

from __future__ import annotations

import argparse

from bonewise.commands.asked import CLEAN, Commands, root_of, today_of
from bonewise.reading import read
from bonewise.reporting import say
from bonewise.rule_guide import rule_guide

PAGE = "about/rules.md"


def add(commands: Commands, project: argparse.ArgumentParser) -> None:
    """Put the command into the parser."""
    rules = commands.add_parser("rules", parents=[project], help="explain every rule of the check")
    rules.add_argument("--write", action="store_true", help=f"write the page {PAGE}")
    rules.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    if not options.write:
        say(rule_guide(today_of(options)))
        return CLEAN
    settings = read(root_of(options))[0].settings
    text = rule_guide(today_of(options), settings.site_name)
    page = settings.root / settings.content / PAGE
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, "utf-8")
    say(f"Wrote {settings.content}/{PAGE}")
    return CLEAN
