"""The tables of the reader word for word: which fields are asked for and with what help, which settings and files are
refused and why. A word that is lost here would leave an author without a mend."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from small_project import Project

from bonewise import frontmatter
from bonewise.document import Document
from bonewise.frontmatter import CHANGE, DOSE, FIELDS, MOST, PICTURE, SESSION, Field, dated_change, number, read_fields
from bonewise.model import Change, Place, Settings
from bonewise.reading.our_settings import faults_of_settings
from bonewise.reading.pages import published, read_page
from bonewise.reading.strange_files import fault_of_file, faults_of_names
from bonewise.reporting import line

# Fields

ALL = {
    "title": "(the page's name)",
    "description": "(one sentence that answers the page's question)",
    "kind": "(article, exercise, programme, page)",
    "id": "(the file's name without .md)",
    "audience": "(who reads it)",
    "reviewed": "(the day on which it was last reviewed)",
    "next_review": "(the day by which it must be reviewed again)",
    "authors": "(who wrote it)",
    "reviewed_by": "([] until a clinician has reviewed it)",
    "claims_level": "(high, moderate, low, consensus, none)",
}
_TOPICS = "(condition, scan, food, medicine, pain, fracture, exercise, posture, falls, life)"
_EXERCISE = "why position equipment steps dose dose_basis easier harder feel breathing mistakes avoid_if stop_if impact"
_EXERCISE += " after_fracture after_fracture_note sources picture"
ASKED: dict[str, dict[str, str]] = {
    "page": ALL,
    "article": ALL | {"topics": _TOPICS},
    "exercise": ALL
    | {"group": "(a group of `extra.bonewise.groups` in mkdocs.yml)"}
    | dict.fromkeys(_EXERCISE.split(), ""),
    "programme": ALL
    | dict.fromkeys("suits for_whom not_for before_you_start schedule progress sources".split(), ""),
}  # fmt: skip
PARTS: list[tuple[str, dict[str, Field], dict[str, str]]] = [
    ("dose", DOSE, {"days_per_week": "(how many days a week)"}),
    ("most", MOST, {}),
    ("picture", PICTURE, {"start": "", "finish": ""}),
    ("session", SESSION, {"title": "", "when": "", "exercises": ""}),
    (
        "change",
        CHANGE,
        {
            "date": "(the day on which readers got the change)",
            "what": "(what is different now, in one sentence)",
            "why": "(what made it necessary, in one sentence)",
        },
    ),
]
MAY_BE = {
    "page": "also_called in_spanish topics withdrawn moved_to template hide short call signs stop_if",
    "article": "also_called in_spanish withdrawn moved_to template hide changes",
    "exercise": "also_called in_spanish topics withdrawn moved_to template hide changes equipment_note "
    "after_fracture_most figure",
    "programme": "also_called in_spanish topics withdrawn moved_to template hide changes weeks",
    "dose": "sets reps unit per hold_seconds minutes start rest progress note",
    "most": "sets reps hold_seconds minutes days_per_week",
}


@pytest.mark.parametrize(
    ("name", "table", "asked"), [*((kind, FIELDS[kind], asked) for kind, asked in ASKED.items()), *PARTS]
)
def test_fields_are_asked_for_with_their_help(name: str, table: dict[str, Field], asked: dict[str, str]) -> None:
    doc = Document("other_: 1\n", "a.md", first_line=2)
    read_fields(doc, doc.root, table, "part.")
    wanted = [f"the field 'part.{field}' is missing; add '{field}:' {text}".rstrip() for field, text in asked.items()]
    told = [line(finding) for finding in doc.findings]
    assert sorted(told[1:]) == sorted(f"a.md:2:1: {each} [missing-field]" for each in wanted)
    assert "unknown field 'part.other_'" in told[0]
    assert sorted(field for field in table if not table[field].required) == sorted(MAY_BE.get(name, "").split())


def asked(reader: Any, value: str) -> tuple[Any, list[str]]:
    doc = Document(f"f: {value}\n", "a.md", first_line=2)
    values, _ = read_fields(doc, doc.root, {"f": Field(reader, False)})
    return values.get("f"), [line(finding) for finding in doc.findings]


def test_one_number() -> None:
    assert asked(number, "3") == (3, [])
    assert asked(number, "0") == (0, [])
    wrong = "a.md:2:4: 'f' must be one whole number; write one whole number [bad-value]"
    assert asked(number, "3 to 5") == (None, [wrong])
    assert asked(number, "3 to 3") == (3, [])
    found, told = asked(number, "few")
    assert found is None
    assert len(told) == 1


def test_a_change_has_its_day_and_the_place_of_it() -> None:
    found, told = asked(dated_change, "{date: 2026-11-22, what: a, why: b}")
    assert (found, told) == (Change(date(2026, 11, 22), "a", "b", Place("a.md", 2, 11)), [])
    found, told = asked(dated_change, "{date: 2026-11-22, what: a}")
    assert found is None
    assert ["'f.why' is missing" in each for each in told] == [True]
    wrong = (
        "a.md:2:4: 'f' must be a list of 'date', 'what' and 'why'; write a list of 'date', 'what' and 'why' [bad-value]"
    )
    assert asked(dated_change, "a") == (None, [wrong])


def test_a_kind_is_asked_for_where_none_is_named() -> None:
    assert [frontmatter.kind_of(Document(text, "a.md")) for text in ("title: a", "kind: recipe", "kind: article")] == [
        "page",
        "page",
        "article",
    ]


# Settings

SWITCHES = ("handouts", "health", "offline", "typed")
FILES = ("disclaimer", "emergency", "figures", "sources", "sources_page", "retractions")
TEXTS = ("contact", "embed_this", "footer_note", "handout_builder", "licence", "made_with", "printed", "search_example")
TEXTS += ("tagline",)
OTHERS = ("accents", "footer_links", "groups", "known_terms", "lost_links", "max_source_age_years", "topics")


def settings(ours: object, **config: object) -> list[tuple[str, str, str]]:
    return list(faults_of_settings(config, ours))


def test_ours_must_be_lines() -> None:
    assert settings(["typed"]) == [("bonewise", "'bonewise' must be 'name: value' lines", "see README.md")]


@pytest.mark.parametrize("name", SWITCHES)
def test_switches(name: str) -> None:
    assert settings({name: False}) == []
    assert settings({name: "no"}) == [(name, f"'{name}' must be true or false", "write one of the two")]


@pytest.mark.parametrize("name", [*FILES, *TEXTS])
def test_texts(name: str) -> None:
    assert settings({name: "a"}) == []
    assert settings({name: 3}) == [(name, f"'{name}' must be text", "write a value, or remove the line")]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("path", ["/etc/passwd", "~/a", "a\\b", "../a", "a/../../b"])
def test_files_of_the_project_alone(name: str, path: str) -> None:
    what = f"'{name}' leads out of the project: '{path}'"
    assert settings({name: path}) == [(name, what, "name a file of the project")]
    assert settings({"tagline": path}) == []


@pytest.mark.parametrize("name", [*SWITCHES, *FILES, *TEXTS, *OTHERS])
def test_misspelt_names_of_ours_get_a_guess(name: str) -> None:
    found = settings({f"{name}z": None})
    assert found == [(f"{name}z", f"there is no setting '{name}z'; did you mean '{name}'?", "correct the name")]


def test_names_of_other_people_pass() -> None:
    assert settings({"analytics_of_somebody_else": 1}) == []


def test_groups() -> None:
    assert settings({"groups": None}) == settings({"groups": {"a": "A"}}) == []
    wrong = [("groups", "'groups' must be 'id: Name' lines", "write one line for each group")]
    assert settings({"groups": ["a"]}) == settings({"groups": {"a": 1}}) == wrong


@pytest.mark.parametrize("value", [0, -1, True, "5", 1.5, None])
def test_years(value: object) -> None:
    assert settings({"max_source_age_years": 1}) == []
    what = "'max_source_age_years' must be a whole number from 1 up"
    wanted = [("max_source_age_years", what, "write a number of years")]
    assert settings({"max_source_age_years": value}) == wanted


@pytest.mark.parametrize("name", ["docs_dir", "site_dir"])
@pytest.mark.parametrize("path", ["..", ".", "", "./", "/srv", "~", "a/../.."])
def test_folders_of_a_typed_site(name: str, path: str) -> None:
    assert settings({"typed": True}, **{name: "content"}) == settings({"typed": False}, **{name: path}) == []
    what = f"'{name}' leads out of the project: '{path}'"
    assert settings({"typed": True}, **{name: path}) == [(name, what, "name a folder of the project")]


@pytest.mark.parametrize(
    "address", ["bones.example", "ftp://a.example", "https://a b", "https://a.example/?q", "https:///a"]
)
def test_address_of_a_typed_site(address: str) -> None:
    for good in (None, "", "https://a.example", "http://a.example/b/"):
        assert settings({"typed": True}, site_url=good) == []
    what = f"'site_url' is not a web address: '{address}'"
    assert settings({"typed": True}, site_url=address) == [("site_url", what, "write it whole, with https://")]


# Files

PICTURES = {
    ".png": b"\x89PNG\r\n\x1a\n..IEND\xaeB`\x82",
    ".jpg": b"\xff\xd8\xff..\xff\xd9",
    ".jpeg": b"\xff\xd8\xff..\xff\xd9",
    ".gif": b"GIF89a..\x3b",
    ".webp": b"RIFF....WEBP",
    ".pdf": b"%PDF-1.7",
    ".svg": b"<svg></svg>",
}
TYPED = Settings(Path("/nowhere"), typed=True)


def fault(folder: Path, name: str, data: bytes, settings: Settings = TYPED) -> tuple[str, str, str] | None:
    """What is said of a file."""
    (folder / name).write_bytes(data)
    with os.scandir(folder) as entries:
        return fault_of_file(settings, next(entry for entry in entries if entry.name == name))


@pytest.mark.parametrize("end", PICTURES)
def test_pictures(tmp_path: Path, end: str) -> None:
    assert fault(tmp_path, f"a{end}", PICTURES[end]) is None
    assert fault(tmp_path, f"A{end.upper()}", PICTURES[end]) is None
    found = fault(tmp_path, f"b{end}", b"other")
    if end == ".svg":
        what = "this is no SVG drawing of a size that can be read"
        assert found == ("broken-picture", what, "save it again as plain SVG")
    else:
        what = f"this is not a '{end}' file, whatever its name says"
        assert found == ("broken-picture", what, "save it again in that format")


def test_an_older_gif(tmp_path: Path) -> None:
    assert fault(tmp_path, "a.gif", b"GIF87a..\x3b") is None


@pytest.mark.parametrize("end", [".png", ".jpg", ".jpeg", ".gif"])
def test_pictures_without_their_end(tmp_path: Path, end: str) -> None:
    found = fault(tmp_path, f"a{end}", PICTURES[end][:10].replace(b"\x3b", b".").replace(b"\xff\xd9", b"."))
    assert found == ("broken-picture", "the end of the file is missing", "copy or save it again")
    assert fault(tmp_path, f"b{end}", PICTURES[end] + bytes(900)) is None
    assert fault(tmp_path, f"c{end}", PICTURES[end] + bytes(5000)) is not None


@pytest.mark.parametrize(
    "end",
    ".html .htm .xhtml .xht .shtml .js .mjs .cjs .wasm .xml .xsl .xslt .swf .jar .php .phtml .cgi .asp .aspx .jsp .exe "
    ".com .bat .cmd .ps1 .sh .py .htaccess .svgz .hta".split(),
)
def test_programs(tmp_path: Path, end: str) -> None:
    what = f"a file '{end}' would be published as it is, and could run on who opens it"
    wanted = ("unsafe-file", what, "write a page instead; scripts and templates belong into templates/")
    assert fault(tmp_path, f"a{end}", b"") == fault(tmp_path, f"A{end.upper()}", b"") == wanted
    assert fault(tmp_path, f"b{end}", b"", Settings(tmp_path)) is None


@pytest.mark.parametrize(
    ("code", "sign"),
    [
        ("<  \n script>", "< script"),
        ("<a\nonload  =x>", "onload ="),
        ("<a href='JavaScript:x'>", "JavaScript:"),
        ("<foreignObject>", "<foreignObject"),
        ("<!ENTITY a>", "<!ENTITY"),
        ("<?xml-stylesheet a?>", "<?xml-stylesheet"),
    ],
)
def test_drawings_that_run(tmp_path: Path, code: str, sign: str) -> None:
    found = fault(tmp_path, "a.svg", f"<svg>{code}</svg>".encode())
    assert found == (
        "unsafe-file",
        f"the drawing holds '{sign}', which could run",
        "save it as plain SVG, without scripts",
    )


def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with os.scandir(tmp_path) as entries:
        found = fault_of_file(Settings(tmp_path), next(entries))
    assert found == ("unsafe-file", "this is neither a file nor a folder", "remove it")


def names(*given: str, typed: bool = True) -> list[str]:
    return [line(finding) for finding in faults_of_names(Settings(Path("/nowhere"), typed=typed), given)]


MEND = "give it a name of letters, digits and dashes [bad-file-name]"


def test_names_that_no_computer_minds() -> None:
    assert names("a.md", "b/contact.md", "b/é.md", "b/com.md", "x" * 215) == []
    assert names("nul", "a:b", typed=False) == []


@pytest.mark.parametrize("name", ["con", "NUL.md", "com1", "lpt9.txt", "aux.a.b", "prn"])
def test_names_that_windows_keeps(name: str) -> None:
    assert names(f"a/{name}") == [f"content/a/{name}:1:1: Windows keeps the name '{name}' for itself; {MEND}"]


@pytest.mark.parametrize("name", ["a:b", "a?", "a*b", 'a"b', "a|b", "a<b", "a>b", "a\\b", "a.", "a ", " a"])
def test_names_that_cannot_be_kept(name: str) -> None:
    assert names(name) == [f"content/{name}:1:1: the name {name!r} cannot be kept everywhere; {MEND}"]


def test_signs_that_cannot_be_shown_in_a_name() -> None:
    assert names("a\x01b\udc80") == [f"content/a�b�:1:1: the name 'a�b�' cannot be kept everywhere; {MEND}"]


def test_names_that_are_too_long() -> None:
    long = "x" * 216
    assert names(long) == [f"content/{long}:1:1: the name is so long that no copy of it could be told apart; {MEND}"]


def test_names_that_some_computers_take_for_one() -> None:
    what = "macOS and Windows take 'Ab.md' and 'AB.md' for one file"
    told = f"content/b/Ab.md:1:1: {what}; rename one of the two [bad-file-name]"
    assert names("b/Ab.md", "b/AB.md", "c/ab.md") == [told]


# Pages of projects without kinds, and what MkDocs publishes

PLAIN = Settings(Path("/nowhere"))


def test_a_plain_page() -> None:
    page, found = read_page(PLAIN, "a/b.md", b"# Bones\n\ntext\n")
    assert found == []
    assert page is not None
    assert (page.kind, page.id, page.title, page.description) == ("plain", "a/b.md", "b", "")
    assert (page.path, page.shown_path, page.body, page.body_line) == (
        "a/b.md",
        "content/a/b.md",
        "# Bones\n\ntext\n",
        1,
    )


def test_a_plain_page_with_days() -> None:
    page, found = read_page(
        PLAIN, "b.md", b"---\nreviewed: 2026-11-22\nnext_review: 2027-11-22\nother: 1\n---\n\n# Bones\n"
    )
    assert found == []
    assert page is not None
    assert (page.reviewed, page.next_review) == (date(2026, 11, 22), date(2027, 11, 22))
    assert (page.kind, page.id, page.title, page.description) == ("plain", "b.md", "b", "")
    assert (page.body, page.body_line) == ("# Bones\n", 7)
    assert page.places["reviewed"] == Place("content/b.md", 2, 11)


@pytest.mark.parametrize("name", ["reviewed", "next_review"])
def test_a_plain_page_with_a_wrong_day(name: str) -> None:
    page, found = read_page(PLAIN, "b.md", f"---\nother: 1\n{name}: 2026-13-01\n---\n# Bones\n".encode())
    assert page is not None
    told = f"content/b.md:3:{len(name) + 3}: '{name}' is not a day of the calendar: '2026-13-01'; "
    assert [line(each) for each in found] == [f"{told}check month and day [bad-date]"]


NAMES = ("a.md", ".hidden.md", "b/.c/d.md", "templates/e.html", "b/templates/e.html", "drafts/f.md", "g.md")


def test_published() -> None:
    assert published(PLAIN, NAMES) == {"a.md", "b/templates/e.html", "drafts/f.md", "g.md"}
    some = Settings(Path("/nowhere"), exclude_docs="drafts/\n", draft_docs="g.md\n")
    assert published(some, NAMES) == {"a.md", "b/templates/e.html"}
    assert published(Settings(Path("/nowhere"), exclude_docs="!.hidden.md"), NAMES) >= {".hidden.md", "a.md"}


def test_front_matter_is_asked_for(project: Project) -> None:
    project.write("content/condition/osteopenia.md", "# No front matter\n")
    mend = "start the file with '---', the fields, and '---'; see about/authoring.md"
    told = f"content/condition/osteopenia.md:1:1: the page has no front matter; {mend} [missing-front-matter]"
    assert told in project.read_findings()
