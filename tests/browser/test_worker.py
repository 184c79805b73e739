"""The site with its server off: what a reader opened, what all may need, search and builder; and how news are told."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from bonewise.finishing.text_edition import text_edition
from bonewise.finishing.worker import write_worker
from bonewise.hosting import headers_for, kind_of
from bonewise.reading import read

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parent.parent.parent
PAGE, OTHER = "condition/osteopenia/", "condition/dxa-scan/"
KEPT = """async () => {
  for (const name of await caches.keys()) for (const each of await (await caches.open(name)).keys())
    if (each.url.includes("builder-data.js")) return (await (await caches.open(name)).keys()).some((one) => one.url.includes("kept.json"));
}"""  # noqa: E501
KEPT = """async () => (await Promise.all((await caches.keys()).map(async (name) =>
  (await (await caches.open(name)).keys()).map((each) => each.url)))).flat()"""


class Server:
    """The site with the headers of the table, which can be turned off and on again; `asked` are the paths it saw."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port, self.asked = folder, 0, []  # type: tuple[Path, int, list[str]]
        self.start()

    def start(self) -> None:
        server = self

        class Handler(SimpleHTTPRequestHandler):
            protocol_version = "HTTP/1.0"  # so that no line stays open when the server goes

            def __init__(self, *args: object) -> None:
                super().__init__(*args, directory=str(server.folder))  # type: ignore[arg-type]

            def end_headers(self) -> None:
                server.asked.append(self.path)
                path = self.path.lstrip("/").partition("?")[0]
                for name, value in headers_for(kind_of(path), server.address).items():
                    if name != "Strict-Transport-Security":
                        self.send_header(name, value)
                super().end_headers()

            def log_message(self, *args: object) -> None:
                """Say nothing for each request."""

        class Waiting(ThreadingHTTPServer):
            request_queue_size = 128  # the worker asks for many files at once

        self.running = Waiting(("127.0.0.1", self.port), Handler)
        self.port = self.running.server_port
        threading.Thread(target=self.running.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        self.running.shutdown()
        self.running.server_close()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def change(self, page: str, old: str, new: str) -> None:
        """Publish the site with another text on one page."""
        file = self.folder / page / "index.html"
        html = re.sub(r'<meta name="text-edition"[^>]*>', "", file.read_text("utf-8"))
        assert old in html
        html = html.replace(old, new)
        edition, mark = text_edition(html)
        file.write_text(html.replace("</title>", f"</title>{mark}", 1), "utf-8")
        self.publish(edition)

    def publish(self, edition: str) -> None:
        write_worker(read(ROOT)[0], self.folder, [edition])


@pytest.fixture
def server(site: Path, tmp_path: Path) -> Iterator[Server]:
    """A copy of the site, of which embeds and other pages' PDFs are no part."""
    folder = tmp_path / "site"
    shutil.copytree(site, folder, ignore=shutil.ignore_patterns("*.map", "lunr"))
    running = Server(folder)
    yield running
    running.stop()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader's browser; what a page's policy stops, and errors of scripts, fail the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(8_000)
    broken: list[str] = []
    context.on("weberror", lambda error: broken.append(str(error.error)))
    context.on("console", lambda told: broken.append(told.text) if "ontent Security" in told.text else None)
    yield context
    context.close()
    assert broken == []


def visit(context: BrowserContext, server: Server, path: str = PAGE) -> Page:
    """A first visit, until the worker is there."""
    page = context.new_page()
    page.goto(server.address + path)
    page.evaluate("navigator.serviceWorker.ready.then((found) => found.active.state)")
    wait(page, "caches.match(location.href, { ignoreSearch: true }).then(Boolean)")
    return page


def wait_until_kept(page: Page, *names: str) -> None:
    for name in names:
        wait(page, f"({KEPT})().then((urls) => urls.some((url) => url.includes({name!r})))")


def wait(page: Page, promise: str) -> None:
    """Until what it promises is true; Playwright's `wait_for_function` takes the promise itself for true, and our
    policy stops the script by which it waits."""
    end = time.monotonic() + 20
    while not page.evaluate(promise):
        assert time.monotonic() < end, promise
        page.wait_for_timeout(50)


def update(page: Page) -> None:
    """Look for a new worker, as a browser does by itself now and then; the page's script listens by then."""
    wait(page, "Boolean(document.querySelector('.bw-told'))")
    page.evaluate("navigator.serviceWorker.ready.then((found) => found.update())")


def title(page: Page) -> str:
    return page.locator("#page-title").inner_text()


def search_and_builder_work(page: Page, server: Server) -> None:
    page.goto(server.address + PAGE)
    expect(page.locator(".bw-age")).to_contain_text("We could not reach the site. This copy from ")
    page.get_by_role("combobox", name="Search this site").fill("stairs")
    expect(page.get_by_role("option").first).to_contain_text("stairs")
    assert page.locator(".bw-hit__picture").first.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    page.goto(f"{server.address}handout-builder/#x=sit-to-stand")
    expect(page.locator("#handout-builder")).to_contain_text("Sit to stand")
    page.locator("#handout-builder").get_by_role("radio").first.check()
    expect(page.locator(".bw-sheet .bw-picture svg").first).to_be_visible()


def test_nothing_is_fetched_that_nobody_asked_for(context: BrowserContext, server: Server) -> None:
    page = visit(context, server)
    page.reload()
    page.wait_for_timeout(5000)
    kept = page.evaluate(KEPT)
    assert any("about/emergency/" in url for url in kept)
    for part in ("search", "kept.json", "builder", "a-to-z", "/handouts/"):
        assert not any(part in path for path in server.asked), part
        assert not any(part in url for url in kept), part


def test_used_search_and_builder_work_with_the_server_off(context: BrowserContext, server: Server) -> None:
    page = visit(context, server)
    wait(page, "Boolean(document.querySelector('.bw-told'))")
    page.get_by_role("combobox", name="Search this site").fill("back")
    wait_until_kept(page, "kept.json")
    assert not any("builder" in url for url in page.evaluate(KEPT))
    page.goto(f"{server.address}handout-builder/")
    wait_until_kept(page, "builder-data.js?kept", "qrcode-generator.js?kept")
    server.stop()
    search_and_builder_work(page, server)
    page.goto(f"{server.address}about/emergency/")
    assert title(page) != "Read it without a connection"
    server.start()


def test_whole_site_can_be_kept(context: BrowserContext, server: Server) -> None:
    page = visit(context, server, "about/offline/")
    page.get_by_role("button", name="Keep this site for offline").click()
    expect(page.get_by_role("status").filter(has_text="This site is kept.")).to_be_visible(timeout=60_000)
    assert page.locator(".bw-kept a").count() > 90
    server.stop()
    for path in ("", OTHER, "exercises/sit-to-stand/", "about/a-to-z/"):
        page.goto(server.address + path)
        assert title(page) != "Read it without a connection"
    search_and_builder_work(page, server)
    server.start()


def test_what_is_kept_is_renewed_with_the_site(context: BrowserContext, server: Server) -> None:
    page = visit(context, server, "about/offline/")
    page.get_by_role("button", name="Keep this site for offline").click()
    expect(page.get_by_role("status").filter(has_text="This site is kept.")).to_be_visible(timeout=60_000)
    server.change(OTHER, "</h1>", " now</h1>")
    update(page)
    wait(page, "navigator.serviceWorker.ready.then((found) => !found.installing && !found.waiting)")
    page.goto(server.address + PAGE)
    wait_until_kept(page, f"{OTHER}?kept")
    server.stop()
    page.goto(server.address + OTHER)
    assert title(page).endswith(" now")
    server.start()


def test_site_that_cannot_be_kept_says_so(context: BrowserContext, server: Server) -> None:
    page = visit(context, server, "about/offline/")
    (server.folder / "condition/osteoporosis/index.html").write_text("other", "utf-8")
    page.get_by_role("button", name="Keep this site for offline").click()
    expect(page.get_by_role("status").filter(has_text="Not all could be kept.")).to_be_visible(timeout=60_000)


def test_page_never_opened_says_what_is_kept(context: BrowserContext, server: Server) -> None:
    page = visit(context, server)
    server.stop()
    page.goto(server.address + OTHER)
    assert title(page) == "Read it without a connection"
    kept = page.locator(".bw-kept a")
    expect(kept.filter(has_text="What osteopenia means")).to_have_count(1)
    expect(kept.filter(has_text="Get help now")).to_have_count(1)
    assert Axe().run(page).response["violations"] == []
    kept.filter(has_text="What osteopenia means").click()
    assert title(page) == "What osteopenia means"
    server.start()
    page.goto(server.address + OTHER)
    assert title(page) != "Read it without a connection"


def test_overdue_page_says_so_without_a_connection(context: BrowserContext, server: Server) -> None:
    page = visit(context, server)
    assert page.get_by_text("past its review date").count() == 0
    server.stop()
    context.clock.set_fixed_time("2028-01-01T12:00:00Z")
    page.reload()
    expect(page.get_by_text("This page is past its review date")).to_be_visible()
    assert re.search(r"again by 22 \w+ 2027\.", page.locator(".bw-age").last.inner_text())
    server.start()


def test_new_text_announces_itself(context: BrowserContext, server: Server) -> None:
    page = visit(context, server)
    page.reload()  # now the worker answers
    expect(page.get_by_role("status").filter(has_text="updated")).to_have_count(0)
    server.change(PAGE, "What osteopenia means</h1>", "What osteopenia means now</h1>")
    update(page)
    told = page.get_by_role("status").filter(has_text="This page has been updated since you opened it.")
    expect(told).to_be_visible()
    assert title(page) == "What osteopenia means"  # nothing moves under a reader
    assert Axe().run(page).response["violations"] == []
    told.get_by_role("button", name="Show the new text").click()
    expect(page.locator("#page-title")).to_have_text("What osteopenia means now")
    expect(told).to_have_count(0)


def test_change_elsewhere_disturbs_nobody(context: BrowserContext, server: Server) -> None:
    page = visit(context, server)
    page.reload()
    server.change(OTHER, "</h1>", " now</h1>")
    update(page)
    wait(page, "navigator.serviceWorker.ready.then((found) => !found.installing && !found.waiting)")
    page.wait_for_timeout(500)
    expect(page.locator(".bw-told")).to_be_empty()


def test_with_a_connection_the_server_decides(context: BrowserContext, server: Server) -> None:
    """Even where the worker is not renewed, nobody reads an old text."""
    page = visit(context, server)
    file = server.folder / PAGE / "index.html"
    file.write_text(file.read_text("utf-8").replace("What osteopenia means</h1>", "Corrected</h1>"), "utf-8")
    page.goto(server.address + PAGE)
    assert title(page) == "Corrected"


def test_what_was_taken_from_the_server_is_not_kept(context: BrowserContext, server: Server) -> None:
    page = visit(context, server)
    page.reload()
    (server.folder / PAGE / "index.html").unlink()
    (server.folder / PAGE).rmdir()
    page.goto(server.address + PAGE)
    page.wait_for_timeout(300)
    assert not any(url.endswith(PAGE) for url in page.evaluate(KEPT))


def test_embeds_and_other_origins_are_never_touched(context: BrowserContext, server: Server) -> None:
    page = visit(context, server)
    page.goto(f"{server.address}embed/sit-to-stand/")
    page.goto(server.address + PAGE)
    page.evaluate("fetch('embed/index.json').catch(() => 0)")
    kept = page.evaluate(KEPT)
    assert kept
    assert not any("/embed/" in url or not url.startswith(server.address) for url in kept)
    server.stop()
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        page.goto(f"{server.address}embed/sit-to-stand/")
    server.start()


def test_who_saves_data_gets_only_what_was_asked_for(context: BrowserContext, server: Server) -> None:
    context.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    page = visit(context, server)
    wait(page, "Boolean(document.querySelector('.bw-told'))")
    page.get_by_role("combobox", name="Search this site").fill("stairs")
    page.wait_for_timeout(5000)
    assert not any("kept.json" in url for url in page.evaluate(KEPT))


def test_file_that_is_not_as_it_was_built_is_not_kept(context: BrowserContext, server: Server) -> None:
    (server.folder / "assets/bonewise.css").write_text("body{}", "utf-8")
    page = context.new_page()
    page.goto(server.address + PAGE)
    page.wait_for_timeout(1500)
    assert page.evaluate("navigator.serviceWorker.getRegistration().then((found) => Boolean(found?.active))") is False


@pytest.mark.parametrize("path", ["offline.html", "about/offline/"])
def test_reader_can_have_all_removed(context: BrowserContext, server: Server, path: str) -> None:
    page = visit(context, server)
    page.goto(server.address + path)
    expect(page.locator(".bw-kept a").filter(has_text="What osteopenia means")).to_have_count(1)
    page.get_by_role("button", name="Keep nothing on this device").click()
    expect(page.get_by_role("status").filter(has_text="All copies are removed")).to_be_visible()
    page.goto(server.address + PAGE)
    page.wait_for_timeout(500)
    assert page.evaluate(KEPT) == []
    assert page.evaluate("navigator.serviceWorker.getRegistration().then((found) => Boolean(found))") is False


def test_empty_table_takes_everything_away(context: BrowserContext, server: Server) -> None:
    """As a preview has it, and a site that wants no copies any more."""
    page = visit(context, server)
    shutil.copyfile(ROOT / "templates/sw.js", server.folder / "sw.js")
    update(page)
    wait(page, "caches.keys().then((names) => !names.length)")
    wait(page, "navigator.serviceWorker.getRegistration().then((found) => !found)")


def test_first_view_waits_for_nothing_of_it(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.goto(server.address + PAGE)
    wait(page, "Boolean(document.querySelector('script[src$=\"offline.js\"]'))")
    load = "performance.getEntriesByType('navigation')[0].loadEventStart"
    asked = "performance.getEntriesByType('resource').find((each) => /offline\\.js/.test(each.name)).startTime"
    wait(page, "performance.getEntriesByType('resource').some((each) => /offline\\.js/.test(each.name))")
    assert page.evaluate(asked) >= page.evaluate(load)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_notices_fit_and_are_sound(
    browser: Browser, server: Server, width: int, scheme: str, save: Callable[[Page, str], None]
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 700},
        color_scheme=scheme,
        reduced_motion="reduce",  # type: ignore[arg-type]
    )
    context.clock.set_fixed_time("2028-01-01T12:00:00Z")
    page = visit(context, server)
    page.reload()
    server.change(PAGE, "</h1>", " now</h1>")
    update(page)
    expect(page.locator(".bw-told button").first).to_be_visible()
    save(page, f"notices-{width}-{scheme}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert all(each.bounding_box()["height"] >= 44 for each in page.locator(".bw-told button").all())  # type: ignore[index]
    assert Axe().run(page).response["violations"] == []
    page.locator(".bw-told").get_by_role("button", name="Not now").click()
    expect(page.locator(".bw-told")).to_be_empty()
    context.close()


@pytest.fixture
def save() -> Callable[[Page, str], None]:
    """Keeps a picture where BONEWISE_SHOTS names a folder, to be looked at."""
    import os

    folder = os.environ.get("BONEWISE_SHOTS")
    return lambda page, name: page.screenshot(path=f"{folder}/{name}.png") if folder else None  # type: ignore[return-value]
