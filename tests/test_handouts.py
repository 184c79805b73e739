"""Handouts: what stands on them, how they lie on the page, what readers by ear get, and that nothing is made twice."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from handout_text import bare, duties, picture, tags, words
from page import ValidationProfile, validate_pdf_bytes
from small_project import Project

import bonewise.finishing.handouts.cache as kept
import bonewise.finishing.handouts.printing as printing
from bonewise.edition import render_page
from bonewise.finishing import finish
from bonewise.finishing.handouts import write_handouts
from bonewise.finishing.handouts.cache import HandoutCache
from bonewise.finishing.handouts.cutting import Cut, cut
from bonewise.finishing.handouts.layout_lint import faults_of
from bonewise.finishing.handouts.letters import missing_letters
from bonewise.finishing.handouts.pdf import Job, Made, make
from bonewise.finishing.handouts.printer import NoPrinterError
from bonewise.finishing.handouts.qr import SIDE, qr_code
from bonewise.finishing.handouts.sheet import Handout, Sheets, kind_of
from bonewise.model import Library, Page, Programme
from bonewise.reading import read

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "templates"
ASSETS = str(TEMPLATES / "assets")
HOME = "https://bones.example/"


def built(library: Library, page: Page) -> str:
    """A page's article as the theme builds it."""
    html = render_page(library, page).html
    return f'<article><h1 id="page-title">{page.title}</h1><p class="bw-lead">{page.description}</p>{html}</article>'


class Cuts(dict[str, Cut]):
    """Cuts made when they are asked for: few tests need many pages."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def __contains__(self, path: object) -> bool:
        return path in self.library.pages

    def __missing__(self, path: str) -> Cut:
        page = self.library.pages[path]
        self[path] = cut(built(self.library, page), page.url, HOME, ROOT, kind_of(page) == "group")
        return self[path]


def sheets(library: Library) -> Sheets:
    settings = replace(library.settings, site_url=HOME)
    return Sheets(replace(library, settings=settings), Cuts(library), TEMPLATES)


def printed(handout: Handout) -> Made:
    return make(Job(handout.html, handout.fits, handout.guess, handout.most, ASSETS))


@pytest.fixture(scope="module")
def library() -> Library:
    return read(ROOT)[0]


@pytest.fixture(scope="module")
def sit_to_stand(library: Library) -> dict[str, Made]:
    """A sheet and its large print."""
    return {each.name: printed(each) for each in sheets(library).of(library.exercises["sit-to-stand"])}


@pytest.fixture(scope="module")
def sheet(sit_to_stand: dict[str, Made]) -> bytes:
    return sit_to_stand["sit-to-stand"].pdf


# Cutting


def cut_body(html: str) -> str:
    return cut(f"<article>{html}</article>", "spine/pain/", HOME, ROOT).body


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<p>a<sup class="bw-cite"><a href="#ref-1">1</a><a href="#ref-2">2</a></sup></p>',
            "<p>a<sup>\u20601, 2</sup></p>",
        ),
        ('<p><a href="../discs/" id="x">discs</a></p>', f'<p><a href="{HOME}spine/discs/">discs</a></p>'),
        ('<p><a href="#here">here</a> <a href="javascript:x()">there</a></p>', "<p>here there</p>"),
        ('<h2 id="why">Why?<a class="headerlink" href="#why">¶</a></h2>', "<h2>Why?</h2>"),
        ("<!-- a note --><p>b</p>", "<p>b</p>"),
        ('<label><input type="checkbox">do</label>', '<label><span class="tick"></span>do</label>'),
        ("<details><summary>s</summary>t</details>", '<details open=""><summary>s</summary>t</details>'),
        (
            '<dl class="bw-dose"><div><dt>Sets</dt><dd>1 &lt; 2</dd></div></dl>',
            '<ul class="bw-doses"><li class="bw-doses__item"><span>Sets</span> <b>1 &lt; 2</b></li></ul>',
        ),
        (
            "<table><thead><tr><th>a</th></tr></thead><tbody><tr><th>b</th><td>c</td><td>d</td></tr></tbody></table>",
            '<table><thead><tr><th scope="col">a</th></tr></thead>'
            '<tbody><tr><th scope="row">b</th><td>c</td><td>d</td></tr></tbody></table>',
        ),
    ],
)
def test_what_paper_needs(html: str, expected: str) -> None:
    assert cut_body(html) == expected


def test_a_short_table_keeps_only_the_headers_of_its_columns() -> None:
    table = "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><th>c</th><td>d</td></tr></tbody></table>"
    assert "<td><b>c</b></td><td>d</td>" in cut_body(table)


def test_no_article_gives_nothing() -> None:
    assert cut("<p>lost</p>", "", HOME, ROOT) == Cut("", "", "", "", "", {}, {})


def test_pictures_travel_with_the_handout_and_none_from_outside_the_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "spine").mkdir(parents=True)
    (site / "spine" / "disc.png").write_bytes(b"png")
    (tmp_path / "secret.png").write_bytes(b"secret")
    html = '<article><img src="../disc.png" alt="A disc"><img src="../../../secret.png" alt="No"></article>'
    body = cut(html, "spine/pain/", HOME, site).body
    assert 'src="data:image/png;base64,cG5n"' in body
    assert "c2VjcmV0" not in body


def test_without_an_address_links_are_words() -> None:
    assert cut('<article><a href="../x/">x</a></article>', "a/", "", ROOT).body == "x"


# Which pages, which handouts


def test_each_kind_has_its_handouts(library: Library) -> None:
    kinds = {page.id: kind_of(page) for page in library.pages.values()}
    assert (kinds["osteopenia"], kinds["sit-to-stand"], kinds["first-two-weeks"]) == (
        "article",
        "exercise",
        "programme",
    )
    assert (kinds["balance-exercises"], kinds["exercises"], kinds["disclaimer"]) == ("group", "", "")
    made = [each.name for name in ("osteopenia", "sit-to-stand") for each in sheets(library).of(page(library, name))]
    assert made == ["osteopenia", "sit-to-stand", "sit-to-stand-large"]


def page(library: Library, name: str) -> Page:
    found = library.by_id(name)
    assert found is not None
    return found


def test_titles_are_escaped(library: Library) -> None:
    page = replace(library.pages["condition/osteopenia.md"], title='Bones & "joints" <b>')
    html = sheets(library).of(page)[0].html
    assert "<title>Bones &amp; &#34;joints&#34; &lt;b&gt;" in html
    assert "<b>" not in html.partition("</header>")[0]


# The sheet


def test_a_sheet_is_one_page_and_its_large_print_two(sit_to_stand: dict[str, Made]) -> None:
    assert sit_to_stand["sit-to-stand"].pages == 1
    assert sit_to_stand["sit-to-stand-large"].pages == 2
    assert [made.faults for made in sit_to_stand.values()] == [(), ()]


def test_a_sheet_holds_every_step_dose_and_warning(library: Library, sit_to_stand: dict[str, Made]) -> None:
    for made in sit_to_stand.values():
        text = words(made.pdf)
        assert [each for each in duties(library, library.exercises["sit-to-stand"]) if each not in text] == []
        assert library.disclaimer is not None
        assert bare(library.disclaimer.short) in text
        for said in ("Not yet reviewed by a clinician", "Last reviewed 22 November 2026", "Prepared for", "Clinic"):
            assert bare(said) in text
        assert bare("doi.org/10.1002/14651858.CD012424.pub2") in text
        assert bare("bones.example/exercises/sit-to-stand") in text


def test_letters_of_a_sheet_are_large_enough(library: Library, sit_to_stand: dict[str, Made]) -> None:
    """Steps and warnings: 11 pt at the least on the sheet, 16 in large print."""
    import pymupdf

    for name, least in (("sit-to-stand", 11), ("sit-to-stand-large", 16)):
        with pymupdf.open(stream=sit_to_stand[name].pdf, filetype="pdf") as document:
            lines = [
                (span["text"], span["size"])
                for page in document
                for block in page.get_text("dict")["blocks"]
                for line in block.get("lines", ())
                for span in line["spans"]
            ]
        sizes = [size for text, size in lines if "Push through your feet" in text or "sharp back pain" in text]
        assert len(sizes) == 2
        assert min(sizes) >= least - 0.1


def test_file_sizes(sit_to_stand: dict[str, Made]) -> None:
    assert {name for name, made in sit_to_stand.items() if len(made.pdf) > 40_000} == set()


def test_a_short_programme_is_three_pages(library: Library) -> None:
    """Six exercises, with their steps, doses and warnings."""
    programme = library.programmes["first-two-weeks"]
    parts = [
        programme.schedule[0],
        replace(programme.schedule[1], exercises=("sit-to-stand", "heel-raise", "side-leg-lift")),
    ]
    six = replace(programme, schedule=tuple(parts))
    library = replace(library, pages={**library.pages, six.path: six})
    made = printed(next(each for each in sheets(library).of(six) if each.name == "first-two-weeks"))
    assert made.pages <= 3
    assert made.faults == ()
    text = words(made.pdf)
    for name in (name for part in parts for name in part.exercises):
        assert [each for each in duties(library, library.exercises[name]) if each not in text] == [], name
    for line in (*six.not_for, *six.before_you_start):
        assert bare(line) in text


# What a reader by ear gets


def test_standard_for_accessible_pdf(sit_to_stand: dict[str, Made]) -> None:
    for made in sit_to_stand.values():
        report = validate_pdf_bytes(made.pdf, profile=ValidationProfile.PDF_UA_1)
        assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_title_language_and_bookmarks(sheet: bytes) -> None:
    with pikepdf.open(io.BytesIO(sheet)) as document:
        assert str(document.Root.Lang) == "en-GB"
        assert str(document.docinfo["/Title"]) == "Sit to stand · Bonewise"
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        with document.open_outline() as outline:
            assert outline.root[0].title == "Sit to stand"
        assert b"pdfuaid" in document.Root.Metadata.read_raw_bytes()


def test_tags_are_in_reading_order(sheet: bytes) -> None:
    found = [kind for kind, _ in tags(sheet)]
    assert found.index("/H1") < found.index("/Figure") < found.index("/Table")
    assert found.count("/H1") == 1
    headings = [kind for kind in found if re.fullmatch(r"/H[1-6]", kind)]
    assert headings[0] == "/H1"
    assert set(headings[1:]) == {"/H2"}


def test_pictures_say_what_they_show(library: Library, sheet: bytes) -> None:
    texts = [str(element.Alt) for kind, element in tags(sheet) if kind == "/Figure"]
    assert len(texts) == 2
    assert library.exercises["sit-to-stand"].picture_start.split(".")[0] in texts[0]
    assert texts[1] == "QR code that opens bones.example/exercises/sit-to-stand"


def test_header_cells_say_what_they_head(sheet: bytes) -> None:
    scopes = [str(element.A.Scope) for kind, element in tags(sheet) if kind == "/TH"]
    assert scopes[:8] == ["/Column"] * 8
    assert set(scopes[8:]) == {"/Row"}


def test_the_foot_of_a_page_is_an_artifact_and_links_are_printed(sit_to_stand: dict[str, Made]) -> None:
    with pikepdf.open(io.BytesIO(sit_to_stand["sit-to-stand-large"].pdf)) as document:
        assert [page.Contents.read_bytes().count(b"/Subtype /Footer") for page in document.pages] == [2, 2]
        assert {int(note.F) for page in document.pages for note in page.get("/Annots", [])} == {4}


# The code


def test_the_code_can_be_scanned_from_a_grey_copy(sheet: bytes, tmp_path: Path) -> None:
    if not shutil.which("zbarimg"):
        pytest.skip("zbarimg is not installed (Debian: zbar-tools)")
    file = tmp_path / "sheet.png"
    picture(sheet, dpi=100).save(file)
    run = subprocess.run(["zbarimg", "--quiet", "--raw", str(file)], capture_output=True, text=True)
    assert run.stdout.strip() == f"{HOME}exercises/sit-to-stand/"


def test_the_code_is_large_enough_with_its_white_border(sheet: bytes) -> None:
    _, side = qr_code(f"{HOME}exercises/sit-to-stand/")
    assert SIDE >= 28
    assert side > SIDE * 1.15
    document = tags(sheet)[-1][1]
    box = [element for kind, element in tags(sheet) if kind == "/Figure"][1].A.BBox
    assert float(box[2] - box[0]) * 0.75 / 72 * 25.4 == pytest.approx(side, abs=0.2)
    assert [float(edge) for edge in document.pages[0].MediaBox] == pytest.approx([0, 0, 595.28, 792], abs=0.1)


# How it lies on the page


def laid(html: str, style: str = "", most: int | None = None) -> list[str]:
    import weasyprint

    page = "@page{size:100mm 60mm;margin:5mm}body{font:12pt/15pt sans-serif;margin:0}"
    page += "*{margin:0;orphans:1;widows:1;break-after:auto!important}"
    document = weasyprint.HTML(string=f"<body>{html}").render(stylesheets=[weasyprint.CSS(string=page + style)])
    return faults_of(document.pages, most)


FILL = '<p style="height:120pt">a</p>'
LAYOUTS = {
    "heading left behind": (
        f"{FILL}<h2>Why?</h2><p>Because</p>",
        "the heading 'Why?' stands alone at the end of page 1",
    ),
    "box's title left behind": (
        f'{FILL}<div class="bw-box"><p class="bw-box__title">Stop if</p><p>it hurts</p></div>',
        "the heading 'Stop if' stands alone at the end of page 1",
    ),
    "step split": (
        f'{FILL}<ol class="bw-steps"><li>Stand up<br>slowly</li></ol>',
        "'Stand upslowly' is split between two pages",
    ),
    "warnings alone": (
        f'{FILL}<p>b</p><div class="bw-stop-if" style="break-before:page">Stop</div>',
        "the last page, 2, holds nothing but warnings",
    ),
    "too wide": ('<p style="white-space:nowrap">' + "wide " * 40, "' runs off page 1"),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout_faults_are_seen(name: str) -> None:
    html, fault = LAYOUTS[name]
    found = laid(html)
    assert any(fault in each for each in found), found


def test_a_picture_parted_from_its_steps_is_seen() -> None:
    steps = '<ol class="bw-steps"><li>a</li></ol>'
    html = f'<div class="card"><div class="bw-picture">x</div><p style="height:140pt">a</p>{steps}</div>'
    assert "the picture on page 1 is parted from its steps" in laid(html)


def test_good_layout_has_no_faults() -> None:
    assert laid(f'{FILL}<h2 style="break-before:page">Why?</h2><p>Because</p><div class="bw-stop-if">Stop</div>') == []


def test_too_many_pages_are_told() -> None:
    assert laid('<p>a</p><p style="break-before:page">b</p>', most=1) == ["it takes 2 pages, and may take 1"]


def test_letters_that_the_fonts_lack_are_told() -> None:
    assert missing_letters("<p>≤ ≥ µ → ✓ ☐ é ł “quoted”\u2060</p><style>\u4e2d</style>", ASSETS) == []
    assert missing_letters("<p>bone \u9aa8</p>", ASSETS) == ["its letters lack '骨' (U+9AA8)"]


def test_a_handout_loads_nothing(tmp_path: Path) -> None:
    """Neither the network nor a file of this computer."""
    html = (ROOT / "LICENSE").as_uri()
    made = make(
        Job(f'<html lang="en"><title>t</title><body><img alt="x" src="{html}"><p>a', ((12.0, ""),), 0, None, ASSETS)
    )
    assert "MIT" not in words(made.pdf)
    assert made.faults


# Many, and only once


@pytest.fixture
def small_site(project: Project) -> Path:
    """The small project with this site's templates, built."""
    shutil.copytree(TEMPLATES, project.root / "templates")
    library, folder = project.library(), project.root / "site"
    for page in library.pages.values():
        file = folder / page.url / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        slot = '<span class="bw-handouts" data-bonewise="handouts"></span>'
        file.write_text(f"<html><head></head><body>{built(library, page)}{slot}</body></html>", "utf-8")
    return folder


def test_handouts_are_made_linked_and_the_same_again(project: Project, small_site: Path) -> None:
    library = project.library()
    steps: list[tuple[int, int]] = []
    made = write_handouts(library, small_site, lambda done, total: steps.append((done, total)))
    files = sorted(file.name for file in (small_site / "handouts").iterdir())
    assert files == ["bridge-large.pdf", "bridge.pdf", "first-weeks-large.pdf", "first-weeks.pdf", "osteopenia.pdf"]
    assert steps[-1] == (5, 5)
    finish(library, small_site, made.names)
    page = (small_site / "exercises" / "bridge" / "index.html").read_text("utf-8")
    links = re.findall(r'<a class="bw-button[^>]*href="([^"]*)"[^>]*>([^<]*)</a>', page)
    assert [link for link, _ in links] == ["../../handouts/bridge.pdf", "../../handouts/bridge-large.pdf"]
    assert re.fullmatch(r"PDF in large print \(\d+ KB\)", links[1][1])
    assert 'data-bonewise="handouts"' not in page
    before = {name: (small_site / "handouts" / name).read_bytes() for name in files}
    shutil.rmtree(project.root / ".bonewise")
    write_handouts(library, small_site)
    assert {name: (small_site / "handouts" / name).read_bytes() for name in files} == before


def test_pages_without_handouts_have_no_links(project: Project, small_site: Path) -> None:
    finish(project.library(), small_site)
    page = (small_site / "exercises" / "bridge" / "index.html").read_text("utf-8")
    assert "handouts/bridge" not in page
    assert 'data-bonewise="handouts"' not in page


class Press:
    """Stands in for the printer and counts."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.jobs: list[Job] = []
        monkeypatch.setattr(printing, "make", self.make)
        monkeypatch.setattr(printing, "LITTLE", 10**9)

    def make(self, job: Job) -> Made:
        self.jobs.append(job)
        return Made(f"%PDF {len(self.jobs)}".encode(), 1)


def test_only_what_changed_is_printed_again(
    project: Project, small_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = Press(monkeypatch)
    library = project.library()
    write_handouts(library, small_site)
    assert len(press.jobs) == 5
    write_handouts(library, small_site)
    assert len(press.jobs) == 5
    page = small_site / "condition" / "osteopenia" / "index.html"
    page.write_text(page.read_text("utf-8").replace("</h1>", "</h1><p>New.</p>"), "utf-8")
    write_handouts(library, small_site)
    assert len(press.jobs) == 6
    style = project.root / "templates" / "assets" / "handout.css"
    style.write_text(style.read_text("utf-8") + "p{color:#111}", "utf-8")
    write_handouts(library, small_site)
    assert len(press.jobs) == 11


def test_a_change_of_any_module_that_shapes_a_file_makes_it_anew() -> None:
    """All of ours that `pdf.py` imports, and what those import."""
    folder, waiting, found = Path(kept.__file__).parent, ["pdf.py"], set()
    while waiting:
        name = waiting.pop()
        found.add(name)
        text = (folder / name).read_text("utf-8")
        near = {f"{each}.py" for each in re.findall(r"^from bonewise\.finishing\.handouts\.(\w+) import", text, re.M)}
        waiting += sorted(near - found)
    assert found == set(kept._MAKERS)


@pytest.mark.parametrize("spoil", ["pdf", "json", "gone"])
def test_a_spoilt_cache_is_printed_again(tmp_path: Path, spoil: str) -> None:
    cache = HandoutCache(tmp_path, Path(ASSETS))
    job = Job("<p>a", ((12.0, ""),), 0, None, ASSETS)
    key = cache.key(job)
    cache.put(key, Made(b"%PDF", 2, ("a fault",)))
    assert cache.get(key) == Made(b"%PDF", 2, ("a fault",))
    if spoil == "pdf":
        (cache.folder / f"{key}.pdf").write_bytes(b"%PD")
    elif spoil == "json":
        (cache.folder / f"{key}.json").write_text('{"pages": "many"}', "utf-8")
    else:
        (cache.folder / f"{key}.pdf").unlink()
    assert cache.get(key) is None


def test_faults_are_findings_with_a_mend_even_from_the_cache(
    project: Project, small_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = Press(monkeypatch)
    monkeypatch.setattr(press, "make", lambda job: Made(b"%PDF", 2, ("it takes 2 pages, and may take 1",)))
    monkeypatch.setattr(printing, "make", press.make)
    for _ in range(2):
        found = write_handouts(project.library(), small_site).findings
        assert (found[0].place.path, found[0].rule, found[0].level) == (
            "content/condition/osteopenia.md",
            "handout-layout",
            "warning",
        )
        assert found[0].what == "in the handout 'osteopenia.pdf', it takes 2 pages, and may take 1"


def test_without_pango_a_notice_gives_the_command(
    project: Project, small_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(job: Job) -> Made:
        raise NoPrinterError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(printing, "make", lacking)
    monkeypatch.setattr(printing, "LITTLE", 10**9)
    made = write_handouts(project.library(), small_site)
    assert made.names == frozenset()
    assert not list((small_site / "handouts").glob("*.pdf")) if (small_site / "handouts").exists() else True
    (found,) = made.findings
    assert found.level == "notice"
    assert "libpango-1.0-0" in found.what
    assert "sudo apt-get install libpango-1.0-0" in found.mend


def test_a_project_without_the_template_has_no_handouts(project: Project, tmp_path: Path) -> None:
    assert write_handouts(project.library(), tmp_path).names == frozenset()


# All of this site's


@pytest.mark.slow
def test_every_handout_of_this_site(library: Library, site_with_handouts: Path) -> None:
    """No fault of layout; the standard holds; every exercise's duties, every disclaimer, and live addresses."""
    made = write_handouts(library, site_with_handouts)
    assert [finding.what for finding in made.findings] == []
    assert library.disclaimer is not None
    for name in sorted(made.names):
        pdf = (site_with_handouts / "handouts" / f"{name}.pdf").read_bytes()
        report = validate_pdf_bytes(pdf, profile=ValidationProfile.PDF_UA_1)
        assert [failure.message for failure in report.failures] == [], name
        text = words(pdf)
        assert bare(library.disclaimer.short) in text, name
        page = library.by_id(name.removesuffix("-large"))
        assert page is not None
        assert (site_with_handouts / page.url / "index.html").is_file()
        for exercise in shown(library, page):
            assert [each for each in duties(library, exercise) if each not in text] == [], name
        if page.kind == "exercise":
            assert len(pdf) <= 40_000, name
        pictures = [element for kind, element in tags(pdf) if kind == "/Figure"]
        if page_count(pdf) == 3 and len(pictures) == 1:  # the code
            assert len(pdf) <= 25_000, name


def page_count(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def shown(library: Library, page: Page) -> list[Any]:
    if page.id in library.exercises:
        return [library.exercises[page.id]]
    if isinstance(page, Programme):
        return [library.exercises[name] for part in page.schedule for name in part.exercises]
    return []


@pytest.fixture(scope="module")
def site_with_handouts(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real site: what is written here is not for other tests."""
    folder = tmp_path_factory.mktemp("handouts") / "site"
    shutil.copytree(site, folder)
    return folder
