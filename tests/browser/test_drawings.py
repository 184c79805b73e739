"""Drawings in a browser: they fit, stay on light paper in the dark, and move only when asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

BUTTON = ".bw-motion__button"
#: All that a moving drawing shows at this moment.
SHOWN = "() => document.querySelector('.bw-motion__scene').innerHTML"


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A phone's window whose faults fail the test: a wrong path is told on the console."""
    context = browser.new_context(viewport={"width": 360, "height": 780}, reduced_motion="no-preference")
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert faults == []


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_drawings_fit(tab: Page, address: str, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    for path in ("exercises/small-jumps/", "posture/sitting-desk/", "groups/balance-exercises/"):
        tab.goto(f"{address}{path}")
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        for svg in tab.locator("article svg.bw-person").all():
            box = svg.bounding_box()
            assert box
            assert box["width"] > 100
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width


@pytest.mark.parametrize("width", [320, 360])
def test_captions_can_be_read(tab: Page, address: str, width: int) -> None:
    """At least 11 px at the narrowest, 13 px on a common phone."""
    tab.set_viewport_size({"width": width, "height": 800})
    for name in ("overhead-press", "sit-to-stand", "log-roll-out-of-bed"):
        tab.goto(f"{address}exercises/{name}/")
        shown = tab.locator(".bw-picture svg").first.evaluate(
            "svg => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width"
            " * parseFloat(svg.querySelector('[font-size]').getAttribute('font-size'))"
        )
        assert shown >= (13 if width == 360 else 11), name


def test_nothing_moves_before_it_is_asked(tab: Page, address: str) -> None:
    tab.goto(f"{address}exercises/sit-to-stand/")
    assert tab.locator(BUTTON).inner_text() == "Show the movement"
    assert tab.locator(".bw-motion__scene").count() == 0


def test_it_moves_and_pauses(tab: Page, address: str) -> None:
    tab.goto(f"{address}exercises/sit-to-stand/")
    tab.click(BUTTON)
    assert tab.locator(BUTTON).inner_text() == "Pause the movement"
    first = tab.evaluate(SHOWN)
    for _ in range(100):  # our policy stops the script by which Playwright would wait
        if tab.evaluate(SHOWN) != first:
            break
        tab.wait_for_timeout(50)
    assert tab.evaluate(SHOWN) != first
    tab.click(BUTTON)
    assert tab.locator(BUTTON).inner_text() == "Play the movement"
    still = tab.evaluate(SHOWN)
    tab.wait_for_timeout(200)
    assert tab.evaluate(SHOWN) == still
    assert tab.get_by_role("img", name="The movement: Sit to stand").count() == 1


def test_it_can_be_worked_by_keys(tab: Page, address: str) -> None:
    tab.goto(f"{address}exercises/bridge/")
    tab.focus(BUTTON)
    tab.keyboard.press("Enter")
    assert tab.locator(BUTTON).inner_text() == "Pause the movement"
    tab.keyboard.press("Space")
    assert tab.locator(BUTTON).inner_text() == "Play the movement"


def test_less_motion_shows_one_moment_at_a_press(tab: Page, address: str) -> None:
    tab.emulate_media(reduced_motion="reduce")
    tab.goto(f"{address}exercises/bridge/")
    seen = set()
    for _ in range(4):
        tab.click(BUTTON)
        seen.add(tab.evaluate(SHOWN))
        tab.wait_for_timeout(150)
        assert tab.evaluate(SHOWN) in seen, "it moved by itself"
    assert len(seen) == 4
    assert tab.locator(BUTTON).inner_text() == "Back to the start"


def test_every_movement_plays_without_a_fault(tab: Page, address: str) -> None:
    """Each of its moments and a place between them is a path that the browser can read."""
    tab.emulate_media(reduced_motion="reduce")
    for name in ("small-jumps", "heel-to-toe-walk", "one-leg-stand", "four-point-reach", "step-up"):
        tab.goto(f"{address}exercises/{name}/")
        for _ in range(9):
            tab.click(BUTTON)


def test_ids_stay_unique_while_moving(tab: Page, address: str) -> None:
    tab.goto(f"{address}exercises/bridge/")
    tab.click(BUTTON)
    ids = tab.evaluate("() => [...document.querySelectorAll('[id]')].map((each) => each.id)")
    assert len(ids) == len(set(ids))


def test_drawings_stay_on_light_paper_in_the_dark(tab: Page, address: str) -> None:
    tab.emulate_media(color_scheme="dark")
    tab.goto(f"{address}exercises/bridge/")
    fill = tab.locator(".bw-paper").first.evaluate("rect => getComputedStyle(rect).fill")
    assert fill == "rgb(211, 219, 217)"
    tab.emulate_media(color_scheme="dark", media="print")
    assert tab.locator(".bw-paper").first.evaluate("rect => getComputedStyle(rect).fill") == "rgb(251, 250, 247)"


def test_drawings_need_no_inline_style(tab: Page, address: str) -> None:
    """A strict policy would refuse it."""
    tab.goto(f"{address}exercises/sit-to-stand/")
    tab.click(BUTTON)
    tab.click(BUTTON)
    assert tab.locator("svg.bw-person [style], svg.bw-person[style], .bw-motion [style]").count() == 0
