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
    "handout-builder/",
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
#: Each kind of element, and what stands before and behind it, with a sum of all its styles; their texts would be
#: megabytes. Of elements that stand alike, four levels up, one is asked: the same rules are for all of them.
STYLES = """() => {
  const told = (each, part) => {
    const style = getComputedStyle(each, part);
    if (part && (style.content === "none" || style.content === "normal")) return "";
    let sum = 0;
    for (const name of style) {
      if (name.startsWith("--")) continue;  // what a rule lays ready for others is no style by itself
      const text = name + style.getPropertyValue(name);
      for (let at = 0; at < text.length; at += 1) sum = (Math.imul(sum, 31) + text.charCodeAt(at)) | 0;
    }
    return `${each.tagName}${part || ""}.${each.getAttribute("class")} ${sum}`;
  };
  const kind = (each, levels) => {
    if (!each || !levels) return "";
    const own = ["class", "dir", "hidden", "data-md-toggle", "data-md-component", "for"];
    const ends = [":first-child", ":last-child"].map((end) => each.matches(end));
    const told = own.map((name) => each.getAttribute(name));
    return `${each.tagName}${told}${ends}<${kind(each.parentElement, levels - 1)}`;
  };
  const kinds = new Map();
  for (const each of document.querySelectorAll("body, body *")) {
    const name = kind(each, 4);
    if (!each.closest("svg *") && !kinds.has(name)) kinds.set(name, each);
  }
  return [...kinds.values()].flatMap((each) => [null, "::before", "::after"].map((part) => told(each, part)));
}"""


def styles(page: Page, address: str) -> list[str]:
    page.goto(address, wait_until="load")
    page.wait_for_timeout(300)
    closed = page.evaluate(STYLES)
    if not page.locator("[for=__drawer], .bw-tool--menu").first.is_visible():
        return list(closed)
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
