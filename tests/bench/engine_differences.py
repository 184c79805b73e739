"""What differs when another engine builds the real project: prints the table in scripts/DECISIONS.md.

    python tests/bench/engine_differences.py

Builds it with MkDocs, ProperDocs and Zensical, runs the last steps where the engine runs no plugins, and compares what
comes out with MkDocs' site. Handouts are made of three pages. What is not installed is left out. It judges nothing.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from synthetic import ROOT

from bonewise.finishing import finish
from bonewise.finishing.articles import article_slice
from bonewise.finishing.handouts import write_handouts
from bonewise.proofing import proof
from bonewise.reading import read

COMMANDS = {
    "mkdocs": ("build", "-q"),
    "properdocs": ("build", "-q", "-f", "mkdocs.yml"),
    "zensical": ("build", "--clean"),
}
THREE = ("condition/osteopenia.md", "exercises/sit-to-stand.md", "programmes/first-two-weeks.md")
_MARKS = re.compile(r'<a id="__skip" tabindex="-1"></a>| data-search-exclude(?:="")?')
FAULT = ("content/about/contact.md", "\n[nowhere](no-such-page.md) [@no-such-source]\n")


def run(engine: str, project: Path) -> int:
    """Build a copy of the project; the engine's exit code."""
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "BONEWISE_HANDOUTS": "no"}
    environment = {**os.environ, **quiet, "SOURCE_DATE_EPOCH": "1795305600"}
    command = [sys.executable, "-m", engine, *COMMANDS[engine]]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True).returncode


def copy_of_project(folder: Path) -> Path:
    """What an engine needs of this checkout."""
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def built(engine: str, folder: Path) -> Path:
    """The project, built and finished."""
    project = copy_of_project(folder)
    if run(engine, project):
        raise SystemExit(f"{engine} could not build the project")
    library = read(project)[0]
    if engine == "zensical":
        finish(library, project / "site")
    three = replace(library, pages={path: library.pages[path] for path in THREE})
    write_handouts(three, project / "site")
    return project


def alike(pattern: str, part: Callable[[str], str] | None = None) -> Callable[[Path, Path], str]:
    """Compares files of two sites, or a part of them."""

    def compare(first: Path, other: Path) -> str:
        def held(site: Path) -> dict[str, bytes | str]:
            found = sorted((site / "site").glob(pattern))
            files = (file for file in found if file.is_file() and not (part and "embed" in file.parts))
            told = ((file.relative_to(site).as_posix(), file) for file in files)
            return {name: part(file.read_text("utf-8")) if part else file.read_bytes() for name, file in told}

        one, two = held(first), held(other)
        same = sum(1 for name in one if two.get(name) == one[name])
        return f"all {len(one)} the same" if one == two else f"{same} of {len(one)} the same"

    return compare


def article(html: str) -> str:
    """An article without spaces, and without marks of engines: where Zensical lands, what it escapes otherwise."""
    return "".join(_MARKS.sub("", article_slice(html).replace("&#x2f;", "/").replace("&#x27;", "&#39;")).split())


def stops(engine: str) -> str:
    """Whether a page with a broken link and an unknown source stops the build."""
    with tempfile.TemporaryDirectory() as folder:
        project = copy_of_project(Path(folder))
        with (project / FAULT[0]).open("a", encoding="utf-8") as page:
            page.write(FAULT[1])
        return "yes" if run(engine, project) else "no: run `bonewise check` before"


def faults(_: Path, other: Path) -> str:
    """What the proof of the built site finds."""
    return str(len(proof(read(other)[0], other / "site", {})))


ROWS: dict[str, Callable[[Path, Path], str]] = {
    "Articles, but for marks of the engine's own": alike("**/index.html", article),
    "Embeds": alike("embed/**/index.html"),
    "Handouts": alike("handouts/*.pdf"),
    "Search index": alike("assets/search/**/*"),
    "Data for other tools": alike("sources.*"),
    "Feed of changes": alike("feed.xml"),
    "Data of the handout builder": alike("handouts/*.js*"),
    "Theme's styles in use": alike("assets/stylesheets/theme.css"),
    "Faults in the built site": faults,
}


def main() -> None:
    """Print the table."""
    engines = [engine for engine in COMMANDS if importlib.util.find_spec(engine)]
    with tempfile.TemporaryDirectory() as folder:
        projects = {engine: built(engine, Path(folder) / engine) for engine in engines}
        first = projects[engines[0]]
        print(f"| | {' | '.join(engines)} |\n|---|{'---|' * len(engines)}")
        for name, compare in ROWS.items():
            print(f"| {name} | {' | '.join(compare(first, projects[engine]) for engine in engines)} |", flush=True)
        print(f"| A fault stops the build | {' | '.join(map(stops, engines))} |")


if __name__ == "__main__":
    main()
