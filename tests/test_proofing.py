"""The built site is judged as its reader meets it: each address and each id must be there."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_project import Project

from bonewise.model import Library
from bonewise.proofing import proof
from bonewise.reporting import line

NOTE = '<p class="bw-disclaimer">Please note.</p>'
MEND = "mend the page, template or setting that makes it"
#: A small site in order: a page at the top, one in a folder, a style sheet and a picture.
SITE = {
    "index.html": f'{NOTE}<link href="style.css"><a href="a/">a</a><a href="a/#x">x</a><a href="#top" id="top">t</a>',
    "a/index.html": f'{NOTE}<a href="..">h</a><a href="../index.html">h</a><p id="x"></p><img src="../b%20c.png">',
    "style.css": "",
    "b c.png": "",
    "about/disclaimer/index.html": "<p>The whole of it.</p>",
    "404.html": '<a href="/">home</a>',
    "old/index.html": '<meta http-equiv="refresh" content="0; url=../a/">',
}


@pytest.fixture(scope="module")
def library(plain_project: Project) -> Library:
    return plain_project.library()


def found(library: Library, site: Path, changes: dict[str, str | None]) -> list[str]:
    """What is found in the site when some of its files are others, or gone."""
    for name, text in (SITE | changes).items():
        if text is not None:
            file = site / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
    return [line(finding) for finding in proof(library, site)]


def test_site_in_order(library: Library, tmp_path: Path) -> None:
    assert found(library, tmp_path, {}) == []


@pytest.mark.parametrize(
    "use",
    [
        '<a href="https://elsewhere.org/">a</a>',
        '<a href="//elsewhere.org/">a</a>',
        '<a href="mailto:me@example.org">a</a>',
        '<a href="tel:999">a</a>',
        '<img src="data:image/png;base64,AA">',
        '<a href="https://example.org/a/#x">our own address, whole</a>',
        '<a href="/a/#x">from the top</a>',
        '<a href="/">the top</a>',
        '<a href="">this page</a>',
        '<a href="a/?q=b#x">with a question</a>',
        '<a href="a/index.html#x">the file</a>',
        '<a href="./a/../a/">with dots</a>',
        '<a name="b">no address</a>',
        '<a href="b%20c.png#page=2">a fragment of what is no page</a>',
    ],
)
def test_address_that_holds(library: Library, tmp_path: Path, use: str) -> None:
    assert found(library, tmp_path, {"index.html": NOTE + use}) == []


@pytest.mark.parametrize(
    ("use", "fault"),
    [
        ('<a href="b/">b</a>', "<a> leads to 'b/', which is not in the site; {mend} [broken-link]"),
        ('<a href="a">a</a>', "<a> leads to 'a', which is not in the site; {mend} [broken-link]"),
        ('<a href="/b/">b</a>', "<a> leads to '/b/', which is not in the site; {mend} [broken-link]"),
        ('<a href="../">b</a>', "<a> leads to '../', which is not in the site; {mend} [broken-link]"),
        ('<a href="A/">b</a>', "<a> leads to 'A/', which is not in the site; {mend} [broken-link]"),
        ('<a href="a.md">b</a>', "<a> leads to 'a.md', which is not in the site; {mend} [broken-link]"),
        (
            '<a href="https://example.org/b/">b</a>',
            "<a> leads to '/b/', which is not in the site; {mend} [broken-link]",
        ),
        ('<img src="d.png">', "<img> leads to 'd.png', which is not in the site; {mend} [broken-link]"),
        ('<link href="d.css">', "<link> leads to 'd.css', which is not in the site; {mend} [broken-link]"),
        ('<script src="d.js"></script>', "<script> leads to 'd.js', which is not in the site; {mend} [broken-link]"),
        ('<a href="a/#y">y</a>', "'a/#y' has no such section; {mend} [broken-anchor]"),
        ('<a href="#y">y</a>', "'#y' has no such section; {mend} [broken-anchor]"),
        (
            '<script src="https://cdn.org/x.js"></script>',
            "<script> loads 'https://cdn.org/x.js' from another host; {mend} [foreign-request]",
        ),
        ('<img src="//cdn.org/x.png">', "<img> loads '//cdn.org/x.png' from another host; {mend} [foreign-request]"),
        (
            '<iframe src="https://video.org/"></iframe>',
            "<iframe> loads 'https://video.org/' from another host; {mend} [foreign-request]",
        ),
        (
            '<link rel="stylesheet" href="https://fonts.org/a.css">',
            "<link> loads 'https://fonts.org/a.css' from another host; {mend} [foreign-request]",
        ),
    ],
)
def test_address_that_fails(library: Library, tmp_path: Path, use: str, fault: str) -> None:
    assert found(library, tmp_path, {"index.html": NOTE + use}) == [f"site/index.html:1:1: {fault.format(mend=MEND)}"]


@pytest.mark.parametrize("rel", ["canonical", "alternate", "next", "author", "license"])
def test_link_that_loads_nothing_may_name_another_host(library: Library, tmp_path: Path, rel: str) -> None:
    assert found(library, tmp_path, {"index.html": f'{NOTE}<link rel="{rel}" href="https://elsewhere.org/">'}) == []


def test_address_that_cannot_be_read(library: Library, tmp_path: Path) -> None:
    """A bracket where a host should be makes `urlsplit` raise."""
    assert found(library, tmp_path, {"index.html": f'{NOTE}<a href="//[x">x</a><a href="http://[x/">x</a>'}) == []


def test_page_without_the_disclaimer(library: Library, tmp_path: Path) -> None:
    """The disclaimer itself, the page for lost readers and one that only leads on owe none."""
    assert found(library, tmp_path, {"a/index.html": '<p id="x">a</p>'}) == [
        "site/a/index.html:1:1: the built page has no disclaimer; mend the template that drops it [missing-disclaimer]"
    ]


def test_each_fault_is_told_once_for_each_page(library: Library, tmp_path: Path) -> None:
    twice = '<a href="b/">b</a><a href="b/">b</a>'
    places = [
        text.split(": ")[0] for text in found(library, tmp_path, {"index.html": NOTE + twice, "a/index.html": None})
    ]
    assert places == ["site/index.html:1:1"]


def test_file_that_is_gone(library: Library, tmp_path: Path) -> None:
    assert found(library, tmp_path, {"style.css": None, "b c.png": None}) == [
        f"site/a/index.html:1:1: <img> leads to '../b%20c.png', which is not in the site; {MEND} [broken-link]",
        f"site/index.html:1:1: <link> leads to 'style.css', which is not in the site; {MEND} [broken-link]",
    ]


def test_empty_site(library: Library, tmp_path: Path) -> None:
    assert proof(library, tmp_path) == []
