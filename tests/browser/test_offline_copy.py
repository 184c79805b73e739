"""The unpacked ZIP in a browser without a server: search, pictures, builder, and not one request to a network."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bonewise.offline import copy_site, write_zip
from bonewise.reading import read

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def unpacked(site: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the unpacked copy, in a folder with a blank and a letter that addresses must quote."""
    folder = tmp_path_factory.mktemp("copy") / "my földer"
    folder.mkdir()
    copy = copy_site(read(ROOT)[0], site)
    write_zip(copy, folder / "copy.zip")
    with zipfile.ZipFile(folder / "copy.zip") as archive:
        archive.extractall(folder)
    return (folder / copy.slug).as_uri() + "/"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Whatever is asked of a network, breaks, or is stopped by the policy, fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    found: list[str] = []
    context.on(
        "request", lambda asked: None if asked.url.startswith(("file:", "data:", "blob:")) else found.append(asked.url)
    )
    context.on("requestfailed", lambda asked: found.append(f"failed: {asked.url}"))
    context.on("weberror", lambda error: found.append(str(error.error)))
    context.on("console", lambda told: found.append(told.text) if "ontent Security" in told.text else None)
    yield context
    context.close()
    assert found == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def search(page: Page, words: str) -> None:
    page.get_by_role("combobox", name="Search this site").fill(words)
    expect(page.locator("#bw-found")).to_have_attribute("data-query", words)


def test_start_here_leads_in(page: Page, unpacked: str) -> None:
    page.goto(f"{unpacked}START-HERE.html")
    letters = page.evaluate("document.fonts.ready.then((fonts) => [...fonts].map((each) => each.status))")
    assert letters == ["loaded", "unloaded"]  # of the rarer signs, the page has none
    # Preloading is asking for style sheets once more, which the page's policy stops.
    assert Axe().run(page, options={"preload": False}).response["violations"] == []
    page.locator("a.open").click()
    expect(page.locator("#page-title")).to_be_visible()
    assert page.url == f"{unpacked}index.html"


def test_links_lead_from_page_to_page(page: Page, unpacked: str) -> None:
    page.goto(f"{unpacked}index.html")
    for name in ("Exercises", "Understand"):
        page.get_by_role("link", name=name, exact=True).first.click()
        expect(page.locator("#page-title")).to_be_visible()
    assert page.url == f"{unpacked}condition/index.html"


def test_search_finds_with_pictures_and_leads_there(page: Page, unpacked: str) -> None:
    page.goto(f"{unpacked}condition/osteopenia/index.html")
    search(page, "sit to stand")
    first = page.get_by_role("option").first
    expect(first).to_contain_text("Sit to stand")
    assert first.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    first.click()
    page.wait_for_url(f"{unpacked}exercises/sit-to-stand/index.html")
    assert page.locator("article svg").count() > 0


def test_builder_makes_a_sheet(page: Page, unpacked: str) -> None:
    page.goto(f"{unpacked}exercises/sit-to-stand/index.html")
    page.get_by_role("link", name="Put it on a handout").click()
    builder = page.locator("#handout-builder")
    expect(builder).to_contain_text("Sit to stand")
    builder.get_by_role("radio").first.check()
    expect(builder.locator(".bw-sheet .bw-picture svg").first).to_be_visible()
    link = builder.locator(".bw-builder__result").filter(has_text="Sit to stand").get_by_role("link").first
    assert str(link.get_attribute("href")) == f"{unpacked}exercises/sit-to-stand/index.html"


def test_page_for_clinics_says_in_words_what_it_cannot_do(page: Page, unpacked: str) -> None:
    page.goto(f"{unpacked}embed-this/index.html")
    expect(page.locator("#page-title")).to_be_visible()
    assert page.locator(".bw-maker").count() == 0


def test_overdue_page_says_so_on_a_disk(context: BrowserContext, unpacked: str) -> None:
    context.clock.set_fixed_time("2028-01-01T12:00:00Z")
    page = context.new_page()
    page.goto(f"{unpacked}spine/back-pain/index.html")
    expect(page.get_by_text("This page is past its review date")).to_be_visible()


def test_colours_that_were_chosen_stay(page: Page, unpacked: str) -> None:
    page.goto(f"{unpacked}index.html")
    page.locator("[data-md-component=palette] button:visible").first.click()
    page.goto(f"{unpacked}condition/osteopenia/index.html")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
