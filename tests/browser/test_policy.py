"""The site under its own policy, by headers and by the pages' own word: nothing that it needs is stopped."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bonewise.hosting import headers_for, kind_of

pytestmark = pytest.mark.browser

#: One page of each kind, and what a reader does on it.
KINDS = ("", "404.html", "condition/osteopenia/", "spine/spine-anatomy/", "exercises/", "exercises/sit-to-stand/")
KINDS += (
    "embed-this/",
    "handout-builder/",
    "programmes/after-a-spine-fracture/",
    "sources/",
    "about/a-to-z/",
    "about/contact/",
)
#: So that two workers share the pages.
SHARES = 6
WATCH = """addEventListener("securitypolicyviolation", (event) => {
  (window.violations ??= []).push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
});"""


class _Sending(SimpleHTTPRequestHandler):
    """Sends the headers of the table, for an address without TLS."""

    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        address = f"http://{self.headers.get('Host', '')}/"
        for name, value in headers_for(kind_of(self.path.lstrip("/").partition("?")[0]), address).items():
            if name != "Strict-Transport-Security":
                self.send_header(name, value)
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing for each request."""


@pytest.fixture(scope="module")
def strict_address(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Sending, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def violations(browser: Browser, address: str, urls: Iterable[str], quick: bool = False) -> list[str]:
    """What the policy stopped, and what broke; `quick` leaves out the service worker, which has tests of its own."""
    context = browser.new_context(reduced_motion="reduce", service_workers="block" if quick else "allow")
    context.add_init_script(WATCH)
    page = context.new_page()
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(f"{page.url}: {error}"))
    page.on(
        "console", lambda told: found.append(f"{page.url}: {told.text}") if "ontent Security" in told.text else None
    )
    for url in urls:
        page.goto(address + url)
        for mark in page.locator(".bw-cite a").all()[:1]:
            mark.click()
        for switch in page.locator("[data-md-component=palette] button:visible").all()[:1]:
            switch.click()
        if url == "":
            page.locator(".md-search__input").first.evaluate("box => box.focus()")
            page.keyboard.type("stairs")
            page.wait_for_timeout(500)
        found += [f"{url}: {each}" for each in page.evaluate("window.violations ?? []")]
    context.close()
    return found


def test_the_policy_stops_nothing_of_ours(browser: Browser, strict_address: str) -> None:
    assert violations(browser, strict_address, KINDS) == []


def test_the_pages_own_word_stops_nothing_of_ours(browser: Browser, address: str) -> None:
    assert violations(browser, address, KINDS[:4]) == []


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_no_page_breaks_the_policy(browser: Browser, strict_address: str, site: Path, share: int) -> None:
    every = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html"))]
    # Embeds, cards and copies come of three small templates: one in six is looked at.
    embeds = [name for name in every if name.startswith("embed/")]
    names = ([name for name in every if not name.startswith("embed/")] + embeds[::6])[share::SHARES]
    assert names
    urls = [name.removesuffix("index.html") for name in names]
    assert violations(browser, strict_address, urls, quick=True) == []


@pytest.mark.parametrize("served", ["strict_address", "address"])
def test_the_policy_stops_what_is_not_ours(browser: Browser, request: pytest.FixtureRequest, served: str) -> None:
    page = browser.new_page()
    page.add_init_script(WATCH)
    page.goto(request.getfixturevalue(served))
    stopped = """async () => {
      const add = (tag, settings) => document.body.append(Object.assign(document.createElement(tag), settings));
      add("script", { textContent: "window.ran = 1" });
      add("div", { innerHTML: "<img src=x onerror='window.ran = 2'>" });
      add("a", { href: "javascript:void (window.ran = 3)" });
      document.body.lastChild.click();
      add("img", { src: "https://elsewhere.example/a.png" });
      setTimeout("window.ran = 4");  // `eval` itself is allowed to the tool that runs this
      await fetch("https://elsewhere.example/").catch(() => 0);
      await new Promise((done) => setTimeout(done, 300));
      return [window.ran, new Set(window.violations.map((each) => each.split(":")[0])).size];
    }"""
    ran, kinds = page.evaluate(stopped)
    page.close()
    assert ran is None
    assert kinds >= 4


def test_what_a_reader_chose_is_kept(browser: Browser, strict_address: str) -> None:
    """The theme's start script is a file of ours: colours are there before the page is drawn."""
    context = browser.new_context(color_scheme="light", reduced_motion="reduce")
    page = context.new_page()
    page.goto(strict_address)
    page.locator("[data-md-component=palette] button:visible").first.click()
    page.goto(f"{strict_address}condition/osteopenia/")
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    context.close()
