"""Two origins on one machine: a provider that serves the built embeds, and a host whose pages show them."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

SITE_URL = b"https://bonewise.example.org"
#: One pixel of a PNG, sent late by `/slow.png`.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
PAGE = "<!doctype html><html lang=en><meta charset=utf-8><title>Host</title>"


@dataclass
class Request:
    """What a server saw of one request."""

    path: str
    headers: dict[str, str]


@dataclass
class Origin:
    """A server on a port of its own; `pages` are served before files, each as text or as headers and text."""

    name: str
    files: Path | None = None
    pages: dict[str, str | tuple[dict[str, str], str]] = field(default_factory=dict)
    seen: list[Request] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    #: Requests for `/slow.png` wait for this.
    gate: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://{self.name}:{self.port}/"

    def answer(self, path: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body for a path."""
        if path in self.pages:
            page = self.pages[path]
            extra, text = page if isinstance(page, tuple) else ({}, page)
            kind = guess_type(path)[0] or "text/html; charset=utf-8"
            return 200, {"Content-Type": kind, **self.headers, **extra}, text.encode()
        if path == "/slow.png":
            self.gate.wait(5)
            return 200, {"Content-Type": "image/png", **self.headers}, PNG
        file = self.files / path.lstrip("/") if self.files else None
        if file and file.is_dir():
            file /= "index.html"
        if not file or not file.is_file():
            return (
                404,
                {"Content-Type": "text/html", **self.headers},
                b"<!doctype html><title>404</title><p>No such page</p>",
            )
        body = file.read_bytes()
        if file.suffix in (".html", ".json", ".xml"):
            body = body.replace(SITE_URL, self.url.rstrip("/").encode())
        return 200, {"Content-Type": guess_type(file.name)[0] or "application/octet-stream", **self.headers}, body

    @contextmanager
    def running(self) -> Iterator[Origin]:
        """Serve until the block ends."""
        origin = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                path = urlsplit(self.path).path
                origin.seen.append(Request(self.path, {k.lower(): v for k, v in self.headers.items()}))
                status, headers, body = origin.answer(path)
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                """Say nothing for each request."""

            def handle(self) -> None:
                try:
                    super().handle()
                except (BrokenPipeError, ConnectionResetError):
                    return  # a browser that leaves a page hangs up

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        self.port = server.server_port
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield self
        self.gate.set()
        server.shutdown()


def snippet(page: str, heights: str = "", **attributes: str) -> str:
    """The line that a clinic pastes, without its script."""
    link = '<a href="#">A link, if there is no script</a>'
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<bonewise-page page="{page}" heights="{heights}"{more}>{link}</bonewise-page>'


def probe(provider_embed: str, body: str, style: str = "") -> str:
    """A page that is shown like an embed, with the real frame script, to try what our own pages never do."""
    return (
        f"<!doctype html><html lang=en class=bw-embed><meta charset=utf-8><title>Probe</title><style>{style}</style>"
        f"<link rel=stylesheet href={provider_embed}embed.css><script src={provider_embed}frame.js defer></script>"
        f"<body><main class=bw-shell>{body}</main></body></html>"
    )


#: Inside a frame: how high its text is, how wide its window, and by how much its text is too wide.
INSIDE = """() => [document.documentElement.getBoundingClientRect().height,
  document.documentElement.scrollWidth - innerWidth]"""


def frames_of(page: Any) -> list[Any]:
    """The frames of all embeds of a Playwright page, in the order of the page; None for one that is not there."""
    return [each.content_frame() for each in page.locator("bonewise-page iframe").element_handles()]


def heights_of(page: Any) -> list[float]:
    """How high each embed's frame is on the host's page."""
    frames = page.locator("bonewise-page iframe").element_handles()
    return [float(each.evaluate("frame => frame.getBoundingClientRect().height")) for each in frames]


def wrong_heights(page: Any, count: int = 1, patience: int = 4000) -> list[str]:
    """Which of `count` embeds are not as high as their text within a pixel, once they had time to settle."""
    faults = ["nothing was looked at"]
    for _ in range(patience // 100):
        shown = heights_of(page)
        inside = [frame.evaluate(INSIDE) for frame in frames_of(page)]
        faults = [f"{len(shown)} embeds"] if len(shown) != count else []
        faults += [
            f"{height} px shown, {text} px of text, {wide} px too wide"
            for height, (text, wide) in zip(shown, inside)  # one may have come in between
            if abs(height - text) > 1 or wide > 0
        ]
        if not faults:
            return []
        page.wait_for_timeout(100)
    return faults


def attributes_of(entries: Mapping[str, Any]) -> dict[str, str]:
    """The heights of each page as the attribute says them, from `embed/index.json`."""
    return {each["id"]: " ".join(map(str, each["heights"])) for each in entries["pages"]}


def missing_on_paper(file: Path, site: Path, page: str, *also: str) -> list[str]:
    """The words of an embed, and other texts, that are not in a PDF; needs pdftotext of poppler-utils."""
    text = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout
    main = LexborHTMLParser((site / "embed" / page / "index.html").read_text("utf-8")).css_first("main")
    assert main is not None
    for hidden in main.css(".bw-overdue, svg title, svg desc"):
        hidden.decompose()
    # pdftotext takes a hyphen at a line's end for one that the line's end made.
    printed = _letters(text)
    return [word for word in (*main.text(separator=" ").split(), *also) if _letters(word) not in printed]


def _letters(text: str) -> str:
    return "".join(text.split()).replace("-", "").replace("\u2060", "")
