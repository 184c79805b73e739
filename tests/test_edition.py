"""Links and citations are found where they stand, to the column, and finding them changes nothing for the reader."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_project import TODAY, Project

from bonewise.edition import opened_blocks, render, render_page
from bonewise.extension.placing import StampPreprocessor
from bonewise.model import Library, Page, RenderedPage

PATH = "condition/osteopenia.md"

#: Each form with the links and citations in it, as `target line:column`; `|` marks where each is looked for.
FORMS: dict[str, tuple[str, list[str]]] = {
    # Links
    "inline": ("See [a](b.md).", ["b.md 1:9"]),
    "with a title": ('See [a](b.md "Title").', ["b.md 1:9"]),
    "in angle brackets": ("See [a](<b c.md>).", ["b c.md 1:10"]),
    "with spaces inside": ("See [a]( b.md ).", ["b.md 1:10"]),
    "with parentheses": ("See [a](b_(c).md).", ["b_(c).md 1:9"]),
    "with a fragment": ("See [a](b.md#c).", ["b.md#c 1:9"]),
    "fragment alone": ("See [a](#c).", ["#c 1:9"]),
    "with percent signs": ("See [a](b%20c.md).", ["b%20c.md 1:9"]),
    "with text in marks": ("See [*a* **b** `c`](b.md).", ["b.md 1:21"]),
    "in emphasis": ("See **[a](b.md)** and *[c](d.md)*.", ["b.md 1:11", "d.md 1:28"]),
    "text over two lines": ("See [a\nb](c.md).", ["c.md 2:4"]),
    "two on a line": ("[a](b.md)[c](d.md)", ["b.md 1:5", "d.md 1:14"]),
    "the same twice": ("[a](b.md)\n\n[a](b.md)", ["b.md 1:5", "b.md 3:5"]),
    "before a hard break": ("[a](b.md)  \n[c](d.md)", ["b.md 1:5", "d.md 2:5"]),
    "with attributes": ('[a](b.md){: .c title="d" }', ["b.md 1:5"]),
    # Pictures
    "picture": ("![a](b.png)", ["b.png 1:6"]),
    "picture with a title": ('![a](b.png "c")', ["b.png 1:6"]),
    "picture in a link": ("[![a](b.png)](c.md)", ["b.png 1:7", "c.md 1:15"]),
    # References
    "full reference": ("See [a][b].\n\n[b]: c.md", ["c.md 3:6"]),
    "collapsed reference": ("See [a][].\n\n[a]: c.md", ["c.md 3:6"]),
    "shortcut reference": ("See [a].\n\n[a]: c.md", ["c.md 3:6"]),
    "reference with a title": ('See [a].\n\n[a]: c.md "T"', ["c.md 3:6"]),
    "reference with the title below": ('See [a].\n\n[a]: c.md\n    "T"', ["c.md 3:6"]),
    "reference in angle brackets": ("See [a].\n\n[a]: <c.md>", ["c.md 3:7"]),
    "reference with the target below": ("See [a].\n\n[a]:\n  c.md", ["c.md 4:3"]),
    "reference used twice": ("See [a] and [a].\n\n[a]: c.md", ["c.md 3:6", "c.md 3:6"]),
    "reference never used": ("Text.\n\n[a]: c.md", []),
    "reference of a picture": ("![a][b]\n\n[b]: c.png", ["c.png 3:6"]),
    "reference undefined": ("See [a][b].", []),
    "reference in a list": ("- See [a].\n\n    [a]: c.md", ["c.md 3:10"]),
    # Autolinks
    "autolink": ("See <https://example.org/a?b=c&d=e>.", ["https://example.org/a?b=c&d=e 1:6"]),
    "autolink of mail": ("Write to <me@example.org>.", ["mailto:me@example.org 1:11"]),
    "autolink of mailto": ("Write to <mailto:me@example.org>.", ["mailto:me@example.org 1:11"]),
    # Raw HTML
    "raw link": ('See <a href="b.md">c</a>.', ["b.md 1:14"]),
    "raw link, single quotes": ("See <a href='b.md'>c</a>.", ["b.md 1:14"]),
    "raw link, no quotes": ("See <a href=b.md>c</a>.", ["b.md 1:13"]),
    "raw link in capitals": ('See <A HREF="b.md">c</A>.', ["b.md 1:14"]),
    "raw link over lines": ('See <a\n  class="x"\n  href="b.md">c</a>.', ["b.md 3:9"]),
    "raw block": ('<div>\n<a href="b.md">c</a>\n<img src="d.png" alt="">\n</div>', ["b.md 2:10", "d.png 3:11"]),
    "raw block with Markdown": (
        '<div markdown="1">\nSee [a](b.md) and <a href="c.md">d</a>.\n</div>',
        ["b.md 2:9", "c.md 2:28"],
    ),
    "raw picture": ('<img alt="" src="a.png"/>', ["a.png 1:18"]),
    "raw comment": ('<!-- <a href="b.md">c</a> [d](e.md) -->\n\nText.', []),
    "raw script": ("<script>\nlet a = '<a href=\"b.md\">';\n</script>", []),
    # Where a link may stand
    "list": ("- [a](b.md)\n- [c](d.md)", ["b.md 1:7", "d.md 2:7"]),
    "nested list": ("- a\n    - [c](d.md)\n        1. [e](f.md)", ["d.md 2:11", "f.md 3:16"]),
    "list item of two paragraphs": ("- a\n\n    [c](d.md)", ["d.md 3:9"]),
    "definition list": ("a\n:   [b](c.md)", ["c.md 2:9"]),
    "quotation": ("> [a](b.md)\n> > [c](d.md)", ["b.md 1:7", "d.md 2:9"]),
    "table": ("| a | b |\n|---|---|\n| [c](d.md) | [e](f.md) |", ["d.md 3:7", "f.md 3:19"]),
    "heading": ("## [a](b.md)\n\nText.", ["b.md 1:8"]),
    "underlined heading": ("[a](b.md)\n---------", ["b.md 1:5"]),
    "block": ("/// key-points\n- [a](b.md)\n\n[c](d.md)\n///", ["b.md 2:7", "d.md 4:5"]),
    "block in a block": ("//// key-points\n/// stop-if\n[a](b.md)\n///\n////", ["b.md 3:5"]),
    "after a block": ("/// stop-if\na\n///\n\n[a](b.md)", ["b.md 5:5"]),
    "after letters of many bytes": ("Ü 骨 🦴 [a](b.md)", ["b.md 1:11"]),
    "after a tab": ("a\t[b](c.md)\td [e](f.md)", ["c.md 1:7", "f.md 1:19"]),
    # Not links
    "code span": ("`[a](b.md) <https://example.org/> [@kanis2019]`", []),
    "code span of two backticks": ("``[a](b.md) ` [c](d.md)``", []),
    "indented code": ('Text:\n\n    [a](b.md) [@kanis2019]\n    <a href="c.md">d</a>', []),
    "indented code with a tab": ("Text:\n\n    [a](b.md)\tc", []),
    "fenced code": ('```\n[a](b.md) [@kanis2019] <a href="c.md">\n```', []),
    "fenced code in tildes": ("~~~~ python\n[a](b.md)\n~~~\n[c](d.md)\n~~~~\n\n[e](f.md)", ["f.md 7:5"]),
    "fenced code in a list": ("- a\n\n    ```\n    [a](b.md)\n    ```", []),
    "raw code": ('<pre><code>[a](b.md) &lt;a href="c.md"></code></pre>', []),
    "escaped": (r"\[a](b.md) and [a\](c.md)", []),
    "no link": ("[a] (b.md) and ](c.md)", []),
    # Citations
    "citation": ("Text. [@kanis2019]", ["@kanis2019 1:8"]),
    "two citations": ("Text. [@kanis2019; @nchs2021]", ["@kanis2019 1:8", "@nchs2021 1:20"]),
    "citation with a locator": ("Text. [@kanis2019, p. 12; @nchs2021]", ["@kanis2019, p. 12 1:8", "@nchs2021 1:27"]),
    "citations without a gap": ("Text. [@kanis2019;@nchs2021]", ["@kanis2019 1:8", "@nchs2021 1:19"]),
    "citation repeated": ("A. [@kanis2019] B. [@kanis2019]", ["@kanis2019 1:5", "@kanis2019 1:21"]),
    "unknown citation": ("Text. [@nobody]", ["@nobody 1:8"]),
    "citation in a list": ("- a\n    - b [@kanis2019]", ["@kanis2019 2:10"]),
    "citation in a table": ("| a [@kanis2019] |\n|---|\n| b [@nchs2021] |", ["@kanis2019 1:6", "@nchs2021 3:6"]),
    "citation in a block": ("/// key-points\n- a [@kanis2019]\n///", ["@kanis2019 2:6"]),
    "citation in emphasis": ("*a [@kanis2019]*", ["@kanis2019 1:5"]),
    "citation in a heading": ("## a [@kanis2019]\n\nText.", ["@kanis2019 1:7"]),
    "citation in raw HTML": ("<p markdown>a [@kanis2019]</p>", ["@kanis2019 1:16"]),
    "citation after letters of many bytes": ("Ü 骨 🦴 [@kanis2019]", ["@kanis2019 1:8"]),
    "citation that is broken": ("[@] [@;] [@a b]", ["@ 1:2", "@ 1:6", "@ 1:7", "@a b 1:11"]),
}


def shelf(library: Library, body: str, body_line: int = 1) -> tuple[Library, Page]:
    """The library with an article of this body."""
    page = replace(library.pages[PATH], body=body, body_line=body_line)
    return replace(library, pages={**library.pages, PATH: page}), page


def rendered(library: Library, body: str, body_line: int = 1) -> RenderedPage:
    return render_page(*shelf(library, body, body_line))


def found(page: RenderedPage) -> list[str]:
    """What the author wrote, in the order of the text; the page's frame and the list of sources are left out."""
    made = {"../about/disclaimer.md", "https://doi.org/10.1007/s00198-018-4704-5"}
    made |= {"https://www.cdc.gov/nchs/products/databriefs/db405.htm"}
    marks = [(link.place, link.target) for link in page.links if link.target not in made]
    for each in page.citations:
        marks.append((each.place, f"@{each.key}" + (f", {each.locator}" if each.locator else "")))
    return [f"{text} {place.line}:{place.column}" for place, text in sorted(marks)]


@pytest.fixture(scope="module")
def library(plain_project: Project) -> Library:
    return plain_project.library()


@pytest.mark.parametrize(("body", "places"), FORMS.values(), ids=FORMS)
def test_place(library: Library, body: str, places: list[str]) -> None:
    assert found(rendered(library, body)) == places


@pytest.mark.parametrize("body", [body for body, _ in FORMS.values()], ids=FORMS)
def test_stamps_leave_no_trace(library: Library, body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The HTML with places is that without, to the byte."""
    with_places = rendered(library, body).html

    def unstamped(self: StampPreprocessor, lines: list[str]) -> list[str]:
        self.extension.begin()
        return lines

    monkeypatch.setattr(StampPreprocessor, "run", unstamped)
    assert with_places == rendered(library, body).html


def test_enough_forms_are_tried() -> None:
    assert len(FORMS) >= 40


@pytest.mark.parametrize(("body", "places"), list(FORMS.values())[:3])
def test_lines_count_from_the_top_of_the_file(library: Library, body: str, places: list[str]) -> None:
    """Below front matter of fourteen lines, the first line of the body is the fifteenth."""
    assert found(rendered(library, body, body_line=15)) == [place.replace(" 1:", " 15:") for place in places]


def test_windows_lines(project: Project) -> None:
    body = "\nFirst.\n\n- [a](b.md)\n- Ü [c](d.md) [@nchs2021]\n"
    project.write(f"content/{PATH}", project.body(f"content/{PATH}", body).read_text("utf-8").replace("\n", "\r\n"))
    assert found(project.page(PATH)) == ["b.md 18:7", "d.md 19:9", "@nchs2021 19:16"]


def test_links_of_front_matter_stand_there(project: Project) -> None:
    """An exercise's fields are Markdown too; its places are lines of the front matter."""
    bridge = "content/exercises/bridge.md"
    project.replace(bridge, "why: It works", "why: It [works](nowhere.md)")
    project.replace(bridge, "  - Lift your hips,", "  - Lift your hips [@nobody],")
    assert [finding.split(";")[0] for finding in project.findings()] == [
        f"{bridge}:14:17: there is no page 'exercises/nowhere.md'",
        f"{bridge}:19:21: no source named 'nobody'",
    ]


def test_more_links_than_stamps(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond 65,534 candidates on one page places are looked up in the text, and no link is lost."""
    monkeypatch.setattr("bonewise.extension.record.LAST", 0xF0001)
    links = found(rendered(library, "[a](b.md) [c](d.md) [e](f.md) [g](h.md)"))
    assert links == ["b.md 1:5", "d.md 1:15", "f.md 1:25", "h.md 1:35"]


def test_characters_of_private_use_do_no_harm(library: Library) -> None:
    """They are refused by the reader; should they come all the same, the renderer stands."""
    assert found(rendered(library, "[a](\U000fff00b.md) \U000f0000 [c](d.md)")) == ["\ufffdb.md 1:5", "d.md 1:18"]


# Ids and blocks


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        ("## How dense?", {"how-dense"}),
        ("## A\n\n## A", {"a", "a_1"}),
        ("## A {: #b }", {"b"}),
        ("Text\n{: #c }", {"c"}),
        ('<a name="d"></a>\n<p id="e">x</p>', {"d", "e"}),
        ("```\n## F\n```", set()),
        ("A. [@kanis2019]", {"sources", "ref-1", "cite-1-1"}),
    ],
)
def test_ids(library: Library, body: str, ids: set[str]) -> None:
    """Every id that a link may name: of headings, of attributes, of raw HTML and of our own making."""
    assert rendered(library, body).ids == ids


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        ("/// key-points\n///", [("key-points", "", 1, 5)]),
        ("///  certainty  |  high \n///", [("certainty", "high", 1, 6)]),
        ("Text.\n\n  //// dose | bridge\n  ////", [("dose", "bridge", 3, 8)]),
        ("/// nonsense\n///", [("nonsense", "", 1, 5)]),
        ("//// key-points\n/// stop-if\n///\n////", [("key-points", "", 1, 6), ("stop-if", "", 2, 5)]),
        ("```\n/// key-points\n///\n```", []),
        ("~~~\n```\n/// a\n~~~\n/// b\n///", [("b", "", 5, 5)]),
        ("    /// indented\n    ///", []),
        ("a /// b", []),
        ("// a\n//", []),
    ],
)
def test_opened_blocks(library: Library, body: str, blocks: list[tuple[str, str, int, int]]) -> None:
    _, page = shelf(library, body)
    opened = [(name, argument, place.line, place.column) for name, argument, place in opened_blocks(page)]
    assert opened == blocks


# The whole


def test_every_page_is_rendered(library: Library) -> None:
    edition = render(library, TODAY)
    assert list(edition.pages) == list(library.pages)
    assert (edition.today, edition.library) == (TODAY, library)


def test_same_input_same_bytes(library: Library) -> None:
    first, second = render(library, TODAY), render(library, TODAY)
    assert {path: page.html for path, page in first.pages.items()} == {
        path: page.html for path, page in second.pages.items()
    }
    assert first == second
