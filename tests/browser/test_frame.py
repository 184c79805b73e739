"""The frame of a page: colours as the system asks until a reader chooses, and a list of sections that goes along."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

ARTICLE = "condition/osteopenia/"


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce").new_page()


@pytest.fixture
def phone(browser: Browser) -> Page:
    return browser.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce").new_page()


def test_until_somebody_chooses_colours_follow_the_system_and_nothing_is_noted(page: Page, address: str) -> None:
    body = page.locator("body")
    page.emulate_media(color_scheme="dark")
    page.goto(f"{address}{ARTICLE}")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.emulate_media(color_scheme="light")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    expect(page.get_by_role("button", name="Switch to dark colours")).to_be_visible()
    expect(page.get_by_role("button", name="Switch to light colours")).to_be_hidden()
    assert page.evaluate("localStorage.length") == 0


def test_what_was_chosen_stays_whatever_the_system_does(page: Page, address: str) -> None:
    body = page.locator("body")
    page.goto(f"{address}{ARTICLE}")
    page.get_by_role("button", name="Switch to dark colours").click()
    page.reload()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.emulate_media(color_scheme="dark")
    page.emulate_media(color_scheme="light")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


def test_a_dark_page_is_dark_before_its_scripts_have_come(page: Page, address: str) -> None:
    """Scripts at the end of a page come late on a slow line; a bright flash until then would hurt."""
    page.emulate_media(color_scheme="dark")
    page.route("**/assets/frame.js", lambda route: route.abort())
    page.goto(f"{address}{ARTICLE}")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_a_note_that_somebody_spoilt_is_ignored(page: Page, address: str) -> None:
    page.goto(f"{address}{ARTICLE}")
    for spoilt in ("{", "null", '{"index": 99}', '{"index": "x"}', "[]", '"a"'):
        page.evaluate("text => localStorage.setItem('/.__palette', text)", spoilt)
        faults: list[str] = []
        page.on("pageerror", lambda error, told=faults: told.append(str(error)))
        page.reload()
        expect(page.locator("[data-md-component=palette] button:visible")).to_have_count(1)
        assert faults == [], spoilt


def test_the_list_of_sections_shows_which_is_read(page: Page, address: str) -> None:
    page.goto(f"{address}{ARTICLE}")
    links = page.locator(".md-sidebar--secondary a.md-nav__link")
    active = page.locator(".md-sidebar--secondary a.md-nav__link--active")
    expect(active).to_have_count(0)
    for index in (3, 1):
        links.nth(index).click()
        expect(active).to_have_count(1)
        expect(links.nth(index)).to_have_class("md-nav__link md-nav__link--passed md-nav__link--active")
    page.evaluate("scrollTo({top: document.documentElement.scrollHeight, behavior: 'instant'})")
    expect(links.last).to_have_class("md-nav__link md-nav__link--passed md-nav__link--active")


def test_panels_beside_a_long_page_end_at_the_window(page: Page, address: str) -> None:
    """No script measures them; what is longer than the window scrolls by itself, and shows where one is."""
    page.set_viewport_size({"width": 1280, "height": 420})
    page.goto(f"{address}condition/questions-for-your-clinician/")
    for panel in page.locator(".md-sidebar__scrollwrap").all():
        box = panel.bounding_box()
        assert box
        assert box["y"] + box["height"] <= page.evaluate("innerHeight") + 80  # before scrolling, the tabs are above
    expect(page.locator(".md-sidebar--primary a[aria-current]")).to_be_in_viewport()
    page.evaluate("scrollTo({top: 1200, behavior: 'instant'})")
    header = page.locator(".md-header").bounding_box()
    assert header
    for panel in page.locator(".md-sidebar__scrollwrap").all():
        box = panel.bounding_box()
        assert box
        assert header["height"] <= box["y"]
        assert box["y"] + box["height"] <= 420


def test_a_link_within_the_page_closes_the_menu_of_a_phone(phone: Page, address: str) -> None:
    phone.goto(f"{address}{ARTICLE}")
    phone.get_by_role("button", name="Menu").click()
    phone.get_by_role("button", name="On this page").first.click()
    link = phone.locator(".md-sidebar--primary a[href^='#']").nth(2)
    goal = (link.get_attribute("href") or "")[1:]
    link.click()
    expect(phone.locator("#__drawer")).not_to_be_checked()
    expect(phone.locator(f"[id='{goal}']")).to_be_in_viewport()


def test_behind_the_search_of_a_phone_the_page_keeps_its_place(phone: Page, address: str) -> None:
    phone.goto(f"{address}{ARTICLE}")
    phone.evaluate("scrollTo({top: 900, behavior: 'instant'})")
    phone.get_by_role("button", name="Search", exact=True).dispatch_event("click")  # a click would scroll first
    expect(phone.locator("body")).to_have_attribute("data-md-scrolllock", "")
    phone.keyboard.press("Escape")
    expect(phone.locator("body")).not_to_have_attribute("data-md-scrolllock", "")
    assert abs(phone.evaluate("scrollY") - 900) <= 1


def test_what_a_link_leads_to_is_unfolded(page: Page, address: str) -> None:
    fold = "<details id=outer><summary>A</summary><details><summary>B</summary><p id=inner>C</p></details></details>"
    page.route(
        "**/about/contact/",
        lambda route: route.fulfill(
            body=(answer := route.fetch()).text().replace("</article>", f"{fold}</article>"),
            content_type=answer.headers["content-type"],
        ),
    )
    page.goto(f"{address}about/contact/#inner")
    expect(page.locator("#inner")).to_be_visible()


def test_without_scripts_a_page_has_no_dead_tools(browser: Browser, address: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}{ARTICLE}")
    assert "no-js" in (page.locator("html").get_attribute("class") or "")
    expect(page.locator(".md-header").get_by_role("link", name="A to Z")).to_be_visible()
    expect(page.locator(".md-search")).to_be_hidden()
