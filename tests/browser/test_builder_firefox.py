"""The handout builder in Firefox, as people have it: by keys, printed, from its link, and without the network."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from firefox import Firefox, find_firefox

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SIX = ["sit-to-stand", "heel-raise", "wall-push-up", "side-leg-lift", "heel-to-toe-stand", "brisk-walking"]
TITLES = "[...document.querySelectorAll('.bw-sheet__exercise .bw-sheet__title')].map((each) => each.textContent).join()"
#: What was fetched since the page was loaded, but for the script about copies, which every page fetches at rest.
LATER = """performance.getEntriesByType('resource')
  .filter((each) => each.startTime > globalThis.ready && !each.name.endsWith('/offline.js')).length"""


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    path = find_firefox()
    if path is None:
        pytest.skip("no Firefox on this machine; on Debian: apt-get install firefox-esr")
    running = Firefox(path, tmp_path_factory.mktemp("firefox"))
    yield running
    running.close()


def opened(firefox: Firefox, address: str) -> None:
    firefox.go("about:blank")  # the fragment alone would not load the page again
    firefox.go(address)
    firefox.wait("!document.querySelector('#handout-builder').hidden")
    firefox.run("globalThis.ready = performance.now()")


def tab_to(firefox: Firefox, there: str, back: bool = False) -> None:
    for _ in range(200):
        if firefox.run(there):
            return
        if back:
            firefox.shift_tab()
        else:
            firefox.keys("Tab")
    raise AssertionError(f"no key leads to it: {there}")


def test_six_exercises_by_keys_then_print_then_the_link(firefox: Firefox, address: str, tmp_path: Path) -> None:
    opened(firefox, f"{address}handout-builder/")
    firefox.run("{ const title = document.querySelector('#page-title'); title.tabIndex = -1; title.focus(); }")
    tab_to(firefox, "document.activeElement.name === 'bw-builder-group'")
    firefox.keys("ArrowDown")
    for name in SIX:
        box = "document.querySelector('#handout-builder input[type=search]')"
        tab_to(firefox, f"document.activeElement === {box}", back=name != SIX[0])
        firefox.run(f"{box}.select()")
        firefox.keys(name.replace("-", " "))
        tab_to(firefox, f"document.activeElement.dataset.key === 'add-{name}'")
        # A Firefox that no window manager has put in front clicks no button by key.
        firefox.run("document.activeElement.click()")
    titles = ["1. Sit to stand", "2. Heel raise", "3. Wall push-up", "4. Side leg lift", "5. Heel-to-toe stand"]
    assert firefox.run(TITLES) == ",".join([*titles, "6. Brisk walking"])
    tab_to(firefox, "document.activeElement.labels?.[0]?.textContent === 'Prepared for'")
    firefox.keys("Mrs Unlikely Name")
    assert firefox.run(LATER) == 0
    _printed(firefox, tmp_path / "sheet.pdf")
    link = firefox.run("location.href")
    assert "Unlikely" not in link
    opened(firefox, link)
    assert firefox.run(TITLES) == ",".join([*titles, "6. Brisk walking"])
    assert "Unlikely" not in firefox.run("document.querySelector('.bw-sheet').textContent")


def _printed(firefox: Firefox, file: Path) -> None:
    """The sheet is in the print and the builder is not. Firefox draws bold letters of our font, so it finds no text."""
    file.write_bytes(firefox.pdf())
    if shutil.which("pdftotext"):
        text = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
        for each in ("Lift your heels slowly", "chest pain, a faint", "you get sudden or sharp back pain"):
            assert each in " ".join(text.split())
        assert "Remove" not in text


def test_what_a_group_must_not_do_is_not_on_its_sheet(firefox: Firefox, address: str) -> None:
    opened(firefox, f"{address}handout-builder/#g=spine-fracture&x=heel-drop&x=sit-to-stand")
    assert "Heel drop" not in firefox.run(TITLES)
    assert firefox.run("document.querySelector('#handout-builder').textContent.includes('Heel drop')")
