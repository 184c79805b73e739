"""`bonewise offline`: what the copy holds, that its links work on a disk, that it is always the same; ZIM for Kiwix."""

from __future__ import annotations

import shutil
import socket
import struct
import subprocess
import sys
import time
import urllib.request
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from offline_copies import dead_links, loaded_from_elsewhere

from bonewise.cli import main
from bonewise.model import Library, Place
from bonewise.offline import Copy, OfflineError, copy_site, write_zip
from bonewise.offline.illustration import illustration
from bonewise.offline.linking import relinked
from bonewise.proofing.addresses import Site
from bonewise.reading import read

ROOT = Path(__file__).parent.parent
#: Without PDFs, and on a machine of two cores (issue 9).
MOST_BYTES, MOST_SECONDS = 5_000_000, 10


@pytest.fixture(scope="module")
def library() -> Library:
    return read(ROOT)[0]


@pytest.fixture(scope="module")
def copy(library: Library, site: Path) -> Copy:
    return copy_site(library, site)


# ---- What it holds ----


def test_every_link_leads_to_a_file_and_a_section(copy: Copy) -> None:
    assert list(dead_links(copy.files)) == []
    broken = {"index.html": b'<a href="a/">x</a><a href="a/index.html#no">y</a>', "a/index.html": b"<p id=yes>"}
    assert list(dead_links(broken)) == ["index.html: a/", "index.html: a/index.html#no"]  # it can fail


def test_nothing_is_loaded_from_elsewhere(copy: Copy) -> None:
    assert list(loaded_from_elsewhere(copy.files)) == []
    assert list(loaded_from_elsewhere({"a.html": b'<img src="//a.example/b.png">'})) == ["a.html: //a.example/b.png"]


def test_every_page_is_there_and_what_needs_a_server_is_not(copy: Copy, library: Library) -> None:
    for page in library.pages.values():
        assert f"{page.url}index.html" in copy.files
    assert "START-HERE.html" in copy.files
    for start in ("embed/", "sw.js", "404.html", "offline.html", "feed.xml", "sitemap", "assets/javascripts/lunr"):
        assert [name for name in copy.files if name.startswith(start)] == []
    assert "assets/search.js" in copy.files
    assert "handouts/builder-data.js" in copy.files


def test_first_page_is_named_after_the_site_and_its_age(copy: Copy, library: Library) -> None:
    text = copy.files["START-HERE.html"].decode()
    assert library.settings.site_name in text
    assert "Its newest text was reviewed on " in text
    assert "$" not in text


def test_pdfs_are_taken_or_left(library: Library, site: Path, tmp_path: Path) -> None:
    built = tmp_path / "site"
    shutil.copytree(site, built, ignore=shutil.ignore_patterns("embed", "javascripts"))
    with pytest.raises(OfflineError, match="no handouts were made; run bonewise build"):
        copy_site(library, built, handouts=True)
    (built / "handouts/walking.pdf").write_bytes(b"%PDF")
    page = built / "exercise/walking/index.html"
    page.write_text(
        page.read_text("utf-8").replace("</article>", '<a href="../../handouts/walking.pdf">PDF</a></article>')
    )
    with_them = copy_site(library, built)
    assert with_them.handouts == 1
    assert b'href="../../handouts/walking.pdf"' in with_them.files["exercise/walking/index.html"]
    without = copy_site(library, built, handouts=False)
    assert without.handouts == 0
    live = f'href="{library.settings.site_url}handouts/walking.pdf"'.encode()
    assert live in without.files["exercise/walking/index.html"]  # for those who are online


# ---- Links ----

LINKS = {
    # as it stands on the page `a/b/index.html`: as it must stand in the copy
    '<a href="../">': '<a href="../index.html">',
    '<a href="../../">': '<a href="../../index.html">',
    '<a href=".">': '<a href="index.html">',
    "<a href='../c/#d'>": '<a href="../c/index.html#d">',
    '<a href="../c/?q=1&amp;r=2#d">': '<a href="../c/index.html?q=1&amp;r=2#d">',
    '<a class="x>y" href="/site/a/c/">': '<a class="x>y" href="../c/index.html">',
    '<form action="../c/">': '<form action="../c/index.html">',
    '<a href="https://bones.example/site/a/c/">': '<a href="../c/index.html">',
    '<a href="https://bones.example/site/gone/">': '<a href="https://bones.example/site/gone/">',
    '<a href="../gone/">': '<a href="https://bones.example/site/a/gone/">',
    '<link rel="alternate" href="../../feed.xml">': "",  # the theme would ask for more
    '<meta name="text-edition" content="0123456789ab">': "",
    '<link rel="preload" as="font" href="../a.woff2" crossorigin>': "",
    '<link rel="stylesheet" href="../c/">': '<link rel="stylesheet" href="../c/index.html">',
}
#: These stay as they are.
LEFT = (
    '<a href="#d">',
    '<a href="">',
    '<a href="mailto:a@b.example?subject=x">',
    '<a href="tel:999">',
    '<a href="https://elsewhere.example/a/">',
    '<a href="//elsewhere.example/">',
    '<a href="https://bones.example/other/">',
    '<a href="http://[bad">',
    '<link rel="canonical" href="https://bones.example/site/a/c/">',
    '<code>&lt;a href="../c/"&gt;</code>',
    '<abbr title="a href=">',
    '<a data-href="../c/">',
)


@pytest.fixture
def small(library: Library) -> Site:
    settings = replace(library.settings, site_url="https://bones.example/site/")
    return Site(settings, frozenset({"index.html", "a/index.html", "a/b/index.html", "a/c/index.html"}), {})


@pytest.mark.parametrize(("written", "expected"), [*LINKS.items(), *((each, each) for each in LEFT)])
def test_address_on_a_disk(written: str, expected: str, small: Site) -> None:
    assert relinked(written, "a/b/index.html", small) == expected
    assert relinked(expected, "a/b/index.html", small) == expected  # twice changes nothing more


# ---- ZIP ----


def test_what_cannot_be_written_leaves_the_old_file_and_nothing_else(copy: Copy, tmp_path: Path) -> None:
    target = tmp_path / "copy.zip"
    target.write_bytes(b"old")
    broken = replace(copy, files=MappingProxyType({"index.html": b"", "torn": None}))  # type: ignore[dict-item]
    with pytest.raises(TypeError):
        write_zip(broken, target)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_same_site_gives_the_same_bytes(copy: Copy, library: Library, site: Path, tmp_path: Path) -> None:
    start = time.process_time()
    size = write_zip(copy, tmp_path / "a.zip")
    assert time.process_time() - start < MOST_SECONDS
    assert size < MOST_BYTES
    (site / "sources.json").touch()  # times of files tell nothing
    write_zip(copy_site(library, site), tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "b.zip"]  # nothing half-made stays


def test_zip_holds_the_copy_in_one_folder(copy: Copy, tmp_path: Path) -> None:
    write_zip(copy, tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.testzip() is None
        assert {name: archive.read(f"{copy.slug}/{name}") for name in copy.files} == dict(copy.files)
        assert all(name.startswith(f"{copy.slug}/") for name in archive.namelist())
        assert len(archive.namelist()) == len(copy.files)


# ---- The command ----


def run(*options: str | Path) -> int:
    return main(["offline", "--root", str(ROOT), *map(str, options)])


def test_command_tells_what_it_wrote(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--site-dir", site, tmp_path / "a.zip") == 0
    told = capsys.readouterr().out
    assert str(tmp_path / "a.zip") in told
    assert "no PDFs" in told


def test_command_refuses_what_cannot_be(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for options, words in (
        (("--site-dir", tmp_path, tmp_path / "a.zip"), "run bonewise build, or give --site-dir"),
        (("--site-dir", site, site / "a.zip"), "lies in the site that it would hold"),
        (("--site-dir", site, tmp_path / "no" / "a.zip"), "make it, or name a file elsewhere"),
        (("--site-dir", site, "--handouts", tmp_path / "a.zip"), "no handouts were made"),
    ):
        assert run(*options) == 2
        assert words in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_command_says_how_to_get_libzim(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "libzim", None)
    assert run("--site-dir", site, "--zim", tmp_path / "a.zim") == 2
    assert "-m pip install 'libzim>=3.4'" in capsys.readouterr().err


# ---- ZIM ----


@pytest.fixture(scope="module")
def zim(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("libzim", reason="libzim is not installed; pip install libzim")
    file = tmp_path_factory.mktemp("zim") / "a.zim"
    start = time.process_time()
    assert run("--site-dir", site, "--zim", file) == 0
    assert time.process_time() - start < MOST_SECONDS
    return file


def test_zim_is_whole_small_and_named(zim: Path, copy: Copy, library: Library) -> None:
    from libzim.reader import Archive

    archive = Archive(zim)
    assert archive.check()
    assert zim.stat().st_size < MOST_BYTES
    assert archive.main_entry.get_item().path == "index.html"
    assert archive.get_metadata("Title").decode() == library.settings.site_name
    assert archive.get_metadata("Date").decode() == copy.day.isoformat()
    assert len(archive.get_metadata("Description").decode()) <= 80
    assert archive.has_illustration(48)
    for name, data in copy.files.items():
        if name not in ("START-HERE.html", "assets/start-here.css"):
            assert bytes(archive.get_entry_by_path(name).get_item().content) == data
    folder = archive.get_entry_by_path("exercises/sit-to-stand/")
    assert folder.get_redirect_entry().path == "exercises/sit-to-stand/index.html"


SEARCHES = {
    "sit to stand": "exercises/sit-to-stand/index.html",
    "osteopenia": "condition/osteopenia/index.html",
    "sore back": "spine/back-pain/index.html",
    "calcium": "condition/calcium/index.html",
}


@pytest.mark.parametrize(("words", "page"), SEARCHES.items())
def test_zim_finds_pages_by_their_words(zim: Path, words: str, page: str) -> None:
    from libzim.reader import Archive
    from libzim.search import Query, Searcher

    search = Searcher(Archive(zim)).search(Query().set_query(words))
    assert page in list(search.getResults(0, 5))
    # Menus stand on all pages, and are not what a page is about.
    menus = Searcher(Archive(zim)).search(Query().set_query("Skip to the text"))
    assert menus.getEstimatedMatches() < 60


def test_zim_completes_titles(zim: Path) -> None:
    from libzim.reader import Archive
    from libzim.suggestion import SuggestionSearcher

    assert "exercises/sit-to-stand/index.html" in list(
        SuggestionSearcher(Archive(zim)).suggest("sit to").getResults(0, 3)
    )


def test_same_site_gives_the_same_zim(zim: Path, site: Path, tmp_path: Path) -> None:
    assert run("--site-dir", site, "--zim", tmp_path / "b.zim") == 0
    assert zim.read_bytes() == (tmp_path / "b.zim").read_bytes()


@pytest.fixture
def kiwix(zim: Path) -> Iterator[str]:
    """kiwix-serve with our file; its address."""
    program = shutil.which("kiwix-serve")
    if program is None:
        pytest.skip("no kiwix-serve on this machine; on Debian: apt-get install kiwix-tools")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [program, "--port", str(port), "--address", "127.0.0.1", str(zim)], stdout=subprocess.DEVNULL
    )
    try:
        for _ in range(100):
            try:
                ask(address)
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def ask(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        text: str = answer.read().decode()
        return text


def test_kiwix_shows_and_searches_it(kiwix: str, library: Library) -> None:
    assert library.settings.site_name in ask(f"{kiwix}/catalog/v2/entries")
    assert 'id="page-title">What osteopenia means' in ask(f"{kiwix}/a/condition/osteopenia/index.html")
    assert 'id="page-title">Sit to stand' in ask(f"{kiwix}/a/exercises/sit-to-stand/")  # as scripts ask for it
    assert "/a/exercises/stair-climbing/index.html" in ask(f"{kiwix}/search?content=a&pattern=stairs")


# ---- Its picture ----


def test_picture_is_a_png_in_the_accent() -> None:
    accents = MappingProxyType({"light": ("#6a2c91", Place("mkdocs.yml"))})
    data = illustration(accents, 48)
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", data[16:24]) == (48, 48)
    length = struct.unpack(">I", data[33:37])[0]
    rows = zlib.decompress(data[41 : 41 + length])
    assert len(rows) == 48 * (1 + 48 * 4)
    assert rows[1:4] == bytes.fromhex("6a2c91")
    assert {rows[at] for at in (4, 24 * 193 + 24 * 4 + 4)} == {0}  # corner and middle are free
    assert rows[24 * 193 + 6 * 4 + 4] == 255
    assert illustration({}, 48) != data
