"""The search as readers meet it: keys, names and roles, what is read out, without scripts, from a disk, by a link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
PAGE = "condition/osteopenia/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A wide window; a script's error fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def box(page: Page):  # type: ignore[no-untyped-def]
    return page.get_by_role("combobox", name="Search this site")


def results(page: Page):  # type: ignore[no-untyped-def]
    return page.get_by_role("listbox", name="Found").get_by_role("option")


def search(page: Page, words: str) -> None:
    box(page).fill(words)
    expect(page.locator("#bw-found")).to_have_attribute("data-query", words)


def test_nothing_of_it_is_fetched_before_the_box_is_entered(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + PAGE)
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "search" in url] == []
    box(page).focus()
    expect(results(page).first).to_be_visible()
    assert {url.rsplit("/", 1)[1] for url in asked if "search" in url} >= {"search.js", "search-box.js", "root.js"}


def test_results_are_options_with_title_kind_and_words(page: Page, address: str) -> None:
    page.goto(address + PAGE)
    search(page, "sit to stand")
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    first = results(page).first
    assert first.inner_text().split("\n")[:2] == ["Sit to stand", "Exercise"]
    assert "stand" in first.locator("mark").all_inner_texts()
    assert first.get_attribute("href") == f"{address}exercises/sit-to-stand/"


def test_keys_lead_in_along_and_out(page: Page, address: str) -> None:
    page.goto(address + PAGE)
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    search(page, "vitamin d")
    expect(box(page)).not_to_have_attribute("aria-activedescendant", re.compile("."))
    page.keyboard.press("ArrowDown")
    expect(box(page)).to_have_attribute("aria-activedescendant", "bw-found-0")
    expect(results(page).first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")  # back to what was typed
    expect(box(page)).not_to_have_attribute("aria-activedescendant", re.compile("."))
    page.keyboard.press("ArrowUp")  # and round to the last
    expect(results(page).last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    expect(box(page)).to_have_value("vitamin d")
    page.keyboard.press("Escape")
    expect(box(page)).to_have_value("")
    box(page).fill("vitamin d")
    page.keyboard.press("Enter")  # at once, before the answer came
    page.wait_for_url("**/condition/vitamin-d/")


def test_the_key_can_be_turned_off_for_good(page: Page, address: str) -> None:
    """WCAG 2.1.4: who steers by voice may say the sign by chance."""
    page.goto(address + PAGE)
    page.keyboard.press("/")
    expect(results(page).first).to_be_visible()
    switch = page.get_by_role("switch", name="The key / opens this search")
    expect(switch).to_be_checked()
    switch.click()
    expect(switch).not_to_be_checked()
    page.goto(f"{address}condition/t-score/")
    page.keyboard.press("/")
    expect(box(page)).not_to_be_focused()


def test_letters_typed_elsewhere_are_left_alone(page: Page, address: str) -> None:
    page.goto(f"{address}exercises/")
    page.locator(".bw-filter select").first.focus()
    page.keyboard.press("/")
    expect(box(page)).not_to_be_focused()


def test_count_is_read_out_once_typing_rests(page: Page, address: str) -> None:
    page.goto(address + PAGE)
    said = page.locator(".bw-search [role=status]")
    search(page, "thin bones")
    expect(said).to_have_text(re.compile(r"^\d+ pages found$"))
    search(page, "ostopenia")
    expect(said).to_have_text(re.compile(r"for “osteopenia”. Did you mean that\?$"))
    search(page, "chest pain")
    expect(said).to_have_text(re.compile(r"^Get help now comes first\. \d+ pages found$"))
    assert "Call 999" in results(page).first.inner_text()


@pytest.mark.parametrize("width", [360, 1280])
def test_left_before_its_scripts_came_it_closes_and_stays_closed(page: Page, address: str, width: int) -> None:
    """Over a slow line the focus goes through the box and on; what comes late must not lie over the page."""
    held: list[str] = []
    page.set_viewport_size({"width": width, "height": 800})
    page.route(re.compile(r"/assets/search"), lambda route: held.append(route.request.url))
    page.goto(address + PAGE)
    page.keyboard.press("/")
    expect(page.locator("#__search")).to_be_checked()
    page.keyboard.type("scan")
    while page.evaluate("Boolean(document.activeElement.closest('.md-search'))"):
        page.keyboard.press("Tab")
    expect(page.locator("#__search")).not_to_be_checked()
    assert held
    page.unroute_all()  # which lets go what was held
    expect(page.locator("#bw-found")).to_have_attribute("data-query", "scan")
    expect(page.locator("#__search")).not_to_be_checked()
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    assert page.evaluate("!document.activeElement.closest('.md-search')"), "the focus was pulled back"


def test_whoever_leaves_as_it_opens_stays_where_they_are(page: Page, address: str) -> None:
    """On a phone the box slides in before it takes the focus."""
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(address + PAGE)
    page.evaluate("""() => {
      const [tool, link] = [document.querySelector(".bw-tool--search"), document.querySelector(".md-content a[href]")];
      tool.focus();
      tool.click();
      link.focus();
    }""")
    page.wait_for_timeout(400)
    assert page.evaluate("document.activeElement === document.querySelector('.md-content a[href]')")
    expect(page.locator("#__search")).not_to_be_checked()
    page.get_by_role("button", name="Search", exact=True).click()
    expect(box(page)).to_be_focused()
    page.locator(".md-content a[href]").first.focus()
    page.wait_for_timeout(200)
    assert page.evaluate("document.activeElement === document.querySelector('.md-content a[href]')")
    expect(page.locator("#__search")).not_to_be_checked()


def test_nothing_found_is_no_dead_end(page: Page, address: str) -> None:
    page.goto(address + PAGE)
    box(page).fill("xyzzyq")
    expect(page.locator(".bw-search [role=status]")).to_have_text(
        "Nothing found for “xyzzyq”. Try another word, or one of these"
    )
    assert results(page).first.get_attribute("href") == f"{address}about/a-to-z/"
    assert len(results(page).all()) >= 4


def test_section_leads_to_its_place(page: Page, address: str) -> None:
    page.goto(address + PAGE)
    search(page, "does osteopenia hurt")
    section = page.locator(".bw-hit--section").first
    expect(section.locator(".bw-hit__text")).not_to_be_empty()
    section.click()
    page.wait_for_url(re.compile(r"#"))
    assert page.locator(page.evaluate("location.hash")).count() == 1


def test_link_with_words_opens_the_search(page: Page, address: str) -> None:
    page.goto(f"{address}{PAGE}?q=bone+scan")
    expect(box(page)).to_have_value("bone scan")
    expect(results(page).first).to_contain_text("Your bone density scan")


def test_words_of_a_link_are_text_and_never_markup(page: Page, address: str) -> None:
    page.goto(f"{address}{PAGE}?q=%3Cxyzzyq%3E")
    expect(page.locator(".bw-search__count")).to_contain_text("Nothing found for “<xyzzyq>”")
    assert page.locator("xyzzyq").count() == 0


def test_failing_files_lead_to_the_a_to_z(page: Page, address: str) -> None:
    page.route(re.compile(r"assets/search/\w+/"), lambda route: route.abort())
    page.goto(address + PAGE)
    box(page).fill("walking")
    expect(page.locator(".bw-search__count")).to_have_text(
        "The search could not be loaded. The A to Z works without it"
    )
    assert [each.inner_text().split("\n")[0] for each in results(page).all()] == ["A to Z"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_open_search_is_sound_and_fits(browser: Browser, address: str, width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 640},
        color_scheme=scheme,
        reduced_motion="reduce",  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.goto(address + PAGE)
    if width < 960:
        page.get_by_role("button", name="Search", exact=True).click()
        expect(box(page)).to_be_focused()
    search(page, "chest pain")
    page.keyboard.press("ArrowDown")
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("[...document.querySelectorAll('.bw-hit')].every((each) => each.offsetHeight >= 44)")
    page.keyboard.press("Escape")
    if width < 960:
        expect(page.get_by_role("button", name="Search", exact=True)).to_be_focused()
    context.close()


def test_works_from_a_disk(browser: Browser, site: Path) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto((site / PAGE / "index.html").as_uri())
    search(page, "heel drop")
    results(page).first.click()
    page.wait_for_url("**/heel-drop/index.html")
    context.close()


def test_without_scripts_a_link_leads_to_the_same_words(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 700})
    page = context.new_page()
    page.goto(address + PAGE)
    assert not box(page).is_visible()
    page.get_by_role("navigation", name="Top of the page").get_by_role("link", name="A to Z").click()
    page.wait_for_url("**/about/a-to-z/")
    article = page.get_by_role("article")
    for words in ("Thin bones: What osteopenia means", "Dolor de espalda: Back pain and thin bones"):
        assert article.get_by_role("link", name=words, exact=True).count() == 1, words
    assert article.locator("[lang=es]").count() > 20
    context.close()


def test_policy_of_the_pages_is_kept(page: Page, address: str) -> None:
    """Each page allows scripts, styles and pictures from its own site alone: no text of a page is run or drawn."""
    broken: list[str] = []
    page.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)
    page.goto(address + PAGE)
    assert "script-src 'self';" in (
        page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""
    )
    search(page, "chest pain")
    search(page, "heel drop")
    expect(page.locator(".bw-hit__picture").first).to_have_js_property("complete", True)
    page.keyboard.press("ArrowDown")
    assert broken == []


def test_a_key_is_answered_within_a_frame(page: Page, address: str) -> None:
    """Warm, a letter must cost less than 16 ms; the middle of many, so that a busy machine does not matter."""
    page.goto(address + PAGE)
    search(page, "osteoporosis and back pain")
    times = page.evaluate("""async () => {
      const index = bonewiseSearch.open(new URL("assets/", document.querySelector(".bw-brand").href).href), times = [];
      const words = "osteoporosis and back pain";
      for (let turn = 0; turn < 2; turn++) {
        for (let at = 1; at <= words.length; at++) {
          const start = performance.now();
          await index.search(words.slice(0, at), { limit: 8 });
          if (turn) times.push(performance.now() - start);
        }
      }
      return times.sort((a, b) => a - b);
    }""")
    assert times[len(times) // 2] <= 16
