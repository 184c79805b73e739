"""What a first view of ten pages of a built site fetches, packed, and without pictures.

    python tests/bench/first_view.py SITE

Opens each page in Chromium with nothing kept, and adds up the packed size (gzip 9; letters are packed already) of every
file that is asked for until two seconds after the page is there. Pictures in files are told but not counted, and files
that a kept copy fetches at rest (service worker) are no part of a view. Ends with 1 where a page has more than 100 kB.
"""

from __future__ import annotations

import gzip
import shutil
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright
from served import PAGES, served

GOAL = 100_000
_PACKED = (".woff2", ".png", ".jpg", ".webp", ".avif")
_PICTURES = (".svg", ".png", ".jpg", ".webp", ".avif", ".ico")


def asked_for(browser: Browser, address: str) -> list[str]:
    """The paths that a page asks for, each once, in order."""
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    paths: dict[str, None] = {}
    page.on("request", lambda request: paths.setdefault(urlsplit(request.url).path.lstrip("/")))
    page.goto(address, wait_until="load")
    page.wait_for_timeout(2000)
    context.close()
    return list(paths)


def packed(site: Path, path: str) -> int:
    """The size of what the server sends for a path."""
    file = site / path / "index.html" if not path or path.endswith("/") else site / path
    data = (file if file.is_file() else site / "404.html").read_bytes()
    return len(data) if path.endswith(_PACKED) else len(gzip.compress(data, 9, mtime=0))


def main(site: Path) -> int:
    """Print a row for each page, and the files of the largest."""
    rows = []
    with (
        tempfile.TemporaryDirectory() as folder,
        served(site, Path(folder) / "served") as server,
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for page in PAGES:
            sizes = {path: packed(site, path) for path in asked_for(browser, server.address + page)}
            counted = {path: size for path, size in sizes.items() if not path.endswith(_PICTURES)}
            rows.append((sum(counted.values()), page, counted))
            pictures = sum(sizes.values()) - rows[-1][0]
            print(
                f"{rows[-1][0] / 1000:6.1f} kB in {len(counted):2} files, pictures {pictures / 1000:5.1f} kB  /{page}"
            )
        browser.close()
    most, page, files = max(rows)
    print(f"\n/{page}")
    for path, size in sorted(files.items(), key=lambda each: -each[1]):
        print(f"{size / 1000:6.1f}  {path}")
    return int(most > GOAL)


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
