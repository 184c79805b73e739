"""Small PDFs: fewer bytes, and the same marks on paper, words, tags and fonts."""

from __future__ import annotations

import io
import re
from pathlib import Path
from xml.etree.ElementTree import Element

import pikepdf
import pytest
import tinyhtml5
import weasyprint
from fontTools.ttLib import TTFont
from handout_text import picture, tags, words
from weasyprint.svg import TAGS
from weasyprint.text.fonts import FontConfiguration

from bonewise.finishing.handouts.digits import decimals, rounded, shown
from bonewise.finishing.handouts.drawing_paths import remember_paths
from bonewise.finishing.handouts.finishing_pdf import finish_pdf
from bonewise.finishing.handouts.packing import packed
from bonewise.finishing.handouts.page_tree import page_tree
from bonewise.finishing.handouts.pdf import Job, make
from bonewise.finishing.handouts.shortening import Content

STYLE = Path(__file__).parent.parent / "templates" / "assets" / "handout.css"
ASSETS = str(STYLE.parent)
PAGE = """<!doctype html><html lang="en-GB"><head><title>Bones (a \\ test)</title></head><body class="article">
<h1 data-running="Bones">Bones</h1><div><p>Your bones are living tissue <b>and they answer</b> to what you ask of them,
<a href="https://bones.example/why/">each day</a> of the <b>week</b> and more<sup>1</sup>.</p></div>
<div class="bw-box bw-stop-if"><p class="bw-box__title">Stop if</p><ul><li>it hurts</li><li>you fall</li></ul></div>
<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr></tbody></table>
<svg viewBox="0 0 100 100" width="200"><title>A bone</title><g fill="#b3261e" stroke="#000"><circle cx="30" cy="30"
r="20.123456"/><path d="M 10.123456 60 L 70.654321 90.5" stroke-width="3"/></g><g transform="rotate(30 50 50)"
opacity=".5"><rect x="40" y="40" width="20" height="30"/></g></svg>
<p style="break-before:page">The last page.</p></body></html>"""


@pytest.fixture(scope="module")
def raw() -> bytes:
    fonts = FontConfiguration()
    style = weasyprint.CSS(filename=str(STYLE), font_config=fonts)
    document = weasyprint.HTML(string=PAGE).render(stylesheets=[style], font_config=fonts)
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1", uncompressed_pdf=True)
    return made


@pytest.fixture(scope="module")
def small(raw: bytes) -> bytes:
    return finish_pdf(raw)


def shortened(content: str, **options: dict[int, int]) -> list[str]:
    page = Content(content.encode("latin-1"))
    return page.shortened(options.get("follows", {}), {}).decode("latin-1").split("\n")


# The whole file


def test_the_same_marks_on_paper(raw: bytes, small: bytes) -> None:
    for number in range(2):
        before, after = (picture(each, number, dpi=100).samples for each in (raw, small))
        # Edges of letters may move by less than a dot.
        assert sum(abs(one - other) > 96 for one, other in zip(before, after, strict=True)) <= 25, number


def test_the_same_words(raw: bytes, small: bytes) -> None:
    assert words(small).split() == words(raw).split()


def test_fewer_bytes_than_without(raw: bytes, small: bytes) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as document:
        document.save(out, recompress_flate=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert len(small) < 0.9 * len(out.getvalue())


def test_the_same_bytes_again(raw: bytes, small: bytes) -> None:
    assert finish_pdf(raw) == small


def test_the_file_is_whole(small: bytes) -> None:
    with pikepdf.open(io.BytesIO(small)) as document:
        assert document.check_pdf_syntax() == []
        assert len(document.pages) == 2
        assert str(document.docinfo["/Title"]) == "Bones (a \\ test)"
        assert b'pdfuaid:part="1"' in document.Root.Metadata.read_raw_bytes()


def test_fonts_keep_their_letters_and_lose_the_rest(small: bytes) -> None:
    with pikepdf.open(io.BytesIO(small)) as document:
        fonts = [each.FontFile2.read_bytes() for each in document.objects if isinstance(each, pikepdf.Dictionary)
                 and "/FontFile2" in each]  # fmt: skip
    assert len(fonts) == 2
    for data in fonts:
        with TTFont(io.BytesIO(data), checkChecksums=2) as font:
            assert sorted(font.reader.keys()) == ["glyf", "head", "hhea", "hmtx", "loca", "maxp"]
            assert any(font["glyf"][name].numberOfContours for name in font.getGlyphOrder())


def test_each_piece_of_a_page_is_claimed_once_and_by_its_owner(small: bytes) -> None:
    with pikepdf.open(io.BytesIO(small)) as document:
        tree = document.Root.StructTreeRoot.ParentTree.Nums
        for number, page in enumerate(document.pages):
            painted = [int(each) for each in re.findall(rb"/MCID (\d+)", page.Contents.read_bytes())]
            owners = tree[2 * number + 1]
            assert painted == list(range(len(owners)))
            assert all(mcid in [kid for kid in owners[mcid].K if isinstance(kid, int)] for mcid in painted)


def test_words_of_a_paragraph_are_one_piece_until_a_link(small: bytes) -> None:
    """And one behind it, in a tag of their own: what a tag holds itself may be read before the tags in it."""
    paragraph = next(element for kind, element in tags(small) if kind == "/P" and len(element.K) > 2)
    first, link, *others = list(paragraph.K)
    assert isinstance(first, int)
    assert str(link.S) == "/Link"
    assert [str(each.S) for each in others] == ["/Span"]
    assert len(others[0].K) == 1


def test_tags_that_say_nothing_are_gone(small: bytes) -> None:
    kinds = [kind for kind, _ in tags(small)]
    assert "/Div" not in kinds
    assert kinds.count("/Span") == 1


def test_words_in_brackets_keep_their_spaces() -> None:
    plain = b"%PDF-1.7\n%a\n1 0 obj\n<< /A (a [ b ]  \\) / c) /B [ 2 0 R ] /Pages << /Kids [ ] /Count 0 >> >>\nendobj\n"
    plain += b"2 0 obj\n<< /Length 3 >>\n"
    places = [plain.index(b"1 0 obj"), plain.index(b"2 0 obj")]
    plain += b"stream\nq Q\nendstream\nendobj\n"
    table = b"xref\n0 3\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Root 1 0 R /Size 3 >>\nstartxref\n%d\n%%%%EOF\n" % len(plain)
    with pikepdf.open(io.BytesIO(packed(plain + table + end))) as document:
        assert bytes(document.Root.A) == b"a [ b ]  ) / c"
        assert document.Root.B[0].read_bytes() == b"q Q"


# The same, sooner


def test_html_is_read_as_before() -> None:
    """Elements, attributes and words, as a parser of HTML in Python gives them; drawings are in their namespace."""
    html = PAGE.replace("</table>", "</table><br><img src='a.png' alt='1 &lt; 2 &amp; 3'>a&nbsp;b<p>open <i hidden>e")
    tree = page_tree(html)
    assert tree is not None
    assert flat(tree) == flat(tinyhtml5.parse(html, namespace_html_elements=False))
    assert tree.find(".//{http://www.w3.org/2000/svg}rect") is not None


def test_html_that_is_not_xml_is_left_to_a_parser_of_html() -> None:
    assert page_tree('<p @x="a">c</p>') is None
    assert "c" in words(make(Job('<html lang="en"><title>t</title><p @x="a">c', ((12.0, ""),), 0, None, ASSETS)).pdf)


def flat(element: Element) -> list[object]:
    """An element and all in it."""
    named = {name: value for name, value in element.attrib.items() if "xmlns" not in name}
    kids = [each for kid in element for each in flat(kid)]
    parts: list[object] = [element.tag, named, element.text or "", *kids, ("end", element.tail or "")]
    return parts


def test_paths_of_drawings_are_worked_out_once_and_drawn_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    twice = PAGE.replace(
        "</svg>", '</svg><svg viewBox="0 0 9 9"><title>b</title><path d="M1 1a3 4 0 1 0 2 2"/></svg>' * 2
    )
    job = Job(twice, ((12.0, ""),), 0, None, ASSETS)
    before = make(job).pdf
    assert make(job).pdf == before
    calls: list[str] = []
    true = TAGS["path"]
    monkeypatch.setitem(TAGS, "path", lambda svg, node, size: (calls.append(node.get("d")), true(svg, node, size))[1])
    remember_paths()
    assert make(job).pdf == before
    assert sorted(calls) == sorted(set(calls)) != []


# One page's operators


def test_a_block_that_changes_nothing_is_left_out() -> None:
    assert shortened("q\nq\n1 0 0 rg\n0 0 1 1 re\nf\nQ\n0 0 2 2 re\nf\nQ") == [
        "1 0 0 rg",
        "0 0 1 1 re",
        "f",
        "0 0 2 2 re",
        "f",
    ]


def test_a_block_that_moves_or_clips_stays() -> None:
    for line in ("1 0 0 1 5 5 cm", "0 0 9 9 re\nW\nn"):
        assert shortened(f"q\n{line}\nQ") == ["q", *line.split("\n"), "Q"]


def test_a_colour_comes_back_behind_a_block() -> None:
    lines = shortened("0 0 1 rg\nq\n2 0 0 2 0 0 cm\n1 0 0 rg\n0 0 1 1 re\nf\nQ\n0 0 2 2 re\nf")
    assert lines == ["q", "2 0 0 2 0 0 cm", "1 0 0 rg", "0 0 1 1 re", "f", "Q", "0 0 1 rg", "0 0 2 2 re", "f"]


def test_what_is_asked_for_twice_is_written_once() -> None:
    line = "0 0 m\n9 9 l\nS"
    assert shortened(f"2 w\n{line}\n2 w\n{line}").count("2 w") == 1


def test_a_picture_gets_all_that_was_asked_for() -> None:
    assert shortened("1 0 0 rg\n/a0.5 gs\n/x0 Do") == ["1 0 0 rg", "/a0.5 gs", "/x0 Do"]


WORD = "BT\n1 0 0 -1 {x} {y} Tm\n/F 10 Tf\n[<0041>0] TJ\nET\nEMC"


def mark(number: int, x: float = 1, y: float = 2) -> str:
    return f"/Span\n<</MCID {number}>>\nBDC\n" + WORD.format(x=x, y=y)


def test_pieces_of_one_tag_join() -> None:
    page = Content(f"{mark(0)}\n{mark(1, 9)}\n{mark(2, 9, 20.04)}".encode())
    lines = page.shortened({0: -1, 1: 0, 2: -1}, {}).decode().split("\n")
    assert page.numbers == {0: 0, 1: 0, 2: 1}
    assert [line for line in lines if "MCID" in line] == ["/Span<</MCID 0>> BDC", "/Span<</MCID 1>> BDC"]
    assert [line for line in lines if line.endswith(("Tm", "Td"))] == ["1 0 0 -1 1 2 Tm", "8 0 Td", "0 -18 Td"]
    assert (lines.count("BT"), lines.count("ET"), lines.count("EMC")) == (1, 1, 2)


def test_pieces_with_a_line_between_them_do_not_join() -> None:
    page = Content(f"{mark(0)}\n/Artifact\nBMC\n0 0 9 9 re\nf\nEMC\n{mark(1)}".encode())
    lines = page.shortened({0: -1, 1: 0}, {}).decode().split("\n")
    assert page.numbers == {0: 0, 1: 1}
    assert lines.count("BT") == lines.count("ET") == 2
    assert lines.index("ET") < lines.index("/Artifact BMC")


def test_marks_and_words_are_closed_in_order() -> None:
    """A line within marked words: the mark stands around the words' BT and ET, not between them."""
    lines = shortened("/Span\n<</MCID 0>>\nBDC\n0 0 m\n9 0 l\nS\n" + WORD.format(x=1, y=2) + f"\n{mark(1)}")
    kept = [line for line in lines if line.endswith(("BDC", "EMC", "BT", "ET", "S"))]
    assert kept == ["/Span<</MCID 0>> BDC", "S", "BT", "ET", "EMC", "BT", "/Span<</MCID 1>> BDC", "EMC", "ET"]


def test_a_mark_that_paints_nothing_goes() -> None:
    page = Content(f"/Span\n<</MCID 0>>\nBDC\nBT\nET\nEMC\n{mark(1)}".encode())
    assert page.blank == {0}
    assert page.shortened({1: -1}, {}).count(b"BDC") == 1
    assert page.numbers == {1: 0}


def test_the_foot_gets_its_own_mark() -> None:
    page = Content(mark(7).encode())
    assert b"/Artifact BMC" in page.shortened({}, {7: b"/Artifact BMC"})
    assert page.numbers == {}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"[<00410042>0] TJ", b"(\0A\0B)Tj"),
        (b"[<0041>20<0042>0] TJ", b"[(\0A)20(\0B)]TJ"),
        (b"[<0041>4<0042>0] TJ", b"(\0A\0B)Tj"),
        (b"[<0041>6<0042>6<0043>0] TJ", b"[(\0A\0B)10(\0C)]TJ"),
        (b"[-50<0041>0] TJ", b"[-50(\0A)]TJ"),
        (b"[<00280029005c000d>0] TJ", rb"(%c\(%c\)%c\\%c\r)Tj" % (0, 0, 0, 0)),
        (b"[(a)20(b)] TJ", b"[(a)20(b)] TJ"),
    ],
)
def test_words_are_written_as_they_are_with_shifts_that_can_be_seen(line: bytes, expected: bytes) -> None:
    assert shown(line) == expected


def test_numbers_keep_the_decimals_that_can_be_seen() -> None:
    assert [decimals(scale) for scale in (0.5, 0.75, 1, 10)] == [1, 1, 2, 3]
    assert rounded(b"1.26 -0.04 3. 7 m", 1) == b"1.3 0 3 7 m"
    assert shortened("q\n0.75 0 0 0.75 0 0 cm\n1.234 5.678 m\n0.123 0.456 0.789 9.87 re\nf\nQ")[2:4] == [
        "1.2 5.7 m",
        "0.12 0.46 0.79 9.87 re",
    ]
