"""Every finding of every case says where it ends: on or behind its place, within its file, and where a fix needs it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from small_project import CASES, TODAY, Project
from test_links_and_citations import ALL, make
from test_rules import prepare

from bonewise.checking import check
from bonewise.fixing import fixed
from bonewise.model import Finding


def lines_of(root: Path, path: str) -> list[str]:
    file = root / path
    return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").split("\n") if file.is_file() else [""]


def hold(root: Path, findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        place, end = finding.place, finding.end
        assert end is not None, finding
        assert end.path == place.path, finding
        assert (end.line, end.column) >= (place.line, place.column), finding
        lines = lines_of(root, place.path)
        if (root / place.path).is_file():
            assert end.line <= len(lines), finding
            assert end.column <= len(lines[end.line - 1]) + 1, finding
        if finding.fix:
            text = "\n".join(lines)
            assert fixed(text, [finding]) != text, finding


@pytest.mark.parametrize("name", ALL)
def test_case_about_links_and_citations(name: str, tmp_path: Path) -> None:
    case = ALL[name]
    make(case, tmp_path)
    hold(tmp_path, check(tmp_path, date.fromisoformat(case.get("settings", {}).get("today", "2026-06-01"))).findings)


def rule_cases() -> list[Any]:
    found = []
    for file in sorted((CASES / "rules").glob("*.yaml")):
        found += [pytest.param(case, id=f"{file.stem}: {case['bad']}") for case in _read(file) if "bad" in case]
    return found


def _read(file: Path) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load(file.read_text("utf-8"))
    return cases


@pytest.mark.parametrize("case", rule_cases())
def test_case_of_a_rule(project: Project, case: dict[str, Any]) -> None:
    write = {path: dict(text) if isinstance(text, dict) else text for path, text in case.get("write", {}).items()}
    prepare(project, {**case, "write": write})
    hold(project.root, check(project.root, case.get("today", TODAY)).findings)


@pytest.mark.parametrize(
    ("path", "old", "new", "words"),
    [
        ("content/condition/osteopenia.md", "[@kanis2019]", "[@nobody]", "@nobody"),
        ("content/condition/osteopenia.md", "[@kanis2019]", "[@kanis2019, p.]", "p."),
        ("content/condition/osteopenia.md", "[@kanis2019]", "[a](no.md 'title') more", "no.md"),
        ("content/condition/osteopenia.md", "next_review: 2027-11-01", "next_review: 2025-13-01", "2025-13-01"),
        ("content/condition/osteopenia.md", "claims_level: high", "claims_level: highest", "highest"),
        ("content/condition/osteopenia.md", "id: osteopenia", "id: bones", "bones"),
        ("content/condition/osteopenia.md", "topics: [condition]", "topics: [condition, bone]", "bone"),
        ("content/condition/osteopenia.md", "title: What", "titel: What", "titel"),
        ("content/condition/osteopenia.md", "[@kanis2019]", "[a][b]", "b"),
        ("content/condition/osteopenia.md", "## How dense?", "/// stop-iff\nx\n///", "stop-iff"),
        ("content/sources.yaml", "PMID: 30324412", "PMID: 'abc'", "'abc'"),
        ("content/sources.yaml", "DOI: 10.1007/s00198-018-4704-5", "DOI: http://dx.doi.org/10.1007/x # y",
         "http://dx.doi.org/10.1007/x"),
        ("content/sources.yaml", "issued: {date-parts: [[2021, 3]]}", "issued: {date-parts: [[2201, 3]]}", "2201"),
        ("content/sources.yaml", "evidence: guideline", "evidence: guidelime", "guidelime"),
        ("content/programmes/first-weeks.md", "exercises: [bridge]", "exercises: [brigde]", "brigde"),
    ],
)  # fmt: skip
def test_what_lies_between(project: Project, path: str, old: str, new: str, words: str) -> None:
    project.replace(path, old, new)
    told = []
    for finding in check(project.root, TODAY).findings:
        assert finding.end is not None
        line = lines_of(project.root, finding.place.path)[finding.place.line - 1]
        told.append(line[finding.place.column - 1 : finding.end.column - 1])
    assert words in told
