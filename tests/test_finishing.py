"""The last steps over a built site: who cites what, the bibliography for other tools, and data for search engines."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
from selectolax.lexbor import LexborHTMLParser
from small_project import TODAY, Project

from bonewise.edition import render_page
from bonewise.finishing import Article, finish, read_article
from bonewise.finishing.articles import article_slice
from bonewise.finishing.cited_by import MAX_CHARACTERS, uses_of_sources
from bonewise.finishing.searching.exercises import names_for_exercises
from bonewise.finishing.source_files import bibtex
from bonewise.finishing.structured_data import describe, structured_data
from bonewise.model import Library, Page, Place, Source

OSTEOPENIA = "condition/osteopenia.md"


def built(library: Library, page: Page) -> str:
    """A page as an engine might build it."""
    article = f'<article class="md-content">{render_page(library, page).html}</article>'
    return f"<html><head><title>{page.title}</title></head><body><nav></nav>{article}</body></html>"


def build(library: Library, site: Path) -> Path:
    for page in library.pages.values():
        file = site / page.url / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(built(library, page), "utf-8")
    return site


@pytest.fixture(scope="module")
def library(plain_project: Project) -> Library:
    return plain_project.library()


@pytest.fixture(scope="module")
def site(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project's site, finished."""
    folder = build(library, tmp_path_factory.mktemp("site"))
    finish(library, folder)
    return folder


# Articles


@pytest.mark.parametrize(
    ("html", "article"),
    [
        ("<nav></nav><article>a</article><footer></footer>", "<article>a</article>"),
        ('<article class="x">a<article>b</article></article>', '<article class="x">a<article>b</article></article>'),
        ("<p>none</p>", ""),
        ("</article><article>", ""),
        ("<article>never closed", ""),
    ],
)
def test_article_slice(html: str, article: str) -> None:
    assert article_slice(html) == article


def test_page_that_was_not_built_is_passed_over(library: Library, tmp_path: Path) -> None:
    assert read_article(library.pages[OSTEOPENIA], tmp_path) is None
    finish(library, tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["feed.xml", "handouts", "sources.bib", "sources.json"]


# Cited by


def cited_by(site: Path, key: str) -> list[tuple[str, str]]:
    """Address and words of each use that the sources page lists."""
    tree = LexborHTMLParser((site / "sources/index.html").read_text("utf-8"))
    rows = tree.css(f'.bw-cited-by[data-source="{key}"] li')
    return [(row.css("a")[0].attributes["href"] or "", row.text()) for row in rows]


def test_each_source_lists_the_sentences_that_cite_it(site: Path) -> None:
    assert cited_by(site, "nchs2021") == [
        ("../condition/osteopenia/#cite-2-1", "What osteopenia means: “About 43 in 100 adults have it.”")
    ]
    assert cited_by(site, "kanis2019") == [
        ("../condition/osteopenia/#cite-1-1", "What osteopenia means: “Osteopenia is a range on a scan.”"),
        ("../exercises/bridge/#cite-1-1", "Bridge: “An expert panel advises this.”"),
        ("../exercises/bridge/#cite-1-2", "Bridge: “This exercise rests on these sources:”"),
        ("../programmes/first-weeks/#cite-1-1", "The first weeks: “This programme rests on these sources:”"),
    ]


def test_each_use_leads_to_a_mark_that_is_there(site: Path, library: Library) -> None:
    for key in library.sources:
        for href, _ in cited_by(site, key):
            path, _, mark = href.partition("#")
            assert f'id="{mark}"' in (site / "sources" / path / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("markdown", "sentences"),
    [
        ("One. Two. [@kanis2019]", ["Two."]),
        ("One. [@kanis2019] Two. [@nchs2021]", ["One.", "Two."]),
        ("One [@kanis2019] goes on. [@nchs2021]", ["One", "goes on."]),
        ("One. [@kanis2019; @nchs2021]", ["One.", "One."]),
        ("One. [@kanis2019] [@nchs2021]", ["One.", "One."]),
        ("*One* is `two`. [@kanis2019]", ["One is two."]),
        ("Is it? Yes! [@kanis2019]", ["Yes!"]),
        ("- item [@kanis2019]", ["item"]),
        ("[@kanis2019] first", [""]),
        (f"{'word ' * 60}end. [@kanis2019]", [f"…{'word ' * 31}end."]),
    ],
)
def test_sentence_before_a_mark(library: Library, tmp_path: Path, markdown: str, sentences: list[str]) -> None:
    page = replace(library.pages[OSTEOPENIA], body=markdown)
    library = replace(library, pages={**library.pages, OSTEOPENIA: page})
    article = read_article(page, build(library, tmp_path))
    assert article
    found = [use.sentence for use in uses_of_sources(article)]
    assert found == sentences
    assert all(len(sentence) <= MAX_CHARACTERS + 1 for sentence in found)


def test_sentences_are_escaped(project: Project, tmp_path: Path) -> None:
    project.body(f"content/{OSTEOPENIA}", 'Below `<b>` & `"x"`. [@kanis2019; @nchs2021; @clarke2008]\n')
    folder = build(project.library(), tmp_path / "site")
    finish(project.library(), folder)
    assert "“Below &lt;b&gt; &amp; &quot;x&quot;.”" in (folder / "sources/index.html").read_text("utf-8")


def test_source_that_nobody_cites_says_so(project: Project, tmp_path: Path) -> None:
    project.body(f"content/{OSTEOPENIA}", "Nothing.\n")
    folder = build(project.library(), tmp_path / "site")
    finish(project.library(), folder)
    tree = LexborHTMLParser((folder / "sources/index.html").read_text("utf-8"))
    room = tree.css_first('.bw-cited-by[data-source="nchs2021"]')
    assert room is not None
    assert room.html == (
        '<div class="bw-cited-by" data-bonewise="cited-by" data-source="nchs2021">'
        "<p>No page cites this source.</p></div>"
    )


# Source files


def test_sources_json_is_csl(site: Path, library: Library) -> None:
    data = json.loads((site / "sources.json").read_text("utf-8"))
    assert data == [dict(source.csl) for source in library.sources.values()]
    assert data[1]["author"] == [{"family": "Kanis", "given": "John A."}, {"family": "Cooper", "given": "Cyrus"}]


def test_sources_bib(site: Path) -> None:
    parsed = bibtexparser.parse_file(str(site / "sources.bib"))
    assert parsed.failed_blocks == []
    assert [(entry.key, entry.entry_type) for entry in parsed.entries] == [
        ("clarke2008", "book"),
        ("kanis2019", "article"),
        ("nchs2021", "misc"),
        ("who2020", "techreport"),
    ]
    assert {field.key: field.value for field in parsed.entries[1].fields} == {
        "author": "Kanis, John A. and Cooper, Cyrus",
        "title": "Guidance for the diagnosis of osteoporosis",
        "journal": "Osteoporosis International",
        "volume": "30",
        "number": "1",
        "pages": "3-44",
        "doi": "10.1007/s00198-018-4704-5",
        "pmid": "30324412",
        "year": "2019",
    }
    assert parsed.entries[2]["author"] == "{National Center for Health Statistics}"


def source(**csl: Any) -> Source:
    data = {"id": "key", "type": "book", **{name.replace("_", "-"): value for name, value in csl.items()}}
    return Source(
        key="key",
        place=Place("content/sources.yaml"),
        csl=data,
        evidence="cohort",
        checked=TODAY,
        checked_how="We read it.",
        access="abstract",
    )


@pytest.mark.parametrize(
    ("csl", "name", "value"),
    [
        ({"title": "Bone & muscle: 50% #1 $x a_b"}, "title", r"Bone \& muscle: 50\% \#1 \$x a\_b"),
        ({"title": "Déjà vu 骨"}, "title", "Déjà vu 骨"),
        ({"title": "Sets {a, b}"}, "title", r"Sets \textbraceleft{}a, b\textbraceright{}"),
        ({"title": "Half } a {pair"}, "title", r"Half \textbraceright{} a \textbraceleft{}pair"),
        ({"title": r"Back\slash"}, "title", r"Back\textbackslash{}slash"),
        ({"author": [{"literal": "Smith & Sons"}]}, "author", r"{Smith \& Sons}"),
        ({"author": [{"literal": "Bone and Joint"}]}, "author", "{Bone and Joint}"),
        ({"author": [{"family": "van den Berg", "given": "Jan"}]}, "author", "van den Berg, Jan"),
        ({"author": [{"family": "Plato"}]}, "author", "Plato"),
        ({"URL": "https://example.org/a_b?c=1&d=50%25#e"}, "url", "https://example.org/a_b?c=1&d=50%25#e"),
        ({"DOI": "10.1000/a_b"}, "doi", "10.1000/a_b"),
        ({"type": "chapter", "container_title": "Primer"}, "booktitle", "Primer"),
        ({"type": "paper-conference", "container_title": "Proceedings"}, "booktitle", "Proceedings"),
        ({"type": "article-journal", "container_title": "BMJ"}, "journal", "BMJ"),
    ],
)
def test_bibtex_field_comes_back(csl: dict[str, Any], name: str, value: str) -> None:
    """What is special in BibTeX is escaped, and a parser finds the entry whole."""
    parsed = bibtexparser.parse_string(bibtex([source(**{"title": "T"} | csl)]))
    assert parsed.failed_blocks == []
    (entry,) = parsed.entries
    assert entry[name] == value


def test_bibtex_without_sources() -> None:
    assert bibtexparser.parse_string(bibtex([])).entries == []


# Structured data


def data_of(html: str) -> dict[str, Any]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script></head>', html, re.S)
    assert len(found) == 1
    loaded = json.loads(found[0])
    assert isinstance(loaded, dict)
    return loaded


def test_structured_data(site: Path) -> None:
    assert data_of((site / "condition/osteopenia/index.html").read_text("utf-8")) == {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": "What osteopenia means",
        "description": "Osteopenia is a range on a bone scan.",
        "url": "https://example.org/condition/osteopenia/",
        "inLanguage": "en-GB",
        "lastReviewed": "2026-11-01",
        "dateModified": "2026-11-01",
        "isAccessibleForFree": True,
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "publisher": {"@type": "Organization", "name": "Bonewise", "url": "https://example.org/"},
        "audience": [{"@type": "MedicalAudience", "audienceType": "Patient"}],
        "about": [{"@type": "MedicalEntity", "name": "Health condition"}],
        "keywords": ["low bone mass"],
        "citation": [
            {
                "@type": "ScholarlyArticle",
                "name": "Guidance for the diagnosis of osteoporosis",
                "sameAs": "https://doi.org/10.1007/s00198-018-4704-5",
            },
            {
                "@type": "CreativeWork",
                "name": "Osteoporosis or low bone mass in older adults",
                "sameAs": "https://www.cdc.gov/nchs/products/databriefs/db405.htm",
            },
            {"@type": "CreativeWork", "name": "Normal bone"},
        ],
    }


def test_every_page_has_its_data(site: Path, library: Library) -> None:
    for page in library.pages.values():
        assert data_of((site / page.url / "index.html").read_text("utf-8"))["name"] == page.title


def article_of(library: Library, folder: Path, **changes: Any) -> Any:
    page = replace(library.pages[OSTEOPENIA], **changes)
    return read_article(page, build(replace(library, pages={**library.pages, OSTEOPENIA: page}), folder))


def test_a_reviewer_is_named_only_where_there_is_one(library: Library, tmp_path: Path) -> None:
    article = article_of(library, tmp_path)
    assert "reviewedBy" not in describe(library, article, [])
    article = article_of(library, tmp_path, reviewed_by=("Dr Ada Byron",))
    assert describe(library, article, [])["reviewedBy"] == [{"@type": "Person", "name": "Dr Ada Byron"}]


def test_no_text_can_end_the_script(library: Library, tmp_path: Path) -> None:
    title = 'A </script><script>alert("1")</script> & <!--'
    head = structured_data(library, article_of(library, tmp_path, description=title), [])
    assert data_of(f"{head}</head>")["description"] == title
    assert head.count("<script") == head.count("</script") == 1
    assert "<!--" not in head


def test_source_without_a_doi_is_named_by_its_number_at_pubmed(library: Library, tmp_path: Path) -> None:
    article = article_of(library, tmp_path)
    cited = describe(library, article, [source(title="T", PMID=123, URL="https://example.org/")])["citation"]
    assert cited == [{"@type": "CreativeWork", "name": "T", "sameAs": "https://pubmed.ncbi.nlm.nih.gov/123/"}]


def test_finishing_twice_from_the_same_site_gives_the_same_bytes(library: Library, tmp_path: Path) -> None:
    sites = [build(library, tmp_path / name) for name in ("one", "two")]
    for folder in sites:
        finish(library, folder)
    one, two = ({file.relative_to(folder): file.read_bytes() for file in folder.rglob("*.*")} for folder in sites)
    assert one == two


# Links from guides to exercises


def guide(library: Library, folder: Path, html: str) -> Article:
    page = library.pages[OSTEOPENIA]
    file = folder / page.url / "index.html"
    file.parent.mkdir(parents=True)
    file.write_text(f"<html><body><article>{html}</article></body></html>", "utf-8")
    article = read_article(page, folder)
    assert article
    return article


@pytest.mark.parametrize(
    "link",
    [
        '<a href="../../exercises/bridge/">x</a>',
        '<a href="../../exercises/bridge/#how-much">x</a>',
        '<a href="../../exercises/bridge">x</a>',
        "<a href='../../exercises/bridge/'>x</a>",
        "<a href=../../exercises/bridge/>x</a>",
        '<a class="b" href="./../../exercises/x/../bridge/" title="c">x</a>',
    ],
)
def test_a_guide_lends_its_name_however_its_link_is_written(library: Library, tmp_path: Path, link: str) -> None:
    article = guide(library, tmp_path, f"<p>{link}</p>")
    assert list(names_for_exercises({"exercises/bridge/"}, article)) == ["exercises/bridge/"]


@pytest.mark.parametrize("text", ['href="../../exercises/bridge/"', '<b title="../../exercises/bridge/">x</b>', ""])
def test_what_is_no_link_lends_no_name(library: Library, tmp_path: Path, text: str) -> None:
    article = guide(library, tmp_path, f"<p>{text}</p>")
    assert names_for_exercises({"exercises/bridge/"}, article) == {}
