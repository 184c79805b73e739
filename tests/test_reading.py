"""`content/` is read into a library; what cannot be read says where and how to mend it, and the rest is read."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from small_project import Project

from bonewise.model import Dose, Exercise, Programme, Range, Session
from bonewise.reading import read
from bonewise.reading.pages import MAX_BYTES
from bonewise.reading.settings import SettingsError, read_settings

ARTICLE = "content/condition/osteopenia.md"
BRIDGE = "content/exercises/bridge.md"
WEEKS = "content/programmes/first-weeks.md"
SOURCES = "content/sources.yaml"
MEND_YAML = "check the indentation, and put quotes around text that holds ': ' or starts with a sign"
NAMES = "write '- {family: …, given: …}' for each person, or '- {literal: …}' for an organisation"
DATES = "write '{date-parts: [[year, month, day]]}'; month and day may be left out"


def test_the_small_project_is_in_order(plain_project: Project) -> None:
    """Else no test below could tell a fault from noise."""
    assert plain_project.findings() == []


# What is read


def test_pages_and_sources_are_sorted(plain_project: Project) -> None:
    library = plain_project.library()
    assert list(library.pages) == [
        "about/disclaimer.md",
        "about/emergency.md",
        "condition/osteopenia.md",
        "exercises/bridge.md",
        "index.md",
        "programmes/first-weeks.md",
        "sources/index.md",
    ]
    assert list(library.sources) == ["clarke2008", "kanis2019", "nchs2021", "who2020"]


def test_article(plain_project: Project) -> None:
    page = plain_project.library().pages["condition/osteopenia.md"]
    assert (page.id, page.kind, page.title) == ("osteopenia", "article", "What osteopenia means")
    assert (page.reviewed, page.next_review) == (date(2026, 11, 1), date(2027, 11, 1))
    assert (page.also_called, page.reviewed_by, page.claims_level) == (("low bone mass",), (), "high")
    assert page.shown_path == ARTICLE
    assert page.body.startswith("Osteopenia is a range")
    assert plain_project.text(ARTICLE).split("\n")[page.body_line - 1 :] == page.body.split("\n")


def test_exercise(plain_project: Project) -> None:
    exercise = plain_project.library().exercises["bridge"]
    assert isinstance(exercise, Exercise)
    assert exercise.dose == Dose(
        sets=Range(1, 3),
        reps=Range(8, 12),
        hold_seconds=Range(2, 5),
        days_per_week=Range(2, 3),
        rest="one minute between sets",
    )
    assert exercise.steps == ("Lie on your back with your knees bent.", "Lift your hips, and lower them slowly.")
    assert (exercise.picture_start, exercise.picture_finish) == ("A person lies on their back.", "The hips are lifted.")


def test_programme(plain_project: Project) -> None:
    programme = plain_project.library().programmes["first-weeks"]
    assert isinstance(programme, Programme)
    assert programme.schedule == (Session("Strength", "Two days a week", ("bridge",)),)
    assert programme.weeks == Range(2, 2)


def test_duties(plain_project: Project) -> None:
    library = plain_project.library()
    assert library.disclaimer
    assert library.emergency
    assert library.disclaimer.short == "This is general information, not medical advice."
    assert library.emergency.signs[0] == "chest pain"
    assert library.emergency.shared_stop_if == ("you feel faint",)


def test_source(plain_project: Project) -> None:
    """Dates and numbers of CSL stay as CSL has them."""
    source = plain_project.library().sources["kanis2019"]
    assert source.title == "Guidance for the diagnosis of osteoporosis"
    assert (source.place.path, source.place.line, source.place.column) == (SOURCES, 14, 7)
    assert (source.evidence, source.access, source.checked) == ("guideline", "full-text", date(2026, 11, 1))
    assert source.csl["issued"] == {"date-parts": [[2019]]}
    assert (source.csl["volume"], source.csl["page"], source.csl["PMID"]) == (30, "3-44", 30324412)
    assert "custom" not in source.csl


def test_byte_order_mark_and_windows_lines(project: Project) -> None:
    """A file saved on Windows is read as any other, and its faults stand on the right lines."""
    text = project.text(ARTICLE).replace("authors:", "autors:").replace("kanis2019", "nobody")
    project.write(ARTICLE, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert project.read_findings() == [
        f"{ARTICLE}:2:1: the field 'authors' is missing; add 'authors:' (who wrote it) [missing-field]",
        f"{ARTICLE}:11:1: unknown field 'autors'; did you mean 'authors'?; "
        "correct the name or remove the field [unknown-field]",
    ]
    project.write(ARTICLE, b"\xef\xbb\xbf" + text.replace("autors", "authors").replace("\n", "\r\n").encode())
    assert project.findings()[0].startswith(f"{ARTICLE}:16:35: no source named 'nobody'")


def test_windows_lines_in_the_bibliography(project: Project) -> None:
    project.write(SOURCES, project.text(SOURCES).replace("\n", "\r\n").encode("utf-8-sig"))
    assert project.findings() == []
    assert project.library().sources["kanis2019"].place.line == 14


@pytest.mark.parametrize("fence", ["---", "--- ", "..."])
def test_front_matter_may_end_in_dots(project: Project, fence: str) -> None:
    project.write(ARTICLE, project.text(ARTICLE).replace("high\n---\n", f"high\n{fence}\n"))
    assert project.findings() == []


def test_three_dashes_in_the_body_are_a_line(project: Project) -> None:
    project.append(ARTICLE, "\n---\n\ntitle: not a field\n")
    assert project.findings() == []


def test_a_page_may_say_which_template_it_wants(project: Project) -> None:
    """`template` and `hide` are the theme's; we let them pass."""
    project.replace("content/index.md", "kind: page", "kind: page\ntemplate: home.html\nhide: [navigation]")
    assert project.findings() == []


# What is refused, in a page: the file, what is replaced by what, and the findings

PAGE_FAULTS: dict[str, tuple[str, str, str, list[str]]] = {
    "malformed YAML": (
        ARTICLE,
        "title: What",
        "title: What: now",
        [
            f"{ARTICLE}:2:12: this is not valid YAML: mapping values are not allowed in this context; "
            f"{MEND_YAML} [bad-yaml]"
        ],
    ),
    "duplicate key": (
        ARTICLE,
        "kind: article",
        "kind: article\ntitle: Again",
        [f"{ARTICLE}:5:1: 'title' is given twice; first on line 2; keep one of the two [duplicate-key]"],
    ),
    "anchor": (
        ARTICLE,
        "title: What",
        "title: &a What",
        [f"{ARTICLE}:2:8: YAML anchors and aliases are not allowed ('a'); write the value out [unsafe-yaml]"],
    ),
    "alias": (
        ARTICLE,
        "authors: [Bonewise editors]",
        "authors: *a",
        [f"{ARTICLE}:11:10: YAML anchors and aliases are not allowed ('a'); write the value out [unsafe-yaml]"],
    ),
    "tab": (
        ARTICLE,
        "authors: [Bonewise editors]",
        "authors:\n\t- Bonewise editors",
        [
            f"{ARTICLE}:12:1: this is not valid YAML: found character that cannot start any token; "
            f"{MEND_YAML} [bad-yaml]"
        ],
    ),
    "NUL in front matter": (
        ARTICLE,
        "Bonewise editors",
        "Bone\0wise",
        [
            f"{ARTICLE}:11:15: this is not valid YAML: unacceptable character #x0000: control characters are not "
            "allowed; remove the character; save the file as UTF-8 text [bad-yaml]"
        ],
    ),
    "NUL in the body": (
        ARTICLE,
        "is a range on a scan",
        "is\0a range on a scan",
        [f"{ARTICLE}:16:14: the character U+0000 cannot be shown; remove it [bad-character]"],
    ),
    "character of private use": (
        ARTICLE,
        "is a range on a scan",
        "is [a](\U000f0000\U000f0fff) range",
        [
            f"{ARTICLE}:16:19: the character U+F0000 cannot be shown; remove it [bad-character]",
            f"{ARTICLE}:16:20: the character U+F0FFF cannot be shown; remove it [bad-character]",
        ],
    ),
    "month 13": (
        ARTICLE,
        "reviewed: 2026-11-01",
        "reviewed: 2024-13-01",
        [
            f"{ARTICLE}:9:11: 'reviewed' is not a day of the calendar: '2024-13-01'; check month and day [bad-date]",
        ],
    ),
    "30 February": (
        ARTICLE,
        "next_review: 2027-11-01",
        "next_review: 2026-02-30",
        [
            f"{ARTICLE}:10:14: 'next_review' is not a day of the calendar: '2026-02-30'; "
            "check month and day [bad-date]",
        ],
    ),
    "unknown field": (
        ARTICLE,
        "also_called:",
        "also_caled:",
        [
            f"{ARTICLE}:6:1: unknown field 'also_caled'; did you mean 'also_called'?; "
            "correct the name or remove the field [unknown-field]"
        ],
    ),
    "field of another kind": (
        ARTICLE,
        "kind: article",
        "kind: article\nwhy: Because.",
        [f"{ARTICLE}:5:1: unknown field 'why'; correct the name or remove the field [unknown-field]"],
    ),
    "missing field": (
        ARTICLE,
        "description: Osteopenia is a range on a bone scan.\n",
        "",
        [
            f"{ARTICLE}:2:1: the field 'description' is missing; add 'description:' "
            "(one sentence that answers the page's question) [missing-field]"
        ],
    ),
    "HTML in the title": (
        ARTICLE,
        "title: What",
        "title: <img src=x onerror=alert(1)> What",
        [f"{ARTICLE}:2:8: 'title' holds '<' or '>'; write plain text, without HTML [html-in-field]"],
    ),
    "list of kinds": (
        ARTICLE,
        "kind: article",
        "kind: [article]",
        [f"{ARTICLE}:4:7: 'kind' must be one word; choose one of: article, exercise, programme, page [bad-value]"],
    ),
    "unknown kind": (
        ARTICLE,
        "kind: article",
        "kind: artcle",
        [
            f"{ARTICLE}:4:7: 'kind' cannot be 'artcle'; did you mean 'article'?; "
            "choose one of: article, exercise, programme, page [bad-value]"
        ],
    ),
    "id is not the file's name": (
        ARTICLE,
        "id: osteopenia",
        "id: osteopena",
        [
            f"{ARTICLE}:5:5: the id is 'osteopena', but the file asks for 'osteopenia'; "
            "write 'id: osteopenia', or rename the file [id-not-stem]"
        ],
    ),
    "id of an index is not its folder": (
        "content/sources/index.md",
        "id: sources",
        "id: index",
        [
            "content/sources/index.md:5:5: the id is 'index', but the file asks for 'sources'; "
            "write 'id: sources', or rename the file [id-not-stem]"
        ],
    ),
    "id of the home page": (
        "content/index.md",
        "id: home",
        "id: index",
        [
            "content/index.md:5:5: the id is 'index', but the file asks for 'home'; "
            "write 'id: home', or rename the file [id-not-stem]"
        ],
    ),
    "dose the wrong way round": (
        BRIDGE,
        "sets: 1 to 3",
        "sets: 3 to 1",
        [
            f"{BRIDGE}:21:9: 'dose.sets' must be a range whose first number is the smaller; "
            "write a range whose first number is the smaller [bad-value]"
        ],
    ),
    "dose without days": (
        BRIDGE,
        "  days_per_week: 2 to 3\n",
        "",
        [
            f"{BRIDGE}:21:3: the field 'dose.days_per_week' is missing; "
            "add 'days_per_week:' (how many days a week) [missing-field]"
        ],
    ),
    "position unknown": (
        BRIDGE,
        "position: [lying-on-your-back]",
        "position: [lying-on-back]",
        [
            f"{BRIDGE}:15:12: 'position' cannot be 'lying-on-back'; did you mean 'lying-on-your-back'?; "
            "choose one of: standing, sitting, lying-on-your-back, lying-on-your-front, lying-on-your-side, "
            "hands-and-knees, moving [bad-value]"
        ],
    ),
    "picture without a finish": (
        BRIDGE,
        "  finish: The hips are lifted.\n",
        "",
        [f"{BRIDGE}:39:3: the field 'picture.finish' is missing; add 'finish:' [missing-field]"],
    ),
    "part of a programme without a name": (
        WEEKS,
        "title: Strength\n    when",
        "when",
        [f"{WEEKS}:19:5: the field 'schedule.title' is missing; add 'title:' [missing-field]"],
    ),
    "plan in words": (
        WEEKS,
        "  - title: Strength\n    when: Two days a week\n    exercises: [bridge]",
        "  - daily",
        [
            f"{WEEKS}:19:5: 'schedule' must be a list of 'name: value' lines; "
            "write a list of 'name: value' lines [bad-value]"
        ],
    ),
    "nothing below the front matter": (
        BRIDGE,
        "\n<!-- The fields above say it all. -->\n",
        "",
        [
            f"{BRIDGE}:1:1: the page has no text; write a sentence below the front matter, "
            "or the comment <!-- The fields above say it all. --> [empty-body]"
        ],
    ),
}


@pytest.mark.parametrize(("path", "old", "new", "findings"), PAGE_FAULTS.values(), ids=PAGE_FAULTS)
def test_refused_in_a_page(project: Project, path: str, old: str, new: str, findings: list[str]) -> None:
    project.replace(path, old, new)
    assert project.read_findings() == findings
    project.findings()  # and the rest is judged as ever


NO_FRONT_MATTER = (
    f"{ARTICLE}:1:1: the page has no front matter; "
    "start the file with '---', the fields, and '---'; see about/authoring.md [missing-front-matter]"
)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (b"", NO_FRONT_MATTER),
        (b"# Osteopenia\n", NO_FRONT_MATTER),
        (b"---\ntitle: never closed\n", NO_FRONT_MATTER),
        (b"\n---\ntitle: not at the top\n---\n", NO_FRONT_MATTER),
        (
            b"---\njust text\n---\n",
            f"{ARTICLE}:2:1: expected 'name: value' lines; write each field on a line of its own [bad-yaml]",
        ),
        (
            "---\ntitle: caf\xe9\n---\n".encode("latin-1"),
            f"{ARTICLE}:2:11: the file is not UTF-8 text (byte 14); save the file as UTF-8 [bad-encoding]",
        ),
        (
            "---\ntitle: a\n---\n".encode("utf-16"),
            f"{ARTICLE}:1:1: the file is not UTF-8 text (byte 0); save the file as UTF-8 [bad-encoding]",
        ),
    ],
)
def test_refused_file(project: Project, text: bytes, finding: str) -> None:
    project.write(ARTICLE, text)
    assert project.read_findings() == [finding]
    assert "condition/osteopenia.md" not in project.library().pages


def test_front_matter_without_fields_asks_for_each(project: Project) -> None:
    project.write(ARTICLE, "---\n---\nText.\n")
    missing = [finding.split("'")[1] for finding in project.read_findings()]
    assert missing == [
        *("audience", "authors", "claims_level", "description", "id", "kind", "next_review", "reviewed"),
        *("reviewed_by", "title"),
    ]


def test_all_faults_of_a_page_are_told_at_once(project: Project) -> None:
    project.replace(ARTICLE, "2027-11-01", "soon")
    project.replace(ARTICLE, "claims_level: high", "claims_level: higher")
    project.replace(ARTICLE, "audience: [patients]", "audience: patients")
    assert [finding.split(": ")[0] for finding in project.read_findings()] == [
        f"{ARTICLE}:8:11",
        f"{ARTICLE}:10:14",
        f"{ARTICLE}:13:15",
    ]


def test_duplicate_id(project: Project) -> None:
    project.write("content/posture/osteopenia.md", project.text(ARTICLE))
    assert project.read_findings() == [
        "content/posture/osteopenia.md:5:5: the id 'osteopenia' is taken by condition/osteopenia.md; "
        "give one of the two files another name and id [duplicate-page-id]"
    ]


# What is refused, among the files

LINK = "this is a symbolic link; it could publish a file from elsewhere; put the file itself here [unsafe-file]"


@pytest.mark.parametrize("name", ["a.md", "a.png", "folder"])
def test_symbolic_link_is_refused(project: Project, tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.md").write_text(project.text(ARTICLE), "utf-8")
    target = outside if name == "folder" else outside / "secret.md"
    (project.root / "content" / name).symlink_to(target)
    assert project.read_findings() == [f"content/{name}:1:1: {LINK}"]
    assert not any("secret" in path or path == name for path in project.library().pages)


def test_broken_symbolic_link_is_refused(project: Project) -> None:
    (project.root / "content/a.md").symlink_to("nowhere")
    assert project.read_findings() == [f"content/a.md:1:1: {LINK}"]


def test_bibliography_may_be_no_symbolic_link(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "sources.yaml"
    (project.root / SOURCES).rename(outside)
    (project.root / SOURCES).symlink_to(outside)
    assert project.read_findings() == [f"{SOURCES}:1:1: {LINK}"]
    assert project.library().sources == {}


@pytest.mark.parametrize("path", [ARTICLE, SOURCES])
def test_huge_file_is_refused(project: Project, path: str) -> None:
    old = project.text(path) if (project.root / path).exists() else ""
    project.write(path, old + "#" * (MAX_BYTES + 1 - len(old.encode())))
    assert project.read_findings() == [
        f"{path}:1:1: the file has 1,000,001 bytes; at most 1,000,000 are allowed; split or shrink it [unsafe-file]"
    ]


def test_file_of_the_largest_size_is_read(project: Project) -> None:
    old = project.text(ARTICLE)
    project.write(ARTICLE, old + "\n" * (MAX_BYTES - len(old.encode())))
    assert project.read_findings() == []


# What is refused, in the bibliography

SOURCE_FAULTS: dict[str, tuple[str, str, str]] = {
    "malformed YAML": (
        "title: Normal bone",
        "title: Normal: bone",
        f"{SOURCES}:4:16: this is not valid YAML: mapping values are not allowed in this context; "
        f"{MEND_YAML} [bad-yaml]",
    ),
    "no list of references": (
        "references:\n",
        "refs:\n",
        f"{SOURCES}:1:1: unknown field 'refs'; put the sources under 'references:' [unknown-field]",
    ),
    "unknown field": (
        "publisher: Mayo Press",
        "publsher: Mayo Press",
        f"{SOURCES}:7:3: unknown field 'publsher'; did you mean 'publisher'?; "
        "correct the name or remove the field [unknown-field]",
    ),
    "duplicate key": (
        "publisher: Mayo Press",
        "title: Mayo Press",
        f"{SOURCES}:7:3: 'title' is given twice; first on line 4; keep one of the two [duplicate-key]",
    ),
    "duplicate source": (
        "id: who2020",
        "id: nchs2021",
        f"{SOURCES}:46:3: the source 'nchs2021' is given twice; first on line 33; keep one of the two [duplicate-key]",
    ),
    "no id": ("- id: who2020\n  type", "- type", f"{SOURCES}:46:3: the source has no 'id'; add 'id:' [missing-field]"),
    "no title": (
        "  title: Normal bone\n",
        "",
        f"{SOURCES}:2:3: the source has no 'title'; add 'title:' [missing-field]",
    ),
    "title empty": (
        "title: Normal bone",
        "title:",
        f"{SOURCES}:4:9: 'title' must be plain text; write a value, or remove the field [bad-value]",
    ),
    "type a list": (
        "type: book",
        "type: [book]",
        f"{SOURCES}:3:9: 'type' must be plain text; write a value, or remove the field [bad-value]",
    ),
    "id that cannot be cited": (
        "id: clarke2008",
        "id: clarke 2008",
        f"{SOURCES}:2:7: 'id' is not a key that can be cited: 'clarke 2008'; "
        "write letters, digits and dashes, as in 'kanis2019' [bad-value]",
    ),
    "author in words": (
        "  - {family: Clarke, given: Bart}\n",
        "    Bart Clarke\n",
        f"{SOURCES}:6:5: 'author' must be a list of names; {NAMES} [bad-value]",
    ),
    "authors in words": (
        "- {family: Clarke, given: Bart}",
        "- Bart Clarke",
        f"{SOURCES}:6:3: 'author' must be a list of names; {NAMES} [bad-value]",
    ),
    "author without a name": (
        "- {family: Clarke, given: Bart}",
        "- {given: Bart}",
        f"{SOURCES}:6:3: 'author' must be a list of names; {NAMES} [bad-value]",
    ),
    "year alone": (
        "issued: {date-parts: [[2008]]}",
        "issued: 2008",
        f"{SOURCES}:8:11: 'issued' must be a date; {DATES} [bad-value]",
    ),
    "year in words": (
        "issued: {date-parts: [[2008]]}",
        "issued: {date-parts: [[soon]]}",
        f"{SOURCES}:8:11: 'issued' must be a date; {DATES} [bad-value]",
    ),
    "month 13": (
        "accessed: {date-parts: [[2026, 11, 1]]}",
        "accessed: {date-parts: [[2026, 13, 1]]}",
        f"{SOURCES}:39:13: 'accessed' must be a date; {DATES} [bad-value]",
    ),
    "address that runs a script": (
        "URL: https://www.cdc.gov/nchs/products/databriefs/db405.htm",
        "URL: javascript:alert(1)",
        f"{SOURCES}:40:8: 'URL' is not a web address: 'javascript:alert(1)'; write it whole, with https:// [bad-value]",
    ),
    "no evidence": (
        "    evidence: textbook\n",
        "",
        f"{SOURCES}:10:5: the field 'custom.evidence' is missing; "
        "add 'evidence:' (the kind of evidence) [missing-field]",
    ),
    "access unknown": (
        "access: web-page",
        "access: webpage",
        f"{SOURCES}:44:13: 'custom.access' cannot be 'webpage'; did you mean 'web-page'?; "
        "choose one of: full-text, abstract, web-page, record-only, not-opened [bad-value]",
    ),
    "checked on no day": (
        "checked: 2026-11-01",
        "checked: 2026-02-30",
        f"{SOURCES}:11:14: 'custom.checked' is not a day of the calendar: '2026-02-30'; check month and day [bad-date]",
    ),
    "HTML in our words": (
        "checked_how: We read the chapter.",
        "checked_how: We <b>read</b> the chapter.",
        f"{SOURCES}:13:18: 'custom.checked_how' holds '<' or '>'; write plain text, without HTML [html-in-field]",
    ),
}


@pytest.mark.parametrize(("old", "new", "finding"), SOURCE_FAULTS.values(), ids=SOURCE_FAULTS)
def test_refused_in_the_bibliography(project: Project, old: str, new: str, finding: str) -> None:
    project.replace(SOURCES, old, new)
    assert project.read_findings() == [finding]
    project.findings()  # and the rest is judged as ever


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (b"- id: a\n", "1:1: expected 'name: value' lines; write each field on a line of its own [bad-yaml]"),
        (b"references: none\n", "1:13: 'references' must be a list; start each source with '- id: …' [bad-value]"),
        (
            b"references:\n- just text\n",
            "2:3: a source must be 'name: value' lines; start with '- id: …' [bad-value]",
        ),
        (
            b"references:\n- id: a\n  type: book\n  title: A\n  custom: yes\n",
            "5:11: 'custom' must be 'name: value' lines; write each field on a line of its own [bad-value]",
        ),
        (b"references: caf\xe9\n", "1:16: the file is not UTF-8 text (byte 15); save the file as UTF-8 [bad-encoding]"),
    ],
)
def test_refused_bibliography(project: Project, text: bytes, finding: str) -> None:
    project.write(SOURCES, text)
    assert project.read_findings() == [f"{SOURCES}:{finding}"]


@pytest.mark.parametrize("text", ["", "references:\n", "references: []\n"])
def test_empty_bibliography(project: Project, text: str) -> None:
    project.write(SOURCES, text)
    assert project.library().sources == {}


def test_no_bibliography(project: Project) -> None:
    """A site may have none; then every citation is unknown."""
    project.remove(SOURCES)
    assert project.read_findings() == []
    assert f"{ARTICLE}:16:35: no source named 'kanis2019'; correct the key, or add the source to sources.yaml " in (
        "\n".join(project.findings())
    )


# mkdocs.yml


def test_settings(plain_project: Project) -> None:
    settings = read_settings(plain_project.root)
    assert (settings.content, settings.site, settings.site_url) == ("content", "site", "https://example.org/")
    assert dict(settings.groups) == {"back-strength": "Back strength", "balance": "Balance"}
    assert ("toc", {"permalink": True}) in settings.markdown_extensions
    assert [name for name, _ in settings.markdown_extensions][-1] == "bonewise"


def test_settings_that_are_left_out(project: Project) -> None:
    project.write("mkdocs.yml", "site_name: A\n")
    settings = read_settings(project.root)
    assert (settings.content, settings.site, settings.disclaimer) == ("docs", "site", "about/disclaimer.md")
    assert dict(settings.markdown_extensions) == {"toc": {}, "tables": {}, "fenced_code": {}}


@pytest.mark.parametrize(
    ("extensions", "read_as"),
    [
        ("[toc]", {}),
        ("[toc: {permalink: true}]", {"permalink": True}),
        ("{toc: {permalink: true}}", {"permalink": True}),
        ("[toc: ]", {}),
    ],
)
def test_extensions_in_the_forms_of_mkdocs(project: Project, extensions: str, read_as: dict[str, bool]) -> None:
    project.write("mkdocs.yml", f"markdown_extensions: {extensions}\n")
    assert dict(read_settings(project.root).markdown_extensions)["toc"] == read_as


def test_tags_of_mkdocs(project: Project) -> None:
    project.write("mkdocs.yml", "site_url: !ENV SITE\nextra:\n  f: !!python/name:os.path.join\n")
    assert read_settings(project.root).site_url == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"a: [b\n", "mkdocs.yml:2:1: cannot be read: expected ',' or ']', but got '<stream end>'; mend the line"),
        (b"- a\n", "mkdocs.yml:1:1: expected 'name: value' lines; see README.md"),
        (b"", "mkdocs.yml:1:1: expected 'name: value' lines; see README.md"),
        (b"a: \xff\n", "mkdocs.yml:1:1: cannot be read: 'utf-8' codec can't decode byte 0xff in position 3"),
        (b"a: !!python/object:os.system {}\n", "mkdocs.yml:1:4: cannot be read: could not determine a constructor"),
    ],
)
def test_settings_that_cannot_be_read(project: Project, text: bytes, message: str) -> None:
    project.write("mkdocs.yml", text)
    with pytest.raises(SettingsError) as error:
        read(project.root)
    assert str(error.value).startswith(message)


def test_no_settings(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"mkdocs\.yml: there is no such file; run the command in a project"):
        read(tmp_path)


# Memory


def test_same_files_same_object(plain_project: Project) -> None:
    """Each page of a build asks for the library; it is read once."""
    assert read(plain_project.root) is read(plain_project.root)


@pytest.mark.parametrize(
    "change",
    [
        lambda project: project.append(ARTICLE, "\nMore.\n"),
        lambda project: project.replace(SOURCES, "Normal bone", "Strong bone"),
        lambda project: project.append("mkdocs.yml", "site_dir: public\n"),
        lambda project: project.write("content/picture.png", "png"),
        lambda project: project.remove(ARTICLE),
        lambda project: os.utime(project.root / ARTICLE, ns=(time.time_ns(), time.time_ns() + 1_000_000)),
    ],
    ids=["page", "source of the same size", "settings", "new file", "file removed", "touched"],
)
def test_changed_file_is_read_again(project: Project, change: Callable[[Project], object]) -> None:
    before = read(project.root)
    change(project)
    after = read(project.root)
    assert after is not before
    assert read(project.root) is after


def test_a_project_is_known_by_its_real_path(plain_project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(plain_project.root)
    assert read(Path()) is read(plain_project.root)
