"""The `bonewise` command: parse what was asked, call the module that does it, return 0, 1 or 2."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from bonewise import __version__
from bonewise.checking import check
from bonewise.edition import render
from bonewise.engine import project_root
from bonewise.prose import MAX_GRADE, readability
from bonewise.reading import read
from bonewise.reading.settings import SettingsError
from bonewise.reporting import blocking, report, say

CLEAN, FOUND, FAILED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. Returns 0 when all is well, 1 when something was found, 2 when it could not run."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except SettingsError as error:
        say(f"bonewise: {error}", sys.stderr)
    except KeyboardInterrupt:
        say("", sys.stderr)
        return CLEAN if options.command == "serve" else FAILED
    except OSError as error:
        say(f"bonewise: {error.filename or ''}: {error.strerror or error}", sys.stderr)
    return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bonewise", description="Build and check a site of health guidance.")
    parser.add_argument("--version", action="version", version=f"bonewise {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    project = argparse.ArgumentParser(add_help=False)
    project.add_argument("--root", type=Path, help="the project's folder (default: the nearest one with mkdocs.yml)")

    build = commands.add_parser("build", parents=[project], help="check the content and build the site")
    build.add_argument("--strict", action="store_true", help="let warnings stop the build too")
    build.add_argument("--site-dir", type=Path, help="where to build (default: site_dir of mkdocs.yml)")
    build.set_defaults(run=_build)

    serve = commands.add_parser("serve", parents=[project], help="build, show on 127.0.0.1, rebuild on every change")
    serve.add_argument("--port", type=int, default=8000, help="the port (default: 8000)")
    serve.add_argument("--built", action="store_true", help="only show the site as it was built last")
    serve.set_defaults(run=_serve)

    checks = commands.add_parser("check", parents=[project], help="check links, citations and page duties")
    checks.add_argument("--today", type=date.fromisoformat, help="judge review dates as of this day (YYYY-MM-DD)")
    checks.set_defaults(run=_check)

    reads = commands.add_parser("readability", parents=[project], help="print the reading grade of each page")
    reads.add_argument("--long", action="store_true", help="list the long sentences too")
    reads.set_defaults(run=_readability)

    new = commands.add_parser("new", parents=[project], help="start an article, exercise, programme or source")
    new.add_argument("kind", choices=("article", "exercise", "programme", "source"))
    new.add_argument("name", help="its id, in lower case with dashes; an article may have a folder: condition/my-topic")
    new.set_defaults(run=_new)

    imports = commands.add_parser(
        "import", parents=[project], help="add sources from CSL-JSON, CSL-YAML, BibTeX or RIS"
    )
    imports.add_argument("file", type=Path, help="what Zotero or another tool exported")
    imports.set_defaults(run=_import)
    return parser


def _root(options: argparse.Namespace) -> Path:
    root: Path | None = options.root or project_root(Path.cwd())
    if root is None:
        raise SettingsError("no mkdocs.yml here or above; go to a project, or give --root DIR")
    return root.resolve()


def _today(options: argparse.Namespace) -> date:
    given: date | None = getattr(options, "today", None)
    return given or datetime.now(UTC).date()


def _build(options: argparse.Namespace) -> int:
    from bonewise.building import BuildError, build

    root = _root(options)
    settings = read(root)[0].settings
    target = (options.site_dir or root / settings.site).resolve()
    try:
        build(root, options.strict, target)
    except BuildError as error:
        say(f"bonewise: {error}", sys.stderr)
        return FOUND
    say(f"Built {len(read(root)[0].pages)} pages in {target}")
    return CLEAN


def _serve(options: argparse.Namespace) -> int:
    from bonewise.building import BuildError, serve, serve_built

    root = _root(options)
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


def _check(options: argparse.Namespace) -> int:
    root = _root(options)
    findings = check(root, _today(options))
    report(findings)
    library = read(root)[0]
    if not findings:
        say(f"{len(library.pages)} pages and {len(library.sources)} sources: nothing wrong.")
    return FOUND if blocking(findings) else CLEAN


def _readability(options: argparse.Namespace) -> int:
    edition = render(read(_root(options))[0], _today(options))
    say(f"{'grade':>5}  {'sentences':>9}  {'long':>5}  {'words':>6}  page")
    hard = 0
    for path, rendered in edition.pages.items():
        found = readability(rendered)
        hard += found.grade > MAX_GRADE
        mark = "  over the limit" if found.grade > MAX_GRADE else ""
        long = len(found.long_sentences)
        say(f"{found.grade:5.1f}  {found.sentences:9}  {long:5}  {found.words:6}  {path}{mark}")
        for sentence in found.long_sentences if options.long else ():
            say(f"       {sentence}")
    say(f"{len(edition.pages)} pages, {hard} over grade {MAX_GRADE:g}.")
    return FOUND if hard else CLEAN


def _new(options: argparse.Namespace) -> int:
    from bonewise.starting import start

    return _tell(start(read(_root(options))[0].settings, options.kind, options.name, _today(options)))


def _import(options: argparse.Namespace) -> int:
    from bonewise.importing import import_sources

    return _tell(import_sources(read(_root(options))[0].settings, options.file, _today(options)))


def _tell(outcome: tuple[bool, str]) -> int:
    done, message = outcome
    say(message, sys.stdout if done else sys.stderr)
    return CLEAN if done else FOUND
