"""The search in Firefox, as people have it: keys, names and roles, what is read out, 320 px, disk, no scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from firefox import Firefox, find_firefox

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PAGE = "condition/osteopenia/"
_BOX = "document.querySelector('[role=combobox]')"
_FIRST = "document.querySelector('#bw-found > [role=option]')"


def _start(folder: Path, **preferences: object) -> Firefox:
    path = find_firefox()
    if path is None:
        pytest.skip("no Firefox on this machine; on Debian: apt-get install firefox-esr")
    return Firefox(path, folder, **preferences)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    running = _start(tmp_path_factory.mktemp("firefox"))
    yield running
    running.close()


def typed(firefox: Firefox, words: str) -> None:
    firefox.keys(words)
    firefox.wait(f"document.getElementById('bw-found').dataset.query === {words!r}")


def test_keys_names_roles_and_what_is_read_out(firefox: Firefox, address: str) -> None:
    firefox.go(address + PAGE)
    assert not firefox.run("performance.getEntriesByType('resource').some((each) => each.name.includes('search'))")
    firefox.keys("/")
    typed(firefox, "thin bones")
    assert firefox.run(f"{_BOX}.ariaExpanded") == "true"
    assert firefox.run("document.getElementById('bw-found').role") == "listbox"
    assert firefox.run(f"{_FIRST}.textContent").startswith("What osteopenia means Guide ")
    assert "pages found" in firefox.wait("document.querySelector('.bw-search [role=status]').textContent")
    firefox.keys("ArrowDown")
    assert firefox.run(f"{_BOX}.getAttribute('aria-activedescendant')") == firefox.run(f"{_FIRST}.id")
    firefox.keys("Escape")
    assert firefox.run(f"{_BOX}.ariaExpanded") == "false"
    firefox.keys("ArrowDown", "Enter")
    firefox.wait(f"location.href === {address + 'condition/osteopenia/'!r} && document.readyState === 'complete'")


def test_link_with_words_opens_the_search(firefox: Firefox, address: str) -> None:
    firefox.go(f"{address}{PAGE}?q=chest+pain")
    assert "Call 999" in firefox.wait(f"{_FIRST} && {_FIRST}.textContent")


def test_fits_into_320_pixels(firefox: Firefox, address: str) -> None:
    firefox.resize(320, 640)
    firefox.go(f"{address}{PAGE}?q=stairs")
    firefox.wait(_FIRST + " !== null")
    assert firefox.run("document.documentElement.scrollWidth") <= 320
    assert firefox.run(f"{_FIRST}.getBoundingClientRect().height") >= 44
    firefox.resize(1280, 900)


def test_works_from_a_disk(firefox: Firefox, site: Path) -> None:
    firefox.go((site / PAGE / "index.html").as_uri())
    firefox.run(f"{_BOX}.focus()")
    typed(firefox, "heel drop")
    firefox.keys("Enter")
    firefox.wait("location.href.endsWith('/exercises/heel-drop/index.html')")


def test_without_scripts_there_is_a_link_to_the_a_to_z(tmp_path: Path, address: str) -> None:
    plain = _start(tmp_path, **{"javascript.enabled": False})
    try:
        plain.go(address + PAGE)
        assert plain.run("getComputedStyle(document.querySelector('.bw-search')).display") == "none"
        assert plain.run("document.querySelector('.bw-without-script').checkVisibility()") is True
        assert plain.run("document.querySelector('.bw-without-script').href") == f"{address}about/a-to-z/"
    finally:
        plain.close()
