"""A real WordPress shows a page of ours: its address is pasted into a post, and a browser looks.

    apt-get install wordpress php-cli php-mysql php-xml mariadb-server chromium
    .venv/bin/python tests/bench/wordpress.py [SITE]

Prints the version and what was seen; exit code 1 where it is not as it should be. Everything is in a folder that is
deleted in the end, and listens on 127.0.0.1 only.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "browser"))
from embed_world import Origin  # noqa: E402

SOURCE = Path("/usr/share/wordpress")
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
CONFIG = """<?php
define('DB_NAME', 'wp'); define('DB_USER', 'root'); define('DB_PASSWORD', ''); define('DB_HOST', 'localhost:{socket}');
define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', '{url}'); define('WP_SITEURL', '{url}'); define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
#: WordPress asks no address of its own network, and this test has no other; nothing else is changed.
PLUGIN = """<?php
add_filter('http_request_host_is_external', '__return_true');
add_filter('http_allowed_safe_ports', function ($ports) { $ports[] = %d; return $ports; });
"""
THEME = """<!doctype html><html><head><meta name="viewport" content="width=device-width">
<style>iframe{max-width:100%}</style><?php wp_head(); ?></head><body>
<?php while (have_posts()) { the_post(); the_content(); } wp_footer(); ?></body></html>
"""
INSTALL = """<?php
define('WP_INSTALLING', true);
require '{folder}/wp-load.php'; require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Clinic', 'admin', 'a@example.org', false, '', 'secret');
switch_theme('plain');
$text = "Before.\\n\\n{page}\\n\\nAfter.";
$id = wp_insert_post(['post_title' => 'Card', 'post_status' => 'publish', 'post_content' => $text]);
echo $id, ' ', $GLOBALS['wp_version'];
"""


@contextmanager
def running(command: list[str]) -> Iterator[None]:
    process = subprocess.Popen(command, **QUIET)  # type: ignore[call-overload]
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(done: object, what: str) -> None:
    assert callable(done)
    for _ in range(300):
        if done():
            return
        time.sleep(0.2)
    raise SystemExit(f"{what} did not start")


@contextmanager
def wordpress(folder: Path, page: str, port: int) -> Iterator[tuple[str, str]]:
    """A WordPress with one post: its address, and WordPress's version."""
    data, sock, web = folder / "data", folder / "db.sock", folder / "web"
    options = [f"--datadir={data}", "--user=root", "--auth-root-authentication-method=normal"]
    subprocess.run(["mariadb-install-db", *options], check=True, **QUIET)  # type: ignore[call-overload]
    unneeded = shutil.ignore_patterns("wp-config.php")
    shutil.copytree(SOURCE, web, ignore_dangling_symlinks=True, ignore=unneeded)
    theme = web / "wp-content" / "themes" / "plain"
    theme.mkdir(parents=True)
    (theme / "style.css").write_text("/*\nTheme Name: Plain\n*/\n", "utf-8")
    (theme / "index.php").write_text(THEME, "utf-8")
    here = free_port()
    url = f"http://127.0.0.1:{here}"
    (web / "wp-config.php").write_text(CONFIG.format(socket=sock, url=url), "utf-8")
    (web / "wp-content" / "mu-plugins").mkdir(parents=True, exist_ok=True)
    (web / "wp-content" / "mu-plugins" / "local.php").write_text(PLUGIN % port, "utf-8")
    database = ["mariadbd", f"--datadir={data}", f"--socket={sock}", "--skip-networking", "--user=root"]
    with running(database):
        wait_for(sock.exists, "MariaDB")
        subprocess.run(["mariadb", f"--socket={sock}", "-e", "CREATE DATABASE wp"], check=True)
        (folder / "install.php").write_text(INSTALL.format(folder=web, page=page), "utf-8")
        run = subprocess.run(["php", str(folder / "install.php")], capture_output=True, text=True)
        if run.returncode or not run.stdout.split():
            raise SystemExit(f"WordPress was not installed: {run.stdout[-500:]}{run.stderr[-500:]}")
        post, version = run.stdout.split()[-2:]
        with running(["php", "-S", f"127.0.0.1:{here}", "-t", str(web)]):
            wait_for(lambda: socket.socket().connect_ex(("127.0.0.1", here)) == 0, "PHP")
            yield f"{url}/?p={post}", version


def look(page: Page, post: str, link: str) -> list[str]:
    """What is wrong with the card in the post, at two widths."""
    faults: list[str] = []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(post)
        page.wait_for_timeout(2000)
        frame = page.locator("iframe.wp-embedded-content")
        if frame.count() != 1:
            return [f"{frame.count()} cards; WordPress did not find the answer"]
        frame.scroll_into_view_if_needed()
        page.wait_for_timeout(500)
        inside = page.frames[1]
        shown = frame.evaluate("each => each.getBoundingClientRect().height")
        text = inside.evaluate("document.documentElement.getBoundingClientRect().height")
        wide = inside.evaluate("innerWidth")
        print(f"{width} px: card of {wide} by {shown:.0f} px, its text {text:.0f} px")
        if abs(shown - max(text, 200)) > 2 or shown > 1000:
            faults.append(f"{width} px: {shown} px shown, {text} px of text")
    inside.locator("a").first.click()
    page.wait_for_timeout(1500)
    print(f"a click leads the whole window to {page.url}")
    return faults if page.url == link else [*faults, f"the click led to {page.url}"]


def main(site: Path) -> int:
    with (
        tempfile.TemporaryDirectory() as folder,
        Origin("127.0.0.1", site, headers={"Access-Control-Allow-Origin": "*"}).running() as provider,
    ):
        link = f"{provider.url}condition/osteopenia/"
        with wordpress(Path(folder), link, provider.port) as (post, version), sync_playwright() as playwright:
            print(f"WordPress {version}")
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            faults = look(browser.new_page(), post, link)
            browser.close()
        print("\n".join(faults) or "as it should be")
        return bool(faults)


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site"))
