"""The page that explains the rules is made from the rules, and names everything that can ever be printed."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path

import bonewise
from bonewise.checking import known_rules
from bonewise.reading.faults import FAULTS, ONLINE_FAULTS, PROOF_FAULTS
from bonewise.rule_guide import rule_guide
from bonewise.rules import rules

PAGE = Path(__file__).parent.parent / "content/about/rules.md"
PACKAGE = Path(bonewise.__file__).parent
#: Calls that make a finding; the rule's name comes second. The last four are so only in the rules.
MAKERS = ("Finding", "refuse", "told", "told_of_words", "missed", "identifier_faults")


def headings() -> list[str]:
    return re.findall(r"^### (\S+)$", rule_guide(date(2026, 11, 22)), re.M)


def test_every_rule_is_explained() -> None:
    text = rule_guide(date(2026, 11, 22))
    assert set(headings()) == {*rules(), *FAULTS, *ONLINE_FAULTS, *PROOF_FAULTS}
    for name in rules():
        section = text.split(f"### {name}\n")[1].split("\n### ")[0]
        assert "- Bad: " in section, name
        assert "- Good: " in section, name


def test_each_is_explained_once() -> None:
    assert len(headings()) == len(set(headings()))


def named_in_code() -> set[str]:
    """Every rule's name that stands in code where a finding is made, or that is one of a table of faults."""
    found = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "id", getattr(node.func, "attr", ""))
                makes = called in (MAKERS if "rules" in file.parts else MAKERS[:2])
                given = node.args[1] if makes and len(node.args) > 1 else None
                if isinstance(given, ast.Constant) and isinstance(given.value, str) and " " not in given.value:
                    found.add(given.value)
    return found


def test_whatever_can_be_printed_is_explained() -> None:
    names = named_in_code()
    assert {"missing-page", "bad-yaml", "dead-link", "broken-link"} <= names | {*ONLINE_FAULTS, *PROOF_FAULTS}
    assert names - set(headings()) == set()
    assert set(known_rules()) - set(headings()) == set()


def test_the_published_page_is_up_to_date() -> None:
    published = PAGE.read_text("utf-8")
    written = date.fromisoformat(re.findall(r"^reviewed: (\S+)$", published, re.M)[0])
    assert published == rule_guide(written), "run: bonewise rules --write"
