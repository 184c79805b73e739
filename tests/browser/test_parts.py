"""Parts of a page that a script or the width of the window changes: cards of sources, filters, plans, marks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from bonewise.dialect import AFTER_FRACTURE, EQUIPMENT, POSITIONS

pytestmark = pytest.mark.browser

#: Marks whose first number stands on another line than the letter before it.
ALONE = """() => [...document.querySelectorAll(".bw-cite")].filter((sup) => {
  const before = sup.previousSibling;
  if (!before || before.nodeType !== Node.TEXT_NODE || !before.data.trim()) return false;
  const range = document.createRange();
  range.setStart(before, before.data.trimEnd().length - 1);
  range.setEnd(before, before.data.trimEnd().length);
  const letter = range.getBoundingClientRect(), number = sup.querySelector("a").getBoundingClientRect();
  return number.top > letter.bottom;
}).length"""


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A window as wide as a small phone."""
    context = browser.new_context(viewport={"width": 360, "height": 780}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_card_of_a_source_leads_to_all_we_know_of_it(phone: Page, address: str) -> None:
    phone.goto(f"{address}condition/osteopenia/")
    phone.locator(".bw-cite a").first.click()
    card = phone.get_by_role("dialog", name="Source 1")
    links = card.locator(".bw-cite-card__links a").all_inner_texts()
    assert links == ["Read the source itself", "Go to source list", "How we checked it"]
    assert "/sources/#" in (card.get_by_text("How we checked it").get_attribute("href") or "")
    card.get_by_role("button", name="Close this card").click()
    assert phone.locator(".bw-cite-card").count() == 0


def test_filter_says_its_choices_in_our_words(phone: Page, address: str) -> None:
    phone.goto(f"{address}exercises/")
    for facet, words in (("position", POSITIONS), ("equipment", EQUIPMENT), ("afterFracture", AFTER_FRACTURE)):
        options = phone.locator(f".bw-filter select[name={facet}]").first.locator("option").all_inner_texts()
        assert options[0] == "Any"
        assert len(options) > 2
        assert options[1:] == [word for word in words.values() if word in options]


def test_plan_is_still_a_table_on_a_phone(phone: Page, address: str) -> None:
    phone.goto(f"{address}programmes/after-a-spine-fracture/")
    assert phone.locator(".bw-plan tr").nth(1).evaluate("row => getComputedStyle(row).display") == "block"
    table = phone.get_by_role("table").first
    assert table.get_by_role("columnheader").all_inner_texts() == ["Exercise", "How much", "After a spine fracture"]
    row = table.get_by_role("row").nth(1)
    assert (row.get_by_role("rowheader").count(), row.get_by_role("cell").count()) == (1, 2)


@pytest.mark.parametrize("width", [320, 360, 500, 1280])
def test_no_mark_stands_alone_on_a_line(phone: Page, address: str, width: int) -> None:
    phone.set_viewport_size({"width": width, "height": 780})
    for page in ("condition/osteopenia/", "programmes/stronger-bones/", "exercises/sit-to-stand/"):
        phone.goto(address + page)
        assert phone.evaluate(ALONE) == 0, page


def test_letters_of_drawings_are_large_enough_on_a_phone(phone: Page, address: str) -> None:
    for page in ("condition/t-score/", "spine/spine-anatomy/"):
        phone.goto(address + page)
        small = "each => each.getBoundingClientRect().width / each.viewBox.baseVal.width * 16"
        assert phone.locator(".bw-svg").first.evaluate(small) >= 14, page
