"""What is let through to readers, and that nothing else is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser
from small_project import Project

from bonewise.edition import render
from bonewise.model import Place
from bonewise.reporting import line
from bonewise.rules import unsafe_html
from bonewise.sanitizing import TAGS, Removal, clean, removals

KEPT = [
    '<p class="a" id="b" lang="la" title="c">a<br>b</p>',
    '<div class="bw-cited-by" data-bonewise="cited-by" data-source="nice-2024"></div>',
    '<a href="../a/#b" data-source="c" aria-label="d">e</a>',
    '<a href="mailto:a@b.example?subject=c%20d">e</a>',
    '<img src="../a.png" alt="b" width="1" height="2" loading="lazy">',
    '<img src="data:image/png;base64,iVBORw0KGgo=" alt="">',
    "<details><summary>a</summary><table><tbody><tr><td>b</td></tr></tbody></table></details>",
    '<label><input type="checkbox">a</label>',
    '<svg viewBox="0 0 9 9" role="img" aria-labelledby="a"><title id="a">b</title><desc>c</desc>'
    '<g transform="rotate(9)"><path d="M0 0L1 1" fill="none" stroke="#0b5c63" stroke-width="2" stroke-linecap="round">'
    '</path></g><text x="1" y="2" font-size="18" text-anchor="middle">d</text></svg>',
    '<svg><defs><path id="a" d="M0 0"></path></defs><use href="#a" stroke="none"></use></svg>',
    "a &amp; b &lt;script&gt; “c”",
]
TAKEN = {
    "<script>alert(1)</script>a": "a",
    "<p onclick=go()>a</p>": "<p>a</p>",
    '<p style="background:url(//e.example)">a</p>': "<p>a</p>",
    "<a href=\"java\nscript:go()\">a</a>": "<a>a</a>",
    '<a href="data:text/html,a">a</a>': "<a>a</a>",
    '<img src="https://e.example/a.png">': "<img>",
    '<img src="//e.example/a.png">': "<img>",
    '<img src="\t/\\e.example/a.png">': "<img>",
    '<img src="data:image/svg+xml;base64,AAAA">': "<img>",
    '<video src="a.mp4" poster="HTTPS://e.example/a.png"></video>': '<video src="a.mp4"></video>',
    '<svg><path fill="url(https://e.example/a.svg#b)"></path></svg>': "<svg><path></path></svg>",
    '<svg><path stroke="u\\72l(//e.example)"></path></svg>': "<svg><path></path></svg>",
    '<svg><use href="//e.example/a.svg#b"></use></svg>': "<svg><use></use></svg>",
    '<svg><a xlink:href="javascript:go()">b</a></svg>': "<svg><a>b</a></svg>",
    '<div id="__config">a</div>': "<div>a</div>",
    '<pre class="mermaid a">b</pre>': '<pre class="a">b</pre>',
    '<div data-md-component="source">a</div>': "<div>a</div>",
    '<label data-bw-button for="a">b</label>': "<label>b</label>",
    '<input type="password" name="a">': '<input type="checkbox">',
    "<form action=b><button>a</button></form>": "a",
    "</div></article>a": "a",
    "<meta http-equiv=refresh content='0;url=//e.example'>a": "a",
    "<base href=//e.example>a": "a",
    "a<!-- b -->": "a",
}  # fmt: skip


#: Every element that is let through, with the attributes that it may have besides those of `EVERY`; written down here
#: a second time, so that nothing comes to the list, or goes from it, by a slip.
EVERY = "class id title lang dir role tabindex hidden translate reason data-after-fracture data-bonewise data-equipment"
EVERY += " data-exercise data-filter data-impact data-label data-labels data-motion data-position data-search-exclude"
EVERY += " data-source data-title"
PAINT = "fill fill-opacity fill-rule opacity stroke stroke-dasharray stroke-linecap stroke-linejoin stroke-miterlimit"
PAINT += " stroke-opacity stroke-width transform vector-effect"
SPACE = "x y dx dy rx ry r cx cy x1 y1 x2 y2 width height d points pathLength"
LETTERS = "font-family font-size font-style font-weight text-anchor letter-spacing dominant-baseline"
PLAIN = "abbr b bdi bdo br cite code dfn em i kbd label mark rp rt ruby s samp small span strong sub sup u var wbr"
PLAIN += " article aside div dl dt dd figcaption figure footer h1 h2 h3 h4 h5 h6 header hr nav p pre section summary ul"
PLAIN += " picture"
ALLOWED = {
    **dict.fromkeys(PLAIN.split(), ""),
    "a": "href name hreflang rel download",
    "audio": "src controls preload loop muted",
    "blockquote": "cite",
    "data": "value",
    "del": "datetime",
    "details": "open",
    "img": "src alt width height loading decoding",
    "input": "checked disabled",
    "ins": "datetime",
    "li": "value",
    "ol": "start reversed type",
    "q": "cite",
    "source": "src type",
    "time": "datetime",
    "track": "src kind srclang label default",
    "video": "src controls preload loop muted width height poster",
}
CELLS = {
    "caption": "",
    "col": "span",
    "colgroup": "span",
    "tbody": "",
    "td": "align colspan rowspan headers",
    "tfoot": "",
    "th": "align colspan rowspan headers scope abbr",
    "thead": "",
    "tr": "",
}
DRAWN = {
    "circle": f"{SPACE} {PAINT}",
    "defs": "",
    "desc": "",
    "ellipse": f"{SPACE} {PAINT}",
    "g": f"{PAINT} {LETTERS}",
    "line": f"{SPACE} {PAINT}",
    "path": f"{SPACE} {PAINT}",
    "polygon": f"{SPACE} {PAINT}",
    "polyline": f"{SPACE} {PAINT}",
    "rect": f"{SPACE} {PAINT}",
    "text": f"{SPACE} {PAINT} {LETTERS}",
    "title": "",
    "tspan": f"{SPACE} {PAINT} {LETTERS}",
    "use": f"{SPACE} {PAINT}",
}
#: What some elements could have, and none may.
NEVER = (
    "style onclick onload srcset srcdoc action formaction target ping background xlink:href for form data-md-component"
)
NEVER += " data-bw-button is slot part nonce integrity crossorigin usemap sizes filter mask clip-path cursor"


def _found(html: str, tag: str) -> dict[str, str | None]:
    node = LexborHTMLParser(f"<!doctype html><body>{html}").css_first(f"body {tag}")
    return {"": None} if node is None else dict(node.attributes)


def _around(tag: str) -> str:
    """Where an element can stand."""
    if tag in DRAWN:
        return "<svg>{}</svg>"
    rows = {"td": "<tr>{}</tr>", "th": "<tr>{}</tr>", "col": "<colgroup>{}</colgroup>"}
    return f"<table>{rows.get(tag, '{}')}</table>" if tag in CELLS else "{}"


@pytest.mark.parametrize(("tag", "names"), (ALLOWED | CELLS | DRAWN).items())
def test_each_element_keeps_what_it_may_have_and_nothing_else(tag: str, names: str) -> None:
    allowed = [*names.split(), *EVERY.split(), "aria-label"]
    written = " ".join(f'{name}="1"' for name in [*allowed, *NEVER.split()])
    left = _found(clean(_around(tag).format(f"<{tag} {written}></{tag}>")), tag)
    expected = {name.lower(): "1" for name in allowed}
    assert {name.lower(): value for name, value in left.items()} == {
        **expected,
        **({"type": "checkbox"} if tag == "input" else {}),
    }


def test_drawings_and_tables_keep_what_they_may_have() -> None:
    own = f"xmlns viewBox width height focusable preserveAspectRatio {PAINT} {LETTERS} {EVERY}"
    written = " ".join(f'{name}="1"' for name in own.split())
    assert {name.lower() for name in _found(clean(f"<svg {written} {NEVER}></svg>"), "svg")} == set(own.lower().split())
    assert set(_found(clean(f"<table {EVERY} border width></table>"), "table")) == set(EVERY.split())


def test_no_other_element_is_let_through() -> None:
    assert set(ALLOWED) | set(CELLS) | set(DRAWN) | {"svg", "table"} == TAGS


@pytest.mark.parametrize("tag", ["script", "style", "template", "noscript", "noembed", "noframes"])
def test_code_goes_with_its_text(tag: str) -> None:
    assert clean(f"a<{tag}>b</{tag}>c") == "ac"


@pytest.mark.parametrize("scheme", ["http", "https", "mailto", "tel", "sms", "geo"])
def test_links_may_lead_where_people_go(scheme: str) -> None:
    assert clean(f'<a href="{scheme}:a">b</a>') == f'<a href="{scheme}:a">b</a>'


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "webp", "avif"])
def test_pictures_may_stand_in_the_text(kind: str) -> None:
    html = f'<img src="data:image/{kind};base64,AA+/0=">'
    assert clean(html) == html
    assert clean(html.replace("img", "video")) == "<video></video>"


@pytest.mark.parametrize("name", sorted(set(PAINT.split()) - {"transform"}))
def test_paint_fetches_nothing(name: str) -> None:
    assert clean(f'<svg><path {name}="url(a)"></path></svg>') == "<svg><path></path></svg>"
    assert clean(f'<svg><path {name}="u\\72l"></path></svg>') == "<svg><path></path></svg>"


@pytest.mark.parametrize("html", KEPT)
def test_keeps_what_pages_are_made_of(html: str) -> None:
    assert clean(html) == html
    assert removals(html, clean(html)) == []


@pytest.mark.parametrize(("html", "left"), TAKEN.items())
def test_takes_out_what_could_harm(html: str, left: str) -> None:
    assert clean(html) == left
    assert clean(left) == left


def test_tells_what_it_took_out_in_reading_order() -> None:
    html = '<p onclick="a">b</p><script>c</script><p onclick="a" class="d">e</p>'
    assert removals(html, clean(html)) == [
        Removal("p", "onclick", "a"),
        Removal("script"),
        Removal("p", "onclick", "a"),
    ]


def test_one_of_two_alike_is_told_once() -> None:
    """The theme's switches lose their name, the anchors of lines of code keep theirs."""
    html = '<p id="__a">b</p><p id="__codelineno-1">c</p>'
    assert removals(html, clean(html)) == [Removal("p", "id", "__a")]


def test_attributes_of_a_stray_body_are_told() -> None:
    assert removals("a<body onload=go()>", clean("a<body onload=go()>")) == [Removal("body", "onload", "go()")]


def test_broken_html_that_means_another_thing_is_told() -> None:
    html = "<table><tr><td>a</table>b</td>"
    assert removals(html, "<table></table>ab") != []
    assert removals("<p>a</p>", "<p>b</p>") == [Removal("")]


def test_comments_are_no_loss() -> None:
    assert removals("a<!-- b -->c", "ac") == []


def test_pages_of_the_small_project_lose_nothing(plain_project: Project) -> None:
    edition = render(plain_project.library(), plain_project.today)
    assert [page.removed for page in edition.pages.values() if page.removed] == []
    assert all(clean(page.html) == page.html for page in edition.pages.values())


def test_a_page_is_cleaned_as_it_is_rendered(project: Project) -> None:
    project.body("content/condition/osteopenia.md", "a <b onclick=go()>c</b> [d](e){: onfocus=go() }\n")
    html = project.page("condition/osteopenia.md").html
    assert "<b>c</b>" in html
    assert "go()" not in html


def test_places_of_what_was_taken_out(project: Project) -> None:
    """The n-th of a kind is the n-th that stands in the text; code does not count, fields and fences neither."""
    project.body(
        "content/condition/osteopenia.md",
        "`<b onclick=go()>`\n\n~~~\n<b onclick=go()>\n~~~\n\na <b onclick=go()>c</b> <b onclick=go()>d</b>\n\n"
        "<B ONCLICK='go()'>e</B>\n\n```` <script> ````\n\n![f](//g.example/h.png)\n",
    )
    removed = project.page("condition/osteopenia.md").removed
    assert [(tag, name, place.line, place.column) for tag, name, _, place in removed] == [
        ("b", "onclick", 21, 6),
        ("b", "onclick", 21, 28),
        ("b", "onclick", 23, 4),
        ("img", "src", 27, 6),
    ]


def test_more_than_a_hundred_are_told_by_their_number(project: Project) -> None:
    project.body("content/condition/osteopenia.md", "<b onclick=go()>a</b> " * 103)
    removed = project.page("condition/osteopenia.md").removed
    assert len(removed) == 101
    assert removed[-1][:3] == ("", "", "3")
    assert (
        "content/condition/osteopenia.md:1:1: 3 more elements and attributes are taken out; mend those above, and "
        in ("\n".join(project.findings()))
    )


def test_long_values_are_cut_and_broken_html_is_told(project: Project) -> None:
    project.body("content/condition/osteopenia.md", f'<p style="{"a" * 60}">b</p><p style="{"c" * 61}">d</p>')
    told = "\n".join(project.findings())
    assert f'style="{"a" * 60}" of <p> is taken out; remove it' in told
    assert f'style="{"c" * 60}…" of <p> is taken out; remove it' in told


def test_words_for_broken_html(project: Project) -> None:
    edition = render(project.library(), project.today)
    path, page = next(iter(edition.pages.items()))
    broken = replace(page, removed=(("", "", "", Place("a.md", 3, 4)),))
    found = list(unsafe_html.check(replace(edition, pages={path: broken})))
    assert [line(each) for each in found] == [
        "a.md:3:4: the page's HTML is broken, and could be read in several ways; "
        "close each element that is opened, or write Markdown [unsafe-html]"
    ]


def test_as_many_are_told_as_are_gone() -> None:
    one = "<p id='a'>1</p><p id='a'>2</p><p id='a'>3</p>"
    assert removals(one, "<p id='a'>1</p><p>2</p><p id='a'>3</p>") == [Removal("p", "id", "a")]
    assert removals(one, "<p>1</p><p>2</p><p id='a'>3</p>") == [Removal("p", "id", "a")] * 2


def test_code_on_the_same_line_moves_no_place(project: Project) -> None:
    project.body("content/condition/osteopenia.md", "`<script>` and <script>go()</script>")
    (told,) = [each for each in project.findings() if "[unsafe-html]" in each]
    assert told.startswith("content/condition/osteopenia.md:15:16: the element <script> is taken out")


def test_what_a_rule_of_links_tells_is_not_told_twice(project: Project) -> None:
    project.body("content/condition/osteopenia.md", "[a](javascript:go()) <a onclick='b()' href='/'>c</a>")
    rules = [each.rpartition("[")[2] for each in project.findings() if "osteopenia.md:15" in each]
    assert rules.count("bad-scheme]") == 1
    assert rules.count("unsafe-html]") == 1  # the handler, not the address
