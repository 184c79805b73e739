"""Nothing that an author writes runs in a reader's browser or fetches anything, even without the site's own policy.

The reader and the judge, which refuse nearly all of it, are told to let everything pass: what is tested is what pages
are made of. And the browser is told to ignore the policy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

import pytest
from attacked import attacked_site
from payloads import payloads
from playwright.sync_api import Browser, Page
from small_project import Project

pytestmark = pytest.mark.browser

#: Calls are counted, in frames too; what waits for a finger or a key is asked at once.
COUNT = """window.ran = [];
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = (n) => top.ran.push(n);"""
PROVOKE = """() => {
  const never = "script style iframe object embed form base meta link math template noscript".split(" ");
  const seen = [];
  for (const each of document.querySelectorAll("*")) {
    const written = each.closest("article");
    for (const {name, value} of each.attributes) {
      if (name.startsWith("on")) {
        seen.push(`<${each.localName} ${name}=${value}>`);
        each.dispatchEvent(new Event(name.slice(2)));
      }
      const led = /^[\\s\\0-\\x20]*(javascript|vbscript|feed):/i.test(value);
      if (led && /href|src|action|data|values/.test(name)) seen.push(`${name}=${value}`);
      if (written && name === "style") seen.push(`style=${value}`);
    }
    if (written && never.includes(each.localName)) seen.push(`<${each.localName}>`);
  }
  return [...seen, ...window.ran.map((n) => `alert(${n})`)];
}"""

Serve = Callable[[Path], str]


def attack(project: Project, browser: Browser, serve: Serve, chosen: Sequence[str]) -> list[str]:
    """What ran or was fetched, on every page of the attacked site."""
    site = attacked_site(project, chosen)
    address = serve(site)
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    context.add_init_script(COUNT)
    page = context.new_page()
    found: list[str] = []
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.on("request", lambda request: None if _own(request.url, address) else found.append(f"fetched {request.url}"))
    for file in sorted(site.rglob("*.html")):
        before = len(found)
        found += _visit(page, address + quote(file.relative_to(site).as_posix()))
        found[before:] = [f"{file.relative_to(site)}: {each}" for each in found[before:]]
    found += [f"search: {each}" for each in _search(page, address)]
    context.close()
    return found


def _visit(page: Page, url: str) -> list[str]:
    page.goto(url)
    seen: list[str] = page.evaluate(PROVOKE)
    return seen if page.url == url else [*seen, f"led to {page.url}"]


def _search(page: Page, address: str) -> list[str]:
    """The words of the attacks, looked for; the results show excerpts."""
    page.goto(address)
    box = page.locator(".md-search__input")
    if not box.count():
        return []
    box.first.evaluate("box => box.focus()")
    page.keyboard.type("img alert onerror")
    page.wait_for_timeout(1500)
    seen: list[str] = page.evaluate(PROVOKE)
    return seen


def _own(url: str, address: str) -> bool:
    return url.startswith((address, "data:image/", "blob:", "about:"))


def test_a_twelfth_of_the_attacks_does_nothing(project: Project, browser: Browser, serve: Serve) -> None:
    assert attack(project, browser, serve, payloads()[::12]) == []


@pytest.mark.slow
def test_no_attack_does_anything(project: Project, browser: Browser, serve: Serve) -> None:
    assert len(payloads()) >= 500
    assert attack(project, browser, serve, payloads()) == []


def test_the_browser_would_have_told(browser: Browser, tmp_path: Path) -> None:
    """The same pages without their sanitiser: the attacks are real."""
    page = browser.new_page()
    page.add_init_script(COUNT)
    page.route("**/*", lambda route: route.abort() if "evil" in route.request.url else route.continue_())
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.on("dialog", lambda dialog: dialog.dismiss())
    live = 0
    for payload in payloads()[::12]:
        file = tmp_path / "page.html"
        file.write_text(f"<!doctype html><meta charset=utf-8><body>{payload}", "utf-8")
        fetched.clear()
        page.goto(file.as_uri())
        live += bool(page.evaluate(PROVOKE)) or any("evil.example" in url for url in fetched)
    page.close()
    assert live > len(payloads()[::12]) * 0.6
