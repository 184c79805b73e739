"""Findings are printed one to a line, sorted by place, in one form."""

from __future__ import annotations

from io import StringIO

import pytest

from bonewise.model import Finding, Level, Place
from bonewise.reporting import blocking, line, report, say


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
