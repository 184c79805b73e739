"""Synthetic projects of any size: in the likeness of the real one, or plain MkDocs pages of 6.7 kB with 30 links."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
_WORDS = (
    "You can keep your bones strong with small steps. Walk a little more each day and rest when you need to. "
    "Ask your clinician before you change a medicine. Bend at the hips and keep your back long when you lift. "
)
_FRONT = """---
title: Page {number} about bones
description: This page says what topic {number} means for you.
kind: article
id: page-{number}
also_called: [topic {number}]
topics: [condition]
audience: [patients]
reviewed: 2026-11-22
next_review: 2027-11-22
authors: [Nobody]
reviewed_by: []
claims_level: low
---

/// key-points
- Small steps help. [@{first}]
- Rest is part of it. [@{second}]
///

"""


def make_project(folder: Path, pages: int) -> Path:
    """The real project with `pages` more articles under content/synthetic/."""
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    # Without a written nav, MkDocs makes one from the folders.
    (folder / "mkdocs.yml").write_text(text[: text.index("\nnav:")] + "\n", "utf-8")
    keys = [
        line[6:] for line in (folder / "content/sources.yaml").read_text("utf-8").splitlines() if line[:6] == "- id: "
    ]
    for number in range(pages):
        path = folder / "content" / "synthetic" / f"part-{number // 50}" / f"page-{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_page(number, pages, keys), "utf-8")
    return folder


def _page(number: int, pages: int, keys: list[str]) -> str:
    cited = [keys[(number * 7 + step) % len(keys)] for step in range(12)]
    text = [_FRONT.format(number=number, first=cited[0], second=cited[1])]
    for section in range(6):
        text.append(f"## What is part {section} about?\n\n")
        for paragraph in range(3):
            target = (number * 31 + section * 3 + paragraph) % pages
            link = f"[page {target}](../part-{target // 50}/page-{target}.md)"
            text.append(f"{_WORDS}See {link}. [@{cited[(section + paragraph) % len(cited)]}]\n\n")
    return "".join(text)


_PLAIN_CONFIG = """site_name: Plain
site_url: https://plain.example.org/
docs_dir: content
markdown_extensions:
  - attr_list
  - admonition
  - tables
  - toc: {permalink: true}
extra:
  bonewise: {health: false}
"""
#: One fault in a link, by what it does to the target.
_BROKEN = (
    lambda target: target.replace("page-", "pgae-"),
    lambda target: target.replace("page-", "Page-"),
    lambda target: target + "-gone",
    lambda target: "http://localhost:8000/x/",
    lambda target: "mailto:nobody",
    lambda target: "",
)
LINKS = 30


def make_plain(folder: Path, pages: int, faults: int = 0) -> Path:
    """Plain MkDocs pages without front matter, about 6.7 kB and 30 links each; as many links as `faults` are broken."""
    step = pages * LINKS // faults if faults else 0
    for number in range(pages):
        path = folder / "content" / _plain_path(number)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_plain_page(number, pages, step), "utf-8")
    (folder / "content" / "index.md").write_text("# Home\n\n[The first page](part-0/page-0.md)\n", "utf-8")
    (folder / "mkdocs.yml").write_text(_PLAIN_CONFIG, "utf-8")
    return folder


def _plain_path(number: int) -> str:
    return f"part-{number // 50}/page-{number}.md"


def _plain_page(number: int, pages: int, step: int) -> str:
    text = [f"# Page {number}\n\n"]
    for at in range(LINKS):
        if at % 5 == 0:
            text.append(f"## What is part {at // 5} about?\n\n")
        other = (number * 31 + at * 7) % pages
        target = f"../{_plain_path(other)}" + (f"#what-is-part-{at % 6}-about" if at % 3 == 0 else "")
        target = f"https://www.example.com/a/{at}" if at % 10 == 9 else target
        if step and (number * LINKS + at) % step == 0:
            target = _BROKEN[(number * LINKS + at) // step % len(_BROKEN)](
                f"../{_plain_path(other)}#what-is-part-1-about"
            )
        text.append(f"{_WORDS[: 130 + at % 3 * 30]} See [page {other}]({target}) for more.\n\n")
    return "".join(text)
