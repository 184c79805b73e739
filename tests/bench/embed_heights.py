"""Measures all embeds in Chromium and writes `templates/embed/heights.json` anew; needs a built site.

    .venv/bin/python tests/bench/embed_heights.py [SITE]

Prints by how much the numbers that the last build used were off, on average and at most, and how far off the build
would be for a page that it has never measured.
"""

from __future__ import annotations

import json
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

from bonewise.finishing.embeds.heights import WIDTHS, size_of

ROOT = Path(__file__).parent.parent.parent
QUIET = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
QUIET += " --disable-component-update --disable-sync"


def measure(site: Path, ids: list[str]) -> dict[str, list[int]]:
    """The height of each embed at each width, with its letters loaded."""

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            """Say nothing for each request."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found: dict[str, list[int]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET.split())
        page = browser.new_page()
        for name in ids:
            page.goto(f"http://127.0.0.1:{server.server_port}/embed/{name}/")
            page.evaluate("document.fonts.ready.then(() => 1)")
            found[name] = []
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                found[name].append(page.evaluate("Math.ceil(document.documentElement.getBoundingClientRect().height)"))
        browser.close()
    server.shutdown()
    return found


def least_squares(rows: list[list[float]], values: list[float]) -> list[float]:
    """The factors that fit best, each fault counted by its share of the value; by the normal equations."""
    count = len(rows[0])
    weighted = [([each / value for each in row], 1.0) for row, value in zip(rows, values, strict=True)]
    matrix = [[sum(row[i] * row[j] for row, _ in weighted) for j in range(count)] for i in range(count)]
    right = [sum(row[i] * one for row, one in weighted) for i in range(count)]
    for i in range(count):
        for k in range(count):
            if k != i:
                factor = matrix[k][i] / matrix[i][i]
                matrix[k] = [a - factor * b for a, b in zip(matrix[k], matrix[i], strict=True)]
                right[k] -= factor * right[i]
    return [right[i] / matrix[i][i] for i in range(count)]


def main(site: Path) -> None:
    index = json.loads((site / "embed" / "index.json").read_text("utf-8"))
    used = {each["id"]: each["heights"] for each in index["pages"]}
    sizes = {name: size_of((site / "embed" / name / "index.html").read_text("utf-8")) for name in sorted(used)}
    measured = measure(site, sorted(used))
    rows = [[1.0, float(size.letters), float(size.blocks)] for size in sizes.values()]
    fit = [least_squares(rows, [float(measured[name][i]) for name in sizes]) for i in range(len(WIDTHS))]
    lines = ",\n".join(
        f" {json.dumps(name)}: {json.dumps([size.letters, size.blocks, *measured[name]])}"
        for name, size in sizes.items()
    )
    rounded = json.dumps([[round(each, 5) for each in row] for row in fit])
    text = f'{{"fit": {rounded},\n"pages": {{\n{lines}\n}}}}\n'
    (ROOT / "templates" / "embed" / "heights.json").write_text(text, "utf-8")
    tell("used by the last build", [(used[name][i], measured[name][i]) for name in used for i in range(len(WIDTHS))])
    tell(
        "for pages never measured",
        [
            (sum(a * b for a, b in zip(fit[i], row, strict=True)), measured[name][i])
            for name, row in zip(sizes, rows, strict=True)
            for i in range(len(WIDTHS))
        ],
    )


def tell(what: str, pairs: list[tuple[float, int]]) -> None:
    faults = [abs(guess / real - 1) * 100 for guess, real in pairs]
    print(f"{what}: {sum(faults) / len(faults):.2f} % off on average, at most {max(faults):.1f} %")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site")
