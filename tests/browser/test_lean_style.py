"""Nothing looks otherwise for the rules that were left out: every style of every element, with and without them."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from bonewise.finishing.lean_style import LEAN

pytestmark = [pytest.mark.browser, pytest.mark.slow]

#: One page of each kind, and the page for wrong addresses.
PAGES = (
    "",
    "condition/t-score/",
    "exercises/sit-to-stand/",
    "programmes/first-two-weeks/",
    "groups/balance-exercises/",
    "handout-builder/",
    "about/how-we-check/",
    "404.html",
)
VIEWS = {
    "phone": {"viewport": {"width": 360, "height": 740}},
    "wide": {"viewport": {"width": 1280, "height": 800}},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "paper": {"viewport": {"width": 800, "height": 800}},
}
#: What is open only after a press: the menu and the search, by the theme's own boxes.
OPEN = "for (const box of document.querySelectorAll('#__drawer, #__search')) box.checked = true"
#: Each element and what stands before and behind it, with a sum of all its styles; their texts would be megabytes.
STYLES = """() => {
  const told = (each, part) => {
    const style = getComputedStyle(each, part);
    if (part && (style.content === "none" || style.content === "normal")) return "";
    let sum = 0;
    for (const name of style) {
      if (name.startsWith("--")) continue;
      for (const letter of name + style.getPropertyValue(name)) sum = (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0;
    }
    return `${each.tagName}${part || ""}.${each.getAttribute("class")} ${sum}`;
  };
  const all = [...document.querySelectorAll("*")].filter((each) => !each.closest("head, svg *"));
  return all.flatMap((each) => [null, "::before", "::after"].map((part) => told(each, part)));
}"""


def styles(page: Page, address: str) -> list[str]:
    page.goto(address, wait_until="load")
    page.wait_for_timeout(300)
    closed = page.evaluate(STYLES)
    page.evaluate(OPEN)
    return [*closed, *page.evaluate(STYLES)]


@pytest.mark.parametrize("view", VIEWS)
def test_every_style_is_as_with_the_whole_sheet(view: str, browser: Browser, address: str, site: Path) -> None:
    whole = "".join(sheet.read_text("utf-8") for sheet in sorted((site / "assets/stylesheets").glob("*.min.css")))
    context = browser.new_context(reduced_motion="reduce", service_workers="block", **VIEWS[view])
    page = context.new_page()
    if view == "paper":
        page.emulate_media(media="print")
    for path in PAGES:
        lean = styles(page, f"{address}{path}")
        page.route(f"**/{LEAN}", lambda route: _answer(route, whole))
        full = styles(page, f"{address}{path}")
        page.unroute(f"**/{LEAN}")
        assert len(lean) == len(full) > 100
        assert [(a, b) for a, b in zip(lean, full) if a != b][:5] == [], path
    context.close()


def _answer(route: Route, css: str) -> None:
    route.fulfill(body=css, content_type="text/css")
