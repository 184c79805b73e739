"""What an author reads, and what of an edition is asked at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType

from small_project import Project

from bonewise.edition import render
from bonewise.model import Link, Place
from bonewise.online import Verdict, Work, asked, findings
from bonewise.reading import read

HERE = Place("content/a.md", 3, 7)
THERE = Place("content/b.md", 1, 2)
URL = "https://bones.example/page"


def said(verdict: Verdict, url: str = URL) -> list[str]:
    found = findings({url: verdict}, {url: [HERE]})
    return [f"{each.level} {each.rule}: {each.what}; {each.mend}" for each in found]


def test_the_words() -> None:
    assert said(Verdict("dead", "answered 404 (not found) on 3 separate days")) == [
        "warning dead-link: 'https://bones.example/page' answered 404 (not found) on 3 separate days; "
        "link to where it went or to https://web.archive.org/web/https://bones.example/page, or remove it"
    ]
    assert said(Verdict("moved", "has moved for good", "https://bones.example/new"), f"{URL}#part") == [
        "notice moved-link: 'https://bones.example/page#part' has moved for good, to "
        "'https://bones.example/new#part'; open it, and write 'https://bones.example/new#part' if that is the same page"
    ]
    assert said(Verdict("unsure", "did not answer in time")) == [
        "notice unsure-link: 'https://bones.example/page' did not answer in time; "
        "open it in a browser and see for yourself"
    ]
    assert said(Verdict("mismatch", "is of 2015 in Crossref, not of 2010"), "https://doi.org/10.1/x") == [
        "notice doi-mismatch: 'https://doi.org/10.1/x' is of 2015 in Crossref, not of 2010; "
        "compare both, and correct the number or the entry"
    ]
    assert said(Verdict("unknown", "is a PMID that PubMed does not know")) == [
        "notice doi-unknown: 'https://bones.example/page' is a PMID that PubMed does not know; "
        "copy the number anew from the work itself"
    ]
    assert said(Verdict("retracted", "was retracted, as PubMed says")) == [
        "warning retracted-source: 'https://bones.example/page' was retracted, as PubMed says; "
        "read the notice, and take out what rests on this source"
    ]
    assert said(Verdict("withdrawn", "was withdrawn"))[0].startswith("warning retracted-source: ")
    assert said(Verdict("corrected", "was corrected"))[0].startswith("notice corrected-source: ")


def test_what_says_nothing_about_the_link_is_not_told() -> None:
    for state in ("ok", "blocked", "rate-limited"):
        assert said(Verdict(state, "whatever")) == []  # type: ignore[arg-type]


def test_each_place_is_told_once_and_in_order() -> None:
    found = findings(
        {URL: Verdict("unsure", "x"), "https://other.example/": Verdict("dead")}, {URL: [THERE, HERE, HERE]}
    )
    assert [each.place for each in found] == [HERE, THERE]


def test_nothing_online_is_an_error() -> None:
    for state in ("dead", "moved", "unsure", "mismatch", "unknown", "retracted"):
        assert all(not line.startswith("error") for line in said(Verdict(state)))  # type: ignore[arg-type]


def test_strangers_words_cannot_steer_the_terminal() -> None:
    line = said(Verdict("unsure", "says \x1b[31mred\u202e\r\n"))[0]
    assert line.split("; ")[0].isprintable()


def test_what_of_an_edition_is_asked(plain_project: Project) -> None:
    edition = render(read(plain_project.root)[0], date(2026, 11, 22))
    path, page = next(iter(edition.pages.items()))
    targets = [URL, f"{URL}#part", "//cdn.example/x", "http://localhost:8000/", "http://10.0.0.1/", "other.md", "#a"]
    targets += ["mailto:a@b.example", "https://own.example/page/"]
    links = tuple(Link(target, Place("content/x.md", number)) for number, target in enumerate(targets, 1))
    library = replace(edition.library, settings=replace(edition.library.settings, site_url="https://own.example/"))
    edition = replace(edition, library=library, pages=MappingProxyType({path: replace(page, links=links)}))
    what = asked(edition)
    from_pages = {url: places for url, places in what.uses.items() if places[0].path == "content/x.md"}
    assert from_pages == {
        "//cdn.example/x": (Place("content/x.md", 3),),
        URL: (Place("content/x.md", 1),),
        f"{URL}#part": (Place("content/x.md", 2),),
    }


def test_sources_are_asked_by_doi_pmid_and_address(plain_project: Project) -> None:
    edition = render(read(plain_project.root)[0], date(2026, 11, 22))
    source = next(iter(edition.library.sources.values()))
    csl = {
        "title": "Heel drops",
        "DOI": "10.1000/ABC(1)",
        "PMID": 123,
        "URL": URL,
        "issued": {"date-parts": [[2020, 3]]},
    }
    library = replace(edition.library, sources=MappingProxyType({source.key: replace(source, csl=csl)}))
    what = asked(replace(edition, library=library, pages=MappingProxyType({})))
    work = Work("Heel drops", 2020, "10.1000/ABC(1)", source.checked)
    urls = [URL, "https://doi.org/10.1000/abc(1)", "https://pubmed.ncbi.nlm.nih.gov/123/"]
    assert what.uses == dict.fromkeys(urls, (source.place,))
    assert what.works == dict.fromkeys(urls, work)
