"""What an author writes, and what a reader gets: `cases/render/*.md` become the `.html` beside them.

Run `pytest --update-golden` after a change that was meant, and read the difference.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

import pytest
from small_project import CASES, Project

from bonewise.dialect import AFTER_FRACTURE, BLOCKS, EQUIPMENT, IMPACT, POSITIONS, counted
from bonewise.edition import render_page
from bonewise.model import Dose, Exercise, Library, Page, Range
from bonewise.rendering import duties, elements
from bonewise.rendering.exercise import dose_words, full_card
from bonewise.rendering.listings import exercise_list, programme_card

Golden = Callable[[Path, str], None]
RENDER = CASES / "render"
HEEL_RAISE = {
    "title: Bridge": "title: Heel raise",
    "id: bridge": "id: heel-raise",
    "group: back-strength": "group: balance",
    "why: It works your seat and your low back.": "why: It comes after the [bridge](bridge.md). [@who2020]",
    "position: [lying-on-your-back]": "position: [standing, moving]",
    "equipment: [mat, pillow]": "equipment: [chair]\nequipment_note: A chair that does not [slip](../index.md).",
    "  reps: 8 to 12\n  hold_seconds: 2 to 5": "  reps: 10\n  per: each leg\n  minutes: 1\n  start: one set",
    "impact: none": "impact: low",
    "after_fracture: with-advice": "after_fracture: avoid",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The small project, with a second exercise and an article that a person has reviewed."""
    project = Project(tmp_path_factory.mktemp("project"))
    project.write("content/exercises/heel-raise.md", project.text("content/exercises/bridge.md"))
    for old, new in HEEL_RAISE.items():
        project.replace("content/exercises/heel-raise.md", old, new)
    project.write("content/condition/medicines.md", project.text("content/condition/osteopenia.md"))
    for old, new in {
        "title: What osteopenia means": "title: Medicines for bones",
        "id: osteopenia": "id: medicines",
        "also_called: [low bone mass]": "also_called: [tablets, Bone drugs]",
        "topics: [condition]": "topics: [medicine]",
        "reviewed_by: []": "reviewed_by: [Dr Ada Byron, Sam Smith]",
    }.items():
        project.replace("content/condition/medicines.md", old, new)
    assert project.read_findings() == []
    return project.library()


def shown(library: Library, page: Page) -> str:
    """The page as HTML with a line for each element; drawings without their shapes."""
    html = render_page(library, page).html.replace("><", ">\n<")
    return re.sub(r"(?s)(</desc>).*?(</svg>)", r"\1…\2", html) + "\n"


@pytest.mark.parametrize("case", sorted(RENDER.glob("*.md")), ids=lambda case: case.stem)
def test_body(case: Path, library: Library, golden: Golden) -> None:
    """Each case is the body of an article; what stands above the body on every page is left out."""
    page = replace(library.pages["condition/osteopenia.md"], body=case.read_text("utf-8"))
    whole = shown(replace(library, pages={**library.pages, page.path: page}), page)
    golden(case.with_suffix(".html"), whole.split("Read the full disclaimer</a>\n</p>\n")[1])


@pytest.mark.parametrize(
    "path",
    [
        "about/disclaimer.md",
        "about/emergency.md",
        "condition/medicines.md",
        "exercises/bridge.md",
        "exercises/heel-raise.md",
        "programmes/first-weeks.md",
    ],
)
def test_page(path: str, library: Library, golden: Golden) -> None:
    """Each page with what its kind adds: review line, disclaimer, card, emergency signs."""
    golden(RENDER / f"page-{Path(path).stem}.html", shown(library, library.pages[path]))


def test_every_block_has_a_case() -> None:
    assert {f"block-{name}" for name in BLOCKS} <= {case.stem for case in RENDER.glob("*.md")}


def test_no_golden_file_is_left_over() -> None:
    expected = {case.stem for case in RENDER.glob("*.md")}
    assert {file.stem for file in RENDER.glob("*.html") if not file.stem.startswith("page-")} == expected


def html(element: Element) -> str:
    return tostring(element, "unicode", "html")


# The dose

SPAN = Range(8, 12)


@pytest.mark.parametrize(
    ("dose", "words"),
    [
        (Dose(), []),
        (Dose(sets=Range(1, 1)), [("Sets", "1")]),
        (Dose(sets=Range(1, 3)), [("Sets", "1 to 3")]),
        (Dose(reps=SPAN), [("Repeats", "8 to 12")]),
        (Dose(reps=SPAN, per="each leg"), [("Repeats", "8 to 12 each leg")]),
        (Dose(reps=SPAN, unit="steps"), [("Repeats", "8 to 12 steps")]),
        (Dose(reps=SPAN, unit="steps", per="each way"), [("Repeats", "8 to 12 steps each way")]),
        (Dose(hold_seconds=Range(1, 1)), [("Hold", "1 second")]),
        (Dose(hold_seconds=Range(0, 5)), [("Hold", "0 to 5 seconds")]),
        (Dose(hold_seconds=Range(0, 0)), []),
        (Dose(minutes=Range(1, 1)), [("Time", "1 minute")]),
        (Dose(minutes=Range(5, 10)), [("Time", "5 to 10 minutes")]),
        (Dose(days_per_week=Range(7, 7)), [("Days a week", "7")]),
        (
            Dose(sets=Range(2, 2), reps=SPAN, hold_seconds=SPAN, minutes=SPAN, days_per_week=Range(2, 3)),
            [
                ("Sets", "2"),
                ("Repeats", "8 to 12"),
                ("Hold", "8 to 12 seconds"),
                ("Time", "8 to 12 minutes"),
                ("Days a week", "2 to 3"),
            ],
        ),
    ],
)
def test_dose_words(dose: Dose, words: list[tuple[str, str]]) -> None:
    assert dose_words(dose) == words


# What every page owes


@pytest.mark.parametrize(
    ("reviewers", "words"),
    [
        ((), "Not yet reviewed by a clinician"),
        (("Dr A",), "Reviewed by Dr A"),
        (("Dr A", "B"), "Reviewed by Dr A and B"),
        (("Dr A", "B", "C"), "Reviewed by Dr A, B and C"),
    ],
)
def test_review_line(library: Library, reviewers: tuple[str, ...], words: str) -> None:
    page = replace(library.pages["index.md"], reviewed_by=reviewers, reviewed=date(2026, 1, 2))
    assert html(duties.review_line(page)) == (
        '<p class="bw-review">'
        '<span>Last reviewed <time datetime="2026-01-02">2 January 2026</time></span>'
        '<span>Next review due <time datetime="2027-11-01">1 November 2027</time></span>'
        f'<span class="bw-review__by">{words}</span></p>'
    )


@pytest.mark.parametrize(
    ("page", "href"),
    [
        ("index.md", "about/disclaimer.md"),
        ("about/emergency.md", "disclaimer.md"),
        ("condition/osteopenia.md", "../about/disclaimer.md"),
    ],
)
def test_disclaimer(library: Library, page: str, href: str) -> None:
    assert library.disclaimer
    assert html(duties.disclaimer(library.disclaimer, page)) == (
        '<p class="bw-disclaimer" role="note"><strong>Please note. </strong>'
        "This is general information, not medical advice. "
        f'<a href="{href}">Read the full disclaimer</a></p>'
    )


def test_every_page_but_the_disclaimer_shows_it(library: Library) -> None:
    shows = {path for path in library.pages if 'class="bw-disclaimer"' in shown(library, library.pages[path])}
    assert shows == set(library.pages) - {"about/disclaimer.md"}


def test_emergency_box(library: Library) -> None:
    assert library.emergency
    assert html(duties.emergency_box(library.emergency, "exercises/bridge.md")) == (
        '<div class="bw-box bw-get-help-now"><p class="bw-box__title">Get help now</p>'
        "<p><strong>Call your emergency number.</strong> Do it now if you have any of these:</p>"
        "<ul><li>chest pain</li><li>you cannot control your [bladder](../condition/osteopenia.md)</li></ul>"
        '<p><a href="../about/emergency.md">All the signs, and what to do</a></p></div>'
    )


def test_emergency_signs_stop_every_exercise(library: Library) -> None:
    """An exercise's own reasons to stop come first, then those that hold for all."""
    bridge = library.pages["exercises/bridge.md"]
    assert isinstance(bridge, Exercise)
    card = html(full_card(bridge, library.emergency, bridge.path))
    assert "<ul><li>you get neck pain</li><li>you feel faint</li></ul>" in card


def test_exercise_card_tells_dangers_in_full(library: Library) -> None:
    """Safety is never folded away, and stands before the easier and harder versions."""
    card = shown(library, library.pages["exercises/bridge.md"])
    assert "<details" not in card
    order = ["bw-steps", 'id="keep-safe"', "bw-avoid-if", "bw-stop-if", "bw-after-fracture", "bw-easier"]
    assert [card.index(mark) for mark in order] == sorted(card.index(mark) for mark in order)


# Small builders


@pytest.mark.parametrize(
    ("text", "written_in", "shown_on", "moved"),
    [
        ("[a](b.md)", "x/a.md", "x/a.md", "[a](b.md)"),
        ("[a](b.md)", "x/a.md", "x/c.md", "[a](b.md)"),
        ("[a](b.md)", "x/a.md", "y/c.md", "[a](../x/b.md)"),
        ("[a](b.md)", "x/a.md", "index.md", "[a](x/b.md)"),
        ("[a](../y/b.md)", "x/a.md", "y/c.md", "[a](b.md)"),
        ("[a](b.md#c)", "x/a.md", "y/c.md", "[a](../x/b.md#c)"),
        ("[a](b.md) and [c](d.md)", "x/a.md", "index.md", "[a](x/b.md) and [c](x/d.md)"),
        ('[a](b.md "T")', "x/a.md", "index.md", '[a](x/b.md "T")'),
        ("![a](b.png)", "x/a.md", "index.md", "![a](x/b.png)"),
        ("[a](https://example.org/)", "x/a.md", "index.md", "[a](https://example.org/)"),
        ("[a](mailto:me@example.org)", "x/a.md", "index.md", "[a](mailto:me@example.org)"),
        ("[a](/b/)", "x/a.md", "index.md", "[a](/b/)"),
        ("[a](#b)", "x/a.md", "x/a.md", "[a](#b)"),
        ("[a](#b)", "x/a.md", "index.md", "[a](x/a.md#b)"),
        ("No link.", "x/a.md", "index.md", "No link."),
        ("[@key] stays", "x/a.md", "index.md", "[@key] stays"),
    ],
)
def test_rebase(text: str, written_in: str, shown_on: str, moved: str) -> None:
    """A field written in one folder and shown in another keeps its links."""
    assert elements.rebase(text, written_in, shown_on) == moved


@pytest.mark.parametrize(
    ("origin", "target", "href"),
    [
        ("index.md", "index.md", "index.md"),
        ("index.md", "a/b.md", "a/b.md"),
        ("a/b.md", "index.md", "../index.md"),
        ("a/b.md", "a/c.md", "c.md"),
        ("a/b/c.md", "d/e.md", "../../d/e.md"),
    ],
)
def test_href_between(origin: str, target: str, href: str) -> None:
    assert elements.href_between(origin, target) == href


@pytest.mark.parametrize(
    ("words", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")],
)
def test_joined(words: list[str], text: str) -> None:
    assert elements.joined(words) == text


@pytest.mark.parametrize(("count", "text"), [(0, "0 pages"), (1, "1 page"), (2, "2 pages"), (1234, "1,234 pages")])
def test_counted(count: int, text: str) -> None:
    assert counted(count, "page") == text


def test_make_escapes_what_it_is_given() -> None:
    link = elements.link('<b> & "c"', 'x"y', aria_label="&")
    assert html(link) == '<a href="x&quot;y" aria-label="&amp;">&lt;b&gt; &amp; "c"</a>'


def test_data_is_no_markdown(library: Library) -> None:
    """Titles, labels and names are shown as they stand; only the fields that allow it are read as Markdown."""
    page = replace(library.pages["index.md"], reviewed_by=("*Dr* [A](b.md) `c` & [@kanis2019]",))
    library = replace(library, pages={**library.pages, page.path: page})
    assert "Reviewed by *Dr* [A](b.md) `c` &amp; [@kanis2019]<" in shown(library, page)


@pytest.mark.parametrize(("weeks", "words"), [(Range(1, 1), "1 week"), (Range(2, 4), "2 to 4 weeks")])
def test_programme_says_how_long_it_lasts(library: Library, weeks: Range, words: str) -> None:
    programme = replace(library.programmes["first-weeks"], weeks=weeks)
    assert f"<strong>Lasts {words}.</strong>" in html(programme_card(library, programme))


# Marks, tables, letters


def body(library: Library, markdown: str) -> str:
    """An article of this body, without what stands above it."""
    page = replace(library.pages["condition/osteopenia.md"], body=markdown)
    whole = render_page(replace(library, pages={**library.pages, page.path: page}), page).html
    return whole.partition("Read the full disclaimer</a></p>")[2].strip()


@pytest.mark.parametrize(
    ("heading", "start"),
    [
        ("## How dense? [@kanis2019]", '<h2 id="how-dense">How dense?<sup class="bw-cite" data-search-exclude="">'),
        ("## *How* [@kanis2019] dense?", '<h2 id="how-dense"><em>How</em><sup class="bw-cite" data-search-exclude="">'),
        ("## *How [@kanis2019]* dense?", '<h2 id="how-dense"><em>How<sup class="bw-cite" data-search-exclude="">'),
    ],
)
def test_heading_keeps_its_id_when_it_cites(library: Library, heading: str, start: str) -> None:
    """Else the id, and every link to it, changes when a source is cited further up."""
    html = body(library, heading)
    assert html.startswith(start)
    assert 'id="cite-1-1">1</a></sup>' in html.partition("</h2>")[0]


@pytest.mark.parametrize(
    ("markdown", "start"),
    [
        ("One. [@kanis2019]", "<p>One.<sup"),
        ("One.\n[@kanis2019] Two.", "<p>One.<sup"),
        ("*One.* [@kanis2019]", "<p><em>One.</em><sup"),
        ("[@kanis2019] One.", "<p><sup"),
    ],
)
def test_mark_never_stands_alone_on_a_line(library: Library, markdown: str, start: str) -> None:
    """No space before it, and a word joiner in it: no browser breaks the line there."""
    html = body(library, markdown)
    assert html.startswith(start)
    assert html.count(">\N{WORD JOINER}<a ") == 1


def test_marks_are_numbered_in_reading_order(library: Library) -> None:
    html = body(library, "*One [@kanis2019]* two. [@clarke2008]\n\n## Three [@who2020]\n\nFour. [@nchs2021]")
    marked = re.findall(r'data-source="(\w+)" href="#ref-(\d)"', html)
    assert marked == [("kanis2019", "1"), ("clarke2008", "2"), ("who2020", "3"), ("nchs2021", "4")]


@pytest.mark.parametrize(
    ("head", "label"),
    [
        ("| A | B |", "Table: A, B"),
        ("| A | B | C | D |", "Table: A, B, C"),
        ("| | B |", "Table: B"),
        ("| A [@kanis2019] | `B` *C* |", "Table: A, B C"),
        ('| "A" & <b>B</b> | [C](#c) |', "Table: “A” &amp; B, C"),
    ],
)
def test_table_can_be_reached_by_keys_and_has_a_name(library: Library, head: str, label: str) -> None:
    line = re.sub(r"[^|]+", "---", head)
    frame = f'<div aria-label="{label}" class="bw-scroll" role="region" tabindex="0"><table class="bw-table">'
    assert body(library, f"{head}\n{line}\n{head}").startswith(frame)


def test_tables_of_a_page_have_different_names(library: Library) -> None:
    table = "| A | B |\n|---|---|\n| 1 | 2 |\n"
    html = body(library, f"{table}\nText.\n\n{table}\n/// for-whom\n{table}///")
    names = re.findall(r'aria-label="(Table[^"]*)"', html)
    assert names == ["Table: A, B", "Table: A, B (2)", "Table: A, B (3)"]


def test_table_keeps_its_own_classes(library: Library) -> None:
    html = body(library, '<table class="wide" markdown="block">\n<tr><td>1</td></tr>\n</table>')
    assert '<table class="bw-table wide">' in html


def test_frame_is_not_put_around_a_frame(library: Library) -> None:
    html = body(library, "/// review-list\n///\n\n/// diary | 1\n///")
    assert (html.count("<table"), html.count("bw-scroll")) == (2, 1)


def test_letters_lead_to_headings_that_are_there(library: Library) -> None:
    for block in ("a-to-z", "source-list"):
        html = body(library, f"/// {block}\n///")
        nav = html.partition('<nav aria-label="Letters" class="bw-letters">')[2].partition("</nav>")[0]
        letters = re.findall(r'<a href="#(letter-\w)">(\w)</a>', nav)
        assert letters
        assert [(name, name[-1].upper()) for name in re.findall(r'<h2 id="(letter-\w)">', html)] == letters


def test_a_to_z_says_which_words_are_spanish_and_sorts_them_without_accents(library: Library) -> None:
    page = replace(library.pages["condition/osteopenia.md"], in_spanish=("ácido", "huesos débiles"))
    html = body(replace(library, pages={**library.pages, page.path: page}), "/// a-to-z\n///")
    assert '<span lang="es">Huesos débiles</span>: What osteopenia means</a>' in html
    assert html.index('id="letter-a"') < html.index('<span lang="es">Ácido</span>') < html.index('id="letter-b"')


def test_filter_knows_the_words_of_every_choice(library: Library) -> None:
    labels = json.loads(exercise_list(library, "all", "index.md").get("data-labels", ""))
    assert labels == {
        "position": POSITIONS,
        "equipment": EQUIPMENT,
        "impact": IMPACT,
        "afterFracture": AFTER_FRACTURE,
    }


def test_plan_keeps_its_meaning_when_its_rows_are_stacked(library: Library) -> None:
    """Rows shown as blocks are no rows any more, unless the roles are said."""
    card = programme_card(library, library.programmes["first-weeks"])
    roles = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
    for table in card.iter("table"):
        heads = [cell.text for cell in table.iter("th") if cell.get("role") == "columnheader"]
        for element in table.iter():
            if element.tag == "th":
                assert element.get("role") in ("columnheader", "rowheader")
            elif element.tag in roles:
                assert element.get("role") == roles[element.tag]
        for row in table.findall("tbody/tr"):
            assert [cell.get("data-label") for cell in row.findall("td")] == heads[1:]


def test_home_page_shows_dates_and_disclaimer_after_its_body(library: Library) -> None:
    """Its first screen is for the doors; the list of sources still comes last."""
    home = replace(library.pages["index.md"], body="Welcome. [@kanis2019]")
    html = render_page(replace(library, pages={**library.pages, home.path: home}), home).html
    order = ["Welcome.", 'class="bw-review"', 'class="bw-disclaimer"', 'id="sources"']
    assert [html.index(each) for each in order] == sorted(html.index(each) for each in order)
