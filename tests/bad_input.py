"""Classes of broken and hostile input: what is done to the small project, and what must then be told.

Those written by hand are in `cases/bad-input.yaml`; each field with a value of each wrong type is made here.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from small_project import CASES, Project

ARTICLE = "content/condition/osteopenia.md"
EXERCISE = "content/exercises/bridge.md"
PROGRAMME = "content/programmes/first-weeks.md"
SOURCES = "content/sources.yaml"


@dataclass(frozen=True)
class Case:
    """A name, what is done, and the `path:line:column` and rule of each finding that must be among those told."""

    name: str
    spoil: Callable[[Project], None]
    told: tuple[str, ...]


def by_hand() -> Iterator[Case]:
    """The cases of the file. Each has `case` and `told`, and what is done:

    `front`: lines put in place of one of the article's front matter, `{line: text}`; `body`: the article's body;
    `replace`: lists of path, old and new; `write`: path to text; `hex`: path to bytes; `repeat`: path to a head, a
    piece, how often, and a tail; `link`: path to target; `make`: names of files without contents; `pipe`: path.
    """
    for case in yaml.safe_load((CASES / "bad-input.yaml").read_text("utf-8")):
        yield Case(case["case"], lambda project, case=case: _do(project, case), tuple(case.get("told", ())))


def _do(project: Project, case: dict[str, Any]) -> None:
    for start, text in case.get("front", {}).items():
        line = next(each for each in project.text(ARTICLE).split("\n") if each.startswith(start))
        project.replace(ARTICLE, line, text)
    if "body" in case:
        project.body(ARTICLE, case["body"])
    for path, old, new in case.get("replace", ()):
        project.replace(path, old, new)
    for path, text in case.get("write", {}).items():
        project.write(path, text)
    for path, digits in case.get("hex", {}).items():
        project.write(path, bytes.fromhex(digits))
    for path, (head, piece, times, *tail) in case.get("repeat", {}).items():
        front = "---\n".join(project.text(path).split("---\n")[:2]) + "---\n" if path.endswith(".md") else ""
        project.write(path, front + head + piece * times + "".join(tail))
    for path, target in case.get("link", {}).items():
        (project.root / path).parent.mkdir(parents=True, exist_ok=True)
        (project.root / path).symlink_to(target)
    for path in case.get("make", ()):
        project.write(path, project.text(ARTICLE) if path.endswith(".md") else "")
    for path in case.get("pipe", ()):
        os.mkfifo(project.root / path)


#: Values of a wrong type for a field of text, and for one of a list.
_FOR_TEXT = {"a list": "[a, b]", "a mapping": "{a: b}", "nothing": "", "HTML": "a <b>c</b>"}
_FOR_LISTS = {"a mapping": "{a: b}", "text": "plain", "lists in the list": "[[a], [b]]"}
_OTHERS = {"a list": "[a, b]", "a mapping": "{a: b}", "an unknown word": "zzz", "a number": "-1.5e3"}


def by_field() -> Iterator[Case]:
    """Each field of each kind of page, with values that it cannot hold."""
    for path in (ARTICLE, EXERCISE, PROGRAMME):
        text = (CASES / "project" / path).read_text("utf-8")
        header = text.split("---\n")[1]
        for key, value in yaml.compose(header, yaml.SafeLoader).value:
            yield from _of_field(path, text, key.value, value)


def _of_field(path: str, text: str, name: str, value: yaml.Node) -> Iterator[Case]:
    lines = text.split("\n")
    number = next(at for at, line in enumerate(lines, 1) if line.startswith(f"{name}:"))
    after = number if isinstance(value, yaml.ScalarNode) or value.flow_style else number + _indented(lines[number:])
    chosen = name in ("kind", "claims_level", "impact", "after_fracture", "reviewed", "next_review", "group", "weeks")
    listed = isinstance(value, yaml.SequenceNode)
    wrong = _OTHERS if chosen or isinstance(value, yaml.MappingNode) else _FOR_LISTS if listed else _FOR_TEXT
    for word, put in wrong.items():
        changed = "\n".join([*lines[: number - 1], f"{name}: {put}", *lines[after:]])
        spoil = lambda project, changed=changed: project.write(path, changed)  # noqa: E731
        yield Case(f"{Path(path).stem}: '{name}' holds {word}", spoil, (f"{path}:{number}:",))


def _indented(lines: list[str]) -> int:
    return next(at for at, line in enumerate(lines) if not line.startswith((" ", "-")) or line == "---")
