"""What changed and why: typed in front matter, told on the page, on the page of changes and in the feed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from small_project import TODAY, Project

from bonewise.finishing.change_list import change_rows
from bonewise.finishing.feed import ATOM, MOST_ENTRIES, atom, write_feed
from bonewise.model import Change, Library, Place
from bonewise.rendering.history import changes_of

ARTICLE = "content/condition/osteopenia.md"
A = f"{{{ATOM}}}"


def with_changes(project: Project, yaml: str) -> list[str]:
    """What the check says of the article with this field in it."""
    project.replace(ARTICLE, "claims_level: high", f"{yaml}\nclaims_level: high")
    return project.findings()


@pytest.fixture
def library(project: Project) -> Library:
    """Two pages with a history; on one of them two changes of the same day."""
    with_changes(
        project,
        "changes:\n  - {date: 2026-11-02, what: A new figure., why: Review R&D one came out.}\n"
        "  - {date: 2026-11-02, what: A warning more, why: Readers asked}\n"
        "  - {date: 2026-10-01, what: First published., why: New page.}",
    )
    project.replace(
        "content/exercises/bridge.md",
        "claims_level:",
        "changes:\n  - {date: 2026-11-02, what: One set less., why: A trial.}\nclaims_level:",
    )
    assert project.findings() == []
    return project.library()


# The field


def test_each_change_knows_where_its_day_stands(library: Library) -> None:
    first, _, last = library.pages["condition/osteopenia.md"].changes
    assert (first.day, first.what) == (date(2026, 11, 2), "A new figure.")
    assert first.place == Place(ARTICLE, 14, 12)
    assert last.place.line == 16


@pytest.mark.parametrize(
    ("yaml", "said"),
    [
        ("changes: []", []),
        ("changes:", []),
        ("changes: soon", ["13:10: 'changes' must be a list; write a list [bad-value]"]),
        (
            "changes: [a new figure]",
            [
                "13:11: 'changes' must be a list of 'date', 'what' and 'why'; "
                "write a list of 'date', 'what' and 'why' [bad-value]"
            ],
        ),
        (
            "changes:\n  - {date: 2026-13-01, what: a, why: b}",
            ["14:12: 'changes.date' is not a day of the calendar: '2026-13-01'; check month and day [bad-date]"],
        ),
        (
            "changes:\n  - {date: last week, what: a, why: b}",
            ["14:12: 'changes.date' is not a date: 'last week'; write year-month-day, as in 2026-11-22 [bad-date]"],
        ),
        (
            "changes:\n  - {date: 2026-11-01, what: a}",
            [
                "14:5: the field 'changes.why' is missing; "
                "add 'why:' (what made it necessary, in one sentence) [missing-field]"
            ],
        ),
        (
            "changes:\n  - {date: 2026-11-01, what: <b>a</b>, why: b}",
            ["14:30: 'changes.what' holds '<' or '>'; write plain text, without HTML [html-in-field]"],
        ),
        (
            "changes:\n  - {date: 2026-11-01, what: a, whi: b, why: c}",
            [
                "14:33: unknown field 'changes.whi'; did you mean 'why'?; "
                "correct the name or remove the field [unknown-field]"
            ],
        ),
    ],
)
def test_what_cannot_be_a_change_is_a_finding(project: Project, yaml: str, said: list[str]) -> None:
    found = with_changes(project, yaml)
    assert [finding.removeprefix(f"{ARTICLE}:") for finding in found if "changes" in finding] == said


def test_a_page_that_gives_no_guidance_has_no_history(project: Project) -> None:
    project.replace("content/about/disclaimer.md", "claims_level:", "changes: []\nclaims_level:")
    assert any("unknown field 'changes'" in finding for finding in project.findings())


# On the page


def test_the_list_stands_behind_the_sources_and_says_what_and_why(library: Library, project: Project) -> None:
    html = project.page("condition/osteopenia.md").html
    assert html.index('id="sources"') < html.index('id="changes"')
    text = re.sub(r"<[^>]+>", "", html[html.index('id="changes"') :])
    assert "2 November 2026: A warning more. Why: Readers asked." in text
    assert text.index("A new figure") < text.index("A warning more") < text.index("First published")


def test_a_page_without_a_change_says_nothing(project: Project) -> None:
    assert "What changed" not in project.page("condition/osteopenia.md").html


def test_what_changed_is_no_claim_of_the_text(project: Project) -> None:
    assert (
        with_changes(project, "changes:\n  - {date: 2026-11-02, what: It was 40%., why: Now 30% of 20 people.}") == []
    )


def test_an_id_stays_when_newer_changes_join(library: Library) -> None:
    page = library.pages["condition/osteopenia.md"]
    before = {each.change.what: each.id for each in changes_of(page)}
    assert list(before.values()) == ["changed-2026-11-02-2", "changed-2026-11-02", "changed-2026-10-01"]
    newer = Change(date(2026, 11, 2), "Newest.", "Because.", Place("a.md"))
    after = {each.change.what: each.id for each in changes_of(replace(page, changes=(newer, *page.changes)))}
    assert after == {**before, "Newest.": "changed-2026-11-02-3"}


# The page of changes


def test_all_changes_stand_under_their_days(library: Library) -> None:
    rows = change_rows(library, library.pages["about/disclaimer.md"])
    assert re.findall(r'<h2 id="([^"]+)"', rows) == ["day-2026-11-02", "day-2026-10-01"]
    assert '<a href="../../exercises/bridge/#changed-2026-11-02">' in rows
    assert "Review R&amp;D one came out." in rows
    assert rows.startswith('<p><a href="../../feed.xml">')


def test_without_a_change_the_page_says_so(plain_project: Project) -> None:
    library = plain_project.library()
    assert "No change has been noted yet." in change_rows(library, library.pages["about/disclaimer.md"])


# The feed


def test_the_feed_tells_each_change_once_newest_first(library: Library) -> None:
    feed = ElementTree.fromstring(atom(library))
    entries = feed.findall(f"{A}entry")
    assert [entry.findtext(f"{A}title") for entry in entries] == [
        "What osteopenia means: A new figure.",
        "What osteopenia means: A warning more",
        f"{library.exercises['bridge'].title}: One set less.",
        "What osteopenia means: First published.",
    ]
    assert entries[0].findtext(f"{A}summary") == "A new figure. Why: Review R&D one came out."
    assert feed.findtext(f"{A}updated") == "2026-11-02T00:00:00Z"


def test_the_feed_is_valid_atom(library: Library) -> None:
    assert faults_of_atom(atom(library)) == []


def test_the_feed_without_a_change_is_valid_too(plain_project: Project) -> None:
    text = atom(plain_project.library())
    assert faults_of_atom(text) == []
    assert b"2026-11-01T00:00:00Z" in text


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<id>https://example.org/feed.xml</id>", "", "feed: 0 id"),
        ("<updated>2026-11-02T00:00:00Z</updated>", "<updated>2026-11-02</updated>", "not RFC 3339"),
        ('rel="self"', 'rel="alternate"', "no link to itself"),
        ("#changed-2026-10-01</id>", "#changed-2026-11-02</id>", "an id is given twice"),
        ('href="https://example.org/exercises', 'href="/exercises', "not absolute"),
        ("<name>", "<nome>", "malformed"),
    ],
)
def test_the_judge_of_feeds_can_fail(library: Library, old: str, new: str, fault: str) -> None:
    broken = atom(library).decode().replace(old, new, 1)
    assert any(fault in each for each in faults_of_atom(broken.encode())), fault


def test_the_same_library_gives_the_same_bytes(library: Library) -> None:
    shuffled = replace(library, pages=dict(reversed(library.pages.items())))
    assert atom(library) == atom(shuffled)


def test_the_feed_forgets_the_oldest(library: Library) -> None:
    page = library.pages["condition/osteopenia.md"]
    many = tuple(Change(date.fromordinal(TODAY.toordinal() - day), "a", "b", Place("a.md")) for day in range(200))
    feed = ElementTree.fromstring(atom(replace(library, pages={page.path: replace(page, changes=many)})))
    assert len(feed.findall(f"{A}entry")) == MOST_ENTRIES


def test_a_site_without_an_address_has_no_feed(library: Library, tmp_path: Path) -> None:
    write_feed(replace(library, settings=replace(library.settings, site_url="")), tmp_path)
    assert not (tmp_path / "feed.xml").exists()
    write_feed(library, tmp_path)
    assert (tmp_path / "feed.xml").exists()


#: Of the elements that RFC 4287 knows, those that we write: how many of each must and may stand in a feed or entry.
_ONCE = ("id", "title", "updated")
_DAY = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_KNOWN = {
    "feed": {"id", "title", "updated", "link", "author", "entry"},
    "entry": {"id", "title", "updated", "link", "summary"},
}


def faults_of_atom(text: bytes) -> list[str]:
    """What RFC 4287 would object to (sections 4.1.1, 4.1.2, 4.2.6, 4.2.7 and 3.3)."""
    try:
        feed = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        return [f"malformed XML: {error}"]
    faults = [] if feed.tag == f"{A}feed" else [f"the root is {feed.tag}"]
    if not feed.findtext(f"{A}author/{A}name"):
        faults.append("the feed names no author")
    if not any(link.get("rel") == "self" for link in feed.findall(f"{A}link")):
        faults.append("no link to itself")
    for each in (feed, *feed.findall(f"{A}entry")):
        faults += _faults_of_element(each)
    ids = [each.text for each in feed.iter(f"{A}id")]
    if len(set(ids)) < len(ids):
        faults.append("an id is given twice")
    return faults


def _faults_of_element(each: ElementTree.Element) -> list[str]:
    name = each.tag.removeprefix(A)
    children = [child.tag.removeprefix(A) for child in each]
    faults = [f"{name}: {children.count(wanted)} {wanted}" for wanted in _ONCE if children.count(wanted) != 1]
    faults += [f"{name}: unknown {child}" for child in children if child not in _KNOWN[name]]
    faults += [f"{name}: empty {part}" for part in _ONCE if not (each.findtext(f"{A}{part}") or "").strip()]
    if not _DAY.fullmatch(each.findtext(f"{A}updated") or ""):
        faults.append(f"{name}: 'updated' is not RFC 3339")
    addresses = [link.get("href", "") for link in each.findall(f"{A}link")] + [each.findtext(f"{A}id") or ""]
    faults += [f"{name}: '{url}' is not absolute" for url in addresses if not urlsplit(url).netloc]
    if [link.get("rel") for link in each.findall(f"{A}link")].count("alternate") > 1:
        faults.append(f"{name}: more than one alternate link")
    return faults


# The real site


@pytest.mark.slow
def test_every_page_tells_readers_of_the_feed(site: Path) -> None:
    assert faults_of_atom((site / "feed.xml").read_bytes()) == []
    for file in site.rglob("index.html"):
        if "embed" in file.relative_to(site).parts:
            continue  # they stand in other sites, whose feeds are their own
        assert re.search(
            r'<link rel="alternate feed" type="application/atom\+xml"[^>]*feed\.xml"', file.read_text("utf-8")
        )


@pytest.mark.slow
def test_each_entry_leads_to_its_place(site: Path) -> None:
    feed = ElementTree.parse(site / "feed.xml")
    for entry in feed.iter(f"{A}entry"):
        where = urlsplit(entry.findtext(f"{A}id") or "")
        assert f'id="{where.fragment}"' in (site / where.path.lstrip("/") / "index.html").read_text("utf-8")
