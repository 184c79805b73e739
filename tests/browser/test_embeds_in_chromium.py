"""Embeds on another site, in Chromium: two origins on one machine, kind and hostile hosts."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from embed_checks import CHECKS, PAGE_ID, World
from embed_world import Origin, heights_of, missing_on_paper, wrong_heights
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

#: As the generated hosting files send them.
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@pytest.fixture
def world(site: Path, browser: Browser) -> Iterator[World]:
    with Origin("localhost", site, headers=HEADERS).running() as provider, Origin("127.0.0.1").running() as host:
        yield World(provider, host, browser)


#: What the quick suite asks; the slow one asks everything.
QUICK = (
    "when_moved_removed_and_put_back",
    "told_nonsense_by_its_own_frame",
    "inline_in_a_shadow_tree",
    "ready_for_paper",
)


@pytest.mark.parametrize(
    "name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in CHECKS]
)
def test_embed(world: World, name: str) -> None:
    assert CHECKS[name](world) == []


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="no pdftotext here; on Debian: apt-get install poppler-utils")
@pytest.mark.parametrize("mode", ["frame", "inline"])
@pytest.mark.parametrize("width", [390, 1200])
def test_whole_on_paper(world: World, site: Path, tmp_path: Path, mode: str, width: int) -> None:
    """Every word of the embed, and what the host has below it, is in the host's PDF; also far below the window."""
    with world.visitor(viewport={"width": width, "height": 700}) as (page, faults):
        for above in ("", "<div style='height:5000px'></div>"):
            html = f"<h1>Clinic</h1>{above}{world.element(mode=mode)}{world.script()}"
            world.show(page, html + "<footer>The host's own footer</footer>")
            if mode == "frame":
                assert wrong_heights(page) == []
            else:
                page.wait_for_selector("bonewise-page article")
            file = tmp_path / "page.pdf"
            page.pdf(path=file)
            assert missing_on_paper(file, site, PAGE_ID, "The host's own footer") == []
        assert faults == []


def test_nothing_is_told_or_kept(world: World) -> None:
    """The provider sees no page of the host's and no cookie; inside, nothing can be stored; nobody else is asked."""
    asked: set[str] = set()
    with world.visitor() as (page, faults):
        page.on("request", lambda request: asked.add(request.url.split("/")[2]))
        page.context.add_cookies([{"name": "known", "value": "1", "url": world.provider.url}])
        world.show(page, world.element() + world.script())
        assert wrong_heights(page) == []
        frame = page.frames[1]
        for store in ("localStorage", "sessionStorage", "document.cookie", "caches.open('a')", "indexedDB.open('a')"):
            script = f"async () => {{ try {{ await {store}; return 'open' }} catch (e) {{ return e.name }} }}"
            assert frame.evaluate(script) in ("SecurityError", "TypeError"), store
        assert faults == []
    here = world.host.url.rstrip("/")
    assert [each.path for each in world.provider.seen if here in each.headers.get("referer", "")] == []
    framed = [each for each in world.provider.seen if "/sit-to-stand/" in each.path or "frame.js" in each.path]
    assert framed
    assert [each.path for each in framed if "cookie" in each.headers or "referer" in each.headers] == []
    assert asked == {world.provider.url.split("/")[2], world.host.url.split("/")[2]}


@pytest.mark.slow
def test_comes_back_as_it_was(world: World, launch: Callable[..., Browser]) -> None:
    """From the cache of whole pages that the back button uses; Playwright turns that off unless told."""
    world.browser = launch(ignore_default_args=["--disable-back-forward-cache"])
    world.host.pages["/other"] = "<!doctype html><title>Other</title>"
    kept = "<script>addEventListener('pageshow', e => { window.kept = e.persisted })</script>"
    with world.visitor() as (page, faults):
        world.show(page, kept + world.element() + world.script())
        assert wrong_heights(page) == []
        page.goto(world.host.url + "other")
        page.set_viewport_size({"width": 390, "height": 700})
        page.evaluate("() => { history.back() }")
        page.wait_for_timeout(1000)
        assert page.evaluate("window.kept") is True
        back = heights_of(page)
        # Playwright does not find frames of a page that came back: compared with the same page, visited anew.
        world.show(page, kept + world.element() + world.script())
        assert wrong_heights(page) == []
        assert back == heights_of(page)
        assert faults == []
    world.browser.close()


def test_card_speaks_as_wordpress_asks(world: World) -> None:
    """As wp-embed.js does: a secret in the hash, `ready` from the host, heights and links from the card."""
    card = f"{world.provider.url}embed/{PAGE_ID}/card/#?secret=abc123"
    html = '<script>window.said = []; addEventListener("message", e => said.push(e.data))</script>'
    html += f'<iframe sandbox="allow-scripts" width="320" src="{card}"></iframe>'
    with world.visitor() as (page, faults):
        world.show(page, html)
        page.wait_for_timeout(300)
        first = page.evaluate("said[0]")
        assert (first["message"], first["secret"]) == ("height", "abc123")
        assert 200 <= first["value"] <= 1000
        text = page.frames[1].evaluate("document.documentElement.getBoundingClientRect().height")
        assert abs(first["value"] - text) <= 1
        for ready, answers in (
            ({"message": "ready", "secret": "no"}, 0),
            (None, 0),
            ({"message": "ready", "secret": "abc123"}, 1),
        ):
            page.evaluate("said.length = 0")
            page.evaluate("data => frames[0].postMessage(data, '*')", ready)
            page.wait_for_timeout(150)
            assert len(page.evaluate("said")) == answers, ready
        page.frames[1].locator("a").first.click()
        page.wait_for_timeout(150)
        link = {"message": "link", "value": f"{world.provider.url}exercises/sit-to-stand/", "secret": "abc123"}
        assert page.evaluate("said").pop() == link
        page.frames[1].locator("h1").click()
        assert faults == []


@pytest.mark.slow
def test_every_card_is_low_enough_for_wordpress(world: World) -> None:
    with world.visitor(viewport={"width": 320, "height": 700}) as (page, faults):
        for name in sorted(world.heights):
            page.goto(f"{world.provider.url}embed/{name}/card/", wait_until="domcontentloaded")
            height = page.evaluate("document.documentElement.getBoundingClientRect().height")
            assert height <= 1000, name
        assert faults == []


@pytest.mark.slow
def test_room_that_the_build_keeps_is_near_the_truth(world: World) -> None:
    """On average within 2 % at widths between those that were measured."""
    off: list[float] = []
    with world.visitor() as (page, _):
        for name in sorted(world.heights)[::6]:
            for width in (320, 480, 640):
                page.set_viewport_size({"width": width, "height": 700})
                world.show(page, "<style>body{margin:0}</style>" + world.element(name) + world.script(""))
                guess = page.evaluate(
                    "heights => { const e = document.querySelector('bonewise-page'); return e.guess() }", 0
                )
                assert wrong_heights(page) == []
                real = page.locator("bonewise-page iframe").evaluate("frame => frame.clientHeight")
                off.append(abs(guess / real - 1))
    assert sum(off) / len(off) <= 0.02, off
