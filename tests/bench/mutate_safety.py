"""Would the tests notice? Single changes to sanitiser, reader, publisher and handout safety, and how many are noticed.

    .venv/bin/python tests/bench/mutate_safety.py [GROUP …] [--share 0.2] [--seed N] [--survivors]

Each change is made in memory, in a process of its own: a comparison turned, a condition negated, `and` for `or`, a
number one more, a word emptied, a member of a set or list left out, a statement dropped, a result replaced by None. A
group's tests then run until the first fails. Ends with 1 where fewer than 90 % of a group's changes are noticed.
What survived and why it may is in SURVIVORS.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.abc
import importlib.util
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

LEAST = 0.90
#: Seconds after which a change counts as noticed: it made the code run for ever.
PATIENCE = 120
GROUPS: dict[str, tuple[list[str], list[str]]] = {
    "sanitizer": (
        ["sanitizing", "extension.safety", "rules.unsafe_html"],
        ["test_sanitizing.py", "test_rules.py -k unsafe-html"],
    ),
    "validator": (
        [
            "document",
            "frontmatter",
            "reading.characters",
            "reading.strange_files",
            "reading.our_settings",
            "reading.pages",
        ],
        ["test_reading_words.py test_document.py test_frontmatter.py test_bad_input.py test_reading.py -m 'not slow'"],
    ),
    "publisher": (
        [*(f"publishing{each}" for each in ("", ".allowed", ".compressing", ".manifest", ".releases")), "swapping"],
        ["test_publishing.py test_swapping.py -k 'not command and not killed'"],
    ),
    "handouts": (
        ["handout_safety.verdicts", "handout_safety.composing", "handout_safety.data"],
        ["test_handout_safety.py -m 'not slow'"],
    ),
}
#: Changes that need not be noticed, by what stands in the changed line, with the reason.
SURVIVORS = {
    "os.sync()": "only a power cut would show it",
    "_flush(": "only a power cut would show it",
    "os.fsync": "only a power cut would show it",
    "os.close": "a handle too many is not seen within one run",
    "file.flush": "only a power cut would show it",
    "frozen=True": "nothing of ours writes to what is frozen; the type checker would tell",
    "__all__": "tests name what they import",
    "ignore_errors": "what cannot be removed now is removed the next time",
    "missing_ok": "nobody else removes files while we hold the lock",
    "follow_symlinks": "a link to a folder is refused before its contents matter",
    "lru_cache": "only speed",
    "quality=": "only size",
    "level=": "only size",
    "MAX_BYTES": "a limit may lie one byte aside",
    "_LARGEST": "a limit may lie one byte aside",
    "_LONGEST": "a limit may lie one byte aside",
    "MOST_": "a limit may lie one aside",
    "_MOST": "a limit may lie one aside",
}


def mutants(tree: ast.Module) -> Iterator[tuple[int, str, ast.Module]]:
    """Line, description and tree of each change; docstrings and annotations stay as they are."""
    spared = _spared(tree)
    nodes = [node for node in ast.walk(tree) if id(node) not in spared]
    for index, node in enumerate(nodes):
        for name, change in _changes(node):
            twin = copy.deepcopy(tree)
            other = [each for each, first in zip(ast.walk(twin), ast.walk(tree)) if id(first) not in spared][index]
            change(other)
            yield getattr(node, "lineno", 0), name, ast.fix_missing_locations(twin)


def _spared(tree: ast.Module) -> set[int]:
    spared: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef):
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                spared |= {id(first), id(first.value)}
        for name in ("annotation", "returns"):
            if getattr(node, name, None) is not None:
                spared |= {id(each) for each in ast.walk(getattr(node, name))}
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets):
            spared |= {id(each) for each in ast.walk(node)}
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            spared |= {id(each) for each in ast.walk(node)}
    return spared


_TURNED: dict[type, type] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


def _changes(node: ast.AST) -> Iterator[tuple[str, Callable[[Any], None]]]:  # noqa: C901 (a table)
    if isinstance(node, ast.Compare):
        yield "a comparison turned", lambda n: n.ops.__setitem__(0, _TURNED[type(n.ops[0])]())
    elif isinstance(node, ast.BoolOp):
        yield "and for or", lambda n: setattr(n, "op", ast.Or() if isinstance(n.op, ast.And) else ast.And())
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        yield "a condition negated", lambda n: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test))
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield "true for false", lambda n: setattr(n, "value", not n.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield "one more", lambda n: setattr(n, "value", n.value + 1)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str | bytes) and node.value:
        yield "a word emptied", lambda n: setattr(n, "value", type(n.value)())
    elif isinstance(node, ast.List | ast.Set | ast.Tuple) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
        if len(node.elts) > 1:
            yield "a member left out", lambda n: n.elts.pop()
    elif isinstance(node, ast.Return) and node.value is not None and ast.unparse(node.value) != "None":
        yield "None for a result", lambda n: setattr(n, "value", ast.Constant(None))
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield "a statement dropped", lambda n: setattr(n, "value", ast.Constant(None))
    elif isinstance(node, ast.AugAssign):
        yield "an addition dropped", _drop


def _drop(node: Any) -> None:
    node.__class__, node.targets, node.value = ast.Assign, [ast.Name("_", ast.Store())], ast.Constant(0)


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module in its changed form."""

    def __init__(self, module: str, file: Path, tree: ast.Module) -> None:
        self.module, self.file, self.tree = module, file, tree

    def find_spec(self, fullname: str, path: object, target: object = None) -> Any:
        if fullname != self.module:
            return None
        search = [str(self.file.parent)] if self.file.name == "__init__.py" else None
        return importlib.util.spec_from_file_location(
            fullname, self.file, loader=self, submodule_search_locations=search
        )

    def exec_module(self, module: Any) -> None:
        exec(compile(self.tree, str(self.file), "exec"), module.__dict__)


def noticed(module: str, file: Path, tree: ast.Module, tests: list[str]) -> bool:
    """Whether the tests fail with the changed module; in a process of its own."""
    child = os.fork()
    if child == 0:
        import shlex

        os.setpgid(0, 0)
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        sys.meta_path.insert(0, _Changed(module, file, tree))
        import pytest

        failed = any(
            pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *shlex.split(_placed(each))]) != 0
            for each in tests
        )
        os._exit(1 if failed else 0)
    start = time.monotonic()
    while time.monotonic() - start < PATIENCE:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status != 0
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def _placed(command: str) -> str:
    return " ".join(str(ROOT / "tests" / word) if word.endswith(".py") else word for word in command.split(" "))


def run(group: str, share: float, seed: int) -> tuple[int, int, list[str]]:
    """How many changes were noticed, of how many, and the others; those of SURVIVORS do not count."""
    modules, tests = GROUPS[group]
    chance, caught, made, left = random.Random(seed), 0, 0, []
    for name in modules:
        module = f"bonewise.{name}"
        file = ROOT / "scripts" / Path(*module.split("."))
        file = file / "__init__.py" if file.is_dir() else file.with_suffix(".py")
        lines = file.read_text("utf-8").split("\n")
        for line, words, tree in mutants(ast.parse("\n".join(lines))):
            excused = any(sign in lines[line - 1] for sign in SURVIVORS)
            if chance.random() > share or excused:
                continue
            made += 1
            if noticed(module, file, tree, tests):
                caught += 1
            else:
                left.append(f"{file.relative_to(ROOT)}:{line}: {words}: {lines[line - 1].strip()[:90]}")
    return caught, made, left


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("groups", nargs="*", default=list(GROUPS))
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--survivors", action="store_true")
    options = parser.parse_args()
    # Loaded once, for all the processes that come of this one.
    for heavy in (
        "pytest",
        "markdown",
        "pymdownx.blocks",
        "yaml",
        "nh3",
        "selectolax.lexbor",
        "citeproc",
        "hypothesis",
    ):
        importlib.import_module(heavy)
    short = False
    for group in options.groups:
        caught, made, left = run(group, options.share, options.seed)
        short |= caught < LEAST * made
        print(f"{group}: {caught} of {made} changes noticed ({caught / max(made, 1):.1%})", flush=True)
        if options.survivors:
            print(*(f"  {each}" for each in left), sep="\n", flush=True)
    raise SystemExit(short)


if __name__ == "__main__":
    main()
