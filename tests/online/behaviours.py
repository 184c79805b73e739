"""A web of misbehaving hosts on 127.0.0.1: one port for each behaviour, played byte by byte."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import ssl
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bonewise.online import Clock, Options

CASES = Path(__file__).parent.parent / "cases" / "online"
CERTIFICATE = CASES / "self-signed.pem"
#: Made once: reading the certificates of the world takes a while.
TRUST = ssl.create_default_context()
PAGE = b"<!doctype html><title>Bones</title><h1>Bones</h1><p>All is well.</p>"
HTML = {"Content-Type": "text/html; charset=utf-8"}


class VirtualClock:
    """A clock on which waiting takes no time; it keeps what was waited."""

    def __init__(self) -> None:
        self.at = 1000.0
        self.waits: list[float] = []

    def now(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        until = self.at + seconds
        await asyncio.sleep(0)
        self.at = max(self.at, until)

    @property
    def clock(self) -> Clock:
        return Clock(self.now, self.sleep)


@dataclass
class Request:
    """One request as a host sees it; `number` counts the requests of its behaviour from 1."""

    method: str
    path: str
    headers: dict[str, str]
    number: int
    port: int
    at: float
    writer: asyncio.StreamWriter = field(repr=False)

    async def raw(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def reply(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        """A well-made answer; HEAD gets the same without the body."""
        fields = {"Content-Length": str(len(body)), **(headers or {})}
        lines = [f"HTTP/1.1 {status} Words", *(f"{name}: {value}" for name, value in fields.items())]
        whole = "\r\n".join(lines).encode() + b"\r\n\r\n"
        await self.raw(whole + (b"" if self.method == "HEAD" or status in (204, 304) else body))

    async def page(self, status: int = 200, body: bytes = PAGE, **headers: str) -> None:
        await self.reply(status, body, {**HTML, **headers})

    async def redirect(self, status: int, location: str) -> None:
        await self.reply(status, b"", {"Location": location})


Play = Callable[[Request], Awaitable[None]]


class Web:
    """The hosts that are up, and every request that reached them."""

    def __init__(self, clock: VirtualClock) -> None:
        self.clock = clock
        self.requests: list[tuple[str, Request]] = []
        self.ports: dict[str, int] = {}
        self.busy: Counter[str] = Counter()
        self.busiest: Counter[str] = Counter()
        self.sent = 0

    def url(self, name: str, path: str = "/some/page", scheme: str = "http", host: str = "127.0.0.1") -> str:
        return f"{scheme}://{host}:{self.ports[name]}{path}"

    def seen(self, name: str) -> list[str]:
        """`HEAD /path` for every request to a behaviour."""
        return [f"{request.method} {request.path}" for each, request in self.requests if each == name]

    def options(self, **changes: object) -> Options:
        given = {"seconds": 5.0, "proxies": False, "clock": self.clock.clock, "trust": TRUST, **changes}
        return Options(**given)  # type: ignore[arg-type]

    async def serve(self, name: str, play: Play, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._one(name, play, reader, writer):
                continue
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
            writer.transport.abort()
        finally:
            writer.close()

    async def _one(self, name: str, play: Play, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        start = await reader.readexactly(1)
        if start == b"\x16":  # A TLS client hello at a plain port.
            writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            return False
        head = (start + await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, path = head[0].split(" ")[:2]
        fields = {line.split(":", 1)[0].lower(): line.split(":", 1)[1].strip() for line in head[1:] if ":" in line}
        number = len(self.seen(name)) + 1
        request = Request(method, path, fields, number, self.ports[name], self.clock.now(), writer)
        self.requests.append((name, request))
        self.busy[name] += 1
        self.busiest[name] = max(self.busiest[name], self.busy[name])
        try:
            await play(request)
        finally:
            self.busy[name] -= 1
        return not writer.is_closing()


@asynccontextmanager
async def web(plays: dict[str, Play], secure: dict[str, Play] | None = None) -> AsyncIterator[Web]:
    """Hosts for the given behaviours; those of `secure` speak TLS with a certificate that nobody trusts."""
    here = Web(VirtualClock())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    servers = []
    tasks: set[asyncio.Task[None]] = set()

    def starter(name: str, play: Play) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], None]:
        def start(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.ensure_future(here.serve(name, play, reader, writer))
            tasks.add(task)
            task.add_done_callback(tasks.discard)

        return start

    for kind, own in ((plays, None), (secure or {}, context)):
        for name, play in kind.items():
            server = await asyncio.start_server(starter(name, play), "127.0.0.1", 0, ssl=own)
            here.ports[name] = server.sockets[0].getsockname()[1]
            servers.append(server)
    try:
        yield here
    finally:
        for server in servers:
            server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def status(code: int, body: bytes = PAGE, **headers: str) -> Play:
    async def play(request: Request) -> None:
        await request.page(code, body, **{name.replace("_", "-"): value for name, value in headers.items()})

    return play


def redirect(code: int, location: str) -> Play:
    """A redirect from `/some/page`; whatever else is asked for is there."""

    async def play(request: Request) -> None:
        if request.path == "/some/page":
            await request.redirect(code, location.format(port=request.port))
        else:
            await request.page()

    return play


def unless_get(code: int) -> Play:
    """A host that serves GET and answers anything else with a code."""

    async def play(request: Request) -> None:
        await request.page(200 if request.method == "GET" else code)

    return play


def first(code: int, **headers: str) -> Play:
    """A host that fails once and is well from then on."""

    async def play(request: Request) -> None:
        if request.number == 1:
            await request.reply(code, b"", {name.replace("_", "-"): value for name, value in headers.items()})
        else:
            await request.page()

    return play


async def stored(request: Request) -> None:
    await request.page(ETag='"a1"')


async def no_content(request: Request) -> None:
    await request.reply(204)


async def chain(request: Request) -> None:
    step = int(request.path.removeprefix("/step") or 0) if request.path.startswith("/step") else 0
    await (request.redirect(301, f"/step{step + 1}") if step < 5 else request.page())


async def endless_chain(request: Request) -> None:
    await request.redirect(302, f"/step{request.number}")


async def loop(request: Request) -> None:
    await request.redirect(302, "/b" if request.path == "/some/page" else "/some/page")


async def to_dead(request: Request) -> None:
    await (request.redirect(301, "/gone/page") if request.path == "/some/page" else request.page(404))


async def mixed_chain(request: Request) -> None:
    """Permanent to `/new/page`, which passes on for today only."""
    where = {"/some/page": (301, "/new/page"), "/new/page": (302, "/today/page")}.get(request.path)
    await (request.redirect(*where) if where else request.page())


async def only_browsers(request: Request) -> None:
    await request.page(200 if "Mozilla" in request.headers.get("user-agent", "") else 403)


async def slow_headers(request: Request) -> None:
    await asyncio.sleep(5)


async def slow_body(request: Request) -> None:
    await request.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\n")
    for _ in range(100 if request.method == "GET" else 0):
        await request.raw(b"x")
        await asyncio.sleep(0.05)


async def dripping_headers(request: Request) -> None:
    """Every byte comes within the time-out of a read, the whole never."""
    for letter in b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 500:
        await request.raw(bytes([letter]))
        await asyncio.sleep(0.05)


async def truncated(request: Request) -> None:
    await request.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n")
    if request.method == "GET":
        await request.raw(PAGE)
        request.writer.close()


async def truncated_chunks(request: Request) -> None:
    await request.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    if request.method == "GET":
        await request.raw(b"ff\r\n<title>Bones")
        request.writer.close()


async def closed(request: Request) -> None:
    request.writer.close()


async def reset(request: Request) -> None:
    request.writer.transport.abort()


async def garbage(request: Request) -> None:
    await request.raw(b"\x00\x01HELLO I AM NOT HTTP\r\n\r\n")
    request.writer.close()


async def broken_gzip(request: Request) -> None:
    await request.page(body=b"this was never packed", **{"Content-Encoding": "gzip"})


async def fine_gzip(request: Request) -> None:
    await request.page(body=gzip.compress(PAGE), **{"Content-Encoding": "gzip"})


async def huge_header(request: Request) -> None:
    await request.raw(b"HTTP/1.1 200 OK\r\nX-Huge: " + b"x" * 300_000 + b"\r\nContent-Length: 0\r\n\r\n")


async def retry_date(request: Request) -> None:
    if request.number > 1:
        return await request.page()
    day = "Sun, 22 Nov 2026 10:00:{} GMT"
    return await request.reply(429, b"", {"Date": day.format("00"), "Retry-After": day.format("17")})


async def many_headers(request: Request) -> None:
    await request.page(**{"Set-Cookie": "id=1; Path=/", "ETag": '"a"'})


SOFT = b"<!doctype html><title>Page not found | Bones</title><h1>Oops</h1><p>" + b"Try our menu. " * 100
SOFT_BODY = b"<!doctype html><title>Bones</title><p>Sorry, the page you want does not exist.</p>"
WALL = b"<!doctype html><title>Just a moment...</title><p>Checking your browser</p>"
FRENCH = b"<!doctype html><meta charset=utf-8><title>Page introuvable</title>"

#: What comes too late, or never.
SLOW = ("slow headers", "slow body", "dripping headers")
#: Each behaviour, the state it means, and how many requests it may take.
BEHAVIOURS: dict[str, tuple[Play, str, int]] = {
    "200 stored": (stored, "ok", 1),
    "200 made on the spot": (status(200), "ok", 2),
    "200 a file": (status(200, b"%PDF", Content_Type="application/pdf"), "ok", 1),
    "200 with cookies": (many_headers, "ok", 1),
    "204": (no_content, "ok", 1),
    "206": (status(206), "ok", 2),
    "301": (redirect(301, "/new/page"), "moved", 2),
    "308": (redirect(308, "/new/page"), "moved", 2),
    "302": (redirect(302, "/new/page"), "ok", 2),
    "303": (redirect(303, "/new/page"), "ok", 2),
    "307": (redirect(307, "/new/page"), "ok", 2),
    "300": (status(300), "unsure", 2),
    "304": (status(304), "unsure", 2),
    "chain of 5": (chain, "moved", 6),
    "chain without end": (endless_chain, "unsure", 11),
    "permanent, then for today": (mixed_chain, "moved", 3),
    "loop": (loop, "unsure", 2),
    "redirect to itself": (redirect(301, "/some/page"), "unsure", 1),
    "redirect to itself with a fragment": (redirect(301, "/some/page#top"), "unsure", 1),
    "redirect to dead": (to_dead, "unsure", 2),
    "redirect to the front page": (redirect(301, "/"), "unsure", 2),
    "redirect to another host": (redirect(301, "http://localhost:{port}/new/page"), "moved", 2),
    "redirect to another case": (redirect(301, "HTTP://LOCALHOST:{port}/New"), "moved", 2),
    "redirect to ftp": (redirect(301, "ftp://127.0.0.1/file"), "unsure", 1),
    "redirect to javascript": (redirect(302, "javascript:alert(1)"), "unsure", 1),
    "redirect without slashes": (redirect(301, "//localhost:{port}/new/page"), "moved", 2),
    "redirect to a password": (redirect(301, "http://me:secret@localhost:{port}/x"), "unsure", 1),
    "bad Location": (redirect(301, "http://[::1/x"), "unsure", 1),
    "Location with a bad port": (redirect(301, "http://127.0.0.1:port/x"), "unsure", 1),
    "empty Location": (redirect(301, ""), "unsure", 1),
    "no Location": (status(301), "unsure", 1),
    "utf-8 Location": (redirect(301, "/n\u00e9w/\u9aa8"), "moved", 2),
    "Location with spaces": (redirect(301, "/new page?q=a b"), "moved", 2),
    "404": (status(404), "unsure", 2),
    "410": (status(410), "unsure", 1),
    "soft 404 in its title": (status(200, SOFT), "unsure", 2),
    "soft 404 in its text": (status(200, SOFT_BODY), "unsure", 2),
    "soft 404 in French": (status(200, FRENCH), "unsure", 2),
    "empty page": (status(200, b""), "unsure", 2),
    "wall against bots": (status(200, WALL), "blocked", 2),
    "challenge": (status(503, WALL, cf_mitigated="challenge", Retry_After="5"), "blocked", 2),
    "400": (status(400), "unsure", 2),
    "401": (status(401), "blocked", 1),
    "402": (status(402), "blocked", 1),
    "403 to bots": (only_browsers, "blocked", 2),
    "403 always": (status(403), "blocked", 2),
    "403 to HEAD": (unless_get(403), "ok", 2),
    "404 to HEAD": (unless_get(404), "ok", 2),
    "405 to HEAD": (unless_get(405), "ok", 2),
    "501 to HEAD": (unless_get(501), "ok", 2),
    "451": (status(451), "blocked", 1),
    "999": (status(999), "blocked", 2),
    "429 with seconds": (first(429, Retry_After="7"), "ok", 2),
    "429 with a date": (retry_date, "ok", 2),
    "429 with a huge time": (status(429, Retry_After="86400"), "rate-limited", 1),
    "429 with nonsense": (first(429, Retry_After="soon"), "ok", 2),
    "429 without a time": (first(429), "ok", 2),
    "429 without end": (status(429, Retry_After="3"), "rate-limited", 2),
    "500": (status(500), "unsure", 2),
    "502, then 200": (first(502), "ok", 2),
    "503": (status(503), "unsure", 2),
    "503 with a time": (first(503, Retry_After="4"), "ok", 2),
    "503 with a time without end": (status(503, Retry_After="4"), "unsure", 2),
    "slow headers": (slow_headers, "unsure", 2),
    "slow body": (slow_body, "unsure", 2),
    "dripping headers": (dripping_headers, "unsure", 2),
    "truncated": (truncated, "unsure", 2),
    "truncated chunks": (truncated_chunks, "unsure", 2),
    "closed connection": (closed, "unsure", 2),
    "reset connection": (reset, "unsure", 2),
    "garbage": (garbage, "unsure", 2),
    "broken gzip": (broken_gzip, "unsure", 2),
    "fine gzip": (fine_gzip, "ok", 2),
    "huge header": (huge_header, "unsure", 2),
    "nonsense for a content type": (status(200, Content_Type="page"), "unsure", 2),
}


@contextlib.contextmanager
def nobody() -> object:
    """A port that nobody listens on."""
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]
