"""What sites of the same Markdown cost with each engine: processor seconds, peak memory, and their ratios to ours.

    python tests/bench/engines.py [--large] [--only NAME …] [PAGES …]

100 and 1,000 pages, with --large also 5,000: the real content, and articles in its likeness. Bonewise does all its
work (citations, cards, sanitizing, search, embeds, proof), but makes no handouts. The others take the same files as
plain Markdown, with their own search: MkDocs with Material, that with pruned navigation, and with MkDocs' own theme;
ProperDocs and Zensical with their Material; and Hugo (Debian: hugo), which has no theme of its own, so with a layout of
ours that writes a list of sections, and without search. What is not installed is left out. It judges nothing.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from synthetic import make_project

REAL = 101
_MKDOCS = """site_name: Bench
site_url: https://bench.example.org/
docs_dir: content
exclude_docs: "*.yaml"
theme:
  name: {theme}
{features}markdown_extensions:
  - attr_list
  - def_list
  - md_in_html
  - tables
  - toc: {{permalink: true}}
"""
_PRUNED = "  features: [navigation.tabs, navigation.indexes, navigation.prune]\n"
_HUGO = {
    "hugo.toml": """baseURL = "https://bench.example.org/"
title = "Bench"
disableKinds = ["taxonomy", "term", "RSS"]
""",
    "layouts/_default/baseof.html": """<!doctype html>
<html lang=en><head><meta charset=utf-8><title>{{ .Title }}</title></head><body>
<nav><ul>{{ range .Site.Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></nav>
<main><h1>{{ .Title }}</h1>{{ block "main" . }}{{ end }}</main></body></html>
""",
    "layouts/_default/single.html": '{{ define "main" }}{{ .TableOfContents }}{{ .Content }}{{ end }}',
    "layouts/_default/list.html": """{{ define "main" }}{{ .Content }}
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}""",
}
_TEMPLATE = re.compile(r"^template:.*\n", re.M)


@dataclass(frozen=True)
class Engine:
    """How a copy of the project is made ready, what is then run in it, and what must be installed."""

    name: str
    needs: str
    command: tuple[str, ...]
    prepare: Callable[[Path], None]


def plain(theme: str, features: str = "") -> Callable[[Path], None]:
    """Configure the copy for an engine that knows nothing of ours."""

    def prepare(project: Path) -> None:
        bare(project)
        (project / "mkdocs.yml").write_text(_MKDOCS.format(theme=theme, features=features), "utf-8")

    return prepare


def bare(project: Path) -> None:
    """Without our templates, and pages that ask for them."""
    shutil.rmtree(project / "templates")
    for file in sorted((project / "content").rglob("*.md")):
        file.write_text(_TEMPLATE.sub("", file.read_text("utf-8"), count=1), "utf-8")


def for_hugo(project: Path) -> None:
    """Hugo calls a section's page `_index.md`."""
    bare(project)
    for name, text in _HUGO.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text, "utf-8")
    for file in sorted((project / "content").rglob("index.md")):
        file.rename(file.with_name("_index.md"))


def python(module: str, *words: str) -> tuple[str, ...]:
    """A command of a module of this Python."""
    return (sys.executable, "-m", module, *words)


_PROPERDOCS = python("properdocs", "build", "-q", "-f", "mkdocs.yml")
ENGINES = (
    Engine("Bonewise", "bonewise", python("bonewise", "build", "--no-handouts"), lambda project: None),
    Engine("MkDocs, Material", "material", python("mkdocs", "build", "-q"), plain("material")),
    Engine("MkDocs, Material, pruned", "material", python("mkdocs", "build", "-q"), plain("material", _PRUNED)),
    Engine("MkDocs, own theme", "mkdocs", python("mkdocs", "build", "-q"), plain("mkdocs")),
    Engine("ProperDocs, Material", "properdocs", _PROPERDOCS, plain("material")),
    Engine("Zensical", "zensical", python("zensical", "build", "--clean"), plain("material")),
    Engine("Hugo, bare layout", "hugo", ("hugo", "--quiet"), for_hugo),
)


def there(engine: Engine) -> bool:
    """Whether what it needs is installed."""
    return bool(shutil.which(engine.needs) if engine.needs == "hugo" else importlib.util.find_spec(engine.needs))


def measure(engine: Engine, project: Path, log: Path) -> tuple[float, float, float, int]:
    """Processor seconds, wall seconds, peak megabytes and pages written."""
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    start = time.perf_counter()
    with log.open("w") as told:
        process = subprocess.Popen(engine.command, cwd=project, stdout=told, stderr=told, env={**os.environ, **quiet})
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{engine.name} failed:\n{log.read_text('utf-8')[-2000:]}")
    wall = time.perf_counter() - start
    made = project / ("public" if engine.needs == "hugo" else "site")
    pages = sum(1 for file in made.rglob("*.html") if "embed" not in file.relative_to(made).parts[:1])
    memory = usage.ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)
    return usage.ru_utime + usage.ru_stime, wall, memory, pages


def main() -> None:
    """Print a table for each size."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--large", action="store_true", help="also 5,000 pages")
    parser.add_argument("--only", nargs="+", default=[], help="names of engines")
    parser.add_argument("pages", type=int, nargs="*")
    options = parser.parse_args()
    for size in options.pages or [100, 1000, *([5000] if options.large else [])]:
        print(f"{'':26}  {'CPU s':>7}  {'ratio':>6}  {'wall s':>7}  {'MB':>6}  {'ratio':>6}  {'pages':>6}")
        first: tuple[float, float] | None = None
        for engine in ENGINES:
            if options.only and engine.name not in options.only:
                continue
            if not there(engine):
                print(f"{engine.name:26}  not installed")
                continue
            with tempfile.TemporaryDirectory() as folder:
                project = make_project(Path(folder) / "project", max(0, size - REAL))
                engine.prepare(project)
                cpu, wall, memory, pages = measure(engine, project, Path(folder) / "log")
            first = first or (cpu, memory)
            ratios = cpu / first[0], memory / first[1]
            row = f"{cpu:7.1f}  {ratios[0]:6.2f}  {wall:7.1f}  {memory:6.0f}  {ratios[1]:6.2f}  {pages:6}"
            print(f"{engine.name:26}  {row}", flush=True)
        print()


if __name__ == "__main__":
    main()
