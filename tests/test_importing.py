"""Importing: what Zotero and others export becomes entries of `sources.yaml`, and no other byte of it changes."""

from __future__ import annotations

import difflib
import json
from datetime import date
from pathlib import Path

import pytest
from small_project import CASES

from bonewise.importing import import_sources
from bonewise.model import Settings, Source
from bonewise.reading.bibliography import read_sources
from bonewise.reading.settings import read_settings
from bonewise.rendering.references import reference

TODAY = date(2026, 11, 22)
EXPORTS = CASES / "import"

#: A bibliography as people write it: comments, blank lines, odd spacing, quotes that nobody needs.
BIBLIOGRAPHY = """\
# Sorted by id. Ask before you remove one.
references:
- id: adams2001bone
  type:   article-journal
  title: "Bone"
  author:
  - {family: Adams, given: A.}
  issued: {date-parts: [[2001]]}
  DOI: 10.1000/ADAMS.1
  custom: {evidence: cohort, checked: 2026-01-01, access: abstract, checked_how: We read the abstract.}

# This one is cited by the home page.
- id: zimmer2002spine
  title: Spine   # a note
  type: article-journal
  PMID: 12345678
  custom:
    evidence: cohort
    checked: 2026-01-01
    access: abstract
    checked_how: We read the abstract.
"""


class Desk:
    """A project that is nothing but a bibliography, and files to import."""

    def __init__(self, root: Path) -> None:
        (root / "mkdocs.yml").write_text(
            "site_name: Tiny\ndocs_dir: content\nextra: {bonewise: {typed: true}}\n", "utf-8"
        )
        self.root = root
        self.settings: Settings = read_settings(root)
        self.bibliography = root / "content" / "sources.yaml"

    def has(self, text: str | bytes) -> None:
        self.bibliography.parent.mkdir(exist_ok=True)
        self.bibliography.write_bytes(text if isinstance(text, bytes) else text.encode())

    def imports(self, name: str, text: str | bytes | None = None) -> tuple[bool, str]:
        file = EXPORTS / name
        if text is not None:
            file = self.root / name
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return import_sources(self.settings, file, TODAY)

    def sources(self) -> dict[str, Source]:
        sources, findings = read_sources(self.settings)
        assert findings == []
        return sources


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def one(kind: str = "book", title: str = "Bones", **fields: object) -> str:
    """CSL-JSON with one source."""
    return json.dumps([{"type": kind, "title": title, **fields}])


# What is read


def test_csl_json_as_zotero_writes_it(desk: Desk) -> None:
    done, message = desk.imports("zotero.json")
    assert done, message
    assert message.splitlines() == [
        "Added 4 sources to content/sources.yaml: lee2015anatomy, nhs2024falls, ostergard2018intensity, whobones2020.",
        "Left out, since the bibliography has no use for it: abstract, source.",
        "Next: read each source, correct 'evidence', 'access' and 'checked_how' in its entry,"
        " cite it as [@lee2015anatomy], and run 'bonewise check'.",
    ]
    trial = desk.sources()["ostergard2018intensity"]
    assert trial.csl == {
        "id": "ostergard2018intensity",
        "type": "article-journal",
        "title": "High-intensity resistance training in postmenopausal women: a randomised controlled trial",
        "author": [
            {"family": "Østergård", "given": "Åse M."},
            {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
            {"literal": "The LIFT Study Group"},
        ],
        "container-title": "Journal of Bone and Mineral Research",
        "container-title-short": "J Bone Miner Res",
        "issued": {"date-parts": [[2018, 2, 14]]},
        "volume": 33,
        "issue": 3,
        "page": "211-220",
        "language": "en",
        "DOI": "10.1002/JBMR.9001",
        "PMID": 30000001,
        "PMCID": "PMC6000001",
        "ISSN": "1523-4681",
    }
    report = desk.sources()["whobones2020"].csl
    assert report["author"] == [{"literal": "World Health Organization"}]
    assert (report["publisher-place"], report["number"], report["ISBN"]) == ("Geneva", 843, "978-92-4-001512-8")
    assert report["accessed"] == {"date-parts": [[2026, 11, 20]]}
    chapter = desk.sources()["lee2015anatomy"].csl
    assert chapter["editor"] == [{"family": "Novák", "given": "Petr"}]
    assert chapter["edition"] == 2


def test_csl_yaml_as_zotero_and_pandoc_write_it(desk: Desk) -> None:
    done, message = desk.imports("zotero.yaml")
    assert done, message
    sources = desk.sources()
    assert list(sources) == ["kumar1999calcium", "ros2019yes", "silva2021posture"]
    assert sources["silva2021posture"].csl["issued"] == {"date-parts": [[2021, 6]]}
    assert sources["ros2019yes"].csl["accessed"] == {"date-parts": [[2026, 11, 19]]}
    assert sources["ros2019yes"].title == "Yes: you can lift"
    assert sources["kumar1999calcium"].csl["issued"] == {"date-parts": [[1999, 1], [1999, 2]]}


def test_bibtex_with_latex_names_and_strings(desk: Desk) -> None:
    done, message = desk.imports("zotero.bib")
    assert done, message
    sources = desk.sources()
    assert list(sources) == ["garcia2011", "muller2017vertebral", "ros2023steps", "sato2016balance"]
    paper = sources["muller2017vertebral"].csl
    assert paper["title"] == "Vertebral Fractures in München: 50% of them silent?"
    assert paper["author"] == [
        {"family": "Müller", "given": "Jörg"},
        {"family": "Čapek", "given": "Anna"},
        {"literal": "World Health Organization"},
        {"literal": "et al"},
    ]
    assert paper["container-title"] == "Journal of Bone and Mineral Research"
    assert paper["container-title-short"] == "J Bone Miner Res"
    assert (paper["volume"], paper["issue"], paper["page"]) == (12, 7, "101-110")
    assert paper["issued"] == {"date-parts": [[2017, 7]]}
    assert paper["DOI"] == "10.1000/jbmr.2017_07"
    assert paper["URL"] == "https://example.org/a_b?x=1&y=2"
    assert paper["PMID"] == 28000001
    book = sources["garcia2011"].csl
    assert book["title"] == "Bones and DXA"
    assert book["author"] == [{"family": "García", "given": "José"}, {"family": "van der Berg", "given": "Jan"}]
    assert book["editor"] == [{"family": "Nuñez", "given": "Ana"}]
    assert (book["publisher"], book["publisher-place"], book["edition"]) == ("Example & Sons", "São Paulo", 3)
    assert sources["ros2023steps"].csl["author"] == [{"literal": "Royal Osteoporosis Society"}]
    assert sources["sato2016balance"].csl["PMID"] == 27000009


def test_ris_with_its_pubmed_number_and_an_organisation(desk: Desk) -> None:
    done, message = desk.imports("zotero.ris")
    assert done, message
    assert "Left out, since the bibliography has no use for it: AB, KW." in message
    sources = desk.sources()
    assert list(sources) == ["dubois2008lifting", "lukasiewicz2014walking", "pha2022health"]
    paper = sources["lukasiewicz2014walking"].csl
    assert paper["author"] == [
        {"family": "Łukasiewicz", "given": "Żaneta"},
        {"family": "King", "given": "Martin L", "suffix": "Jr"},
        {"literal": "FRACTURE Consortium"},
    ]
    assert (paper["container-title"], paper["container-title-short"]) == (
        "Osteoporosis International",
        "Osteoporos Int",
    )
    assert (paper["page"], paper["PMID"], paper["ISSN"]) == ("2001-2009", 25000002, "0937-941X")
    assert paper["issued"] == {"date-parts": [[2014, 9, 30]]}
    assert "URL" not in paper  # the address of the DOI, which is there
    assert sources["dubois2008lifting"].csl["ISBN"] == "978-2-12-345680-3"
    assert sources["pha2022health"].csl["accessed"] == {"date-parts": [[2026, 11, 15]]}


@pytest.mark.parametrize("ending", ["json", "yaml", "bib", "ris"])
def test_the_format_shows_in_the_content_where_the_ending_does_not_tell(desk: Desk, ending: str) -> None:
    done, message = desk.imports("export.txt", (EXPORTS / f"zotero.{ending}").read_bytes())
    assert done, message


@pytest.mark.parametrize("change", [lambda text: text.replace("\n", "\r\n"), lambda text: f"\ufeff{text}"])
@pytest.mark.parametrize("ending", ["json", "yaml", "bib", "ris"])
def test_windows_line_ends_and_byte_order_marks_make_no_difference(desk: Desk, ending: str, change: object) -> None:
    assert callable(change)
    assert desk.imports(f"zotero.{ending}")[0]
    plain = desk.bibliography.read_bytes()
    desk.bibliography.unlink()
    assert desk.imports(f"zotero.{ending}", change((EXPORTS / f"zotero.{ending}").read_text("utf-8")))[0]
    assert desk.bibliography.read_bytes() == plain


def test_endnote_writes_utf_16(desk: Desk) -> None:
    done, message = desk.imports("endnote.ris", (EXPORTS / "zotero.ris").read_text("utf-8").encode("utf-16"))
    assert done, message
    assert "lukasiewicz2014walking" in desk.sources()


@pytest.mark.parametrize("ending", ["json", "yaml", "bib", "ris"])
def test_every_imported_source_can_be_shown(desk: Desk, ending: str) -> None:
    desk.imports(f"zotero.{ending}")
    for source in desk.sources().values():
        assert source.title.lower()[:20] in "".join(reference(source).itertext()).lower()


@pytest.mark.parametrize(
    ("field", "given", "kept"),
    [
        ("DOI", "https://doi.org/10.1000/x.1", "10.1000/x.1"),
        ("DOI", "doi:10.1000/x.1.", "10.1000/x.1"),
        ("DOI", "see the journal", None),
        ("URL", "javascript:alert(1)", None),
        ("URL", "https://example.org/a", "https://example.org/a"),
        ("page", "pp. 12 – 34", "12-34"),
        ("edition", "2nd ed.", 2),
        ("edition", "Second", "Second"),
        ("volume", "007", "007"),
        ("PMID", "PMID: 123", 123),
        ("issued", "14 March 2019", {"date-parts": [[2019, 3, 14]]}),
        ("issued", "March 14, 2019", {"date-parts": [[2019, 3, 14]]}),
        ("issued", "2019-02-30", {"date-parts": [[2019, 2]]}),
        ("issued", "Spring 2019", {"date-parts": [[2019]]}),
        ("issued", "in press", None),
        ("publisher", "Bones &amp; <b>Co</b>", "Bones & Co"),
        ("publisher", "a\u202eb\x07c\u2028d", "abc d"),
    ],
)
def test_a_field_is_brought_into_shape_or_left_out(desk: Desk, field: str, given: str, kept: object) -> None:
    done, message = desk.imports("one.json", one(id="a", **{field: given}))
    assert done, message
    assert desk.sources()["a"].csl.get(field) == kept
    assert (f"no use for it: {field}." in message) == (kept is None)


# Which id, and what is said of the evidence


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ({"id": "kanis2019esceo"}, "kanis2019esceo"),
        ({"id": "Kanis_2019"}, "kanis2019bones"),
        ({}, "kanis2019bones"),
        ({"author": [{"family": "Đỗ-Müßig"}]}, "domussig2019bones"),
        ({"author": [{"literal": "World Health Organization"}]}, "who2019bones"),
        ({"author": [{"literal": "Mayo Clinic"}]}, "mayoclinic2019bones"),
        ({"author": [], "editor": [{"family": "Ek"}]}, "ek2019bones"),
        ({"author": [], "issued": ""}, "bones"),
        ({"author": [], "title": "What is DXA for scanning?"}, "source2019scanning"),
        ({"author": [{"family": "李"}], "title": "骨"}, "source2019"),
    ],
)
def test_an_id_is_kept_or_made_of_name_year_and_word(desk: Desk, given: dict[str, object], made: str) -> None:
    fields = {"id": "", "author": [{"family": "Kanis"}], "issued": {"date-parts": [[2019]]}, "title": "The bones"}
    done, message = desk.imports("one.json", one(**{**fields, **given}))  # type: ignore[arg-type]
    assert done, message
    assert list(desk.sources()) == [made]


def test_made_ids_are_unique(desk: Desk) -> None:
    papers = [one(author="Kanis", issued="2019", DOI=f"10.1000/{number}")[1:].strip()[:-1] for number in range(3)]
    done, message = desk.imports("three.json", f"[{','.join(papers)}]")
    assert done, message
    assert list(desk.sources()) == ["kanis2019bones", "kanis2019bones-2", "kanis2019bones-3"]


@pytest.mark.parametrize(
    ("kind", "title", "evidence"),
    [
        ("article-journal", "Exercise for bone: a systematic review", "systematic-review"),
        ("article-journal", "A randomized trial of stairs", "randomised-trial"),
        ("article-journal", "A non-randomised trial of stairs", "non-randomised-trial"),
        ("article-journal", "Stairs", "narrative-review"),
        ("report", "Guideline on stairs", "guideline"),
        ("report", "Stairs", "government-report"),
        ("book", "Stairs", "textbook"),
        ("webpage", "A systematic review explained", "other-page"),
        ("article-newspaper", "Stairs", "news-page"),
    ],
)
def test_evidence_is_a_guess_and_the_entry_says_nobody_has_read_it(
    desk: Desk, kind: str, title: str, evidence: str
) -> None:
    desk.imports("one.json", one(kind, title, id="a"))
    source = desk.sources()["a"]
    assert source.evidence == evidence
    assert source.checked == TODAY
    assert source.access == "record-only"
    assert source.checked_how == "Imported from one.json; nobody has read it yet."


# What is there already


def test_a_second_import_changes_nothing(desk: Desk) -> None:
    for ending in ("json", "yaml", "bib", "ris"):
        assert desk.imports(f"zotero.{ending}")[0]
    before = desk.bibliography.read_bytes()
    for ending in ("json", "yaml", "bib", "ris"):
        done, message = desk.imports(f"zotero.{ending}")
        assert done
        assert message.startswith("Nothing new for content/sources.yaml.\nSkipped ")
    assert desk.bibliography.read_bytes() == before


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"id": "adams2001bone", "title": "Bone"}, "Skipped 'Bone': its id is that of 'adams2001bone'."),
        (
            {"id": "adams2001bone", "title": "Other"},
            "Skipped 'Other': its id is that of 'adams2001bone', which is another work;"
            " give it another id where you exported it.",
        ),
        ({"id": "new", "DOI": "10.1000/adams.1"}, "Skipped 'Bones': its DOI is that of 'adams2001bone'."),
        ({"id": "new", "note": "PMID: 12345678"}, "Skipped 'Bones': its PMID is that of 'zimmer2002spine'."),
    ],
)
def test_a_source_that_is_there_is_skipped_and_named(desk: Desk, fields: dict[str, str], said: str) -> None:
    desk.has(BIBLIOGRAPHY)
    assert desk.imports("one.json", one(**fields)) == (True, f"Nothing new for content/sources.yaml.\n{said}")
    assert desk.bibliography.read_text("utf-8") == BIBLIOGRAPHY


def test_a_source_that_stands_twice_in_the_export_is_taken_once(desk: Desk) -> None:
    again = (EXPORTS / "zotero.ris").read_text("utf-8") * 2
    done, message = desk.imports("twice.ris", again)
    assert done
    assert message.startswith("Added 3 sources")
    assert message.count("Skipped") == 3


# What stays as it was


def added_lines(before: str, after: str) -> list[str]:
    """The lines that came; none may have gone."""
    changes = [change for change in difflib.ndiff(before.splitlines(True), after.splitlines(True)) if change[0] in "+-"]
    assert not [change for change in changes if change[0] == "-"]
    return [change[2:] for change in changes]


def test_only_the_new_entry_comes_before_the_first_id_that_sorts_after_it(desk: Desk) -> None:
    desk.has(BIBLIOGRAPHY)
    assert desk.imports("one.json", one(id="moss2010bones", author="Moss Trust"))[0]
    entry = """\
- id: moss2010bones
  type: book
  title: Bones
  author:
  - {literal: Moss Trust}
  custom:
    evidence: textbook
    checked: 2026-11-22
    access: record-only
    checked_how: Imported from one.json; nobody has read it yet.

"""
    # The comment above the next entry stays with that entry.
    head, mark, tail = BIBLIOGRAPHY.partition("# This one is cited")
    assert desk.bibliography.read_text("utf-8") == f"{head}{entry}{mark}{tail}"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text, id="as it is"),
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="Windows line ends"),
        pytest.param(lambda text: f"\ufeff{text}", id="byte order mark"),
        pytest.param(lambda text: text.rstrip("\n"), id="no line end at the end"),
        pytest.param(lambda text: f"---\n{text}...\n", id="document marks"),
        pytest.param(lambda text: f"{text}\n# the end\n", id="a comment at the end"),
        pytest.param(lambda text: text.replace("- id", "-\n  id"), id="dashes on their own lines"),
        pytest.param(
            lambda text: "".join(f"   {line}" if line[0] in "- \n" else line for line in text.splitlines(True)),
            id="indented",
        ),
        pytest.param(lambda text: text.replace('Bone"', 'Bone – 🦴 \u2028 x"'), id="signs of every width"),
    ],
)
def test_every_other_byte_stays_whatever_the_file_looks_like(desk: Desk, change: object) -> None:
    assert callable(change)
    before = change(BIBLIOGRAPHY)
    desk.has(before)
    old = desk.sources()
    done, message = desk.imports("zotero.json")
    assert done, message
    assert desk.imports("one.json", one(id="zzz", title="Last"))[0]
    assert desk.imports("two.json", one(id="a", title="First"))[0]
    added_lines(before.rstrip("\n") + "\n", desk.bibliography.read_bytes().decode())
    new = desk.sources()
    assert {key: new[key].csl for key in old} == {key: source.csl for key, source in old.items()}
    assert list(new) == sorted(new)
    assert len(new) == len(old) + 6


@pytest.mark.parametrize(
    ("before", "start"),
    [
        (None, "references:\n- id: a\n"),
        ("", "references:\n- id: a\n"),
        ("# Ours\n", "# Ours\nreferences:\n- id: a\n"),
        ("references:\n", "references:\n- id: a\n"),
        ("references:", "references:\n- id: a\n"),
        ("references: []  # none yet\n", "references:  # none yet\n- id: a\n"),
        ("references: null\n# the end\n", "references:\n- id: a\n"),
    ],
)
def test_an_empty_bibliography_gets_its_first_entry(desk: Desk, before: str | None, start: str) -> None:
    if before is not None:
        desk.has(before)
    done, message = desk.imports("one.json", one(id="a"))
    assert done, message
    assert desk.bibliography.read_text("utf-8").startswith(start)
    assert list(desk.sources()) == ["a"]


# What goes wrong


MALFORMED = [
    ("x.json", '[{"id": "x",\n "title": }]', "x.json:2:11: this is not valid JSON: expecting value; mend it there"),
    ("x.json", '{"sources": []}', "x.json:1:1: the file must be a list of sources, or a mapping that has them under"),
    ("x.json", "[" * 100_000, "x.json:1:1: this is not valid JSON: it is nested too deep"),
    ("x.json", "[]", "x.json:1:1: there is no source in it; choose what to export first"),
    ("x.json", '[{"type": "book", "title": "T"},\n  7]', "x.json:2:3: a source must be a mapping of fields; mend the"),
    (
        "x.json",
        '{"items": [\n {"type": "artcle-journal", "title": "T"}]}',
        "x.json:2:2: the type 'artcle-journal' is none of CSL's; did you mean 'article-journal'?; set its type",
    ),
    ("x.yaml", "references:\n- id: [", "x.yaml:2:8: this is not valid YAML: "),
    ("x.yaml", "references:\n- id: x\n  title: *t\n", "x.yaml:3:10: YAML anchors and aliases are not allowed"),
    ("x.yaml", "references:\n- type: book\n", "x.yaml:2:3: the entry has no title; add the title where it"),
    ("x.yaml", "sources: []\n", "x.yaml:1:1: there is no list under 'references:'; export it again as CSL-YAML"),
    (
        "x.bib",
        "@book{a,\n  title = {T},\n  year = 2019 month = jan\n}",
        "x.bib:3:3: the value of 'year' stands without braces: '2019 month = jan'; write year = {…}, and a comma",
    ),
    ("x.bib", "\n@book{a, title = {T}\n", "x.bib:2:1: this BibTeX entry cannot be read: unexpectedly reached end of"),
    ("x.bib", "@book{a,\n title={T,\n}\n@book{b, title={U}}", "x.bib:1:1: this BibTeX entry cannot be read: unexpecte"),
    ("x.bib", "@book{a,\n title={T}}, year={2019}\n}", "x.bib:2:10: this stands outside every BibTeX entry and would"),
    (
        "x.bib",
        "@book{a, title={T}}\n@book{a, title={U}}",
        "x.bib:2:1: this BibTeX entry cannot be read: duplicate entr",
    ),
    ("x.bib", "@book{a, title = jbmr}", "x.bib:1:10: the value of 'title' stands without braces: 'jbmr'; write title"),
    ("x.ris", "TY  - JOUR\nTI  - T\n", "x.ris:1:1: the record has no end; write 'ER  - ' below its last line"),
    ("x.ris", "TY  - JOUR\nTI  - T\nTY  - JOUR\n", "x.ris:3:1: a record begins, but the one of line 1 has no end; "),
    ("x.ris", "TY  - JOUR\nTI - T\nER  - \n", "x.ris:2:1: the tag 'TI' is not written as RIS has it; write 'TI  - '"),
    ("x.ris", "AU  - A\n", "x.ris:1:1: 'AU' stands outside every record; write 'TY  - JOUR', or another type"),
    ("x.ris", b"TY  - JOUR\nTI  - caf\xe9\nER  - \n", "x.ris:2:1: the file is not UTF-8 text; choose UTF-8 when you"),
    ("x.txt", "<xml/>", "x.txt:1:1: this is none of the formats that can be read; export it as CSL-JSON, CSL-YAML,"),
]


@pytest.mark.parametrize(("name", "text", "said"), MALFORMED)
def test_a_malformed_export_is_told_with_its_place_and_changes_nothing(
    desk: Desk, name: str, text: str | bytes, said: str
) -> None:
    desk.has(BIBLIOGRAPHY)
    done, message = desk.imports(name, text)
    assert not done
    assert message.startswith(said)
    assert message.endswith("Nothing was imported.")
    assert desk.bibliography.read_text("utf-8") == BIBLIOGRAPHY
    assert [path.name for path in desk.bibliography.parent.iterdir()] == ["sources.yaml"]


def test_one_bad_entry_stops_the_good_ones_and_each_bad_one_is_told(desk: Desk) -> None:
    done, message = desk.imports("x.json", '[{"type": "book", "title": "T"}, {"title": "U"},\n{"type": "book"}]')
    assert not done
    assert [line.partition(";")[0] for line in message.splitlines()[:2]] == [
        "x.json:1:34: the entry has no type",
        "x.json:2:1: the entry has no title",
    ]
    assert not desk.bibliography.exists()


def test_a_file_that_is_not_there(desk: Desk) -> None:
    done, message = desk.imports("nowhere.bib")
    assert not done
    assert "nowhere.bib:1:1: the file cannot be read: no such file or directory; check its name" in message


@pytest.mark.parametrize(
    ("bibliography", "said"),
    [
        ("references: [", "content/sources.yaml:1:14: this is not valid YAML"),
        ("reference:\n- id: a\n", "content/sources.yaml:1:1: unknown field 'reference'; did you mean 'references'?"),
        (BIBLIOGRAPHY.replace("  type:   article-journal\n", ""), "content/sources.yaml:3:3: the source has no 'type'"),
        (b"references: caf\xe9\n", "content/sources.yaml:1:16: the file is not UTF-8 text"),
        (
            "references: [{id: a, type: book, title: T, custom: {evidence: textbook, checked: 2026-01-01,"
            " access: abstract, checked_how: Read.}}]\n",
            "content/sources.yaml:1:13: 'references' is not a list with lines for each source",
        ),
    ],
)
def test_a_bibliography_that_is_out_of_order_is_left_alone(desk: Desk, bibliography: str | bytes, said: str) -> None:
    desk.has(bibliography)
    before = desk.bibliography.read_bytes()
    done, message = desk.imports("zotero.json")
    assert not done
    assert message.startswith(said)
    assert desk.bibliography.read_bytes() == before


def test_when_writing_fails_the_old_file_stays(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.has(BIBLIOGRAPHY)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        desk.imports("zotero.json")
    assert desk.bibliography.read_text("utf-8") == BIBLIOGRAPHY
    assert [path.name for path in desk.bibliography.parent.iterdir()] == ["sources.yaml"]
