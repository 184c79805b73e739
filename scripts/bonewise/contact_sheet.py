"""All drawings on one page for their author, written to a file or shown on this computer while the author edits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from xml.etree.ElementTree import Element, tostring

from bonewise.model import Finding
from bonewise.reading import read
from bonewise.reading.settings import SettingsError
from bonewise.rendering.drawing import drawing, picture
from bonewise.watching import watch

_STYLE = (
    "body{font:16px sans-serif;margin:1rem;background:#e8f0f0;color:#1f2d33}"
    "main{display:flex;flex-wrap:wrap;gap:1rem}figure{margin:0;width:min(100%,30rem)}"
    "svg{width:100%;height:auto;font-family:inherit}figcaption{padding:.3rem 0}"
    "ul{background:#fff4f2;border:2px solid #b3261e;padding:1rem 1rem 1rem 2rem}"
)
#: Asks twice a second whether there is a newer sheet; the page of a file does not.
_RELOAD = (
    "<script>let shown;setInterval(async()=>{try{const now=await(await fetch('/version')).text();"
    "if(shown&&now!==shown)location.reload();shown=now}catch{}},500)</script>"
)


@dataclass(frozen=True)
class Sheet:
    """A sheet: its page, how many drawings it shows, and what is wrong with them."""

    html: str
    count: int
    faults: tuple[Finding, ...]


def contact_sheet(root: Path) -> Sheet:
    """The sheet of a project; what is wrong stands above the drawings, and a faulty drawing is shown all the same."""
    library, findings = read(root)
    faults = tuple(finding for finding in findings if finding.rule == "bad-figure")
    drawn: list[tuple[str, Element]] = []
    for exercise in library.exercises.values():
        svg = drawing(exercise)
        if svg is not None:
            drawn.append((f"{exercise.title} ({exercise.id})", svg))
    drawn += [(f"{each.title} ({each.id})", picture(library, each.id)[0]) for each in library.pictures.values()]
    told = "".join(f"<li>{escape(line(fault))}</li>" for fault in faults)
    body = "".join(
        f"<figure><figcaption>{escape(title)}</figcaption>{tostring(svg, 'unicode')}</figure>" for title, svg in drawn
    )
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Figures</title><style>{_STYLE}</style>'
    shown = f"<ul>{told}</ul>" if told else ""
    return Sheet(f"{head}{shown}<main>{body}</main></html>\n", len(drawn), faults)


def line(fault: Finding) -> str:
    """A fault in one line: its place, what is wrong, and the mend."""
    return f"{fault.place.path}:{fault.place.line}:{fault.place.column}: {fault.what}; {fault.mend}"


def serve_sheet(root: Path, content: Path, port: int, made: Callable[[Sheet, int], None]) -> None:
    """Show the sheet on 127.0.0.1 and make it anew on every change, until interrupted.

    `made` is told each sheet and the port, which the system chooses where 0 is asked for. Raises OSError where the port
    is taken.
    """
    state = _State()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page, kind = (str(state.version), "text/plain") if self.path == "/version" else (state.page, "text/html")
            data = page.encode()
            self.send_response(200)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is http.server's)
            """Say nothing for each request."""

    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()

        def changed() -> None:
            try:
                sheet = contact_sheet(root)
            except SettingsError as error:  # half-written; the next change mends it
                sheet = Sheet(f"<!doctype html><p>{escape(str(error))}</p></html>\n", 0, ())
            state.page, state.version = sheet.html.replace("</html>", f"{_RELOAD}</html>"), state.version + 1
            made(sheet, server.server_port)

        try:
            watch([root / "mkdocs.yml"], [content], changed)
        finally:
            server.shutdown()


@dataclass
class _State:
    page: str = ""
    version: int = 0
