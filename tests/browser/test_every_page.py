"""Every page, in a real browser: no error, no foreign request, nothing too wide, nothing that axe objects to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent.parent
WIDTHS = (320, 1280)
#: With a rule that axe leaves off: who steers by voice says the words that stand there.
AXE = {"rules": {"label-content-name-mismatch": {"enabled": True}}}
#: A tenth of the pages a test, so that two workers share them and a failure names a few.
SHARES = 10
#: One page of each kind, for the quick suite.
KINDS = (
    "",
    "404.html",
    "condition/osteopenia/",
    "condition/t-score/",
    "condition/glossary/",
    "spine/spine-anatomy/",
    "exercises/sit-to-stand/",
    "exercises/",
    "groups/balance-exercises/",
    "programmes/after-a-spine-fracture/",
    "about/authoring/",
    "about/emergency/",
)


def page_urls(site: Path) -> list[str]:
    names = (path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html")))
    # Embeds and copies are judged on a host's page, in test_embeds_in_chromium.py and test_embed_this.py.
    return [name.removesuffix("index.html") for name in names if not name.startswith("embed/")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_kind_of_page_is_sound(browser: Browser, address: str, scheme: str) -> None:
    assert faults_of(browser, address, KINDS, scheme) == []


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_is_sound(browser: Browser, address: str, site: Path, share: int) -> None:
    urls = page_urls(site)[share::SHARES]
    assert urls
    assert faults_of(browser, address, urls, "light") == []


def faults_of(browser: Browser, address: str, urls: Iterable[str], scheme: Literal["light", "dark"]) -> list[str]:
    """What is wrong with the pages, each fault with its page."""
    faults: list[str] = []
    # The worker has tests of its own; here it would only fetch for each page what nobody looks at.
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce", service_workers="block")
    page = context.new_page()
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("request", lambda request: None if _own(request.url, address) else faults.append(f"foreign: {request.url}"))
    for url in urls:
        before = len(faults)
        page.goto(address + url)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if too_wide(page) > 0:
                faults.append(f"{too_wide(page)} px too wide at {width} px")
        # At 1280 px, where both sidebars are shown and judged too.
        for violation in Axe().run(page, options=AXE).response["violations"]:
            nodes = [node["html"][:120] for node in violation["nodes"][:3]]
            faults.append(f"axe {violation['id']}: {nodes}")
        faults[before:] = [f"{url} ({scheme}): {fault}" for fault in faults[before:]]
    context.close()
    return faults


def too_wide(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def _own(url: str, address: str) -> bool:
    return url.startswith((address, "data:", "blob:"))
