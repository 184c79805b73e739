"""Bytes, layout shift and time to the right height: ours beside other scripts that size frames, in the same run.

    npm install --no-save @iframe-resizer/parent @iframe-resizer/child pym.js @open-iframe-resizer/core
    .venv/bin/python tests/bench/embeds.py node_modules [SITE]

Prints one line for each; it judges nothing. The framed page is the same for all, but for its script; under each frame
stands a paragraph that a change of height would shift. After one visit
that does not count, each is visited three times; the median counts.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import statistics
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "browser"))
from embed_world import PAGE, Origin, attributes_of, snippet  # noqa: E402

PAGE_ID, ROUNDS = "sit-to-stand", 3
# ruff: noqa: E501 (scripts read better whole)
SHIFTS = """window.shift = 0; window.settled = 0; let last = 0;
new PerformanceObserver(list => { for (const e of list.getEntries()) shift += e.value }).observe({type: "layout-shift", buffered: true});
const frameOf = () => document.querySelector("iframe") || document.querySelector("bonewise-page")?.shadowRoot?.querySelector("iframe");
(function look() { const f = frameOf(); const h = f ? f.getBoundingClientRect().height : 0;
  if (h != last) { last = h; settled = performance.now() } requestAnimationFrame(look) })();"""


@dataclass
class Contestant:
    """A way to size a frame: what the host's page holds, and the scripts on each side."""

    name: str
    html: str
    host: dict[str, str]
    child: str


def contestants(modules: Path, provider: Origin, site: Path) -> list[Contestant]:
    def text(name: str) -> str:
        return (modules / name).read_text("utf-8")

    frame = f'<iframe id="f" src="{provider.url}bench/NAME" style="width:100%;border:0" title="Sit to stand"></iframe>'
    heights = attributes_of(json.loads((site / "embed" / "index.json").read_text("utf-8")))[PAGE_ID]
    least = heights.split()[3]
    ours = snippet(PAGE_ID, heights, style=f"display:block;min-height:{least}px")
    resizer = frame + "<script src=/parent.js></script><script>iframeResize({license:'GPLv3',log:false},'#f')</script>"
    pym = f"<div id=p></div><script src=/parent.js></script><script>new pym.Parent('p','{provider.url}bench/pym')</script>"
    opened = frame + "<script src=/parent.js></script><script>iframeResizer.initialize({}, '#f')</script>"
    pym_child = text("pym.js/dist/pym.v1.min.js")
    core = text("@open-iframe-resizer/core/dist/index.umd.cjs")
    script = f'<script async src="{provider.url}embed/embed.js"></script>'
    return [
        Contestant("bonewise", ours + script, {}, ""),
        Contestant("iframe-resizer 5", resizer.replace("NAME", "resizer"),
                   {"/parent.js": text("@iframe-resizer/parent/index.umd.js")}, text("@iframe-resizer/child/index.umd.js")),
        Contestant("pym 1", pym, {"/parent.js": pym_child}, pym_child + ";new pym.Child()"),
        Contestant("open-iframe-resizer", opened.replace("NAME", "open"), {"/parent.js": core}, core),
    ]  # fmt: skip


def framed(site: Path) -> str:
    """Our page with another script in place of ours, and no policy that would stop it."""
    html = (site / "embed" / PAGE_ID / "index.html").read_text("utf-8")
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
    html = html.replace('<script src="../frame.js" defer></script>', "").replace("../embed.css", "/embed/embed.css")
    return html.replace("</body>", "<script src=/child.js></script></body>")


def visit(browser: Browser, url: str) -> tuple[float, float, float, float]:
    """Layout shift, milliseconds to the last change of height, the height, and the text's."""
    page = browser.new_page(viewport={"width": 700, "height": 900})
    page.goto(url)
    page.wait_for_timeout(2500)
    shift, settled = page.evaluate("[shift, settled]")
    inner = page.frames[1]
    text = inner.evaluate("document.documentElement.getBoundingClientRect().height")
    shown = inner.frame_element().evaluate("frame => frame.getBoundingClientRect().height")
    page.close()
    return shift, settled, shown, text


def main(modules: Path, site: Path) -> None:
    with (
        Origin("localhost", site, headers={"Access-Control-Allow-Origin": "*"}).running() as provider,
        Origin("127.0.0.1").running() as host,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        print(f"{'':22}{'host gz':>9}{'frame gz':>9}{'CLS':>8}{'ms':>7}{'px off':>8}")
        for each in contestants(modules, provider, site):
            host.pages = dict(each.host)
            host.pages["/clinic"] = f"{PAGE}<script>{SHIFTS}</script><h1>Clinic</h1>{each.html}<p>Below it</p>"
            for name in ("resizer", "pym", "open"):
                provider.pages[f"/bench/{name}"] = framed(site)
            provider.pages["/child.js"] = each.child
            visit(browser, host.url + "clinic")
            runs = [visit(browser, host.url + "clinic") for _ in range(ROUNDS)]
            host_script = each.host.get("/parent.js") or (site / "embed" / "embed.js").read_text("utf-8")
            child_script = each.child or (site / "embed" / "frame.js").read_text("utf-8")
            sizes = [len(gzip.compress(script.encode(), 9)) for script in (host_script, child_script)]
            shift, settled = (statistics.median(run[i] for run in runs) for i in (0, 1))
            off = max(abs(run[2] - run[3]) for run in runs)
            print(f"{each.name:22}{sizes[0]:>9}{sizes[1]:>9}{shift:>8.4f}{settled:>7.0f}{off:>8.1f}")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "site")
