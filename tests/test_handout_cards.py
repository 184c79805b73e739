"""Cards of programmes, laid out one by one and kept: the same handout as laid out as a whole, and only sooner."""

from __future__ import annotations

import io
import os
import re
import time
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from handout_text import bare, picture, tags, words

from bonewise.finishing.handouts import cache as caches
from bonewise.finishing.handouts.cache import HandoutCache
from bonewise.finishing.handouts.cards import CARD
from bonewise.finishing.handouts.kept_parts import KeptParts
from bonewise.finishing.handouts.pdf import Job, Made, make
from bonewise.finishing.handouts.printer import Printer

STYLE = Path(__file__).parent.parent / "templates" / "assets" / "handout.css"
TEMPLATE = STYLE.parent.parent / "handout.html"
ASSETS = str(STYLE.parent)
BACK = "Step back"
DRAWING = """<div class="card__picture"><div class="bw-picture"><svg viewBox="0 0 100 80"><title>A {name}</title>
<circle cx="30" cy="30" r="20.1" fill="#b3261e"/><g opacity=".5"><rect x="40" y="40" width="20" height="30"/></g>
<text x="5" y="75" font-size="9" font-family="Paper">{name}</text></svg></div></div>"""
CARD_HTML = """<section class="card"><!--card-->
<h3 class="card__title">{name}</h3>{drawing}<div class="card__text"><ol class="bw-steps"><li>Stand tall.</li>
<li>{step}</li></ol></div><div class="card__more"><p><b>How much:</b> 8 to 12</p><div class="bw-box bw-after-fracture">
<p class="bw-box__title">After a spine fracture</p><p>Yes, once you have been checked.</p></div></div>
<!--/card--></section>"""
PAGE = """<!doctype html><html lang="en-GB"><head><title>A plan</title></head><body class="programme{large}">
<header class="head"><h1 data-running="A plan.">A plan</h1><p class="lead">For your <b>bones</b>.</p></header>
<ul><li>Wear flat shoes.</li></ul><h2>The steps</h2>{cards}<section class="foot"><p>The end.</p></section></body>
</html>"""


def card(name: str, step: str = "Step to the side.", drawing: str = DRAWING) -> str:
    return CARD_HTML.format(name=name, step=step, drawing=drawing.format(name=name))


def plan(*cards: str, large: bool = False) -> str:
    return PAGE.format(cards="".join(cards), large=" large" if large else "")


def whole(html: str) -> str:
    """The same, so that nothing is seen of its cards: it is laid out as a whole."""
    return html.replace("<!--card-->", "").replace("<!--/card-->", "")


def printed(html: str, kept: Path | None = None, points: float = 13.0) -> Made:
    return make(Job(html, ((points, ""),), 0, None, ASSETS, "" if kept is None else str(kept)))


def kinds(pdf: bytes) -> list[tuple[str, str]]:
    return [(kind, str(element.get("/Alt", ""))) for kind, element in tags(pdf) if kind != "document"]


def bookmarks(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        found: list[str] = []

        def walk(items: Any, depth: int) -> None:
            for item in items:
                left, top = (round(float(place)) for place in list(item.destination)[2:4])
                found.append(f"{depth} {item.title} at {left} {top}")
                walk(item.children, depth + 1)

        walk(outline.root, 0)
        return found


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words of all that is laid out from now on."""
    seen: list[str] = []
    true = Printer.page
    monkeypatch.setattr(Printer, "page", lambda self, html: (seen.append(html), true(self, html))[1])
    return seen


NAMES = ("Sit to stand", "Heel raise", "Bridge &amp; hold", "Wall push-up", "Side leg lift")


@pytest.fixture(scope="module", params=[False, True], ids=["ordinary", "large"])
def both(request: pytest.FixtureRequest) -> tuple[Made, Made]:
    """A plan of some pages as a whole, and with its cards one by one."""
    html = plan(*map(card, NAMES), large=request.param)
    points = 18.0 if request.param else 13.0
    return printed(whole(html), None, points), printed(html, None, points)


# The same handout


@pytest.mark.parametrize("alt", ['alt="card:x"', 'alt="bonewise-card:7"', 'alt=""', ""])
def test_an_authors_picture_is_no_card(alt: str) -> None:
    source = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'%3E%3C/svg%3E"
    html = plan(card(NAMES[0])).replace("<h2>", f'<p><img {alt} width="9" height="9" src="{source}"></p><h2>')
    old, new = printed(whole(html)), printed(html)
    assert kinds(new.pdf) == kinds(old.pdf)
    assert new.faults == old.faults


def test_the_same_marks_on_paper(both: tuple[Made, Made]) -> None:
    old, new = both
    assert new.pages == old.pages >= 2
    for number in range(new.pages):
        before, after = (picture(made.pdf, number, dpi=60).samples for made in both)
        # Edges of letters may move by less than a dot.
        assert sum(abs(one - other) > 96 for one, other in zip(before, after, strict=True)) <= 0.004 * len(before)


def test_the_same_words_tags_and_bookmarks(both: tuple[Made, Made]) -> None:
    old, new = both
    assert words(new.pdf) == words(old.pdf)
    assert kinds(new.pdf) == kinds(old.pdf)
    assert "Bridge & hold" in "".join(bookmarks(new.pdf))
    assert bookmarks(new.pdf) == bookmarks(old.pdf)
    assert new.faults == old.faults == ()


def test_the_file_is_whole_and_little_larger(both: tuple[Made, Made]) -> None:
    old, new = both
    with pikepdf.open(io.BytesIO(new.pdf)) as document:
        assert document.check_pdf_syntax() == []
    assert b"card:" not in new.pdf
    assert len(new.pdf) < len(old.pdf) + 4_000  # for letters that an edit may need


def test_each_piece_of_a_page_is_claimed_once_and_by_its_owner(both: tuple[Made, Made]) -> None:
    with pikepdf.open(io.BytesIO(both[1].pdf)) as document:
        tree = document.Root.StructTreeRoot.ParentTree.Nums
        for number, page in enumerate(document.pages):
            painted = [int(each) for each in re.findall(rb"/MCID (\d+)", page.Contents.read_bytes())]
            owners = tree[2 * number + 1]
            assert painted == list(range(len(owners)))
            for mcid in painted:
                kids = [kid for kid in owners[mcid].K if isinstance(kid, int)]
                far = [int(kid.MCID) for kid in owners[mcid].K if not isinstance(kid, int) and "/MCID" in kid]
                assert mcid in kids + far


def test_standard_for_accessible_pdf(both: tuple[Made, Made], tmp_path: Path) -> None:
    from page import ValidationProfile, validate_pdf

    file = tmp_path / "plan.pdf"
    file.write_bytes(both[1].pdf)
    assert validate_pdf(str(file), profile=ValidationProfile.PDF_UA_1).failures == []


def test_letters_that_only_a_card_has_come_along() -> None:
    """From a font that nothing else on the handout uses."""
    made = printed(plan(card("Sit to stand", "Stand like Łukasz → up.")))
    assert bare("Stand like Łukasz → up.") in words(made.pdf)
    assert made.faults == ()


# The same bytes, whatever was kept


def test_bytes_do_not_depend_on_what_was_kept(tmp_path: Path) -> None:
    html = plan(*map(card, NAMES))
    fresh = printed(html).pdf
    printed(plan(card(NAMES[2]), card("Another")), tmp_path)
    assert printed(html, tmp_path).pdf == fresh
    assert printed(html, tmp_path).pdf == fresh


def test_after_an_edit_only_that_card_is_laid_out(tmp_path: Path, laid_out: list[str]) -> None:
    """And the rest as well where the card's height changed."""
    printed(plan(*map(card, NAMES)), tmp_path)
    del laid_out[:]
    made = printed(plan(card(NAMES[0], "Jog to one side, 7 times."), *map(card, NAMES[1:])), tmp_path)
    assert [("one side" in html, "Wear flat shoes" in html) for html in laid_out] == [(True, False)]
    assert bare("Jog to one side, 7 times.") in words(made.pdf)
    del laid_out[:]
    longer = card(NAMES[0], "Step to one side. " * 40)
    edited = printed(plan(longer, *map(card, NAMES[1:])), tmp_path)
    assert [("one side" in html, "Wear flat shoes" in html) for html in laid_out] == [(True, False), (False, True)]
    assert edited.pdf == printed(plan(longer, *map(card, NAMES[1:]))).pdf


def test_the_same_card_serves_programmes_and_groups(tmp_path: Path, laid_out: list[str]) -> None:
    """So the style may not tell them apart, but where a short programme is laid out as a whole."""
    printed(plan(card(NAMES[0])), tmp_path)
    del laid_out[:]
    printed(plan(card(NAMES[0])).replace('class="programme"', 'class="group"'), tmp_path)
    assert len(laid_out) == 1
    style = STYLE.read_text("utf-8")
    assert re.findall(r"\.group\b|\.programme(?!\.compact)\b", style) == []


@pytest.mark.parametrize("spoil", [b"", b"x" * 40, b"\0" * 4000])
def test_a_spoilt_part_is_made_again(tmp_path: Path, spoil: bytes) -> None:
    html = plan(card(NAMES[0]))
    made = printed(html, tmp_path)
    for file in tmp_path.iterdir():
        file.write_bytes(spoil)
    assert printed(html, tmp_path).pdf == made.pdf


# What cannot stand by itself stays where it was


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param('<p>See <a href="https://bones.example/">more</a>.</p>', id="a link"),
        pytest.param("<table><tr><th>a</th><td>b</td></tr></table>", id="a table"),
        pytest.param("<p>Long.</p>" * 60, id="more than a page"),
        pytest.param('<p style="font-family:serif">Of another font.</p>', id="another font"),
        pytest.param(
            '<svg viewBox="0 0 9 9"><title>t</title><linearGradient id="g"><stop stop-color="red"/><stop offset="1" '
            'stop-color="blue"/></linearGradient><rect width="9" height="9" fill="url(#g)"/></svg>',
            id="a shade",
        ),
    ],
)
def test_a_card_with_more_than_words_and_drawings(inside: str, tmp_path: Path) -> None:
    html = plan(card(NAMES[0], drawing=inside), card(NAMES[1]))
    old, new = printed(whole(html)), printed(html, tmp_path)
    assert (words(new.pdf), kinds(new.pdf), bookmarks(new.pdf)) == (words(old.pdf), kinds(old.pdf), bookmarks(old.pdf))
    assert len(list(tmp_path.iterdir())) == 4  # with the common letters
    assert printed(html, tmp_path).pdf == new.pdf


def test_faults_within_a_card_are_told_when_it_is_kept(tmp_path: Path) -> None:
    wide = '<p style="white-space:nowrap">' + "This goes on and on. " * 12 + "</p>"
    html = plan(card(NAMES[0], drawing=wide))
    first = printed(html, tmp_path).faults
    assert any("runs off" in fault for fault in first)
    assert printed(html, tmp_path).faults == first


def test_the_template_marks_the_inside_of_its_cards() -> None:
    assert len(CARD.findall(TEMPLATE.read_text("utf-8"))) == 1


# Where parts are kept


def test_parts_come_back_whole(tmp_path: Path) -> None:
    for kept in (KeptParts(), KeptParts(tmp_path / "parts")):
        key = KeptParts.key("card", "<p>a", 13.0)
        assert kept.get(key) is None
        kept.put(key, {"pages": 2}, b"a\nb\0")
        assert kept.get(key) == ({"pages": 2}, b"a\nb\0")


def test_parts_of_an_older_style_and_the_least_used_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caches, "MOST_PARTS", 2)
    cache = HandoutCache(tmp_path, Path(ASSETS))
    old = cache.parts.with_name("0" * 16)
    for folder in (old, cache.parts):
        for number in range(3):
            KeptParts(folder).put(f"{number}", {}, b"")
            os.utime(folder / f"{number}", (number, number))
    assert KeptParts(cache.parts).get("0") == ({}, b"")
    assert (cache.parts / "0").stat().st_mtime > time.time() - 3600
    cache.prune()
    assert not old.exists()
    assert sorted(file.name for file in cache.parts.iterdir()) == ["0", "2"]
