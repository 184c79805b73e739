"""Every interactive part by keys alone: where the focus goes, what has it, whether one sees it, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

#: One page of each kind whose parts differ.
KINDS = ("", "404.html", "condition/t-score/", "exercises/bridge/", "groups/mobility/", "programmes/first-two-weeks/")
#: More stops than the longest of these pages has; a trap would never end.
TRAP = 400
#: What has the focus: how it is called, whether it can be seen, and whether one sees that it has the focus.
STOP = """() => {
  const stop = document.activeElement;
  if (!stop || stop === document.body || stop === document.documentElement) return null;
  const box = stop.getBoundingClientRect(), style = getComputedStyle(stop);
  const labels = stop.labels ? [...stop.labels].map((label) => label.textContent).join(" ") : "";
  const by = (stop.getAttribute("aria-labelledby") || "").split(" ").filter(Boolean);
  const name = stop.getAttribute("aria-label") || by.map((id) => document.getElementById(id)?.textContent).join(" ")
    || labels || stop.textContent || stop.querySelector("img")?.alt || stop.title || "";
  const hit = (rect) => document.elementFromPoint(
    Math.min(innerWidth - 1, Math.max(0, rect.x + rect.width / 2)),
    Math.min(innerHeight - 1, Math.max(0, rect.y + rect.height / 2)));
  const shows = (top) => top && (top === stop || stop.contains(top) || top.contains(stop));
  return {
    tag: stop.tagName.toLowerCase(),
    html: stop.outerHTML.slice(0, 120),
    name: name.trim().replace(/\\s+/g, " "),
    inside: box.width > 0 && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight,
    search: Boolean(stop.closest(".md-search")),
    covered: ![...stop.getClientRects()].some((rect) => shows(hit(rect))),
    marked: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none",
    tabindex: stop.tabIndex,
  };
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A wide window; motion is off, so that nothing has to be waited for."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A small phone with a keyboard."""
    context = browser.new_context(viewport={"width": 360, "height": 780}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def settled(page: Page) -> dict[str, Any] | None:
    """The stop that has the focus, as it is when the page has scrolled to it; what stays wrong for two seconds is."""
    for _ in range(40):
        stop: dict[str, Any] | None = page.evaluate(STOP)
        if stop is None or (stop["inside"] and not stop["covered"] and stop["marked"]):
            break
        page.wait_for_timeout(50)
    return stop


def walk(page: Page, key: str = "Tab") -> list[dict[str, Any]]:
    """Every stop from the top of the page to its end."""
    stops: list[dict[str, Any]] = []
    for _ in range(TRAP):
        page.keyboard.press(key)
        stop = settled(page)
        if stop is None or (stops and stop["html"] == stops[0]["html"]):
            return stops
        stops.append(stop)
    raise AssertionError(f"the keys are trapped at {stops[-1]['html']}")


def reach(page: Page, target: Locator) -> None:
    """Come to the target by Tab, from the stop before it."""
    target.focus()
    page.keyboard.press("Shift+Tab")
    assert not target.evaluate("each => each === document.activeElement")
    page.keyboard.press("Tab")
    assert target.evaluate("each => each === document.activeElement"), "it is no stop"


def press_until(page: Page, target: Locator) -> None:
    """Go on by Tab until the target has the focus."""
    for _ in range(TRAP):
        page.keyboard.press("Tab")
        if target.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError("no key reaches it")


def focused(target: Locator) -> bool:
    return bool(target.evaluate("each => each.contains(document.activeElement)"))


# The whole walk


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [360, 1280])
def test_every_stop_is_named_seen_and_marked(page: Page, address: str, kind: str, width: int) -> None:
    """WCAG 2.1.1, 2.1.2, 2.4.3, 2.4.7, 2.4.11 and 4.1.2."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + kind)
    stops = walk(page)
    assert len(stops) > 5
    for wrong in ("nameless", "out of sight", "covered", "unmarked", "out of order"):
        assert [stop["html"] for stop in stops if wrong in faults(stop) and not stop["search"]] == [], wrong


def faults(stop: dict[str, Any]) -> list[str]:
    tests = {
        "nameless": not stop["name"],
        "out of sight": not stop["inside"],
        "covered": stop["covered"],
        "unmarked": not stop["marked"],
        "out of order": stop["tabindex"] > 0,
    }
    return [name for name, holds in tests.items() if holds]


@pytest.mark.slow
def test_the_way_back_is_the_way_there(page: Page, address: str) -> None:
    """But for the search, whose list is a stop from when its scripts have come."""
    page.goto(f"{address}exercises/sit-to-stand/")
    there = [stop["html"] for stop in walk(page) if not stop["search"]]
    page.goto(f"{address}exercises/sit-to-stand/")
    assert [stop["html"] for stop in walk(page, "Shift+Tab") if not stop["search"]] == there[::-1]


def test_a_single_letter_does_nothing(page: Page, address: str) -> None:
    """WCAG 2.1.4: the theme would turn pages at n and p, and search at f and s. The slash can be turned off."""
    page.goto(f"{address}condition/osteopenia/")
    for letter in "npfs.,":
        page.keyboard.press(letter)
    page.wait_for_timeout(300)
    assert page.url == f"{address}condition/osteopenia/"
    expect(page.locator("#__search")).not_to_be_checked()


# Skip link


@pytest.mark.parametrize("kind", ["", "404.html", "exercises/bridge/"])
def test_the_first_stop_leads_to_the_text(page: Page, address: str, kind: str) -> None:
    page.goto(address + kind)
    page.keyboard.press("Tab")
    skip = page.locator(".bw-skip")
    assert focused(skip)
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#page-title').compareDocumentPosition(document.activeElement) & 4")


# Header


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_colours_change_by_keys_and_stay_on_the_next_page(page: Page, address: str, key: str) -> None:
    page.goto(address)
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    reach(page, page.get_by_role("button", name="Switch to dark colours"))
    page.keyboard.press(key)
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    expect(page.get_by_role("button", name="Switch to light colours")).to_be_focused()
    page.goto(f"{address}about/privacy/")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.get_by_role("button", name="Switch to light colours").focus()
    page.keyboard.press(key)
    expect(body).to_have_attribute("data-md-color-scheme", "default")


def test_the_menu_of_a_phone_opens_holds_the_focus_and_gives_it_back(phone: Page, address: str) -> None:
    phone.goto(f"{address}condition/osteopenia/")
    menu = phone.get_by_role("button", name="Menu")
    reach(phone, menu)
    expect(menu).to_have_attribute("aria-expanded", "false")
    phone.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    drawer = phone.locator(".md-sidebar--primary")
    expect(drawer.get_by_role("button", name="Back from: What it means")).to_be_focused()
    phone.keyboard.press("Tab")
    assert focused(drawer)
    phone.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_focused()


def test_closed_the_menu_of_a_phone_is_no_stop(phone: Page, address: str) -> None:
    phone.goto(f"{address}condition/osteopenia/")
    for _ in range(25):
        phone.keyboard.press("Tab")
        assert not focused(phone.locator(".md-sidebar--primary"))


def test_in_the_menu_of_a_phone_one_goes_up_and_down(phone: Page, address: str) -> None:
    phone.goto(f"{address}condition/osteopenia/")
    reach(phone, phone.get_by_role("button", name="Menu"))
    phone.keyboard.press("Enter")
    drawer = phone.locator(".md-sidebar--primary")
    expect(drawer.locator(":focus")).to_have_count(1)
    for level in ("What it means", "Understand"):
        back = drawer.get_by_role("button", name=f"Back from: {level}")
        back.focus()
        phone.keyboard.press("Space")
        down = drawer.get_by_role("button", name=f"Pages in: {level}")
        expect(down).to_be_focused()
        expect(down).to_have_attribute("aria-expanded", "false")
    assert [stop["html"] for stop in open_menu_stops(phone) if stop["covered"] or not stop["inside"]] == []


def open_menu_stops(phone: Page) -> list[dict[str, Any]]:
    """The stops of the menu's open panel, from the one that has the focus."""
    stops = []
    while focused(phone.locator(".md-sidebar--primary")):
        stops.append(settled(phone) or {})
        phone.keyboard.press("Tab")
    return stops


def test_behind_the_last_entry_the_menu_of_a_phone_closes(phone: Page, address: str) -> None:
    phone.goto(f"{address}condition/osteopenia/")
    reach(phone, phone.get_by_role("button", name="Menu"))
    phone.keyboard.press("Enter")
    drawer = phone.locator(".md-sidebar--primary")
    expect(drawer.locator(":focus")).to_have_count(1)
    press_until(phone, phone.locator(".md-path a").first)
    expect(phone.get_by_role("button", name="Menu")).to_have_attribute("aria-expanded", "false")
    expect(phone.locator(".md-path a").first).to_be_focused()


@pytest.mark.slow
def test_tabs_are_links_that_say_where_one_is(page: Page, address: str) -> None:
    page.goto(f"{address}condition/osteopenia/")
    tab = page.locator(".md-tabs a", has_text="Move")
    reach(page, tab)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}exercise/")


@pytest.mark.slow
def test_the_table_of_contents_leads_to_its_sections(page: Page, address: str) -> None:
    page.goto(f"{address}condition/osteopenia/")
    entry = page.locator(".md-sidebar--secondary a.md-nav__link").nth(1)
    reach(page, entry)
    goal = (entry.get_attribute("href") or "").partition("#")[2]
    page.keyboard.press("Enter")
    expect(page.locator(f"[id='{goal}']")).to_be_in_viewport()
    page.keyboard.press("Tab")
    assert page.locator(f"[id='{goal}'], [id='{goal}'] ~ *").locator(":scope:focus, :focus").count() == 1


# Cards of sources


@pytest.fixture
def card_page(page: Page, address: str) -> Page:
    page.goto(f"{address}condition/osteopenia/")
    return page


def test_a_card_shows_when_its_mark_has_the_focus_and_goes_when_it_leaves(card_page: Page) -> None:
    mark = card_page.locator(".bw-cite a").first
    reach(card_page, mark)
    card = card_page.get_by_role("dialog", name="Source 1")
    expect(card).to_be_visible()
    expect(mark).to_be_focused()
    card_page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(mark).to_be_focused()


def test_enter_goes_into_the_card_and_escape_comes_back(card_page: Page) -> None:
    mark = card_page.locator(".bw-cite a").first
    reach(card_page, mark)
    card_page.keyboard.press("Enter")
    card = card_page.get_by_role("dialog", name="Source 1")
    expect(card).to_be_focused()
    expect(mark).to_have_attribute("aria-expanded", "true")
    card_page.keyboard.press("Tab")
    assert focused(card)
    card_page.keyboard.press("Escape")
    expect(mark).to_be_focused()
    expect(mark).to_have_attribute("aria-expanded", "false")


def test_behind_the_last_link_of_a_card_the_text_goes_on(card_page: Page) -> None:
    marks = card_page.locator(".bw-cite a")
    reach(card_page, marks.first)
    card_page.keyboard.press("Enter")
    card = card_page.get_by_role("dialog", name="Source 1")
    for _ in range(card.locator("a[href], button").count()):
        card_page.keyboard.press("Tab")
        assert focused(card)
    card_page.keyboard.press("Tab")
    expect(card_page.locator(".bw-cite-card")).to_have_count(1)  # the next mark's own
    assert card_page.evaluate(
        "document.querySelector('.bw-cite a').compareDocumentPosition(document.activeElement) & 4"
    )


def test_the_way_back_out_of_a_card_is_its_mark(card_page: Page) -> None:
    mark = card_page.locator(".bw-cite a").first
    reach(card_page, mark)
    card_page.keyboard.press("Enter")
    card_page.keyboard.press("Shift+Tab")
    expect(mark).to_be_focused()


# Lists, tables, boxes


def test_filters_work_by_keys_and_say_what_they_did(page: Page, address: str) -> None:
    page.goto(f"{address}exercises/")
    select = page.locator(".bw-filter select").first
    reach(page, select)
    status = page.locator(".bw-filter [role=status]").first
    before = status.inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    if status.inner_text() == before:  # a list that opened takes the choice with Enter, one that did not with the arrow
        select.select_option(index=1)
    assert status.inner_text() != before
    reset = page.get_by_role("button", name="Show all").first
    reach(page, reset)
    page.keyboard.press("Enter")
    expect(status).to_have_text(before)
    expect(select).to_be_focused()


def test_a_wide_table_scrolls_by_arrow_keys(phone: Page, address: str) -> None:
    phone.set_viewport_size({"width": 320, "height": 780})
    phone.goto(f"{address}about/old-article/")
    region = phone.locator(".bw-scroll").first
    assert region.evaluate("each => each.scrollWidth > each.clientWidth")
    assert region.get_attribute("aria-label")
    reach(phone, region)
    for _ in range(3):
        phone.keyboard.press("ArrowRight")
    for _ in range(100):  # scrolling takes a frame, which may be long in coming; the policy forbids to wait by a script
        if region.evaluate("each => each.scrollLeft") > 0:
            return
        phone.wait_for_timeout(50)
    raise AssertionError("the table stays where it is")


def test_a_list_of_things_to_do_is_ticked_by_the_space_bar(page: Page, address: str) -> None:
    page.goto(f"{address}exercise/falls-home/")
    tick = page.locator(".bw-tick-list input").first
    reach(page, tick)
    page.keyboard.press("Space")
    expect(tick).to_be_checked()
    assert tick.evaluate("each => each.labels.length") == 1


@pytest.mark.slow
def test_what_is_folded_opens_by_keys(page: Page, address: str) -> None:
    page.goto(f"{address}sources/")
    summary = page.locator("details summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details").first).to_have_attribute("open", "")


@pytest.mark.slow
def test_letters_lead_to_their_part_of_the_list(page: Page, address: str) -> None:
    page.goto(f"{address}about/a-to-z/")
    letter = page.locator(".bw-letters a").nth(3)
    reach(page, letter)
    goal = (letter.get_attribute("href") or "")[1:]
    page.keyboard.press("Enter")
    expect(page.locator(f"[id='{goal}']")).to_be_in_viewport()


@pytest.mark.slow
def test_the_button_prints(page: Page, address: str) -> None:
    page.goto(f"{address}condition/osteopenia/")
    page.evaluate("window.print = () => { window.printed = true; }")
    reach(page, page.get_by_role("button", name="Print this page"))
    page.keyboard.press("Enter")
    assert page.evaluate("window.printed")
