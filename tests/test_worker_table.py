"""What the build writes into the service worker; what the worker does is in `browser/test_worker.py`."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from small_project import Project

from bonewise.cli import main
from bonewise.finishing import worker
from bonewise.finishing.offline_page import write_offline_page
from bonewise.finishing.text_edition import text_edition
from bonewise.finishing.worker import write_worker
from bonewise.model import Library
from bonewise.reading import read
from bonewise.reading.settings import SettingsError

ROOT = Path(__file__).parent.parent


def table(site: Path) -> dict[str, Any]:
    """The table of a built worker."""
    found = re.search(r"^const TABLE = (.*);$", (site / "sw.js").read_text("utf-8"), re.M)
    assert found
    return json.loads(found[1]) if '"edition"' in found[1] else {}


@pytest.fixture
def library() -> Library:
    return read(ROOT)[0]


@pytest.fixture
def built(site: Path, tmp_path: Path) -> Path:
    """A copy of the real site, to be changed."""
    shutil.copytree(site, tmp_path / "site", ignore=shutil.ignore_patterns("embed", "lunr"))
    return tmp_path / "site"


def parts(made: dict[str, Any]) -> dict[str, str]:
    """All files that are kept when they are used or asked for."""
    return {name: digest for part in made["parts"].values() for name, digest in part.items()}


def test_each_file_is_named_with_what_it_holds(site: Path) -> None:
    made = table(site)
    for name, digest in {**made["first"], **parts(made)}.items():
        file = site / (f"{name}index.html" if not name or name.endswith("/") else name)
        assert hashlib.sha256(file.read_bytes()).hexdigest().startswith(digest)


def test_with_the_worker_come_the_signs_that_cannot_wait_and_little_else(site: Path) -> None:
    first = table(site)["first"]
    assert {"about/emergency/", "offline.html", "assets/offline.js"} <= set(first)
    assert {name for name in first if not name.startswith("assets/")} == {"about/emergency/", "offline.html"}
    assert not any("search" in name or "builder" in name for name in first)


def test_what_a_page_needs_to_stand_is_kept_with_it(site: Path, library: Library) -> None:
    made = table(site)
    for name in ("about/emergency/index.html", "offline.html"):
        for address in re.findall(
            r'<(?:script|link rel="stylesheet")[^>]* (?:src|href)="([^"]*)"', (site / name).read_text()
        ):
            assert address.lstrip("./").lstrip("/") in made["first"]
    assert {"assets/search.js", "assets/search-box.js", "assets/kept.json"} <= set(made["parts"]["search"])
    assert {"handout-builder/", "handouts/builder-data.js", "assets/search.js"} <= set(made["parts"]["builder"])
    assert {page.url for page in library.pages.values()} <= {*made["parts"]["all"], *made["parts"]["builder"]}
    assert not any(name.startswith("embed/") for name in {**made["first"], **parts(made)})


def test_of_a_very_large_site_not_all_pages_are_kept(
    library: Library, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "MOST_PAGES", 50)
    write_worker(library, built, ["a"])
    pages = {name for name in table(built)["parts"]["all"] if not name or name.endswith("/")}
    assert pages == {"", "about/a-to-z/"}


def test_all_of_the_search_is_in_one_file(site: Path) -> None:
    made = table(site)
    kept = json.loads((site / made["bundle"]).read_text("utf-8"))
    assert kept == {file.name: file.read_text("utf-8") for file in (site / made["search"]).iterdir()}


def test_a_change_anywhere_makes_another_worker(library: Library, built: Path) -> None:
    write_worker(library, built, ["a", "b"])
    first = (built / "sw.js").read_bytes()
    write_worker(library, built, ["b", "a"])
    assert (built / "sw.js").read_bytes() == first  # the order of pages is no change
    write_worker(library, built, ["a", "c"])
    assert (built / "sw.js").read_bytes() != first


def test_previews_and_sites_that_want_none_get_an_empty_table(library: Library, built: Path) -> None:
    write_worker(library, built, [])
    assert table(built) == {}
    off = replace(library, settings=replace(library.settings, offline=False))
    write_worker(off, built, ["a"])
    assert table(built) == {}
    write_worker(library, built, ["a"])
    assert table(built)["edition"]


def test_large_search_is_left_out(library: Library, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "MOST_OF_SEARCH", 1000)
    write_worker(library, built, ["a"])
    assert (table(built)["search"], table(built)["bundle"]) == ("", "")
    # The builder searches its own data by the same script.
    assert table(built)["parts"]["search"] == {}
    assert "assets/search.js" in table(built)["parts"]["builder"]


def test_project_without_our_templates_has_no_worker(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "made"
    folder.mkdir()
    write_offline_page(project.library(), folder)
    write_worker(project.library(), folder, ["a"])
    assert list(folder.iterdir()) == []


def test_offline_page_carries_names_of_the_site_and_its_disclaimer(site: Path, library: Library) -> None:
    html = (site / "offline.html").read_text("utf-8")
    assert f"<title>Read it without a connection · {library.settings.site_name}</title>" in html
    assert 'class="bw-disclaimer"' in html
    assert 'href="/about/emergency/"' in html
    assert "We cannot find that page" not in html
    assert "$" not in re.sub(r"<script.*?</script>", "", html, flags=re.S)


def test_mark_tells_texts_apart() -> None:
    one, two, three = (
        f"<title>a</title><article>{text}</article>{rest}" for text, rest in (("x", ""), ("y", ""), ("x", "z"))
    )
    marks = [text_edition(html)[0] for html in (one, two, three)]
    assert marks[0] != marks[1]
    assert marks[0] == marks[2]  # what stands around the text does not count
    assert f'<meta name="text-edition" content="{marks[0]}">' == text_edition(one)[1]


def test_setting_is_yes_or_no(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.replace("mkdocs.yml", "  bonewise:\n", "  bonewise:\n    offline: sometimes\n")
    with pytest.raises(SettingsError, match="'offline' must be true or false"):
        read(project.root)
    assert main(["check", "--root", str(project.root)]) == 2
