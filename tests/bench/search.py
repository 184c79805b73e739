"""What a search costs: ours, the theme's own and Pagefind, over the same pages, in the same Chromium, in one run.

    .venv/bin/python tests/bench/search.py [--pagefind NODE_MODULES/.bin/pagefind] [SITE] [PAGES …]

SITE is a built site (default: site/); textbook pages are added up to each number of PAGES (default: 100 1000 5000).
Bytes are what a server sends with gzip. "Cold" is the middle of some queries, each asked by a fresh browser over a line
with 150 ms and 1.6 Mbit/s, from entering the box to the first result; "key" is a letter typed later on, without a line.
Before the rows of each size stand the bytes to the first result over all queries of `tests/cases/search/`, and the
processor time in which the index was built and written, the least and the middle of some. It judges nothing.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import material
from playwright.sync_api import Browser, sync_playwright
from textbook import as_html, pages

sys.path.append(str(Path(__file__).parent.parent))
from search_weight import FIRST_FLIGHT, all_queries, weights

from bonewise.finishing.articles import read_article
from bonewise.finishing.search_index import write_entries
from bonewise.finishing.searching.entries import Entry, entries
from bonewise.finishing.searching.words import TERMS
from bonewise.model import Library
from bonewise.reading import read
from bonewise.search_quality import Answer, Query, measure, read_queries

ROOT = Path(__file__).parent.parent.parent
QUERIES = ("osteopenia", "bone scan", "ostopenia", "how much calcium do i need", "sore back", "tai chi")
TYPED = "osteoporosis and back pain"
_HEAD = (
    " pages  search     before focus   to 1st result    at most    cold ms   key ms     95 %   hit@1   hit@3   empty"
)
LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
#: Pages from which on an index is built once only.
LARGE = 500
_QUIET = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking".split()
_PACKED = (".wasm", ".pagefind", ".pf_meta", ".pf_index", ".pf_fragment", ".pf_filter")


class Handler(SimpleHTTPRequestHandler):
    """Sends with gzip what a host would, and counts."""

    protocol_version = "HTTP/1.1"
    sent: ClassVar[dict[str, int]] = {}

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        packed = path.suffix not in _PACKED
        data = gzip.compress(data, 9) if packed else data
        Handler.sent[self.path.split("?")[0]] = len(data)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        """Say nothing for each request."""


def lay_out(folder: Path, site: Path, found: list[Entry], pagefind: str | None) -> list[str]:
    """The index of each search below one folder; returns the searches that could be made."""
    write_entries(found, folder)
    for name in ("search.js", "search-box.js"):
        shutil.copy(site / "assets" / name, folder / "assets" / name)
    # The box is fetched with the engine; here it must not look for its place in a page.
    box = (folder / "assets/search-box.js").read_text("utf-8")
    (folder / "assets/search-box-weight.js").write_text(f"if (0) {{\n{box}}}\n", "utf-8")
    shutil.copy(Path(__file__).with_name("search_page.html"), folder / "bench.html")
    (folder / "material").mkdir()
    worker = next((Path(material.__file__).parent / "templates/assets/javascripts/workers").glob("search.*.js"))
    shutil.copy(worker, folder / "material/worker.js")
    (folder / "material/search_index.json").write_text(json.dumps(theme_index(found)), "utf-8")
    if not pagefind:
        return ["bonewise", "material"]
    for entry in found:
        file = folder / "html" / entry.url / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(as_html(entry), "utf-8")
    command = [pagefind, "--site", str(folder / "html"), "--output-path", str(folder / "pagefind")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return ["bonewise", "material", "pagefind"]


def theme_index(found: list[Entry]) -> dict[str, Any]:
    """What the theme's plugin would write of these pages."""
    docs = []
    for entry in found:
        text = f"<p>{entry.description}</p><p>{entry.sections[0].text if entry.sections else ''}</p>"
        docs.append({"location": entry.url, "title": entry.title, "text": text})
        docs += [
            {"location": f"{entry.url}#{each.anchor}", "title": each.heading, "text": f"<p>{each.text}</p>"}
            for each in entry.sections[1:]
        ]
    boosts = {"title": {"boost": 1e3}, "text": {"boost": 1.0}, "tags": {"boost": 1e6}}
    config = {"lang": ["en"], "separator": r"[\s\-]+", "pipeline": ["stopWordFilter"], "fields": boosts}
    return {"config": config, "docs": docs}


def before_focus(name: str, folder: Path) -> int:
    """Bytes that a page fetches for a search that nobody has asked for."""
    if name == "bonewise":
        script = (ROOT / "templates/assets/bonewise.js").read_text("utf-8")
        loader = re.search(r"  const search = \(\) => \{.*?\n  \};\n", script, re.S)
        assert loader
        return packed(script) - packed(script.replace(loader[0], ""))
    files = {"material": ("material/worker.js", "material/search_index.json")}.get(name, ())
    return sum(packed((folder / file).read_text("utf-8")) for file in files)


def packed(text: str) -> int:
    return len(gzip.compress(text.encode(), 9))


def weight(folder: Path) -> str:
    """How heavy queries are."""
    told = sorted(weights(folder, all_queries()).values())
    above = sum(each > FIRST_FLIGHT for each in told)
    return f"{len(told)} queries: median {told[len(told) // 2]:,}, at most {told[-1]:,}, {above} above {FIRST_FLIGHT:,}"


def building(library: Library, site: Path, more: list[Entry]) -> str:
    """What the index costs, from built pages to files. Words' terms are forgotten between, as between two builds."""
    articles, times = [each for page in library.pages.values() if (each := read_article(page, site))], []
    for _ in range(9 if len(more) < LARGE else 1):
        TERMS.clear()
        with tempfile.TemporaryDirectory() as folder:
            start = time.process_time()
            write_entries([*entries(library, articles), *more], Path(folder))
            times.append(time.process_time() - start)
    return f"index built in {min(times):.3f} to {statistics.median(times):.3f} CPU s"


def ask(browser: Browser, address: str, script: str, line: bool = False) -> tuple[Any, int]:
    """The value of a script on the bench's page in a fresh browser, and the bytes it fetched."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}bench.html")
    if line:
        context.new_cdp_session(page).send("Network.emulateNetworkConditions", LINE)
    Handler.sent.clear()
    value = page.evaluate(script)
    context.close()
    return value, sum(Handler.sent.values())


def row(browser: Browser, address: str, name: str, folder: Path) -> str:
    """One search at one size."""
    asked = [ask(browser, address, f"cold({name!r}, {query!r})", line=True) for query in QUERIES]
    times, sizes = [value[0] for value, _ in asked], [size for _, size in asked]
    keys, _ = ask(browser, address, f"warm({name!r}, {TYPED!r})")
    return (
        f"{before_focus(name, folder):12,}  {statistics.median(sizes):14,.0f}  {max(sizes):9,}  "
        f"{statistics.median(times):9,.0f}  {statistics.median(keys):7.1f}  {keys[int(len(keys) * 0.95)]:7.1f}"
    )


def hits(browser: Browser, address: str, name: str, queries: list[Query]) -> str:
    """How often a search has an expected page first, and among three."""
    found, _ = ask(browser, address, f"answers({name!r}, {json.dumps([query.text for query in queries])})")
    figures = measure(Answer(query, tuple(ids)) for query, ids in zip(queries, found))
    return f"{figures.first:6.1%}  {figures.three:6.1%}  {figures.empty:6}"


def main() -> None:
    """Print a row for each size and search."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pagefind")
    parser.add_argument("site", nargs="?", type=Path, default=ROOT / "site")
    parser.add_argument("pages", nargs="*", type=int, default=[100, 1000, 5000])
    options = parser.parse_args()
    library = read(ROOT)[0]
    own = entries(library, [each for page in library.pages.values() if (each := read_article(page, options.site))])
    queries = read_queries(ROOT / "tests/cases/search/shared.yaml")
    print(_HEAD)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_QUIET)
        for size in options.pages:
            with tempfile.TemporaryDirectory() as temporary:
                folder = Path(temporary)
                names = lay_out(folder, options.site, own + pages(max(0, size - len(own))), options.pagefind)
                server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
                threading.Thread(target=server.serve_forever, daemon=True).start()
                address = f"http://127.0.0.1:{server.server_port}/"
                more = pages(max(0, size - len(own)))
                print(f"{size:6}  {weight(folder)}; {building(library, options.site, more)}", flush=True)
                for name in names:
                    figures = row(browser, address, name, folder), hits(browser, address, name, queries)
                    print(f"{size:6}  {name:<9}  {'  '.join(figures)}", flush=True)
                server.shutdown()
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
