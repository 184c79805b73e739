"""`bonewise check`: find what is wrong with links, citations and page duties."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TextIO

from bonewise.baseline import BaselineError, read_baseline, written
from bonewise.checking import Report, check, known_rules
from bonewise.commands.asked import CLEAN, FOUND, AskedError, Commands, day, root_of, time_of_day, today_of
from bonewise.dialect import counted, guess
from bonewise.edition import prepare
from bonewise.fixing import mend, snapshot
from bonewise.kept import files_of
from bonewise.reading.settings import SettingsError, read_settings
from bonewise.reading.settings_files import settings_files
from bonewise.reading.states import state
from bonewise.reporting import FORMATS, blocking, say, show

_MORE = """
It ends with 0 if all is well (notices are only for you to know), with 1 if something was found, and with 2 if it could
not run; in every format. In all formats but text, standard output holds the report alone.

Pages that plugins make of other things (a blog's archive, generated references, other repositories) are not there when
a check runs: a link into them that leads to no file is a notice where such a plugin is configured, not an error.

A baseline keeps known findings out of the report, so that old faults can wait and new ones cannot. Make it once with
--baseline FILE --write-baseline, keep it in the repository, and give --baseline FILE from then on. It knows a finding
by its rule, file, words and line of text, so it may move. Write it again when faults have been mended.
"""


def add(commands: Commands, project: argparse.ArgumentParser) -> None:
    """Put the command into the parser."""
    about = "check links, citations and page duties"
    form = argparse.RawDescriptionHelpFormatter
    checks = commands.add_parser("check", parents=[project], help=about, epilog=_MORE, formatter_class=form)
    option = checks.add_argument
    option("paths", nargs="*", type=Path, metavar="PATHS", help="report only these files and folders; all are read")
    option("--format", choices=tuple(FORMATS), default="text", help="how to write the report (default: text)")
    option("--today", type=day, metavar="YYYY-MM-DD", help="judge review dates as of this day")
    option("--select", type=_names, action="extend", default=[], metavar="RULES", help="only these rules: one,two")
    option("--ignore", type=_names, action="extend", default=[], metavar="RULES", help="without these rules")
    option("--fix", action="store_true", help="mend what has one right answer, and show the changes")
    option("--watch", action="store_true", help="check again on every change, until Ctrl-C")
    option("--baseline", type=Path, metavar="FILE", help="do not report the findings that FILE knows")
    option("--write-baseline", action="store_true", help="write what is found into the --baseline FILE")
    option("--online", action="store_true", help="ask the network too whether links and sources hold")
    checks.set_defaults(run=_run)


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _run(options: argparse.Namespace) -> int:
    root = _root(options)
    _known([*options.select, *options.ignore])
    if options.write_baseline and not options.baseline:
        raise AskedError("--write-baseline needs a file; give --baseline FILE")
    if not options.watch:
        return _check(options, root)
    from bonewise.watching import watch

    options.interrupted = CLEAN
    content = root / read_settings(root).content
    folders = [folder for folder in (content, root / "templates") if folder.is_dir()]
    watch([root / "mkdocs.yml"], folders, partial(_again, options, root))
    return CLEAN


def _root(options: argparse.Namespace) -> Path:
    """Where it was not given, the project may also be the one that the first path lies in."""
    try:
        return root_of(options)
    except SettingsError:
        if not options.paths:
            raise
    parents = (Path.cwd() / options.paths[0] / "mkdocs.yml").resolve().parents
    options.root = next((folder for folder in parents if (folder / "mkdocs.yml").is_file()), None)
    return root_of(options)


def _known(names: Iterable[str]) -> None:
    for name in names:
        if name not in known_rules():
            near = guess(name, known_rules()) or f"; the rules are {', '.join(known_rules())}"
            raise AskedError(f"no rule is named '{name}'{near}")


def _again(options: argparse.Namespace, root: Path) -> dict[str, str]:
    """A pass of --watch: what stops a single check is told here, and mended by the author's next change.

    Returns the files that pages take in and that the settings hang on, wherever they lie, and what was in them.
    """
    beside = {str(file): state(file) for file in settings_files(root)}
    say(time_of_day(), _aside(options))
    try:
        _check(options, root)
    except (SettingsError, AskedError, BaselineError, OSError) as error:
        say(f"bonewise: {error}", sys.stderr)
    # While the author reads: what the next pass needs, and what the last one left.
    prepare()
    gc.collect()
    return files_of(root) | beside


def _check(options: argparse.Namespace, root: Path) -> int:
    report = _fix(options, root) if options.fix else _report(options, root, options.online)
    if options.write_baseline:
        options.baseline.write_text(written(report.findings, root), "utf-8")
        say(f"Wrote {counted(len(report.findings), 'finding')} into {options.baseline}", sys.stderr)
    if options.baseline:
        known = read_baseline(options.baseline)
        whole = not (options.paths or options.select or options.ignore)
        mended = known.mended(report.findings, root) if whole else 0
        report = Report(tuple(known.unknown(report.findings, root)), report.counts)
        if mended:
            is_are = "is" if mended == 1 else "are"
            words = f"{counted(mended, 'finding')} in {options.baseline} {is_are} mended by now; write it again"
            say(words, sys.stderr)
    show(report.findings, report.counts, options.format)
    return FOUND if blocking(report.findings) else CLEAN


def _report(options: argparse.Namespace, root: Path, online: bool) -> Report:
    whole = check(root, today_of(options), options.select, options.ignore, online)
    return whole.within([_shown(root, path) for path in options.paths]) if options.paths else whole


def _shown(root: Path, path: Path) -> str:
    """A path as findings write it; it may be given from here or from the project's root."""
    places = [place for place in (Path.cwd() / path, root / path) if place.exists()]
    for place in places:
        if place.resolve().is_relative_to(root):
            return place.resolve().relative_to(root).as_posix()
    raise AskedError(f"'{path}' is not in the project {root}" if places else f"there is no file or folder '{path}'")


def _fix(options: argparse.Namespace, root: Path) -> Report:
    """Mend, show how, and check again: what is left is what is reported. The network is asked for that alone."""
    seen = snapshot(root, read_settings(root).content)
    report = _report(options, root, online=False)
    findings = report.findings
    if options.baseline and not options.write_baseline:
        findings = tuple(read_baseline(options.baseline).unknown(findings, root))
    mended = mend(root, findings, seen)
    for words in (mended.diff.removesuffix("\n"), *mended.refused):
        if words:
            say(words, _aside(options))
    for path, number in mended.files.items():
        say(f"Mended {path}: {counted(number, 'change')}.", _aside(options))
    return _report(options, root, options.online) if mended.files or options.online else report


def _aside(options: argparse.Namespace) -> TextIO:
    """Where words go that are not the report: beside it for people, out of its way for machines."""
    return sys.stdout if options.format == "text" else sys.stderr
