"""The rules of the house that a machine can judge: `bonewise` reads alike everywhere, and its floors hold."""

from __future__ import annotations

import ast
import doctest
import importlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import bonewise

PACKAGE = Path(bonewise.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
MAX_LINES = 300
MAX_FUNCTION_LINES = 40
#: Who may know which library; a name ending in '.' stands for the modules below it.
ALLOWED = {
    "mkdocs": ("plugin", "building", "reusing"),
    "markdown": ("extension", "extension.", "edition", "parser_options", "engine", "figures.", "rendering."),
    "pymdownx": ("extension", "extension."),
    "citeproc": ("rendering.references",),
    "bibtexparser": ("finishing.source_files", "importing", "exported."),
    "textstat": ("prose",),
    "nh3": ("sanitizing",),
    "brotli": ("publishing.compressing",),
    "zstandard": ("publishing.compressing",),
    "rich": ("building", "asking"),
    "httpx": ("online.", "copies"),
    "jinja2": ("finishing.embeds.pages", "finishing.handouts.sheet", "reusing"),
    "markupsafe": ("finishing.embeds.pages",),
    "watchdog": ("watching",),
    "weasyprint": ("finishing.handouts.printer", "finishing.handouts.drawing_paths"),
    "pikepdf": ("finishing.handouts.finishing_pdf", "finishing.handouts.forms", "finishing.handouts.tags"),
    "fontTools": ("finishing.handouts.letters",),
    "libzim": ("offline.zim",),
    "tinycss2": ("finishing.lean_style",),
    "segno": ("finishing.handouts.qr",),
}


def name(file: Path) -> str:
    """`rules.few_sources` for `rules/few_sources.py`, `rules` for `rules/__init__.py`."""
    parts = file.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"), str(file))


def imports(file: Path) -> set[str]:
    """Every module imported anywhere in a file, by its whole name."""
    found = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: say the whole name"
            found.add(node.module or "")
    return found


def functions(file: Path) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every function and method with its name as one would write it."""
    for node in tree(file).body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{each.name}", each) for each in node.body if isinstance(each, ast.FunctionDef))


each_module = pytest.mark.parametrize("file", MODULES, ids=[name(file) or "bonewise" for file in MODULES])


@each_module
def test_module_begins_with_one_sentence(file: Path) -> None:
    text = ast.get_docstring(tree(file), clean=False)
    assert text, "write a docstring of one sentence"
    first = text.split("\n")[0]
    assert re.fullmatch(r"[A-Z`].*\.", first), f"not a sentence: {first!r}"
    assert not re.search(r"(?<!e\.g)(?<!i\.e)[.!?] [A-Z]", first), f"more than one sentence: {first!r}"


@each_module
def test_module_is_short(file: Path) -> None:
    assert len(file.read_text("utf-8").splitlines()) <= MAX_LINES


@each_module
def test_functions_are_short(file: Path) -> None:
    long = {called: node.end_lineno - node.lineno + 1 for called, node in functions(file) if node.end_lineno}
    assert {called: lines for called, lines in long.items() if lines > MAX_FUNCTION_LINES} == {}


@each_module
def test_public_functions_say_what_they_do(file: Path) -> None:
    """A rule's `check` is told by its module; builders and formulas of one line tell themselves."""
    silent = [
        called
        for called, node in functions(file)
        if "." not in called and not called.startswith("_") and not ast.get_docstring(node)
        if len(node.body) > 1 and not (name(file).startswith("rules.") and called == "check")
    ]
    assert silent == []


@each_module
def test_public_classes_say_what_they_are(file: Path) -> None:
    classes = [node for node in tree(file).body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    assert [node.name for node in classes if not ast.get_docstring(node)] == []


@pytest.mark.parametrize("library", ALLOWED)
def test_library_is_known_to_few(library: str) -> None:
    users = {name(file) for file in MODULES if any(each.split(".")[0] == library for each in imports(file))}
    strangers = {
        user
        for user in users
        if not any(user == ours or (ours.endswith(".") and user.startswith(ours)) for ours in ALLOWED[library])
    }
    assert strangers == set()


@each_module
def test_only_reporting_prints(file: Path) -> None:
    calls = [node for node in ast.walk(tree(file)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    printing = [node.lineno for node in calls if isinstance(node.func, ast.Name) and node.func.id == "print"]
    assert not printing or name(file) == "reporting"


@each_module
def test_today_is_given_not_asked(file: Path) -> None:
    """Same input, same bytes: only the faces ask the clock."""
    asked = re.findall(r"\b(?:date\.today|datetime\.now|datetime\.utcnow|time\.time)\(", file.read_text("utf-8"))
    assert not asked or name(file) in ("commands.asked", "plugin")


@each_module
def test_no_error_vanishes(file: Path) -> None:
    handlers = [node for node in ast.walk(tree(file)) if isinstance(node, ast.ExceptHandler)]
    silent = [
        node.lineno for node in handlers if node.type is None or all(isinstance(each, ast.Pass) for each in node.body)
    ]
    assert silent == []


@each_module
def test_no_module_for_odds_and_ends(file: Path) -> None:
    assert not set(name(file).split(".")) & {"utils", "util", "helpers", "helper", "manager", "misc", "common"}


#: How a rule makes a finding; a link's own place is known to `told`.
_MAKERS = ("Finding", "told", "told_of_words", "missed", "identifier_faults")


def test_findings_are_made_with_a_place_a_rule_and_a_mend() -> None:
    """Each rule names itself in what it finds."""
    for file in MODULES:
        module = name(file)
        if module.startswith("rules.") and not module.startswith("rules._"):
            rule = module.removeprefix("rules.").replace("_", "-")
            made = [node for node in ast.walk(tree(file)) if isinstance(node, ast.Call)]
            named = [node.args[1] for node in made if isinstance(node.func, ast.Name) and node.func.id in _MAKERS]
            assert named, module
            assert all(isinstance(each, ast.Constant) and each.value == rule for each in named), module


@each_module
def test_examples_in_docstrings_hold(file: Path) -> None:
    if ">>>" in file.read_text("utf-8"):
        module = importlib.import_module(f"bonewise.{name(file)}")
        assert doctest.testmod(module).failed == 0


def test_no_pattern_has_a_possessive_group() -> None:
    """Python before 3.11.5, as Debian 12 has it, matches `(…)*+` wrongly; `[…]*+` it matches right."""
    found = [path for path in MODULES if re.search(r"\)(?:[*+?]|\{\d+,?\d*\})\+|\(\?>", path.read_text("utf-8"))]
    assert found == []
