"""The page that explains the rules is made from the rules."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from bonewise.reading.faults import FAULTS
from bonewise.rule_guide import rule_guide
from bonewise.rules import rules

PAGE = Path(__file__).parent.parent / "content/about/rules.md"


def test_every_rule_is_explained() -> None:
    text = rule_guide(date(2026, 11, 22))
    headings = re.findall(r"^### (\S+)$", text, re.M)
    assert set(headings) == {*rules(), *FAULTS}
    for name in rules():
        section = text.split(f"### {name}\n")[1].split("\n### ")[0]
        assert "- Bad: " in section, name
        assert "- Good: " in section, name


def test_the_published_page_is_up_to_date() -> None:
    published = PAGE.read_text("utf-8")
    written = date.fromisoformat(re.findall(r"^reviewed: (\S+)$", published, re.M)[0])
    assert published == rule_guide(written), "run: bonewise rules --write"
