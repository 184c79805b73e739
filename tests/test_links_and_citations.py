"""The cases of `cases/links-and-citations.yaml`: exact in file, line and rule, and silent where nothing is wrong.

Each case is a small MkDocs project, in the notation that the file's head explains; it is mapped onto ours here.
"""

from __future__ import annotations

import base64
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from small_project import CASES

from bonewise.checking import check
from bonewise.model import Finding

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
FILES = sorted(CASES.glob("links-and-citations*.yaml"))
ALL = {case["id"]: case for file in FILES for case in yaml.safe_load(file.read_text("utf-8"))["cases"]}
_SOURCE_FIELDS = {"doi": "DOI", "pmid": "PMID", "isbn": "ISBN", "issn": "ISSN", "url": "URL"}


def config(case: dict[str, Any]) -> str:
    """The case's `mkdocs.yml`."""
    settings = case.get("settings", {})
    given = case.get("config", {})
    extensions: list[Any] = [
        {"toc": {"permalink": True}},
        *("attr_list", "admonition", "footnotes", "tables", "def_list", "abbr", "md_in_html"),
        *("pymdownx.details", "pymdownx.highlight", "pymdownx.superfences"),
        {"pymdownx.tabbed": {"alternate_style": True}},
    ]
    if "pymdownx.snippets" in case.get("needs", []):
        extensions.append({"pymdownx.snippets": {"base_path": ["content"]}})
    ours: dict[str, Any] = {"health": is_health(case)}
    if "/retractions.csv" in case["files"]:
        ours["retractions"] = "retractions.csv"
    if "max_source_age_years" in settings:
        ours["max_source_age_years"] = settings["max_source_age_years"]
    whole = {
        "site_name": "Case",
        "site_url": "https://health.example.org/site/",
        "docs_dir": "content",
        **{name: given[name] for name in ("exclude_docs", "not_in_nav", "nav") if name in given},
        "markdown_extensions": extensions,
        "extra": {"bonewise": ours},
    }
    text = yaml.safe_dump(whole, sort_keys=False, allow_unicode=True)
    if given.get("toc_slugify") == "unicode":
        slugify = "!!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}"
        text = text.replace("permalink: true", f"permalink: true\n    slugify: {slugify}")
    return text


def is_health(case: dict[str, Any]) -> bool:
    return "/sources.yml" in case["files"] or "today" in case.get("settings", {})


def sources(text: str) -> str:
    """`/sources.yml` as CSL-YAML, line for line."""
    lines = []
    for line in text.split("\n"):
        line = line.replace("sources:", "references:", 1) if line.startswith("sources:") else line
        stripped = line.lstrip(" -{")
        for old, new in (
            ("key:", "id:"),
            ("year:", "issued:"),
            *((f"{o}:", f"{n}:") for o, n in _SOURCE_FIELDS.items()),
        ):
            if stripped.startswith(old) or f", {old}" in line:
                line = line.replace(old, new)
            elif line.lstrip().startswith("- {" + old):
                line = line.replace(old, new, 1)
        lines.append(line)
    return "\n".join(lines)


def make(case: dict[str, Any], root: Path) -> None:
    for name, text in case["files"].items():
        path = root / (name[1:] if name.startswith("/") else f"content/{name}")
        if name == "/sources.yml":
            path = root / "content/sources.yaml"
            text = sources(text)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PNG if text == "@png" else text.encode())
    (root / "mkdocs.yml").write_text(config(case), "utf-8")


def shown(name: str) -> str:
    """A case's file name as a finding shows it."""
    if name == "/sources.yml":
        return "content/sources.yaml"
    return name[1:] if name.startswith("/") else f"content/{name}"


def found(root: Path, case: dict[str, Any]) -> list[Finding]:
    today = date.fromisoformat(case.get("settings", {}).get("today", "2026-06-01"))
    return [finding for finding in check(root, today).findings if finding.level != "notice"]


def answers(finding: Finding, wanted: dict[str, Any], settings: dict[str, Any]) -> bool:
    lines = [wanted["line"], *settings.get("also_lines", [])]
    return (
        finding.place.path == shown(wanted["file"])
        and finding.rule in (wanted["kind"], *settings.get("also", []))
        and (wanted["line"] is None or finding.place.line in lines)
        and (wanted.get("column") is None or finding.place.column == wanted["column"])
    )


#: Every third variation is quick enough for each run.
CASES_OF_RUN = [
    pytest.param(name, marks=[pytest.mark.slow] if name.startswith("variation-") and at % 3 else [])
    for at, name in enumerate(ALL)
]


@pytest.mark.parametrize("name", CASES_OF_RUN)
def test_case(name: str, tmp_path: Path) -> None:
    case = ALL[name]
    settings = case.get("settings", {})
    make(case, tmp_path)
    findings = found(tmp_path, case)
    if settings.get("verdict") == "debatable" and not findings:
        return
    told = [f"{each.place.path}:{each.place.line} {each.rule}: {each.what}" for each in findings]
    for wanted in case["expect"]:
        assert any(answers(finding, wanted, settings) for finding in findings), (wanted, told)
    false = [
        text
        for finding, text in zip(findings, told)
        if not any(answers(finding, wanted, settings) for wanted in case["expect"])
    ]
    assert false == []
