"""The shared cases about sources and claims, each as somebody else's project: plain pages and a plain bibliography."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from small_project import CASES

from bonewise.checking import check
from bonewise.model import Finding
from bonewise.reading.bibliography import read_sources
from bonewise.reading.settings import read_settings
from bonewise.rendering.references import facts, reference

SHARED = CASES / "links-and-citations.yaml"
CLASSES = {"citation", "identifier", "source-status", "claim", "review", "page-parts"}
RULES = {
    *("malformed-doi", "malformed-pmid", "malformed-isbn", "malformed-issn", "malformed-orcid", "bad-year"),
    *("duplicate-source", "stale-source", "retracted-source", "secondary-source", "bad-locator"),
    *("certainty-too-strong", "uncited-claim", "bad-value", "missing-field", "bad-yaml"),
}
#: The notation of the shared cases, and ours.
_NAMES = {"key": "id", "doi": "DOI", "pmid": "PMID", "isbn": "ISBN", "issn": "ISSN", "orcid": "ORCID", "url": "URL"}
TODAY = date(2026, 6, 1)


def converted(text: str) -> str:
    """Their list of sources as CSL-YAML; each value stays on its line."""
    text = text.replace("sources:", "references:", 1)
    text = re.sub(r"(?<=[\s{,])(key|doi|pmid|isbn|issn|orcid|url)(?=: )", lambda match: _NAMES[match[1]], text)
    return re.sub(r"(?<=[\s{,])year: ([^,}\n]+)", r"issued: {date-parts: [[\1]]}", text)


def project(root: Path, files: dict[str, str], settings: dict[str, Any], convert: bool = True) -> None:
    ours = {"health": True, "max_source_age_years": settings.get("max_source_age_years", 10)}
    if "/retractions.csv" in files:
        ours["retractions"] = "retractions.csv"
    extensions = [
        "attr_list",
        "admonition",
        "footnotes",
        "tables",
        "def_list",
        "abbr",
        "md_in_html",
        "pymdownx.details",
    ]
    config = {
        "site_name": "Case",
        "docs_dir": "content",
        "markdown_extensions": [*extensions, "pymdownx.highlight", "pymdownx.superfences"],
        "extra": {"bonewise": ours},
    }
    (root / "content").mkdir()
    (root / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    for name, text in files.items():
        if name == "/sources.yml":
            name, text = "/content/sources.yaml", converted(text) if convert else text
        file = root / name.lstrip("/") if name.startswith("/") else root / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def found(root: Path, today: date) -> list[Finding]:
    return [finding for finding in check(root, today).findings if finding.rule in RULES]


def lines(findings: list[Finding]) -> list[tuple[str, int, str]]:
    return sorted({(finding.place.path, finding.place.line, finding.rule) for finding in findings})


def shared() -> list[Any]:
    cases = yaml.safe_load(SHARED.read_text("utf-8"))["cases"]
    return [pytest.param(case, id=case["id"]) for case in cases if case["class"] in CLASSES]


@pytest.mark.parametrize("convert", [True, False], ids=["CSL", "as it is"])
@pytest.mark.parametrize("case", shared())
def test_shared_case(case: dict[str, Any], convert: bool, tmp_path: Path) -> None:
    settings = case.get("settings", {})
    project(tmp_path, case["files"], settings, convert)
    wanted = [
        (
            f"content/{fault['file']}".replace("content//sources.yml", "content/sources.yaml"),
            fault["line"],
            fault["kind"],
        )
        for fault in case["expect"]
        if fault["kind"] in RULES
    ]
    assert lines(found(tmp_path, date.fromisoformat(settings.get("today", "2026-06-01")))) == sorted(wanted)


def test_the_shared_cases_are_there() -> None:
    assert len(shared()) >= 10


# Claims on plain pages: what is one, and what is none

CLAIMS = [
    "Studies show that breathing exercises help.",
    "Recent research has shown a benefit.",
    "A large trial found fewer attacks.",
    "There is evidence showing that it works; the evidence shows less pain.",
    "It is clinically proven.",
    "Walking reduces the risk of a fall.",
    "It can lower your risk of stroke.",
    "Vitamin D cuts the chance of a fracture.",
    "According to a recent study, it works.",
    "Scientists have found that it helps.",
    "About 8% have it.",
    "About 8 per cent of people have it.",
    "One in four women has it.",
    "43 in 100 adults have it.",
    "It strikes 5 out of 1,000 people.",
    "Take 500 mg with food.",
    "Adults need 800 IU of vitamin D.",
    "A dose of 20 µg is enough.",
    "Eat 25 g of protein a day.",
    "Smokers are twice as likely to break a hip.",
    "The risk is 3 times higher than in others.",
    "It affects over 2 million people.",
    "More than 300 patients took part.",
    "The difference was clear (p < 0.05).",
]
NO_CLAIMS = [
    "Call us on 020 7946 0018.",
    "We are open from 9 to 5, on 5 days a week.",
    "Repeat this 10 times.",
    "Chapter 3 has 12 pages.",
    "This page was written in 2024.",
    "COVID-19 and vitamin B12 are names.",
    "Do studies show that it helps?",
    "Ask your doctor about the study.",
    "Read the research before you decide.",
    "Stir in 200 g of flour.",
    "Walk for 30 minutes.",
    "You may need a second test.",
    "In 2019 we moved to a new house.",
    "The course has 8 places in 2026.",
    "It rained 3 in 2019.",
    "Do not write “studies show”.",
    "Bones are alive.",
]
PAGE = "# Asthma\n\nPlain words\nto begin with.\n\n{text}\n"
BIBLIOGRAPHY = "sources:\n  - key: gina2024\n    title: Strategy\n    year: 2024\n    url: https://example.org/gina\n"


def claims(root: Path, text: str) -> list[tuple[int, int]]:
    project(root, {"index.md": PAGE.format(text=text), "/sources.yml": BIBLIOGRAPHY}, {})
    findings = [finding for finding in found(root, TODAY) if finding.rule == "uncited-claim"]
    return [(finding.place.line, finding.place.column) for finding in findings]


@pytest.mark.parametrize("text", CLAIMS)
def test_a_claim(text: str, tmp_path: Path) -> None:
    assert claims(tmp_path, text) == [(6, 1)]


@pytest.mark.parametrize("text", CLAIMS)
@pytest.mark.parametrize("source", [" [@gina2024]", "[@gina2024, p. 3] More words.", "[^1]\n\n[^1]: See [@gina2024]."])
def test_a_claim_with_a_source(text: str, source: str, tmp_path: Path) -> None:
    assert claims(tmp_path, text + source) == []


@pytest.mark.parametrize("text", NO_CLAIMS)
def test_no_claim(text: str, tmp_path: Path) -> None:
    assert claims(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Plain.\nMore. Studies show it\nhelps. Good.", [(7, 7)]),
        ("Studies show it.\nAbout 8% have it.", [(6, 1), (7, 1)]),
        ("Studies show it.[^1]\n\n[^1]: Words alone.", [(6, 1)]),
        ("- Plain.\n- Studies show it.", [(7, 3)]),
        ("> Studies show it.", [(6, 3)]),
        ("> Studies show it.\n>\n> From [@gina2024]", []),
        ("Studies show:\n\n- this [@gina2024]\n- that", []),
        ("Two things [@gina2024]:\n\n- 8% have it\n- 9% do not", []),
        ("Two things:\n\n- 8% have it\n- 9% do not", [(8, 3), (9, 3)]),
        ("!!! note\n    Studies show it.", [(7, 5)]),
        ('!!! note "Studies show it"\n    Plain.', []),
        ("```\nStudies show it.\n```\n\nStudies show it.", [(10, 1)]),
        ("    Studies show it.\n\nStudies show it.", [(8, 1)]),
        ("`Studies show it.` Plain.", []),
        ("## Studies show it\n\nStudies show it.", [(8, 1)]),
        ("Studies show it. [@gina2024]\n\nStudies show it.", [(8, 1)]),
        ("<!-- Studies show it. -->\n\nStudies show it.", [(8, 1)]),
        ("*Studies* **show** it, [as](index.md) said.", [(6, 2)]),
        ("| A | B |\n|---|---|\n| x | y |\n| 8% | z |", [(9, 3)]),
        ("| A [@gina2024] | B |\n|---|---|\n| 8% | z |", []),
        ('Studies show it.\n{: .no-cite reason="an example" }', []),
        ("Studies show it.\n{: .no-cite }", [(6, 1)]),
        ("Dr. Smith says so. E.g. studies show it.", [(6, 20)]),
        ("Term\n:   About 8% have it.", [(7, 5)]),
        ("<div markdown>\n\nStudies show it.\n\n</div>", [(8, 1)]),
    ],
)
def test_where_a_claim_is_told(text: str, places: list[tuple[int, int]], tmp_path: Path) -> None:
    assert claims(tmp_path, text) == places


# Other people's bibliographies


def sources_of(root: Path, text: str) -> tuple[dict[str, Any], list[str]]:
    (root / "content").mkdir(exist_ok=True)
    (root / "mkdocs.yml").write_text("site_name: A\ndocs_dir: content\n", "utf-8")
    (root / "content" / "sources.yaml").write_text(text, "utf-8")
    settings = read_settings(root)
    sources, findings = read_sources(settings)
    for source in sources.values():
        assert reference(source).tag == facts(source).tag == "span"
    told = [f"{each.place.line}:{each.place.column} {each.rule}" for each in findings]
    return {key: dict(source.csl) for key, source in sources.items()}, told


@pytest.mark.parametrize(
    ("text", "csl"),
    [
        ("{id: a}", {"id": "a", "type": "article"}),
        ("{key: a, title: T}", {"id": "a", "title": "T", "type": "article"}),
        ("{id: 2021, title: T}", {"id": "2021", "title": "T", "type": "article"}),
        ("{id: a, citation-key: b}", {"id": "a", "type": "article"}),
        ("{citation-key: b}", {"id": "b", "type": "article"}),
        ("{id: a, doi: 'doi:10.1000/182'}", {"id": "a", "DOI": "10.1000/182", "type": "article-journal"}),
        ("{id: a, doi: 10.1000}", {"id": "a", "DOI": "10.1000", "type": "article-journal"}),
        ("{id: a, pmid: 'PMID: 12'}", {"id": "a", "PMID": "12", "type": "article-journal"}),
        ("{id: a, isbn: 0306406152}", {"id": "a", "ISBN": "0306406152", "type": "book"}),
        ("{id: a, url: https://example.org}", {"id": "a", "URL": "https://example.org", "type": "webpage"}),
        ("{id: a, year: 2021}", {"id": "a", "issued": {"date-parts": [[2021]]}, "type": "article"}),
        ("{id: a, issued: 2021-05}", {"id": "a", "issued": {"date-parts": [[2021, 5]]}, "type": "article"}),
        ("{id: a, issued: [{year: 2021}]}", {"id": "a", "issued": {"date-parts": [[2021]]}, "type": "article"}),
        ("{id: a, issued: {raw: May 2021}}", {"id": "a", "issued": {"date-parts": [[2021]]}, "type": "article"}),
        (
            "{id: a, issued: {date-parts: [['2021', '5']]}}",
            {"id": "a", "issued": {"date-parts": [[2021, 5]]}, "type": "article"},
        ),
        ("{id: a, year: soon}", {"id": "a", "issued": {"literal": "soon"}, "type": "article"}),
        ("{id: a, year: 2021, issued: 2020}", {"id": "a", "issued": {"date-parts": [[2020]]}, "type": "article"}),
        ("{id: a, issued: }", {"id": "a", "type": "article"}),
        ("{id: a, author: Smith J}", {"id": "a", "author": [{"literal": "Smith J"}], "type": "article"}),
        ("{id: a, authors: [Smith J]}", {"id": "a", "author": [{"literal": "Smith J"}], "type": "article"}),
        ("{id: a, author: [{name: WHO}]}", {"id": "a", "author": [{"literal": "WHO"}], "type": "article"}),
        (
            "{id: a, author: [{family: Smith, orcid: x}]}",
            {"id": "a", "author": [{"family": "Smith", "ORCID": "x"}], "type": "article"},
        ),
        (
            "{id: a, issn: [0028-0836, 1476-4687]}",
            {"id": "a", "ISSN": "0028-0836, 1476-4687", "type": "article-journal"},
        ),
        ("{id: a, custom: {note: x}, tags: [b]}", {"id": "a", "type": "article"}),
        ("{id: a, custom: yes}", {"id": "a", "type": "article"}),
        ("{id: a, type: song}", {"id": "a", "type": "song"}),
    ],
)
def test_an_entry_that_is_not_ours(text: str, csl: dict[str, Any], tmp_path: Path) -> None:
    sources, told = sources_of(tmp_path, f"references:\n- {text}\n")
    assert list(sources.values()) == [csl]
    assert told == []


@pytest.mark.parametrize(
    ("text", "keys", "told"),
    [
        ("sources:\n- {key: a}\n", ["a"], []),
        ("nocite: '@*'\nreferences:\n- {id: a}\n", ["a"], []),
        ("references:\n- {title: T}\n", [], ["2:3 missing-field"]),
        ("references:\n- just text\n", [], ["2:3 bad-value"]),
        ("references:\n- {id: a, title: {b: c}}\n", ["a"], ["2:18 bad-value"]),
        ("references:\n- {id: a}\n- {key: a}\n", ["a"], ["3:3 duplicate-key"]),
        ("references: none\n", [], ["1:13 bad-value"]),
        ("references:\n", [], []),
    ],
)
def test_a_bibliography_that_is_not_ours(text: str, keys: list[str], told: list[str], tmp_path: Path) -> None:
    sources, findings = sources_of(tmp_path, text)
    assert (list(sources), findings) == (keys, told)
