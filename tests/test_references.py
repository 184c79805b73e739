"""References are written as the AMA Manual of Style (11th edition) writes them."""

from __future__ import annotations

from datetime import date
from typing import Any
from xml.etree.ElementTree import Element, fromstring, tostring

import pytest

from bonewise.model import Place, Source
from bonewise.rendering import references


def source(key: str = "key", **csl: Any) -> Source:
    """A source with this CSL data; an underscore in a name is a dash."""
    data = {"id": key, **{name.replace("_", "-"): value for name, value in csl.items()}}
    return Source(
        key=key,
        place=Place("content/sources.yaml"),
        csl=data,
        evidence="cohort",
        checked=date(2026, 11, 1),
        checked_how="We read the summary.",
        access="abstract",
    )


def people(*names: str) -> list[dict[str, str]]:
    """`Family, Given` to CSL; a name without a comma is an organisation's."""
    parts = [name.partition(", ") for name in names]
    return [{"family": family, "given": given} if given else {"literal": family} for family, _, given in parts]


def on(*parts: int) -> dict[str, list[list[int]]]:
    return {"date-parts": [list(parts)]}


def html(element: Element) -> str:
    return tostring(element, "unicode", "html").removeprefix('<span class="bw-ref">').removesuffix("</span>")


REFERENCES = {
    "article with a DOI": (
        source(
            type="article-journal",
            title="Machine learning and health care disparities in dermatology",
            author=people("Adamson, Adewole S.", "Smith, Avery"),
            container_title="JAMA Dermatology",
            container_title_short="JAMA Dermatol",
            issued=on(2018),
            volume=154,
            issue=11,
            page="1247-1248",
            DOI="10.1001/jamadermatol.2018.2348",
        ),
        "Adamson AS, Smith A. Machine learning and health care disparities in dermatology. <i>JAMA Dermatol</i>. "
        '2018;154(11):1247-1248. <a href="https://doi.org/10.1001/jamadermatol.2018.2348">'
        "doi:10.1001/jamadermatol.2018.2348</a>",
    ),
    "article by more than six": (
        source(
            type="article-journal",
            title="The influence of high-impact exercise",
            author=people(
                *("Allison, Sarah J.", "Poole, Kenneth E. S.", "Treece, Graham M.", "Gee, Andrew H."),
                *("Tonkin, Carol", "Rennie, Winston J.", "Folland, Jonathan P."),
            ),
            container_title="Journal of Bone and Mineral Research",
            container_title_short="J Bone Miner Res",
            issued=on(2015),
            volume=30,
            issue=9,
            page="1709-1716",
        ),
        "Allison SJ, Poole KES, Treece GM, et al. The influence of high-impact exercise. <i>J Bone Miner Res</i>. "
        "2015;30(9):1709-1716.",
    ),
    "article by six": (
        source(
            type="article-journal",
            title="Six hands",
            author=people("A, Ann", "B, Bob", "C, Cy", "D, Di", "E, Ed", "van den Berg, Flo"),
            container_title="BMJ",
            issued=on(2020, 5, 3),
            volume=369,
            page="m1",
        ),
        "A A, B B, C C, D D, E E, van den Berg F. Six hands. <i>BMJ</i>. 2020;369:m1.",
    ),
    "article ahead of print": (
        source(
            type="article-journal",
            title="Ahead of print",
            author=people("López García-Franco, Alberto"),
            container_title="BMJ",
            issued=on(2020, 5, 3),
            DOI="10.1136/x_y_z",
        ),
        "López García-Franco A. Ahead of print. <i>BMJ</i>. Published online May 3, 2020. "
        '<a href="https://doi.org/10.1136/x_y_z">doi:10.1136/x_y_z</a>',
    ),
    "web page of an organisation": (
        source(
            type="webpage",
            title="Zika travel information",
            author=people("Centers for Disease Control and Prevention"),
            issued=on(2016, 7, 26),
            accessed=on(2016, 8, 11),
            URL="https://wwwnc.cdc.gov/travel/page/zika-travel-information?a=1&b=2",
        ),
        "Centers for Disease Control and Prevention. Zika travel information. July 26, 2016. "
        "Accessed August 11, 2016. "
        '<a href="https://wwwnc.cdc.gov/travel/page/zika-travel-information?a=1&amp;b=2">'
        "https://wwwnc.cdc.gov/travel/page/zika-travel-information?a=1&amp;b=2</a>",
    ),
    "web page without a date": (
        source(
            type="webpage",
            title="Osteoporosis",
            author=people("NHS"),
            accessed=on(2026, 11, 1),
            URL="https://www.nhs.uk/conditions/osteoporosis/",
        ),
        "NHS. Osteoporosis. Accessed November 1, 2026. "
        '<a href="https://www.nhs.uk/conditions/osteoporosis/">https://www.nhs.uk/conditions/osteoporosis/</a>',
    ),
    "report of an organisation": (
        source(
            type="report",
            title="WHO guidelines on physical activity",
            author=people("World Health Organization"),
            publisher="World Health Organization",
            publisher_place="Geneva",
            issued=on(2020),
        ),
        "World Health Organization. <i>WHO Guidelines on Physical Activity</i>. World Health Organization; 2020.",
    ),
    "book": (
        source(
            type="book",
            title="AMA manual of style: a guide for authors and editors",
            author=people(
                *("Christiansen, Stacy L.", "Iverson, Cheryl", "Flanagin, Annette", "Livingston, Edward H."),
                *("Fischer, Lauren", "Manno, Connie", "Gregoline, Brenda"),
            ),
            edition="11",
            publisher="Oxford University Press",
            issued=on(2020),
        ),
        "Christiansen SL, Iverson C, Flanagin A, et al. "
        "<i>AMA Manual of Style: A Guide for Authors and Editors</i>. 11th ed. Oxford University Press; 2020.",
    ),
    "chapter": (
        source(
            type="chapter",
            title="Bone loss",
            author=people("Clarke, Bart"),
            editor=people("Bilezikian, John P."),
            container_title="Primer on bone",
            publisher="Wiley",
            issued=on(2018),
            page="10-20",
        ),
        "Clarke B. Bone loss. In: Bilezikian JP, ed. <i>Primer on Bone</i>. Wiley; 2018:10-20.",
    ),
    "title that ends in a question": (
        source(
            type="article-journal",
            title="Prevention or disease mongering?",
            author=people("Moynihan, Ray"),
            container_title="BMJ",
            issued=on(2008),
            volume=336,
            page="126-129",
        ),
        "Moynihan R. Prevention or disease mongering? <i>BMJ</i>. 2008;336:126-129.",
    ),
    "signs in the data": (
        source(
            type="article-journal",
            title="Bone & muscle: T < -2.5 <b>bold</b> <i>it</i> &amp; <script>alert(1)</script>",
            author=people("Sons & Daughters <Ltd>"),
            container_title="Bone & Joint <J>",
            issued=on(2020),
        ),
        "Sons &amp; Daughters &lt;Ltd&gt;. Bone &amp; muscle: T &lt; -2.5 &lt;b&gt;bold&lt;/b&gt; "
        "&lt;i&gt;it&lt;/i&gt; &amp;amp; &lt;script&gt;alert(1)&lt;/script&gt;. "
        "<i>Bone &amp; Joint &lt;J&gt;</i>. Published online 2020.",
    ),
}


@pytest.mark.parametrize(("given", "written"), REFERENCES.values(), ids=REFERENCES)
def test_reference(given: Source, written: str) -> None:
    assert html(references.reference(given)).replace(' data-made=""', "") == written


@pytest.mark.parametrize(
    ("data", "begin"),
    [
        ({"type": "webpage", "title": "Bone health"}, "Bone health. Accessed"),
        ({"type": "webpage", "title": "Is it bone?"}, "Is it bone? Accessed"),
        ({"type": "book", "title": "Bones", "publisher": "Press"}, "<i>Bones</i>. Press."),
        ({"type": "webpage", "title": "Who. Who", "author": people("Who")}, "Who. Who. Who."),
    ],
)
def test_without_an_author_a_reference_begins_with_its_title_once(data: dict[str, Any], begin: str) -> None:
    page = source(**data, accessed=on(2026, 11, 1), URL="https://example.org/")
    assert html(references.reference(page)).startswith(begin)


@pytest.mark.parametrize("scheme", ["javascript:alert(1)", "data:text/html,x", "example.org/a"])
def test_only_web_addresses_become_links(scheme: str) -> None:
    page = source(type="webpage", title="T", author=people("NHS"), accessed=on(2026, 11, 1), URL=scheme)
    assert "<a" not in html(references.reference(page))


def test_same_data_same_reference() -> None:
    """A key whose data changed is not answered from memory."""
    first, second = source(type="book", title="One"), source(type="book", title="Two")
    assert "One" in html(references.reference(first))
    assert "Two" in html(references.reference(second))


@pytest.mark.parametrize(
    ("csl", "name"),
    [
        ({"author": people("Kanis, John"), "issued": on(2019, 3)}, "Kanis 2019"),
        ({"author": people("A, A", "B, B"), "issued": on(2019)}, "A 2019"),
        ({"author": people("A, A", "B, B", "C, C"), "issued": on(2019)}, "A and others 2019"),
        ({"author": people("NHS")}, "NHS"),
        ({"editor": people("E, E"), "issued": on(2019)}, "E 2019"),
        ({"title": "Bone health", "issued": {"literal": "soon"}}, "Bone health"),
    ],
)
def test_short_name(csl: dict[str, Any], name: str) -> None:
    """What a screen reader says of a mark."""
    assert references.short_name(source(**csl)) == name


def test_mark_of_a_known_and_an_unknown_source() -> None:
    known = source("kanis2019", author=people("Kanis, John"), issued=on(2019))
    kept: list[str] = []
    made = references.mark([(3, 2, known, "p. 12"), (0, 0, "nobody", "")], lambda html: kept.append(html) or "KEPT")
    assert tostring(made, "unicode") == ('<sup class="bw-cite" data-search-exclude="">\N{WORD JOINER}KEPT</sup>')
    assert kept == [
        '<a aria-label="3. Source: Kanis 2019, p. 12" data-source="kanis2019" href="#ref-3" id="cite-3-2">3</a>'
        '<span class="bw-cite__locator">(p. 12)</span>'
        '<span class="bw-cite__unknown">unknown source: nobody</span>'
    ]


def test_facts_tell_what_was_read_and_when() -> None:
    assert "".join(references.facts(source()).itertext()) == (
        "Study that followed people over time · we read: summary · checked 1 November 2026"
    )


@pytest.mark.parametrize(
    ("uses", "backs"),
    [
        (1, [("Back", "Back to where source 1 is used")]),
        (2, [("1", "1 of 2: back to where source 1 is used"), ("2", "2 of 2: back to where source 1 is used")]),
    ],
)
def test_names_of_links_begin_with_what_they_show(uses: int, backs: list[tuple[str, str]]) -> None:
    """Who steers by voice says what stands there; the arrow is hidden from the name."""
    kept: list[str] = []
    (item,) = references.reference_list(
        [(source(type="book", title="T"), uses)], "s.md", lambda html: kept.append(html) or ""
    )  # type: ignore[func-returns-value]
    about = item.find("./span[@class='bw-ref__more']/a")
    assert about is not None
    assert (about.text, about.get("aria-label")) == ("About this source", "About this source: number 1")
    found = fromstring(kept[1]).findall("./a")
    assert [(each[0].tail, each.get("aria-label")) for each in found] == backs
    assert all(each[0].get("aria-hidden") == "true" for each in found)
