"""Findings are printed one to a line, sorted by place, in one form; and for machines as JSON, SARIF, GitHub, JUnit."""

from __future__ import annotations

import json
from io import BytesIO, StringIO, TextIOWrapper
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from small_project import CASES

from bonewise.model import Finding, Fix, Level, Place
from bonewise.reporting import FORMATS, Counts, PageCount, blocking, line, report, say, show
from bonewise.rules import rules


def finding(path: str = "content/a.md", at: tuple[int, int] = (3, 7), level: Level = "error") -> Finding:
    return Finding(Place(path, *at), "some-rule", "this is wrong", "mend it", level)


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("level", "text"),
    [
        ("error", "content/a.md:3:7: this is wrong; mend it [some-rule]"),
        ("warning", "content/a.md:3:7: warning: this is wrong; mend it [some-rule]"),
        ("notice", "content/a.md:3:7: notice: this is wrong; mend it [some-rule]"),
    ],
)
def test_line(level: Level, text: str) -> None:
    assert line(finding(level=level)) == text


@pytest.mark.parametrize(("level", "colour"), [("error", 31), ("warning", 33), ("notice", 36)])
def test_colour_marks_the_rule_alone(level: Level, colour: int) -> None:
    """The place stays plain, so that editors can still be led there."""
    coloured = line(finding(level=level), colour=True)
    assert coloured.endswith(f"mend it \x1b[{colour}m[some-rule]\x1b[0m")
    assert coloured.count("\x1b") == 2


def printed(*findings: Finding) -> list[str]:
    stream = StringIO()
    report(findings, stream)
    return stream.getvalue().splitlines()


def test_findings_are_sorted_by_place() -> None:
    lines = printed(finding("b.md"), finding("a.md", (10, 1)), finding("a.md", (9, 2)), finding("a.md", (9, 1)))
    assert [text.split(": ")[0] for text in lines[:-1]] == ["a.md:9:1", "a.md:9:2", "a.md:10:1", "b.md:3:7"]


@pytest.mark.parametrize(
    ("levels", "count"),
    [
        (["error"], "1 error found."),
        (["error", "error"], "2 errors found."),
        (["warning", "error", "warning"], "1 error, 2 warnings found."),
        (["notice", "warning", "error"], "1 error, 1 warning, 1 notice found."),
    ],
)
def test_count(levels: list[Level], count: str) -> None:
    assert printed(*(finding(level=level) for level in levels))[-1] == count


def test_nothing_found_nothing_said() -> None:
    assert printed() == []


def test_colour_on_a_terminal_only() -> None:
    terminal = Terminal()
    report([finding()], terminal)
    assert "\x1b[31m" in terminal.getvalue()
    assert "\x1b" not in "".join(printed(finding()))


def test_colour_can_be_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """https://no-color.org: any value but an empty one."""
    for value, coloured in (("1", False), ("0", False), ("", True)):
        monkeypatch.setenv("NO_COLOR", value)
        terminal = Terminal()
        report([finding()], terminal)
        assert ("\x1b" in terminal.getvalue()) is coloured


def test_an_author_cannot_steer_the_terminal_or_break_the_line() -> None:
    written = Finding(Place("a.md"), "some-rule", "no page '\x1b[2J\n\u202e'", "mend it")
    assert line(written) == "a.md:1:1: no page '\\x1b[2J\\n\\u202e'; mend it [some-rule]"


def test_a_letter_that_the_stream_lacks_is_written_as_its_code() -> None:
    stream = TextIOWrapper(BytesIO(), encoding="ascii")
    say("naïve", stream)
    stream.seek(0)
    assert stream.read() == "na\\xefve\n"


def test_goes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    report([finding()])
    say("done")
    assert capsys.readouterr().out.splitlines() == [line(finding()), "1 error found.", "done"]


@pytest.mark.parametrize(
    ("levels", "strict", "stops"),
    [
        ([], True, False),
        (["notice"], True, False),
        (["warning"], True, True),
        (["warning"], False, False),
        (["notice", "error"], False, True),
    ],
)
def test_blocking(levels: list[Level], strict: bool, stops: bool) -> None:
    assert blocking([finding(level=level) for level in levels], strict) is stops


# The other formats. Two pages were looked at: `a.md` with findings, and `clean.md` without.

COUNTS = Counts((PageCount("content/a.md", links=30, citations=4), PageCount("content/clean.md", links=5)))
TYPO = Finding(
    Place("content/a.md", 3, 7), "wrong-case", "no page 'B.md'", "write 'b.md'", end=Place("content/a.md", 3, 11)
)
MENDABLE = Finding(TYPO.place, TYPO.rule, TYPO.what, TYPO.mend, end=TYPO.end, fix=Fix("b.md"))


def test_text_says_how_much_was_looked_at_when_nothing_is_wrong() -> None:
    assert FORMATS["text"]([], COUNTS) == "2 pages, 35 links, 4 citations: nothing wrong.\n"
    assert FORMATS["text"]([], Counts((PageCount("a.md", 1, 1),))) == "1 page, 1 link, 1 citation: nothing wrong.\n"


def test_text_is_what_report_prints() -> None:
    assert FORMATS["text"]([finding()], COUNTS).splitlines() == printed(finding())


def test_json_has_these_keys_in_this_order() -> None:
    assert (
        FORMATS["json"]([MENDABLE], COUNTS)
        == """\
{
  "findings": [
    {
      "path": "content/a.md",
      "line": 3,
      "column": 7,
      "end_line": 3,
      "end_column": 11,
      "rule": "wrong-case",
      "level": "error",
      "what": "no page 'B.md'",
      "mend": "write 'b.md'",
      "fix": "b.md"
    }
  ],
  "pages": 2,
  "links": 35,
  "citations": 4
}
"""
    )


def test_json_says_null_where_the_end_and_the_fix_are_unknown() -> None:
    (found,) = json.loads(FORMATS["json"]([finding()], COUNTS))["findings"]
    assert (found["end_line"], found["end_column"], found["fix"]) == (None, None, None)


def test_json_tells_a_fix_that_removes_from_none() -> None:
    removing = Finding(TYPO.place, TYPO.rule, TYPO.what, TYPO.mend, end=TYPO.end, fix=Fix(""))
    assert json.loads(FORMATS["json"]([removing], COUNTS))["findings"][0]["fix"] == ""


def test_json_is_whole_when_nothing_is_found() -> None:
    assert json.loads(FORMATS["json"]([], COUNTS)) == {"findings": [], "pages": 2, "links": 35, "citations": 4}


def sarif(*findings: Finding) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(FORMATS["sarif"](findings, COUNTS))
    jsonschema.validate(log, json.loads((CASES / "sarif/required.json").read_text("utf-8")))
    (run,) = log["runs"]
    return dict(run)


def test_sarif_tells_place_level_and_fix() -> None:
    (result,) = sarif(MENDABLE)["results"]
    region = {"startLine": 3, "startColumn": 7, "endLine": 3, "endColumn": 11}
    file = {"uri": "content/a.md", "uriBaseId": "%SRCROOT%"}
    replacement = {"deletedRegion": region, "insertedContent": {"text": "b.md"}}
    assert result["locations"] == [{"physicalLocation": {"artifactLocation": file, "region": region}}]
    assert result["level"] == "error"
    assert result["message"] == {"text": "no page 'B.md'; write 'b.md'"}
    assert result["fixes"] == [
        {
            "description": {"text": "write 'b.md'"},
            "artifactChanges": [{"artifactLocation": file, "replacements": [replacement]}],
        }
    ]


def test_sarif_without_an_end_or_a_fix() -> None:
    (result,) = sarif(finding(level="notice"))["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 7}
    assert result["level"] == "note"
    assert "fixes" not in result


def test_sarif_knows_every_rule_and_explains_it() -> None:
    run = sarif(finding(), finding(level="warning"))
    known = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert {*rules(), "some-rule", "bad-yaml"} <= set(known)
    assert list(known) == sorted(known)
    assert known["missing-page"]["shortDescription"]["text"].endswith(".")
    assert "Why: " in known["missing-page"]["help"]["text"]
    assert "\n\nBad: " in known["missing-page"]["help"]["markdown"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_writes_paths_as_addresses() -> None:
    (result,) = sarif(finding("content/neck & back/ä.md"))["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "content/neck%20%26%20back/%C3%A4.md"


def test_sarif_counts_columns_in_characters() -> None:
    assert sarif()["columnKind"] == "unicodeCodePoints"
    assert set(sarif()["originalUriBaseIds"]) == {"%SRCROOT%"}


@pytest.mark.parametrize("level", ["error", "warning", "notice"])
def test_github_command(level: Level) -> None:
    assert FORMATS["github"]([finding(level=level)], COUNTS) == (
        f"::{level} file=content/a.md,line=3,col=7,title=some-rule::this is wrong; mend it\n"
    )


def test_github_command_with_an_end() -> None:
    assert "line=3,col=7,endLine=3,endColumn=11,title" in FORMATS["github"]([TYPO], COUNTS)
    over_lines = Finding(TYPO.place, TYPO.rule, TYPO.what, TYPO.mend, end=Place("content/a.md", 5, 2))
    assert "line=3,col=7,endLine=5,title" in FORMATS["github"]([over_lines], COUNTS)


def test_github_escapes() -> None:
    """In values of properties the colon and the comma too; '%' first, or the escapes would be escaped."""
    odd = Finding(Place("a,b:c%.md"), "some-rule", "100%: a, b\r\n::error::no", "mend it")
    assert FORMATS["github"]([odd], COUNTS) == (
        "::error file=a%2Cb%3Ac%25.md,line=1,col=1,title=some-rule::100%25: a, b%0D%0A::error::no; mend it\n"
    )


def test_github_says_nothing_when_nothing_is_found() -> None:
    assert FORMATS["github"]([], COUNTS) == ""


def test_junit_has_a_suite_for_each_page_and_a_failure_for_each_finding() -> None:
    report = FORMATS["junit"]([finding(level="warning"), finding(level="notice"), finding("content/a.yaml")], COUNTS)
    assert (
        report
        == """\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="bonewise" tests="4" failures="2" errors="0">
  <testsuite name="content/a.md" tests="2" failures="1" errors="0" skipped="0">
    <testcase name="some-rule at 3:7" classname="content/a.md" file="content/a.md" line="3">
      <system-out>content/a.md:3:7: notice: this is wrong; mend it [some-rule]</system-out>
    </testcase>
    <testcase name="some-rule at 3:7" classname="content/a.md" file="content/a.md" line="3">
      <failure type="some-rule" message="this is wrong; mend it">content/a.md:3:7: warning: this is wrong; mend it \
[some-rule]</failure>
    </testcase>
  </testsuite>
  <testsuite name="content/a.yaml" tests="1" failures="1" errors="0" skipped="0">
    <testcase name="some-rule at 3:7" classname="content/a.yaml" file="content/a.yaml" line="3">
      <failure type="some-rule" message="this is wrong; mend it">content/a.yaml:3:7: this is wrong; mend it \
[some-rule]</failure>
    </testcase>
  </testsuite>
  <testsuite name="content/clean.md" tests="1" failures="0" errors="0" skipped="0">
    <testcase name="no findings" classname="content/clean.md" file="content/clean.md" />
  </testsuite>
</testsuites>
"""
    )


def test_junit_is_well_formed_whatever_an_author_wrote() -> None:
    odd = Finding(Place("a&b.md"), "some-rule", "no page '<\0\x1b\ud800\uffff>\"ä'", "mend it")
    report = FORMATS["junit"]([odd], Counts())
    (failure,) = ElementTree.fromstring(report).iter("failure")
    assert failure.get("message") == "no page '<\ufffd\ufffd\ufffd\ufffd>\"ä'; mend it"


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_sorted_and_the_same_each_time(form: str) -> None:
    findings = [finding("b.md"), finding("a.md", (10, 1)), finding("a.md", (9, 2)), TYPO]
    assert FORMATS[form](findings, COUNTS) == FORMATS[form](reversed(findings), COUNTS)


@pytest.mark.parametrize("form", ["json", "sarif", "junit"])
def test_formats_for_machines_are_ascii(form: str) -> None:
    """No stream can then fail on a letter, or write it in another encoding than the reader expects."""
    assert FORMATS[form]([finding("content/ä.md")], COUNTS).isascii()


def test_show_prints_one_report_and_no_empty_line(capsys: pytest.CaptureFixture[str]) -> None:
    for form, render in FORMATS.items():
        show([], COUNTS, form)
        assert capsys.readouterr().out == render([], COUNTS)


def test_show_colours_text_alone() -> None:
    for form in FORMATS:
        terminal = Terminal()
        show([finding()], COUNTS, form, terminal)
        assert ("\x1b" in terminal.getvalue()) is (form == "text")
