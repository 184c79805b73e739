"""One page of each kind as people set it: dark, narrow, with large text, in their system's colours, and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from test_every_page import AXE, too_wide

pytestmark = [pytest.mark.browser, pytest.mark.slow]

#: One page of each kind: home, article with a drawing and a table, exercise, programme, group of cards, page.
KINDS = (
    "",
    "condition/t-score/",
    "exercises/sit-to-stand/",
    "programmes/first-two-weeks/",
    "groups/balance-exercises/",
    "about/emergency/",
)
#: What a reader may ask for: settings of the browser, of the window, and a style on the root.
VIEWS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "320 px": {"viewport": {"width": 320, "height": 640}},
    "200 % text": {"style": "html{font-size:250%!important}"},  # the site's own size is 125 %
    "forced colours": {"forced_colors": "active"},
    "paper": {"media": "print"},
    "more contrast": {"contrast": "more"},
    # WCAG 2.2, 1.4.12, on every element.
    "wide letters": {
        "style": "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
        "p{margin-bottom:2em!important}"
    },
}
#: axe judges colours as the page sets them, but here the system does.
_SYSTEM = ("color-contrast", "color-contrast-enhanced", "link-in-text-block")


#: Text that a box of fixed size hides; what is meant to scroll, or is only for screen readers, is not cut off.
CUT_OFF = """() => [...document.querySelectorAll("article :is(p,li,h1,h2,h3,dt,dd,td,th,a,button)")].filter((each) => {
  const style = getComputedStyle(each);
  const hides = style.overflowX === "hidden" || style.overflowY === "hidden" || style.textOverflow === "ellipsis";
  return hides && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1);
}).map((each) => each.textContent.trim().slice(0, 60))"""


@pytest.fixture(params=VIEWS)
def view(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[str, Page]]:
    """A window set as a reader asks."""
    asked = VIEWS[request.param]
    settings = {key: value for key, value in asked.items() if key not in ("style", "media")}
    context = browser.new_context(
        **{"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce", **settings}
    )
    page = context.new_page()
    if "media" in asked:
        page.emulate_media(media=asked["media"])
    yield request.param, page
    context.close()


def test_each_kind_of_page_is_sound_in_each_view(view: tuple[str, Page], address: str) -> None:
    name, page = view
    rules = {**AXE["rules"], **({rule: {"enabled": False} for rule in _SYSTEM} if name == "forced colours" else {})}
    faults = []
    for kind in KINDS:
        page.goto(address + kind)
        if "style" in VIEWS[name]:
            # Through the object model: a style element would be refused by the site's own policy.
            page.evaluate(
                "css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s]; }",
                VIEWS[name]["style"],
            )
        if name != "paper" and too_wide(page) > 0:
            faults.append(f"{kind}: {too_wide(page)} px too wide")
        for violation in Axe().run(page, options={"rules": rules}).response["violations"]:
            nodes = [node["html"][:120] for node in violation["nodes"][:3]]
            faults.append(f"{kind}: axe {violation['id']}: {nodes}")
        faults += [f"{kind}: cut off: {text}" for text in page.evaluate(CUT_OFF)]
    assert faults == []


def test_letters_are_twice_as_large_when_asked(browser: Browser, address: str) -> None:
    """Text is sized in rem, so a reader's own size counts; nothing is set in pixels."""
    page = browser.new_page()
    page.goto(f"{address}condition/osteopenia/")
    size = "() => parseFloat(getComputedStyle(document.querySelector('article p')).fontSize)"
    before = page.evaluate(size)
    page.evaluate("document.documentElement.style.fontSize = '250%'")
    assert page.evaluate(size) == pytest.approx(2 * before)
    page.close()


def test_motion_is_only_on_request(browser: Browser, address: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{address}condition/osteopenia/")
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter((each) => getComputedStyle(each).transitionDuration.split(', ')"
        ".some((time) => parseFloat(time) > 0)).length"
    )
    assert (moving, page.evaluate("document.getAnimations().length")) == (0, 0)
    context.close()


#: What is smaller than 24 px and no part of a sentence or heading.
SMALL = """() => [...document.querySelectorAll("a[href],button,[role=button],select,input,summary")].filter((each) => {
  if (!each.checkVisibility({ visibilityProperty: true })) return false;
  const box = each.getBoundingClientRect();
  const exempt = each.closest("p, li, td, th, h1, h2, h3, sup, .md-search");
  return !exempt && box.width > 0 && (box.width < 24 || box.height < 24);
}).map((each) => each.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize("width", [360, 1280])
def test_what_one_taps_is_large_enough(browser: Browser, address: str, width: int) -> None:
    """WCAG 2.2, 2.5.8: 24 px, but for links in a sentence, and for marks that have room around them."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    for kind in ("", "condition/osteopenia/", "exercises/sit-to-stand/", "about/a-to-z/"):
        page.goto(address + kind)
        small = page.evaluate(SMALL)
        assert small == [], kind
    page.close()
