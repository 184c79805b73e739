"""A baseline knows a finding by what it is: moving it changes nothing, and one more of its kind is new."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bonewise.baseline import BaselineError, fingerprint, read_baseline, written
from bonewise.model import Finding, Place

PATH = "content/a.md"


def finding(line: int, what: str = "no page 'b.md'", rule: str = "missing-page", path: str = PATH) -> Finding:
    return Finding(Place(path, line, 5), rule, what, "correct the link")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    return tmp_path


def page(root: Path, *lines: str) -> None:
    (root / PATH).write_text("\n".join(lines), "utf-8")


def remember(root: Path, *findings: Finding) -> Path:
    file = root / "baseline.json"
    file.write_text(written(findings, root), "utf-8")
    return file


def left(root: Path, file: Path, *findings: Finding) -> list[int]:
    """The lines of the findings that the baseline does not know."""
    return [each.place.line for each in read_baseline(file).unknown(findings, root)]


def test_what_was_written_is_known(root: Path) -> None:
    page(root, "See [b](b.md).")
    file = remember(root, finding(1))
    assert left(root, file, finding(1)) == []


@pytest.mark.parametrize(
    "lines",
    [("", "New words above.", "See [b](b.md)."), ("", "", "  See   [b](b.md).  "), ("", "", "See [b](b.md).\r")],
    ids=["moved", "indented", "other line ends"],
)
def test_it_may_move(root: Path, lines: tuple[str, ...]) -> None:
    page(root, "See [b](b.md).")
    file = remember(root, finding(1))
    page(root, *lines)
    assert left(root, file, finding(3)) == []


def test_a_line_number_in_the_message_may_change(root: Path) -> None:
    page(root, "id: a")
    file = remember(root, finding(1, "'id' is given twice; first on line 2"))
    assert left(root, file, finding(1, "'id' is given twice; first on line 14")) == []


@pytest.mark.parametrize(
    "other",
    [finding(1, rule="wrong-case"), finding(1, what="no page 'c.md'"), finding(1, path="content/other.md")],
    ids=["rule", "words", "file"],
)
def test_another_finding_is_new(root: Path, other: Finding) -> None:
    page(root, "See [b](b.md).")
    (root / "content/other.md").write_text("See [b](b.md).")
    file = remember(root, finding(1))
    assert left(root, file, other) == [1]


def test_the_same_fault_in_another_sentence_is_new(root: Path) -> None:
    page(root, "See [b](b.md).", "Or see [b](b.md).")
    file = remember(root, finding(1))
    assert left(root, file, finding(1), finding(2)) == [2]


def test_one_more_of_the_same_is_new(root: Path) -> None:
    page(root, "See [b](b.md).", "See [b](b.md).", "See [b](b.md).")
    file = remember(root, finding(1), finding(2))
    assert left(root, file, finding(1), finding(2), finding(3)) == [3]


def test_it_tells_how_many_are_mended(root: Path) -> None:
    page(root, "See [b](b.md).", "See [b](b.md).")
    file = remember(root, finding(1), finding(2))
    assert read_baseline(file).mended([finding(1), finding(2)], root) == 0
    assert read_baseline(file).mended([finding(1)], root) == 1
    assert read_baseline(file).mended([], root) == 2


def test_a_finding_about_a_file_that_is_not_there(root: Path) -> None:
    missing = Finding(Place("content/gone.md"), "missing-disclaimer", "the site has no disclaimer", "write this page")
    assert left(root, remember(root, missing), missing) == []


def test_the_file_can_be_read_and_compared_by_people(root: Path) -> None:
    """Sorted, one entry for each kind with its count, and without line numbers: so it changes only when findings do."""
    page(root, "See [b](b.md).", "See [b](b.md).", "a")
    text = remember(root, finding(3, "x"), finding(2), finding(1)).read_text("utf-8")
    entries = json.loads(text)["findings"]
    assert [(each["path"], each["rule"], each["what"], each["count"]) for each in entries] == [
        (PATH, "missing-page", "no page 'b.md'", 2),
        (PATH, "missing-page", "x", 1),
    ]
    assert text == written([finding(1), finding(2), finding(3, "x")], root)
    assert '"line"' not in text


def test_fingerprint_depends_on_nothing_but_its_parts() -> None:
    assert fingerprint(finding(1), "See [b](b.md).") == fingerprint(finding(7), "  See [b](b.md).")
    assert fingerprint(finding(1), "a") != fingerprint(finding(1), "b")


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", "null", '{"version": 1}', '{"version": 1, "findings": [{}]}', "[" * 100_000],
)
def test_what_is_no_baseline_is_told(root: Path, text: str) -> None:
    file = root / "baseline.json"
    file.write_text(text)
    with pytest.raises(BaselineError, match="not a baseline; make it anew with --write-baseline"):
        read_baseline(file)


def test_a_missing_file_and_a_later_version_are_told(root: Path) -> None:
    with pytest.raises(BaselineError, match="no such file; add --write-baseline"):
        read_baseline(root / "none.json")
    (root / "later.json").write_text('{"version": 2, "findings": []}')
    with pytest.raises(BaselineError, match="version 2 is not known"):
        read_baseline(root / "later.json")
