"""Embeds as files: what is cut, found, said and signed; how they behave is for the browser tests."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser
from small_project import TODAY, Project
from test_finishing import build

from bonewise.cli import main
from bonewise.copies import verify
from bonewise.finishing import finish, read_article
from bonewise.finishing.embeds import cutting
from bonewise.finishing.embeds.copies import as_json
from bonewise.finishing.embeds.fingerprints import find_copies, fingerprint, signed
from bonewise.finishing.embeds.heights import Ruler, Size, size_of
from bonewise.finishing.embeds.oembed import answer_as_xml
from bonewise.finishing.embeds.policy import policy
from bonewise.finishing.embeds.scripts import bare, releases
from bonewise.finishing.embeds.style import style_sheet
from bonewise.hosting import headers_for, kind_of

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "templates"
SITE = "https://example.org/"
PAGE = "condition/osteopenia.md"


def finished(project: Project, target: Path) -> Path:
    """The project's site with embeds, made with the templates of this repository."""
    shutil.copytree(TEMPLATES / "embed", project.root / "templates" / "embed", dirs_exist_ok=True)
    shutil.copytree(TEMPLATES / "assets", project.root / "templates" / "assets", dirs_exist_ok=True)
    library = project.library()
    folder = build(library, target / "site")
    finish(library, folder)
    return folder / "embed"


@pytest.fixture(scope="module")
def embeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = Project(tmp_path_factory.mktemp("project"))
    return finished(project, tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="module")
def site_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return Project(tmp_path_factory.mktemp("url")).library().settings.site_url


def parsed(file: Path) -> LexborHTMLParser:
    return LexborHTMLParser(file.read_text("utf-8"))


# Pages


def test_page_for_a_frame_has_all_that_it_owes(embeds: Path, site_url: str) -> None:
    page = parsed(embeds / "osteopenia" / "index.html")
    assert page.css_first("link[rel=canonical]").attributes["href"] == f"{site_url}condition/osteopenia/"
    assert page.css_first("meta[name=responsive-embedded-sizing]").attributes["content"] == "allow-origins=*"
    assert page.css_first("meta[http-equiv=Content-Security-Policy]").attributes["content"] == policy(site_url)
    assert page.css_first(".bw-disclaimer") is not None
    assert "Not yet reviewed by a clinician" in page.css_first(".bw-review").text()
    assert page.css(".bw-references__list > li")
    assert page.css_first(".bw-credit a").attributes["href"] == f"{site_url}condition/osteopenia/"


def test_page_for_a_frame_leads_out_in_a_new_tab_only(embeds: Path, site_url: str) -> None:
    for link in parsed(embeds / "osteopenia" / "index.html").css("a[href]"):
        href = link.attributes["href"] or ""
        if href.startswith("#"):
            assert "target" not in link.attributes
        else:
            assert href.startswith(("https://", "http://", "mailto:", "tel:")), href
            assert (link.attributes["target"], link.attributes["rel"]) == ("_blank", "noopener")


def test_page_for_a_frame_runs_one_script_and_loads_from_its_own_folder(embeds: Path) -> None:
    page = parsed(embeds / "osteopenia" / "index.html")
    assert [script.attributes for script in page.css("script")] == [{"src": "../frame.js", "defer": None}]
    assert [link.attributes["href"] for link in page.css("link[rel=stylesheet]")] == ["../embed.css"]
    assert page.css("[style], [onclick], iframe, form") == []
    for name in ("frame.js", "embed.css", "card.js", "atkinson-next-basic-wght-normal.woff2"):
        assert (embeds / name).is_file()


def test_all_that_authors_write_is_escaped(tmp_path: Path) -> None:
    """A field cannot hold '<' (html-in-field); quotes and ampersands are left."""
    project = Project(tmp_path / "project")
    evil = 'Bones " onload="alert(1)" x=\'&amp;'
    title = re.search(r"^title: .*$", project.text(PAGE_FILE), re.M)
    assert title
    project.replace(PAGE_FILE, title[0], f"title: {json.dumps(evil)}")
    embeds = finished(project, tmp_path)
    answer = json.loads((embeds / "osteopenia" / "oembed.json").read_text("utf-8"))
    assert LexborHTMLParser(answer["html"]).css_first("iframe").attributes["title"] == evil
    assert ElementTree.parse(embeds / "osteopenia" / "oembed.xml").findtext("title") == evil
    pages = [
        parsed(embeds / name) for name in ("osteopenia/index.html", "osteopenia/card/index.html", "osteopenia.html")
    ]
    for page in [*pages, LexborHTMLParser(answer["html"]), parsed(tmp_path / "site/condition/osteopenia/index.html")]:
        assert page.css("[onload]") == []
    assert pages[1].css_first("h1").text() == evil
    assert json.loads((embeds / "osteopenia.json").read_text("utf-8"))["title"] == evil


PAGE_FILE = f"content/{PAGE}"


@pytest.mark.parametrize(
    ("fields", "says", "link"),
    [
        ("withdrawn: 2026-11-03", "We took this page back on 3 November 2026", None),
        ("withdrawn: 2026-11-03\nmoved_to: bridge", "We took this page back", "/bridge/"),
        ("moved_to: bridge", "This page has moved", "/bridge/"),
        ("moved_to: nowhere", "This page has moved", None),
    ],
)
def test_page_that_is_gone_leaves_a_notice(tmp_path: Path, fields: str, says: str, link: str | None) -> None:
    project = Project(tmp_path / "project")
    project.replace(PAGE_FILE, "claims_level:", f"{fields}\nclaims_level: none #")
    embeds = finished(project, tmp_path)
    for name in ("osteopenia/index.html", "osteopenia/card/index.html", "osteopenia.html"):
        page = parsed(embeds / name)
        assert says in page.css_first(".bw-notice").text()
        assert page.css_first(".bw-disclaimer") is not None
        assert page.css(".bw-references__list, .bw-key-points") == []
        hrefs = [each.attributes["href"] or "" for each in page.css("a")]
        assert link is None or any(href.endswith(link) for href in hrefs)


def test_project_without_templates_or_address_has_no_embeds(tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    library = project.library()
    folder = build(library, tmp_path / "site")
    finish(library, folder)
    assert not (folder / "embed").exists()


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = (finished(Project(tmp_path / name), tmp_path / f"{name}-site") for name in ("one", "other"))
    files = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(other) for path in other.rglob("*") if path.is_file())
    assert [name for name in files if (one / name).read_bytes() != (other / name).read_bytes()] == []


# oEmbed


def test_answer_is_found_from_the_page_and_leads_to_a_card(embeds: Path, site_url: str) -> None:
    head = (embeds.parent / "condition" / "osteopenia" / "index.html").read_text("utf-8").split("</head>")[0]
    found = LexborHTMLParser(head).css('link[rel~=alternate][type="application/json+oembed"]')
    assert [each.attributes["href"] for each in found] == [f"{site_url}embed/osteopenia/oembed.json"]
    answer = json.loads((embeds / "osteopenia" / "oembed.json").read_text("utf-8"))
    assert (answer["version"], answer["type"]) == ("1.0", "rich")
    frame = LexborHTMLParser(answer["html"]).css_first("iframe")
    assert frame.attributes["src"] == f"{site_url}embed/osteopenia/card/"
    assert frame.attributes["sandbox"] == "allow-scripts"
    # WordPress takes apart what it finds by this pattern (wp_filter_oembed_result).
    assert re.match(r"^(<blockquote.*?</blockquote>)?.*(<iframe.*?></iframe>)", answer["html"], re.I | re.S)
    xml = ElementTree.parse(embeds / "osteopenia" / "oembed.xml").getroot()
    assert {child.tag: child.text for child in xml} == {name: str(value) for name, value in answer.items()}


def test_provider_list_names_each_page_once(embeds: Path) -> None:
    (provider,) = json.loads((embeds / "providers.json").read_text("utf-8"))
    pages = json.loads((embeds / "index.json").read_text("utf-8"))["pages"]
    assert sorted(each["schemes"][0] for each in provider["endpoints"]) == sorted(each["url"] for each in pages)


# Scripts and style


def test_scripts_are_as_small_as_promised(embeds: Path) -> None:
    sizes = {name: len(gzip.compress((embeds / name).read_bytes(), 9)) for name in ("embed.js", "frame.js")}
    assert sizes["embed.js"] <= 1.2 * 1024, sizes
    assert sizes["frame.js"] <= 0.6 * 1024, sizes


def test_what_is_published_was_made_from_the_source() -> None:
    newest = releases(TEMPLATES / "embed")[-1]
    source = (TEMPLATES / "embed" / "embed.js").read_bytes()
    assert newest.source_sha256 == hashlib.sha256(source).hexdigest(), "run tests/bench/release_embed.py"


def test_versioned_script_is_what_its_integrity_says(embeds: Path) -> None:
    index = json.loads((embeds / "index.json").read_text("utf-8"))
    script = (embeds / index["version"] / "embed.js").read_bytes()
    assert index["integrity"] == f"sha384-{base64.b64encode(hashlib.sha384(script).digest()).decode()}"
    assert index["version"] == f"v1.{hashlib.sha256(script).hexdigest()[:12]}"
    assert script == (embeds / "embed.js").read_bytes()
    assert "immutable" in headers_for(kind_of(f"embed/{index['version']}/embed.js"), SITE)["Cache-Control"]


def test_comments_stay_at_home() -> None:
    assert bare("// why\n  const a = 1;\n\n    // b\n  a; // c\n") == "const a = 1;\na; // c\n"


def test_style_binds_nothing_of_the_page_around_it() -> None:
    """In a copy, the sheet stands in another site's page."""
    text = style_sheet(TEMPLATES / "embed" / "embed.css", TEMPLATES / "assets" / "bonewise.css")
    selectors = re.findall(r"(?:^|[{}])\s*([^{}@;]+)\{", re.sub(r'url\("[^"]*"\)', "", text), re.M)
    assert len(selectors) > 100
    ours = (".bw-", ".md-typeset", "bw-embed", "@")
    assert [each for each in selectors if not any(mark in each for mark in ours)] == []
    assert re.findall(r"\d(?:\.\d+)?rem\b", text) == []
    assert "[data-md-color-scheme" not in text


def test_policy_is_that_of_the_headers() -> None:
    header = headers_for(kind_of("embed/osteopenia/index.html"), SITE)["Content-Security-Policy"]
    assert set(header.split("; ")) - set(policy(SITE).split("; ")) == {"frame-ancestors *"}
    assert "unsafe" not in header
    for need in ("default-src 'none'", "'self' https://example.org", "require-trusted-types-for 'script'"):
        assert need in policy(SITE)


# Cutting

#: What an article may hold that could be taken for an id, a list of ids or a link.
HARD = [
    '<h2 id="a">A</h2><p><a href="#a" id="b">b</a></p>',
    '<p id="a">say  id="no" and aria-labelledby="no"</p>',
    '<p>say  id="no"</p>',
    '<!-- <b id="no"> --><b id="a">x</b>',
    '<template><b id="no"></b></template><b id="a">x</b>',
    "<b ID=a>x</b><label for='a'>y</label>",
    '<svg aria-labelledby="a  b"><title id="a">t</title><use href="#b"/><path fill="url(#c)"/></svg>',
    '<table><tr><th id="a">x<td headers="a&nbsp;b">y</table>',
    '<b title=" id=">x</b><b id="a&amp;b">y</b>',
    '<a href="#">top</a><a href="#a" target="_self" rel="prev">a</a><a href="#b" download>b</a>',
    '<a href="../b/" rel="next">b</a><a href="../../c/#d">c</a><a href="https://x.org/?a=b&amp;c#d">x</a><a>n</a>',
    '<img src="a.svg" alt="" id="a"><a href="#a">a</a>',
    '<h1 id="a">A <a class="headerlink" href="#a">¶</a></h1><div class="bw-page-end"><p id="no">x</p></div>',
]


@pytest.mark.parametrize("html", HARD)
def test_copy_made_of_text_is_that_made_of_the_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, html: str) -> None:
    def cut() -> tuple[str, str]:
        article = read_article(page, tmp_path)
        assert article
        return cutting.cuts(article, f"{SITE}condition/osteopenia/")

    page = Project(tmp_path / "project").library().pages[PAGE]
    file = tmp_path / page.url / "index.html"
    file.parent.mkdir(parents=True)
    file.write_text(f"<html><body><article>{html}</article></body></html>", "utf-8")
    quick = cut()
    monkeypatch.setattr(cutting, "_ids_are_told", lambda node, html: False)
    assert quick == cut()


@pytest.mark.parametrize("page", [SITE, f"{SITE}a/", f"{SITE}a/b/c/", f"{SITE}a/b.html", "http://x.org/h/a/"])
@pytest.mark.parametrize(
    "href",
    (
        "../ ../x/ ../../x/ ../../../x/ ../../../../../x/ x/ x/y/ x/#z ../x/#z ./x/ x//y/ x/../y/ ../x/? ../x.html /x/ "
        "//y/ x .. . ?q x/?q#z x:y/ https://z.org mailto:a@b http: ../é/"
    ).split(),
)
def test_goals_are_those_of_a_browser(page: str, href: str) -> None:
    assert cutting._goal(page, href) == (href if urlsplit(href).scheme else urljoin(page, href))


def test_data_is_written_as_the_library_writes_it() -> None:
    flat = {"b": 'ü"\\\n<', "a": 1, "d": None, "c": True}
    for data in (flat, {}, flat | {"e": []}, flat | {"e": ["x"]}, [flat]):
        assert as_json(data) == json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def test_answer_is_the_same_in_both_forms() -> None:
    data = {"title": "a < b & \"c\" 'd' > é", "html": '<p title="x">&amp;</p>', "width": 600}
    root = ElementTree.fromstring(answer_as_xml(data).encode())
    assert {child.tag: child.text for child in root} == {name: str(value) for name, value in data.items()}


# Heights


def test_height_follows_the_text_since_it_was_measured() -> None:
    ruler = Ruler(((0.0, 1.0, 0.0),) * 4, {"known": (Size(1000, 10), (4000, 3000, 2000, 1000))})
    assert ruler.heights("known", Size(1000, 10)) == (4000, 3000, 2000, 1000)
    assert ruler.heights("known", Size(1100, 10)) == (4400, 3300, 2200, 1100)
    assert ruler.heights("new", Size(1100, 10)) == (1100,) * 4
    assert ruler.heights("empty", Size(0, 0)) == (200,) * 4


def test_size_counts_letters_and_blocks() -> None:
    assert size_of("<main><p>a b</p><ul><li>cd</li></ul></main><p>not</p>") == Size(4, 2)
    assert size_of("<p>no main</p>") == Size(0, 0)


def test_letters_of_the_copy_are_those_of_the_frame(embeds: Path) -> None:
    """They are counted where the words are signed, and used for the height of the frame."""
    counted = 0
    for copy in embeds.glob("*.html"):
        size = size_of((embeds / copy.stem / "index.html").read_text("utf-8"))
        assert signed(copy.read_text("utf-8"), copy.stem)[2] == size.letters, copy
        counted += size.letters
    assert counted > 1000


def test_every_embed_of_this_site_was_measured() -> None:
    pages = json.loads((TEMPLATES / "embed" / "heights.json").read_text("utf-8"))["pages"]
    assert len(pages) > 60
    assert all(each[2] >= each[3] >= each[4] * 0.9 for each in pages.values())


# Copies


def test_copy_says_what_it_is(embeds: Path, site_url: str) -> None:
    data = json.loads((embeds / "osteopenia.json").read_text("utf-8"))
    fragment = (embeds / "osteopenia.html").read_bytes()
    assert data["sha256"] == hashlib.sha256(fragment).hexdigest()
    assert data["licence"].startswith("https://creativecommons.org/licenses/by/4.0")
    assert f"{site_url}condition/osteopenia/" in data["attribution"]
    assert data["reviewed_by"] == []


def test_copy_fits_into_another_page(embeds: Path) -> None:
    copy = parsed(embeds / "osteopenia.html")
    assert copy.css("h1, script, iframe, style") == []
    assert all((node.attributes["id"] or "").startswith("bonewise-osteopenia-") for node in copy.css("[id]"))
    assert all(not (node.attributes["href"] or "").startswith(("#", "/", ".")) for node in copy.css("a"))


@pytest.mark.parametrize(
    ("change", "same"),
    [
        (lambda html: html, True),
        (lambda html: f"<html><body><h1>Clinic</h1>{html}<p>Footer", True),
        (lambda html: html.replace("\n", "\n\n   ").replace(' class="', ' class="clinic '), True),
        (lambda html: html.replace(' target="_blank"', "").replace(' rel="noopener"', ' rel="nofollow"'), True),
        (lambda html: html.replace("Please note", "Please ignore"), False),
        (lambda html: html.replace('href="https://', 'href="https://evil.example/?', 1), False),
        (lambda html: html.replace("<p>", "<p>Not: ", 1), False),
        (lambda html: html.replace("</article>", "<p>Buy pills.</p></article>"), False),
        (lambda html: html.replace("</article>", '<img src="x" alt="">\n</article>'), False),
    ],
)
def test_fingerprint_knows_changes_of_meaning_from_those_of_form(embeds: Path, change: object, same: bool) -> None:
    assert callable(change)
    html = (embeds / "osteopenia.html").read_text("utf-8")
    changed = change(html)
    now, then = (fingerprint(find_copies(text)["osteopenia"]) for text in (changed, html))
    assert (now == then) is same


def test_verify_tells_current_stale_altered_and_gone(embeds: Path) -> None:
    html = (embeds / "osteopenia.html").read_text("utf-8")
    now = json.loads((embeds / "osteopenia.json").read_text("utf-8"))

    def said(text: str, today: date = TODAY, **changes: object) -> str:
        described = None if changes.get("unknown") else {**now, **changes}
        return " ".join(each.words for each in verify(text, lambda name: described, today))

    assert said(html).startswith("current")
    assert said(html, fingerprint="newer").startswith("stale")
    assert said(html.replace("Please note", "Please ignore")).startswith("altered")
    assert "review was due" in said(html, today=date(2099, 1, 1))
    assert "taken back" in said(html, withdrawn="2026-11-03")
    assert "'heel-raise'" in said(html, moved_to="heel-raise")
    assert "no such page" in said(html, unknown=True)


def test_command_reads_files_and_says_what_to_do(
    embeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = ["--root", str(ROOT), "--today", TODAY.isoformat(), "--against", str(embeds.parent)]
    good = embeds / "osteopenia.html"
    assert main(["embed-verify", str(good), *root]) == 0
    assert "osteopenia: current" in capsys.readouterr().out
    bad = tmp_path / "bad.html"
    bad.write_text(good.read_text("utf-8").replace("Please note", "Please ignore"), "utf-8")
    assert main(["embed-verify", str(bad), *root]) == 1
    assert "altered" in capsys.readouterr().out
    (tmp_path / "other.html").write_text("<p>Nothing of ours", "utf-8")
    assert main(["embed-verify", str(tmp_path / "other.html"), *root]) == 2
    assert main(["embed-verify", str(tmp_path / "none.html"), *root]) == 2
    assert "no such file" in capsys.readouterr().err
    assert main(["embed-verify", "http://127.0.0.1:9/x", *root]) == 2
    odd = tmp_path / "odd.html"
    odd.write_text('<div data-bonewise="../../etc/passwd">x</div>', "utf-8")
    assert main(["embed-verify", str(odd), *root]) == 1


def test_command_helps() -> None:
    run = subprocess.run([sys.executable, "-m", "bonewise", "embed-verify", "--help"], capture_output=True, text=True)
    assert run.returncode == 0
    assert "the copy, or a page with copies in it" in run.stdout
