"""What is let through to readers, and that nothing else is."""

from __future__ import annotations

import pytest
from small_project import Project

from bonewise.edition import render
from bonewise.sanitizing import Removal, clean, removals

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
