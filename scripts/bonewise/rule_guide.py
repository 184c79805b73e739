"""The page that explains every rule, written from the rules' own docstrings."""

from __future__ import annotations

import inspect
import re
from datetime import date

import yaml

from bonewise.reading.faults import FAULTS, ONLINE_FAULTS, PROOF_FAULTS
from bonewise.rules import rules

_PARTS = re.compile(r"\b(Why|Bad|Good): ")
_FRONT = """---
title: What the check finds
description: Every rule of the check, what it finds, why it matters, and how to write it right.
kind: page
id: rules
also_called: [rules, lint, error messages]
audience: [editors]
reviewed: {day}
next_review: {year}-{rest}
authors: {authors}
reviewed_by: []
claims_level: none
---

This page is made from the rules themselves, by the command `bonewise rules --write`. The name of a rule stands in
brackets at the end of each message.

## What can be wrong with links, sources and pages?
"""
#: Rules and examples are ours; no source is owed for them.
_OURS = '{: .no-cite reason="our own rule" }'
#: What is found without a rule of its own, under the question that each part answers.
_OTHERS = (
    ("What can be wrong with a file before it is read?", FAULTS),
    ("What can be wrong with the built site?", PROOF_FAULTS),
    ("What can the web tell, with --online?", ONLINE_FAULTS),
)


def rule_guide(today: date, site_name: str = "Bonewise") -> str:
    """The Markdown of `about/rules.md`, dated today."""
    authors = yaml.safe_dump([f"{site_name} editors"], default_flow_style=True, width=9999).strip()
    parts = [_FRONT.format(day=today, year=today.year + 1, rest=f"{today:%m-%d}", authors=authors)]
    parts += [_rule(name, inspect.getdoc(inspect.getmodule(check)) or "") for name, check in rules().items()]
    told = {*rules()}
    for question, faults in _OTHERS:
        parts.append(f"\n## {question}\n")
        parts += [_section(name, text) for name, text in faults.items() if name not in told]
        told |= {*faults}
    return "".join(parts)


def _rule(name: str, doc: str) -> str:
    """A rule's heading, what it finds, why, and its two examples."""
    what, *rest = _PARTS.split(" ".join(doc.split()))
    said = dict(zip(rest[::2], rest[1::2]))
    texts = [what, *(said[word] for word in ("Why",) if word in said)]
    examples = "".join(f"- {word}: {said[word].strip()}\n{_OURS}\n" for word in ("Bad", "Good") if word in said)
    return _section(name, *texts) + (f"\n{examples}" if examples else "")


def _section(name: str, *texts: str) -> str:
    paragraphs = "".join(f"\n{text.strip()[:1].upper()}{text.strip()[1:]}\n{_OURS}\n" for text in texts)
    return f"\n### {name}\n{paragraphs}"
