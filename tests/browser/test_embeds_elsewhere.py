"""Embeds in Firefox and WebKitGTK: as high as their text, deaf to others, whole on paper."""

from __future__ import annotations

import base64
import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import other_engines
import pytest
from embed_world import PAGE, Origin, attributes_of, missing_on_paper, probe, snippet

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HEADERS = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
FRAMES = """return [...document.querySelectorAll("bonewise-page")]
  .map(each => each.shadowRoot && each.shadowRoot.querySelector("iframe")).filter(Boolean)"""
SHOWN = FRAMES + ".map(frame => frame.getBoundingClientRect().height)"
TEXT = """const root = document.documentElement;
  return root ? [root.getBoundingClientRect().height, root.scrollWidth - innerWidth] : null"""


class Host:
    """A host's page in one engine."""

    def __init__(self, driver: Any, provider: Origin, host: Origin, heights: dict[str, str]) -> None:
        self.driver, self.provider, self.host, self.heights = driver, provider, host, heights
        self.script = f'<script async referrerpolicy="no-referrer" src="{provider.url}embed/embed.js"></script>'

    def show(self, html: str) -> None:
        self.driver.leave()
        self.host.pages["/clinic"] = PAGE + "<style>body{margin:0}</style>" + html
        self.driver.visit(self.host.url + "clinic")

    def element(self, page: str = "sit-to-stand", **attributes: str) -> str:
        return snippet(page, self.heights.get(page, ""), **attributes)

    def run(self, script: str, *values: Any) -> Any:
        return self.driver.run(script, *values)

    def inside(self, script: str, place: int = 0, *values: Any) -> Any:
        """Run a script in an embed's frame."""
        self.driver.enter(self.run(FRAMES)[place])
        try:
            return self.run(script, *values)
        finally:
            self.driver.leave()

    def wrong_heights(self, count: int = 1, patience: float = 15) -> list[str]:
        faults = ["nothing was looked at"]
        end = time.monotonic() + patience
        while faults and time.monotonic() < end:
            shown = self.run(SHOWN)
            # A frame that is just being loaded anew has no text yet.
            texts = [self.inside(TEXT, place) or (0, 0) for place in range(len(shown))]
            faults = [f"{len(shown)} embeds"] if len(shown) != count else []
            pairs = zip(shown, texts, strict=True)
            faults += [f"{h} px shown, {t} px of text, {w} too wide" for h, (t, w) in pairs if abs(h - t) > 1 or w > 0]
            time.sleep(0.1)
        return faults


@pytest.fixture(scope="module", params=["firefox", "webkit"])
def page(request: pytest.FixtureRequest, site: Path) -> Iterator[Host]:
    heights = attributes_of(json.loads((site / "embed" / "index.json").read_text("utf-8")))
    with (
        getattr(other_engines, request.param)() as driver,
        Origin("localhost", site, headers=HEADERS).running() as provider,
        Origin("127.0.0.1").running() as host,
    ):
        if driver is None:
            packages = "firefox-esr" if request.param == "firefox" else "webkit2gtk-driver xvfb"
            pytest.skip(f"not installed here; on Debian: apt-get install {packages}")
        yield Host(driver, provider, host, heights)


def test_as_high_as_its_text(page: Host) -> None:
    for width in (280, 390, 560, 760, 1200):
        page.show(f"<div style='width:{width}px'>{page.element()}</div>{page.script}")
        assert page.wrong_heights() == [], width
    for width in (390, 800, 390):
        page.run("document.querySelector('div').style.width = arguments[0] + 'px'", width)
        assert page.wrong_heights() == [], f"turned to {width}"


@pytest.mark.parametrize("loading", ["eager", "lazy"])
def test_twenty_on_a_page(page: Host, loading: str) -> None:
    page.show("".join(page.element(each, loading=loading) for each in sorted(page.heights)[:20]) + page.script)
    for place in range(20 if loading == "lazy" else 0):
        page.run("document.querySelectorAll('bonewise-page')[arguments[0]].scrollIntoView()", place)
        time.sleep(0.15)
    assert page.wrong_heights(20, 40) == []


def test_where_the_script_stands(page: Host) -> None:
    sync, after = page.script.replace("async", ""), page.script.replace("async", "defer")
    for html in (
        sync + page.element(),
        page.element() + sync,
        after + page.element(),
        sync + page.element() + page.script,
    ):
        page.show(html)
        assert page.wrong_heights() == []


def test_text_that_changes(page: Host) -> None:
    body = "<details><summary>More</summary>" + "<p>Text</p>" * 9 + "</details><img alt='' src=/slow.png>"
    page.provider.pages["/embed/changing/"] = probe("../", body, "img{width:100px}")
    page.provider.gate.set()
    page.show(page.element("changing") + page.script)
    assert page.wrong_heights() == []
    for _ in range(14):
        page.inside("document.querySelector('details').toggleAttribute('open')")
        assert page.wrong_heights() == []


def test_a_picture_that_comes_late(page: Host) -> None:
    page.provider.pages["/embed/late/"] = probe("../", "<p>Text</p>", "img{width:100px}")
    page.show(page.element("late") + page.script)
    assert page.wrong_heights() == []
    page.provider.gate.clear()
    try:
        page.inside("document.querySelector('p').append(Object.assign(new Image(), { src: '/slow.png', alt: '' }))")
        assert page.wrong_heights() == []
        (before,) = page.run(SHOWN)
    finally:
        page.provider.gate.set()
    assert eventually(lambda: page.run(SHOWN)[0] > before + 50)
    assert page.wrong_heights() == []


def eventually(holds: Callable[[], bool], patience: float = 10) -> bool:
    end = time.monotonic() + patience
    while not (held := holds()) and time.monotonic() < end:
        time.sleep(0.05)
    return held


def test_far_below_and_back_in_history(page: Host) -> None:
    """Behind the back button, the page is as it was left, or made anew; either way it is right."""
    page.show("<div style='height:9000px'></div>" + page.element() + page.script)
    page.run("document.querySelector('bonewise-page').scrollIntoView()")
    assert page.wrong_heights() == []
    page.host.pages["/elsewhere"] = PAGE + "<p>Elsewhere"
    page.driver.visit(page.host.url + "elsewhere")
    page.run("history.back()")
    assert eventually(lambda: page.run("return Boolean(document.querySelector('bonewise-page'))"))
    page.run("document.querySelector('bonewise-page').scrollIntoView()")
    assert page.wrong_heights() == []


@pytest.mark.parametrize("why", ["absent", "blocked"])
def test_without_its_script_there_is_a_link(page: Host, why: str) -> None:
    page.show(page.element() + (page.script.replace("embed.js", "gone.js") if why == "blocked" else ""))
    time.sleep(0.3)
    assert page.run(SHOWN) == []
    assert page.run("return document.querySelector('bonewise-page a').getBoundingClientRect().height") > 10


def test_two_versions_of_its_script_at_once(page: Host, site: Path) -> None:
    version = json.loads((site / "embed" / "index.json").read_text("utf-8"))["version"]
    page.show(page.script + page.element() + page.script.replace("embed.js", f"{version}/embed.js"))
    assert page.wrong_heights() == []


def test_zoomed_to_twice_the_size(site: Path) -> None:
    """In Firefox, by its own setting; WebKitGTK's small browser has none."""
    heights = attributes_of(json.loads((site / "embed" / "index.json").read_text("utf-8")))
    with (
        other_engines.firefox(zoom=2) as driver,
        Origin("localhost", site, headers=HEADERS).running() as provider,
        Origin("127.0.0.1").running() as host,
    ):
        if driver is None:
            pytest.skip("not installed here; on Debian: apt-get install firefox-esr")
        page = Host(driver, provider, host, heights)
        page.show(page.element() + page.script)
        assert page.run("return devicePixelRatio") == 2
        assert page.wrong_heights() == []


def test_hidden_moved_and_put_back(page: Host) -> None:
    page.show(f"<div id=tab hidden>{page.element()}</div><div id=other></div>{page.script}")
    time.sleep(0.5)
    page.run("document.getElementById('tab').hidden = false")
    assert page.wrong_heights() == []
    page.run("document.getElementById('other').append(document.querySelector('bonewise-page'))")
    assert page.wrong_heights() == []
    page.run("window.kept = document.querySelector('bonewise-page'); kept.remove()")
    page.run("document.body.style.width = '300px'; document.body.append(kept)")
    assert page.wrong_heights() == []


def test_growing_page_is_stopped(page: Host) -> None:
    page.provider.pages["/embed/greedy/"] = probe("../", "<p>Text</p>", "main{height:calc(100vh + 50px)}")
    page.show(snippet("greedy", "400 400 400 400") + page.script)
    time.sleep(2)
    (height,) = page.run(SHOWN)
    assert 400 < height <= 900


def test_deaf_to_others_and_without_storage(page: Host) -> None:
    page.host.pages["/evil"] = "<p>evil"
    page.show(page.element() + "<iframe id=null sandbox=allow-scripts src=/evil></iframe>" + page.script)
    assert page.wrong_heights() == []
    (before,) = page.run(SHOWN)
    secret = page.run(FRAMES + "[0].src.split('#s=')[1].split('&')[0]")
    say = "parent.postMessage(`bonewise ${arguments[0]} 77 77`, '*')"
    page.driver.enter(page.run("return document.getElementById('null')"))
    page.run(say, secret)
    page.driver.leave()
    page.run("window.postMessage(`bonewise ${arguments[0]} 77 77`, '*')", secret)
    for odd in ("NaN", "-5", "0", "1e3", "999999", "Infinity"):
        page.inside("parent.postMessage(`bonewise ${arguments[0]} ${arguments[1]} 1`, '*')", 0, secret, odd)
    time.sleep(0.3)
    assert page.run(SHOWN) == [before]
    for store in ("localStorage", "sessionStorage"):
        assert page.inside(f"try {{ {store}; return 'open' }} catch (e) {{ return e.name }}") == "SecurityError"
    assert page.inside("try { return 'open' + document.cookie } catch (e) { return e.name }") == "SecurityError"
    foreign = [each for each in page.provider.seen if page.host.url.rstrip("/") in each.headers.get("referer", "")]
    assert [each.path for each in foreign] == []
    assert [each.path for each in page.provider.seen if "cookie" in each.headers] == []


def test_inline_where_the_browser_can(page: Host) -> None:
    page.show(page.element(mode="inline") + page.script)
    time.sleep(1.5)
    if page.run("return 'setHTML' in Element.prototype"):
        root = "document.querySelector('bonewise-page').shadowRoot"
        assert page.run(f"return {root}.querySelectorAll('.bw-disclaimer').length") == 1
    else:
        assert page.wrong_heights() == []


def test_whole_on_paper(page: Host, site: Path, tmp_path: Path) -> None:
    if page.driver.name != "firefox" or not shutil.which("pdftotext"):
        pytest.skip("only Firefox prints here, and pdftotext (poppler-utils) reads")
    page.show("<h1>Clinic</h1>" + page.element() + page.script + "<footer>The host's own footer</footer>")
    assert page.wrong_heights() == []
    file = tmp_path / "page.pdf"
    file.write_bytes(base64.b64decode(page.driver.paper()))
    assert missing_on_paper(file, site, "sit-to-stand", "The host's own footer") == []
