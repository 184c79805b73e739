"""Watching content: a report becomes the text of one issue, and a script opens, updates or closes that issue."""

from __future__ import annotations

import io
import json
import os
import subprocess
from datetime import date
from pathlib import Path

import pytest
import yaml
from small_project import Project

from bonewise.attention import MOST_LINES, SECTIONS, ReportError, issue_text
from bonewise.checking import check, known_rules
from bonewise.cli import main
from bonewise.reporting import FORMATS, Counts

ROOT = Path(__file__).parent.parent


def finding(rule: str, what: str = "it is old", path: str = "content/a.md", line: int = 3) -> dict[str, object]:
    return {"path": path, "line": line, "column": 1, "rule": rule, "what": what, "mend": "mend it"}


def report(*findings: object) -> dict[str, object]:
    return {"findings": list(findings), "pages": 1, "links": 0, "citations": 0}


# The text


def test_a_real_report_of_overdue_pages_is_understood(project: Project) -> None:
    found = check(project.root, date(2027, 5, 2)).findings
    text = issue_text(json.loads(FORMATS["json"](found, Counts())))
    assert text.endswith(
        "## Reviews that are overdue (2)\n\n"
        "- [ ] `content/exercises/bridge.md:9`: review was due on 2027-05-01\n"
        "- [ ] `content/programmes/first-weeks.md:9`: review was due on 2027-05-01\n"
    )


def test_what_is_most_urgent_stands_first() -> None:
    text = issue_text(report(*(finding(rule) for rules in reversed(SECTIONS.values()) for rule in rules)))
    assert [row[3:].rpartition(" (")[0] for row in text.splitlines() if row.startswith("## ")] == list(SECTIONS)


def test_faults_of_our_own_making_stay_with_the_check() -> None:
    assert issue_text(report(finding("missing-page"), finding("few-sources"))) == ""


def test_nothing_found_gives_no_text() -> None:
    assert issue_text(report()) == ""
    assert issue_text(report(finding("unsure-link"))) == ""


def test_links_that_no_program_can_judge_are_counted() -> None:
    text = issue_text(report(finding("dead-link"), finding("unsure-link"), finding("unsure-link", line=9)))
    assert text.endswith("\nA program could not judge 2 more links; open these by hand.\n")


def test_the_order_and_number_of_findings_do_not_matter() -> None:
    one, two = finding("dead-link", line=2), finding("dead-link", line=1)
    assert issue_text(report(one, two)) == issue_text(report(two, one, two))


def test_words_of_others_neither_format_nor_call_anybody() -> None:
    what = "now called '<img src=x> [a](https://evil.example) @everyone *b*\n# c'"
    last = issue_text(report(finding("doi-mismatch", what))).splitlines()[-1]
    assert last.endswith(
        r": now called '\<img src=x\> \[a\](https://evil.example) @" + "\N{WORD JOINER}" + r"everyone \*b\* \# c'"
    )


def test_a_long_list_is_cut_and_says_so() -> None:
    text = issue_text(report(*(finding("dead-link", line=number) for number in range(1, MOST_LINES + 4))))
    assert text.endswith("- and 3 more\n")
    assert text.count("- [ ]") == MOST_LINES


def test_every_rule_that_is_watched_exists() -> None:
    watched = {rule for rules in SECTIONS.values() for rule in rules}
    # Reviews that are due soon are told by a rule of their own, where the check has it.
    assert watched - {"review-soon"} <= set(known_rules())


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "it holds no list of 'findings'"),
        ({"findings": {}}, "it holds no list of 'findings'"),
        (None, "it holds no list of 'findings'"),
        (report("dead-link"), "a finding has no 'rule'"),
        (report({"rule": "dead-link"}), "a finding has no 'path'"),
    ],
)
def test_what_is_no_report_is_refused(given: object, said: str) -> None:
    with pytest.raises(ReportError, match=said):
        issue_text(given)


# The command


def test_the_command_ends_with_1_where_something_needs_attention(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "report.json"
    file.write_text(json.dumps(report(finding("dead-link"))), "utf-8")
    assert main(["attention", str(file)]) == 1
    assert capsys.readouterr().out.endswith("- [ ] `content/a.md:3`: it is old\n")


def test_the_command_reads_standard_input_and_says_nothing_where_all_is_well(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(report())))
    assert main(["attention", "-"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("text", ["", "{", "[]", "\x00"])
def test_a_file_that_is_no_report_is_told_in_one_line(
    tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "report.json"
    file.write_text(text, "utf-8")
    assert main(["attention", str(file)]) == 2
    assert capsys.readouterr().err.startswith(f"bonewise: {file} is not a report of 'bonewise check --format json': ")


def test_a_missing_report_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["attention", str(tmp_path / "none.json")]) == 2
    assert "No such file" in capsys.readouterr().err


# The issue: a stand-in for GitHub's command notes what it was asked


def asked_of_github(folder: Path, text: str, open_issue: str) -> list[str]:
    """What `scripts/watch` asks of `gh`, when an issue of this number is open ('' for none)."""
    stand_in = folder / "bin/gh"
    stand_in.parent.mkdir()
    stand_in.write_text(
        f'#!/bin/sh\necho "$@" >> "{folder}/asked"\ncase "$1 $2" in "issue list") echo "{open_issue}";; esac\n', "utf-8"
    )
    stand_in.chmod(0o755)
    (folder / "issue.md").write_text(text, "utf-8")
    env = {**os.environ, "PATH": f"{stand_in.parent}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run(["sh", str(ROOT / "scripts/watch"), "issue.md"], cwd=folder, env=env, check=True)
    return (folder / "asked").read_text("utf-8").splitlines()[1:]


def test_the_first_time_an_issue_is_opened(tmp_path: Path) -> None:
    label, create = asked_of_github(tmp_path, "text", "")
    assert label.startswith("label create content-watch --force")
    assert create == "issue create --title Content that needs attention --label content-watch --body-file issue.md"


def test_an_open_issue_is_updated(tmp_path: Path) -> None:
    assert asked_of_github(tmp_path, "text", "7") == ["issue edit 7 --body-file issue.md"]


def test_an_open_issue_is_closed_when_nothing_is_left(tmp_path: Path) -> None:
    (close,) = asked_of_github(tmp_path, "", "7")
    assert close.startswith("issue close 7 --comment")


def test_nothing_is_done_where_nothing_is_open_and_nothing_found(tmp_path: Path) -> None:
    assert asked_of_github(tmp_path, "", "") == []


def test_the_workflow_runs_by_itself_and_may_write_issues_alone() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/watch.yml").read_text("utf-8"))
    assert workflow[True]["schedule"]  # YAML 1.1 reads the key `on` as true
    assert workflow["permissions"] == {"contents": "read", "issues": "write"}
    steps = workflow["jobs"]["watch"]["steps"]
    cached = next(step["with"]["path"] for step in steps if "cache" in step.get("uses", ""))
    from bonewise.asking import CACHE

    assert cached == CACHE
    commands = "\n".join(step.get("run", "") for step in steps)
    assert "check --online --format json > report.json || test $? -eq 1" in commands
    assert "sh scripts/watch issue.md" in commands
