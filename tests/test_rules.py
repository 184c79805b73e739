"""Each rule on its cases: `cases/rules/<rule>.yaml` says what is done to the small project, and what is then found.

A case is `good: <why>` or `bad: <why>`, with any of these, and for a bad one its `findings`:

- `article`: the body of `content/condition/osteopenia.md`, whose first line is the file's fifteenth
- `body`, `append`, `write`: path to text; for `write` also `{copy: path, old: new, …}`
- `replace`: lists of path, old and new; `remove`: paths; `today`: the day
"""

from __future__ import annotations

import importlib
import re
from datetime import date
from typing import Any

import pytest
import yaml
from small_project import CASES, TODAY, Project

from bonewise.edition import render
from bonewise.model import Edition, Finding
from bonewise.reporting import line
from bonewise.rules import RuleCheck, judge, rules

ARTICLE = "content/condition/osteopenia.md"
ACTIONS = {"article", "body", "append", "write", "replace", "remove", "today", "findings", "good", "bad"}


def cases() -> list[Any]:
    found = []
    for file in sorted((CASES / "rules").glob("*.yaml")):
        for case in yaml.safe_load(file.read_text("utf-8")):
            kind = "good" if "good" in case else "bad"
            found.append(pytest.param(file.stem, case, id=f"{file.stem}: {kind}: {case[kind]}"))
    return found


def prepare(project: Project, case: dict[str, Any]) -> None:
    """Do to the project what the case says."""
    assert set(case) <= ACTIONS, f"unknown action in {case}"
    for path in case.get("remove", ()):
        project.remove(path)
    for path, text in case.get("write", {}).items():
        copied = project.text(text.pop("copy")) if isinstance(text, dict) else text
        project.write(path, copied)
        for old, new in text.items() if isinstance(text, dict) else ():
            project.replace(path, old, new)
    for path, old, new in case.get("replace", ()):
        project.replace(path, old, new)
    for path, text in case.get("body", {}).items() | {(ARTICLE, case["article"]) for _ in range("article" in case)}:
        project.body(path, text)
    for path, text in case.get("append", {}).items():
        project.append(path, text)


def found_by(rule: str, project: Project, today: date) -> list[str]:
    return [line(finding) for finding in sorted(set(rules()[rule](render(project.library(), today))))]


@pytest.mark.parametrize(("rule", "case"), cases())
def test_case(project: Project, rule: str, case: dict[str, Any]) -> None:
    case = {
        **case,
        "write": {path: dict(text) if isinstance(text, dict) else text for path, text in case.get("write", {}).items()},
    }
    prepare(project, case)
    assert found_by(rule, project, case.get("today", TODAY)) == case.get("findings", [])


@pytest.mark.parametrize("rule", rules())
class TestEveryRule:
    """What each rule owes the people who write and read."""

    def test_has_good_and_bad_cases(self, rule: str) -> None:
        file = CASES / "rules" / f"{rule}.yaml"
        assert file.is_file(), f"write {file.relative_to(CASES.parent.parent)}"
        told = yaml.safe_load(file.read_text("utf-8"))
        assert any("good" in case and not case.get("findings") for case in told)
        assert sum("bad" in case and bool(case.get("findings")) for case in told) >= 2
        assert all("bad" in case or not case.get("findings") for case in told)

    def test_findings_of_its_cases_are_its_own(self, rule: str) -> None:
        told = yaml.safe_load((CASES / "rules" / f"{rule}.yaml").read_text("utf-8"))
        findings = [finding for case in told for finding in case.get("findings", ())]
        assert [finding for finding in findings if not finding.endswith(f" [{rule}]")] == []

    def test_has_a_docstring_that_says_why(self, rule: str) -> None:
        """The list of rules in the site's pages is made of these."""
        module = importlib.import_module(f"bonewise.rules.{rule.replace('-', '_')}")
        first, *rest = (module.__doc__ or "").strip().split("\n\n")
        assert re.fullmatch(r"[A-Z][^\n]*\.", first)
        words = "\n\n".join(rest)
        assert all(re.search(rf"(?m)\b{word}: \S", words) for word in ("Why", "Bad", "Good"))

    def test_finds_nothing_in_the_small_project(self, rule: str, plain_project: Project) -> None:
        assert found_by(rule, plain_project, TODAY) == []


def test_no_case_is_without_its_rule() -> None:
    assert {file.stem for file in (CASES / "rules").glob("*.yaml")} == set(rules())


def test_judge_asks_every_rule(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def asking(name: str) -> RuleCheck:
        def check(edition: Edition) -> list[Finding]:
            asked.append(name)
            return []

        return check

    monkeypatch.setattr("bonewise.rules.rules", lambda: {name: asking(name) for name in rules()})
    assert list(judge(Edition(project.library(), {}, TODAY))) == []
    assert asked == sorted(asked) == list(rules())
