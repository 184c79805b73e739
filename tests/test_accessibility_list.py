"""The list of WCAG criteria is whole, and the tests that it names exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bonewise.rules import rules

ROOT = Path(__file__).parent.parent
LIST = (ROOT / "scripts/ACCESSIBILITY.md").read_text("utf-8")
#: Success criteria of WCAG 2.2 at levels A and AA (https://www.w3.org/TR/WCAG22/); 4.1.1 is no longer one.
CRITERIA = """
1.1.1 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.4.1 1.4.2 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12
1.4.13 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.4.5 2.4.6 2.4.7 2.4.11 2.5.1 2.5.2 2.5.3 2.5.4
2.5.7 2.5.8 3.1.1 3.1.2 3.2.1 3.2.2 3.2.3 3.2.4 3.2.6 3.3.1 3.3.2 3.3.3 3.3.4 3.3.7 3.3.8 4.1.2 4.1.3
""".split()
ROWS = [row.strip("| ").split(" | ") for row in LIST.splitlines() if re.match(r"\| \d", row)]


def test_every_criterion_is_told_once_and_in_order() -> None:
    assert len(CRITERIA) == 55
    assert [row[0].split()[0] for row in ROWS] == CRITERIA


@pytest.mark.parametrize("row", ROWS, ids=[row[0].split()[0] for row in ROWS])
def test_each_row_says_what_was_done_how_it_is_tested_and_what_is_open(row: list[str]) -> None:
    assert len(row) == 4
    assert re.search(r"\((?:A|AA)\)$", row[0])
    assert all(row)


@pytest.mark.parametrize("file", sorted(set(re.findall(r"(?:tests|content)/[\w/.-]+\.\w+", LIST))))
def test_each_file_that_is_named_exists(file: str) -> None:
    assert (ROOT / file).is_file()


def test_each_rule_that_is_named_exists() -> None:
    named = set(re.findall(r"rule `([a-z-]+)`", LIST))
    assert named
    assert named <= set(rules())


def test_neither_the_list_nor_the_statement_claims_what_no_person_has_tried() -> None:
    statement = (ROOT / "content/about/accessibility.md").read_text("utf-8")
    assert "no person with a disability has tested the site" in LIST
    assert "have not tested the site yet" in statement
    for text in (LIST, statement):
        assert not re.search(r"(?i)fully (?:conform|compl)|conforms to WCAG|is compliant", text)
