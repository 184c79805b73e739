"""The built site is judged as its reader meets it, and each fault is told where its source stands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_project import Project

from bonewise.edition import render
from bonewise.finishing.articles import article_slice
from bonewise.model import Finding, Library
from bonewise.proofing import elements as reading
from bonewise.proofing import proof
from bonewise.proofing.built import read_built
from bonewise.proofing.elements import Elements, Tag, elements
from bonewise.proofing.origins import Origins
from bonewise.proofing.plain import is_plain
from bonewise.reporting import line

NOTE = '<p class="bw-disclaimer">Please note.</p>'
#: What the theme puts around an article.
CHROME = '<nav><a href="{up}index.html">Home</a></nav><link rel="stylesheet" href="{up}assets/bonewise.css">'
HOME, ARTICLE = "index.html", "condition/osteopenia/index.html"
MEND = "mend the page, template or setting that makes it"
SITEMAP = "<urlset>{}</urlset>"
PAGES = ("", "condition/osteopenia/", "exercises/bridge/", "programmes/first-weeks/", "about/disclaimer/")
PAGES = (*PAGES, "about/emergency/", "sources/")


def page(url: str, article: str = "", head: str = "", chrome: str = "") -> str:
    """A built page as the theme makes it."""
    up = "../" * url.count("/")
    canonical = f'<link rel="canonical" href="https://example.org/{url}">'
    return (
        f"<!doctype html><html><head>{canonical}{head}</head><body>{CHROME.format(up=up)}{chrome}"
        f"<article>{NOTE}<h1 id='top'>Title</h1>{article}</article></body></html>"
    )


def site() -> dict[str, str]:
    """A small site in order."""
    files = {f"{url}index.html": page(url) for url in PAGES}
    files[HOME] = page("", '<a href="condition/osteopenia/">what</a> <a href="exercises/bridge/#how-much">much</a>')
    files[ARTICLE] = page(
        "condition/osteopenia/", '<p id="x"></p><img src="../../b%20c.png" srcset="../../b%20c.png 2x">'
    )
    files["exercises/bridge/index.html"] = page("exercises/bridge/", '<h2 id="how-much">How much</h2>')
    return files | {
        "assets/bonewise.css": "@font-face { src: url(a.woff2) }",
        "assets/a.woff2": "",
        "b c.png": "",
        "404.html": '<a href="/">home</a>',
        "old/index.html": '<meta http-equiv="refresh" content="0; url=../condition/osteopenia/">',
        "sitemap.xml": SITEMAP.format("".join(f"<url><loc>https://example.org/{url}</loc></url>" for url in PAGES)),
        "search/search_index.json": json.dumps({"docs": [{"location": "condition/osteopenia/#x", "text": "x/y"}]}),
    }


def everywhere(chrome: str) -> dict[str, str | None]:
    """Every page with something more around its article."""
    ids = '<p id="x"><p id="how-much">'
    return {f"{url}index.html": page(url, ids, chrome=chrome.format(up="../" * url.count("/"))) for url in PAGES}


@pytest.fixture(scope="module")
def library(plain_project: Project) -> Library:
    return plain_project.library()


def findings(library: Library, folder: Path, changes: dict[str, str | None], known: bool = False) -> list[Finding]:
    """What is found in the site when some of its files are others, or gone."""
    for name, text in (site() | changes).items():
        if text is not None:
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
    edition = render(library, Project.today) if known else None
    return proof(library, folder, edition.pages if edition else {})


def found(library: Library, folder: Path, changes: dict[str, str | None], known: bool = False) -> list[str]:
    return [line(finding) for finding in findings(library, folder, changes, known)]


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
        '<a href="https://example.org/condition/osteopenia/#x">our own address, whole</a>',
        '<a href="/condition/osteopenia/#x">from the top</a>',
        '<a href="/">the top</a>',
        '<a href="">this page</a>',
        '<a href="#">its top</a>',
        '<a href="#top">its top by name</a>',
        '<a href="condition/osteopenia/?q=b#x">with a question</a>',
        '<a href="condition/osteopenia/index.html#x">the file</a>',
        '<a href="./condition/../condition/osteopenia/">with dots</a>',
        '<a href="condition/osteopenia/#x:~:text=y">to some words</a>',
        '<a name="b">no address</a>',
        '<a href="b%20c.png#page=2">a fragment of what is no page</a>',
        '<svg><use href="b%20c.png#a"></use></svg>',
    ],
)
def test_address_that_holds(library: Library, tmp_path: Path, use: str) -> None:
    assert found(library, tmp_path, {HOME: page("", use)}) == []


#: What stands in an article, and what is said of it.
BROKEN = [
    ('<a href="b/">b</a>', "<a> leads to 'b/', which is not in the site", "broken-link"),
    ('<a href="b">b</a>', "<a> leads to 'b', which is not in the site", "broken-link"),
    ('<a href="/b/">b</a>', "<a> leads to '/b/', which is not in the site", "broken-link"),
    ('<a href="../">b</a>', "<a> leads to '../', which is not in the site", "broken-link"),
    ('<a href="Condition/osteopenia/">b</a>', "<a> leads to 'Condition/osteopenia/', which is not", "broken-link"),
    ('<a href="condition/spine.md">b</a>', "<a> leads to 'condition/spine.md', which", "broken-link"),
    ('<a href="https://example.org/b/">b</a>', "<a> leads to 'https://example.org/b/', which is not", "broken-link"),
    ('<map><area href="b/"></map>', "<area> leads to 'b/', which is not in the site", "broken-link"),
    ('<img src="d.png">', "<img> leads to 'd.png', which is not in the site", "broken-link"),
    ('<img src="b%20c.png" srcset="b%20c.png 1x, d.png 2x">', "<img> leads to 'd.png', which is not", "broken-link"),
    ('<picture><source srcset="d.png 9w"></picture>', "<source> leads to 'd.png', which is not", "broken-link"),
    ('<video poster="d.png"></video>', "<video> leads to 'd.png', which is not in the site", "broken-link"),
    ('<video><track src="d.vtt"></video>', "<track> leads to 'd.vtt', which is not in the site", "broken-link"),
    ('<audio src="d.mp3"></audio>', "<audio> leads to 'd.mp3', which is not in the site", "broken-link"),
    ('<object data="d.pdf"></object>', "<object> leads to 'd.pdf', which is not in the site", "broken-link"),
    ('<embed src="d.pdf">', "<embed> leads to 'd.pdf', which is not in the site", "broken-link"),
    ('<iframe src="embed/gone/"></iframe>', "<iframe> leads to 'embed/gone/', which is not", "broken-link"),
    ('<form action="d/"></form>', "<form> leads to 'd/', which is not in the site", "broken-link"),
    ('<svg><use href="d.svg#a"></use></svg>', "<use> leads to 'd.svg#a', which is not in the site", "broken-link"),
    ('<link href="d.css">', "<link> leads to 'd.css', which is not in the site", "broken-link"),
    ('<script src="d.js"></script>', "<script> leads to 'd.js', which is not in the site", "broken-link"),
    ('<a href="condition/osteopenia/#y">y</a>', "'condition/osteopenia/#y' has no such section", "broken-anchor"),
    ('<a href="#y">y</a>', "'#y' has no such section", "broken-anchor"),
    ('<script src="https://cdn.org/x.js"></script>', "<script> loads 'https://cdn.org/x.js' from", "foreign-request"),
    ('<img src="//cdn.org/x.png">', "<img> loads '//cdn.org/x.png' from another host", "foreign-request"),
    ('<img srcset="https://cdn.org/x.png 2x">', "<img> loads 'https://cdn.org/x.png' from", "foreign-request"),
    ('<iframe src="https://video.org/"></iframe>', "<iframe> loads 'https://video.org/' from", "foreign-request"),
    ('<link rel="stylesheet" href="https://fonts.org/a.css">', "<link> loads 'https://fonts.org/a", "foreign-request"),
]


@pytest.mark.parametrize(("use", "fault", "rule"), BROKEN)
def test_address_that_fails(library: Library, tmp_path: Path, use: str, fault: str, rule: str) -> None:
    """Where the Markdown does not hold the address, the page's heading is the place."""
    [told] = found(library, tmp_path, {HOME: page("", use)})
    assert told.startswith(f"content/index.md:14:1: site/index.html: {fault}")
    assert told.endswith(f"; {MEND} [{rule}]")


@pytest.mark.parametrize("rel", ["alternate", "next", "author", "license"])
def test_link_that_loads_nothing_may_name_another_host(library: Library, tmp_path: Path, rel: str) -> None:
    head = f'<link rel="{rel}" href="https://elsewhere.org/">'
    assert found(library, tmp_path, {HOME: page("", head=head)}) == []


def test_address_that_cannot_be_read(library: Library, tmp_path: Path) -> None:
    """A bracket where a host should be makes `urlsplit` raise."""
    use = '<a href="//[x">x</a><a href="http://[x/">x</a>'
    assert found(library, tmp_path, {HOME: page("", use)}) == []


class TestWhereItCameFrom:
    def test_the_link_in_the_markdown(self, library: Library, tmp_path: Path) -> None:
        """What the engine made of `condition/osteopenia.md` and `exercises/bridge.md#how-much` leads nowhere."""
        gone = dict.fromkeys((ARTICLE, "sitemap.xml", "search/search_index.json", "old/index.html"))
        bridge = {"exercises/bridge/index.html": page("exercises/bridge/")}
        [first, second] = findings(library, tmp_path, gone | bridge, known=True)
        assert (first.place.path, first.place.line, first.place.column) == ("content/index.md", 16, 36)
        assert first.rule == "broken-link"
        assert (second.place.path, second.place.line, second.place.column) == ("content/index.md", 16, 81)
        assert second.rule == "broken-anchor"
        assert second.end is not None
        assert second.end.column == 81 + len("exercises/bridge.md#how-much")

    def test_the_words_of_the_page_without_its_edition(self, library: Library, tmp_path: Path) -> None:
        """An address that stands in the Markdown as it is."""
        [told] = found(library, tmp_path, {HOME: page("", '<a href="x/#how-much">x</a>')})
        assert told.startswith("content/index.md:16:100: ")

    def test_a_template(self, plain_project: Project, tmp_path: Path) -> None:
        template = plain_project.write("templates/main.html", '{% block x %}\n  <a href="lost/">x</a>\n')
        changes = everywhere('<a href="{up}lost/">x</a>')
        try:
            told = found(plain_project.library(), tmp_path, {**changes})
        finally:
            template.unlink()
        assert told == [
            "templates/main.html:2:12: site/about/disclaimer/index.html, as on 2 more: <a> leads to '../../lost/',"
            f" which is not in the site; {MEND} [broken-link]"
        ]

    def test_a_setting(self, plain_project: Project, tmp_path: Path) -> None:
        plain_project.replace("mkdocs.yml", "plugins: [bonewise]", "plugins: [bonewise]\nextra_css: [assets/lost.css]")
        changes = {HOME: page("", head='<link rel="stylesheet" href="assets/lost.css">')}
        try:
            [told] = found(plain_project.library(), tmp_path, {**changes})
        finally:
            plain_project.replace("mkdocs.yml", "\nextra_css: [assets/lost.css]", "")
        assert told.startswith("mkdocs.yml:6:13: site/index.html: <link> leads to 'assets/lost.css'")

    def test_a_file_about_a_page(self, library: Library, tmp_path: Path) -> None:
        """An embed is made of the page whose id it bears."""
        embed = page("embed/bridge/", '<img src="lost.png">')
        told = found(library, tmp_path, {"embed/bridge/index.html": embed})
        assert [text.split(":")[0] for text in told] == ["content/exercises/bridge.md"]


def test_home_and_files_of_its_name_come_from_different_places(library: Library, tmp_path: Path) -> None:
    origins = Origins(library, {}, tmp_path)
    for _ in range(2):
        assert origins.of_page("embed/bridge/index.html").path == "mkdocs.yml"
        assert origins.of_page(HOME).path == "content/index.md"
        assert origins.of_page(ARTICLE).path == "content/condition/osteopenia.md"


def test_chrome_is_told_once(library: Library, tmp_path: Path) -> None:
    """The theme's own fault stands on every page, and is one."""
    told = findings(library, tmp_path, everywhere('<a href="{up}lost/">x</a><img src="https://x.org/y.png">'))
    assert sorted(finding.rule for finding in told) == ["broken-link", "foreign-request"]


def test_page_without_the_disclaimer(library: Library, tmp_path: Path) -> None:
    """The disclaimer itself, the page for lost readers and one that only leads on owe none."""
    changes = {ARTICLE: page("condition/osteopenia/", '<p id="x">a</p>').replace(NOTE, "")}
    assert found(library, tmp_path, {**changes}) == [
        "content/condition/osteopenia.md:16:1: site/condition/osteopenia/index.html: the built page has no disclaimer;"
        " mend the template that drops it [missing-disclaimer]"
    ]


def test_each_fault_is_told_once_for_each_page(library: Library, tmp_path: Path) -> None:
    assert len(found(library, tmp_path, {HOME: page("", '<a href="b/">b</a><a href="b/">b</a>')})) == 1


def test_file_that_is_gone(library: Library, tmp_path: Path) -> None:
    told = found(library, tmp_path, {"assets/a.woff2": None, "b c.png": None})
    assert [text.split("; ")[0] for text in told] == [
        "content/condition/osteopenia.md:16:1: site/condition/osteopenia/index.html: <img> leads to '../../b%20c.png',"
        " which is not in the site",
        "mkdocs.yml:1:1: site/assets/bonewise.css: <style> leads to 'a.woff2', which is not in the site",
    ]


def test_a_site_below_its_host(plain_project: Project, tmp_path: Path) -> None:
    """An address from the root of the host must name the path below which the site lies."""
    plain_project.replace("mkdocs.yml", "https://example.org/", "https://example.org/health/")
    use = '<a href="/health/condition/osteopenia/#x">x</a> <a href="/condition/osteopenia/">y</a>'
    try:
        told = found(plain_project.library(), tmp_path, {HOME: page("", use), "404.html": '<a href="/health/">h</a>'})
    finally:
        plain_project.replace("mkdocs.yml", "https://example.org/health/", "https://example.org/")
    broken = [text for text in told if "[broken-link]" in text]
    assert [text.partition("site/index.html: ")[2] for text in broken] == [
        f"<a> leads to '/condition/osteopenia/', which is not in the site; {MEND} [broken-link]"
    ]


class TestWhatMachinesRead:
    def test_canonical(self, library: Library, tmp_path: Path) -> None:
        changes = {ARTICLE: page("condition/osteopenia/", '<p id="x">').replace("example.org/cond", "example.com/cond")}
        [told] = found(library, tmp_path, {**changes})
        assert told.startswith(
            "content/condition/osteopenia.md:16:1: site/condition/osteopenia/index.html: names"
            " 'https://example.com/condition/osteopenia/' as its address, which is"
            " 'https://example.org/condition/osteopenia/'"
        )
        assert told.endswith("[bad-canonical]")

    def test_sitemap_that_names_a_lost_page(self, library: Library, tmp_path: Path) -> None:
        text = site()["sitemap.xml"].replace("</urlset>", "<url><loc>https://example.org/lost/</loc></url></urlset>")
        [told] = found(library, tmp_path, {"sitemap.xml": text})
        assert told.startswith("mkdocs.yml:1:1: site/sitemap.xml: <loc> leads to 'https://example.org/lost/', which")

    def test_page_that_the_sitemap_lacks(self, library: Library, tmp_path: Path) -> None:
        text = site()["sitemap.xml"].replace("<url><loc>https://example.org/exercises/bridge/</loc></url>", "")
        [told] = found(library, tmp_path, {"sitemap.xml": text})
        assert told.startswith("content/exercises/bridge.md:")
        assert told.endswith("site/exercises/bridge/index.html: is not in sitemap.xml; mend the step or template that"
                             " writes it [not-in-sitemap]")  # fmt: skip

    @pytest.mark.parametrize(
        ("location", "rule"),
        [("lost/", "broken-link"), ("condition/osteopenia/#lost", "broken-anchor"), ("#lost", "broken-anchor")],
    )
    def test_search_index(self, library: Library, tmp_path: Path, location: str, rule: str) -> None:
        index = json.dumps({"docs": [{"location": location, "text": "lost/"}]})
        [told] = findings(library, tmp_path, {"search/search_index.json": index})
        assert told.rule == rule
        assert told.what.startswith("site/search/search_index.json: ")

    @pytest.mark.parametrize("name", ["search/search_index.json", "sources.json", "site.webmanifest"])
    def test_data_that_cannot_be_read(self, library: Library, tmp_path: Path, name: str) -> None:
        [told] = findings(library, tmp_path, {name: '{"a": '})
        assert told.rule == "bad-data"
        assert told.what.startswith(f"site/{name}: this is not valid JSON")

    def test_own_address_deep_in_other_data(self, library: Library, tmp_path: Path) -> None:
        data = json.dumps({"html": '<iframe src="https://example.org/embed/lost/"></iframe>', "url": "https://x.org/"})
        [told] = findings(library, tmp_path, {"oembed/bridge.json": data})
        assert told.rule == "broken-link"
        assert told.place.path == "content/exercises/bridge.md"

    def test_structured_data(self, library: Library, tmp_path: Path) -> None:
        data = {"url": "https://example.org/condition/lost/", "publisher": [{"url": "https://example.org"}]}
        head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
        [told] = findings(library, tmp_path, {ARTICLE: page("condition/osteopenia/", '<p id="x">', head=head)})
        assert told.rule == "broken-link"
        assert told.place.path == "content/condition/osteopenia.md"

    def test_structured_data_that_cannot_be_read(self, library: Library, tmp_path: Path) -> None:
        head = '<script type="application/ld+json">{"a": }</script>'
        [told] = findings(library, tmp_path, {ARTICLE: page("condition/osteopenia/", '<p id="x">', head=head)})
        assert (told.rule, told.place.path) == ("bad-data", "content/condition/osteopenia.md")

    def test_style_from_another_host(self, library: Library, tmp_path: Path) -> None:
        [told] = findings(library, tmp_path, {"assets/bonewise.css": "a { background: url('https://x.org/y.png') }"})
        assert told.rule == "foreign-request"

    def test_redirect_to_a_lost_page(self, library: Library, tmp_path: Path) -> None:
        refresh = '<meta http-equiv="refresh" content="0; url=../lost/">'
        [told] = findings(library, tmp_path, {"old/index.html": refresh})
        assert told.what == "site/old/index.html: <meta> leads to '../lost/', which is not in the site"

    def test_picture_for_previews(self, library: Library, tmp_path: Path) -> None:
        head = '<meta property="og:image" content="https://example.org/lost.png">'
        [told] = findings(library, tmp_path, {HOME: page("", site()[HOME].partition("</h1>")[2], head=head)})
        assert told.rule == "broken-link"


def test_empty_site(library: Library, tmp_path: Path) -> None:
    assert proof(library, tmp_path) == []


def test_elements_are_read_however_they_are_written(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('<article><a href="a/">a</a><iMg src="b.png" alt=""></article>', "utf-8")
    read = read_built(page, whole=True)
    assert (read.links, {use.address for use in read.uses}) == ({"a/"}, {"b.png"})


def told(read: Elements) -> tuple[set[str], set[str], list[Tag], bool]:
    """What is judged, whatever its order; of other elements only what is asked of them."""
    asked = {"id", "href", "src", "srcset", "imagesrcset", "poster", "data", "action", "rel", "content", "http-equiv"}
    asked |= {"name", "property"}
    others = [(tag, {name: value for name, value in held.items() if name in asked}) for tag, held in read.others]
    return set(read.ids), set(read.links), others, read.has_disclaimer


@pytest.mark.slow
def test_patterns_read_built_pages_as_a_parser_does(site: Path) -> None:
    """Each head and each article of the real site, and what other sites copy of it."""
    read = 0
    for file in sorted(site.rglob("*.html")):
        html = file.read_text("utf-8")
        for piece in (article_slice(html), html[: html.find("</head>") + 7]):
            if is_plain(piece):
                assert told(reading._matched(piece)) == told(reading._parsed(piece)), file
                read += 1
    assert read > 600


@pytest.mark.parametrize(
    "html",
    [
        "<article><a href='x'>y</a></article>",
        "<article><a href=x>y</a></article>",
        '<article><p title="a < b"><a href="x">y</a></article>',
        '<article><p title="a > b"><a href="x">y</a></article>',
        '<article><!-- <a href="no"> --><a href="x">y</a></article>',
        '<article><A HREF="x">y</A></article>',
        '<article><a\nHREF="x">y</a></article>',
        '<article><a hREF="x">y</a></article>',
        '<article><a href="x" title="&lt;a href=&quot;no&quot;>">y</a></article>',
        '<article><a title="href=" href="x">y</a></article>',
        '<article><a title=" href=" lang="no" href="x">y</a></article>',
        '<article><a title="no" data-href="no" href="x">y</a></article>',
        '<article><a hidden href="x">y</a></article>',
        '<article><a href="x" href="no">y</a></article>',
        '<article><p>Write <code>a href="no"</code>, or \'a href="no" id="no"\' <a href="x">y</a></article>',
        '<article><p>2 + 2 = 4 <a href="x">y</a></article>',
        '<article><script>"<a href=\\"no\\">"</script><a href="x">y</a></article>',
        '<article><script>"href=" + "no"</script><a href="x">y</a></article>',
        '<article><textarea><a href="no"></textarea><a href="x">y</a></article>',
        '<article><title>a href="no"</title><a href="x">y</a></article>',
        '<article><style>a { b: c }</script></style><a href="x">y</a></article>',
        '<article><template><a href="no"></a></template><a href="x">y</a></article>',
        '<article><svg viewBox="0 0 1 1"><title>b</title><a href="x">y</a></svg></article>',
        '<article><svg><style><a href="x"></style></svg></article>',
        '<article><math><mi href="no"></mi></math><a href="x">y</a></article>',
        '<article><![CDATA[<a href="x">]]></article>',
        '<article><a\u00a0href="no"><a href="x">y</a></article>',
        '<article><a href="x"/></article>',
        '<article></a href="no"><a href="x">y</a></article>',
        '<article>1 < 2 <a href="x">y</a> <',
        '<article><a href="x" <p id="b">y</a></article>',
    ],
)
def test_links_are_read_as_a_parser_does(html: str) -> None:
    assert set(elements(html).links) == set(reading._parsed(html).links)
    assert "no" not in elements(html).links


@pytest.mark.parametrize(
    "html",
    [
        '<p class="a"\n  ID="here">x</p>',
        '<p id="here">x</p>',
        "<p id=here>x",
        '<a name="here">x</a>',
        '<a class="x" name="here" id="b">x</a>',
        '<svg viewBox="0 0 1 1" id="b"><g id="here"/></svg>',
        '<p title="id=" id="here">x</p>',
        '<p id="a&amp;b"><b id="here">',
        '<p>say  id="no" <b id="here">',
        '<p data-id="no"><b id="here">',
        '<meta name="no"><b id="here">',
    ],
)
def test_ids_are_read_as_a_parser_does(html: str) -> None:
    assert set(elements(html).ids) == set(reading._parsed(html).ids)
    assert "here" in elements(html).ids


@pytest.mark.parametrize(
    ("written", "is_it"),
    [
        ('class="bw-disclaimer"', True),
        ('class="a bw-disclaimer b"', True),
        ("class=bw-disclaimer", True),
        ('class="a\nbw-disclaimer"', True),
        ('class="bw-disclaimer-more"', False),
        ('class="no-bw-disclaimer"', False),
        ('title="bw-disclaimer"', False),
        ('title=" class=" lang="bw-disclaimer"', False),
    ],
)
def test_disclaimer_is_known_by_its_class(written: str, is_it: bool) -> None:
    html = f"<article><p {written}>x</p></article>"
    assert elements(html).has_disclaimer is reading._parsed(html).has_disclaimer is is_it


_ATTRIBUTES = st.sampled_from(
    [' href="a"', ' href="b"', " HREF='c'", " href=d", ' id="e"', ' name="f"', ' class="bw-disclaimer"', ' viewBox="g"']
) | st.sampled_from(
    [" hidden", ' title="&amp; id="', ' title=">"', "\n", " ", ' src="h"', "/", ' title=" href=" lang="i"', '"', "="]
)
_TAGS = st.builds(
    lambda name, written, end: f"<{name}{''.join(written)}{end}",
    st.sampled_from(["a", "p", "/p", "/a", "svg", "img", "link", "meta", "title", "A", "script", "/title", "!--", ""]),
    st.lists(_ATTRIBUTES, max_size=3),
    st.sampled_from([">", ">", ">", " />", "/>", ""]),
)
_WORDS = st.sampled_from(["x", ' href="j"', "a = b", '"', "'", "-->", "&lt;a&gt;", ' id="k"', ">", "\u00a0"])


@given(st.lists(_TAGS | _WORDS, max_size=6).map("".join))
@settings(max_examples=300, deadline=None)
def test_whatever_patterns_read_a_parser_reads_too(html: str) -> None:
    """They may read a link that a parser drops for where it stands, and both of two ids of one element."""
    if is_plain(html):
        fast, slow = reading._matched(html), reading._parsed(html)
        assert set(slow.ids) <= set(fast.ids)
        assert set(slow.links) <= set(fast.links)
        assert slow.has_disclaimer <= fast.has_disclaimer
