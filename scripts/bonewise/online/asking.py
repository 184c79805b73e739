"""One request to one address: an answer, or the fault that kept it from coming."""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Literal

import httpx

from bonewise import __version__
from bonewise.online.options import Options

Method = Literal["HEAD", "GET"]
_HTML = re.compile(r"text/html|application/xhtml\+xml", re.I)


@dataclass(frozen=True)
class Answer:
    """What a host answered; the body is what was read of it, at most its first bytes."""

    url: str
    method: Method
    status: int
    headers: httpx.Headers
    location: str = ""
    body: bytes = b""

    @property
    def is_html(self) -> bool:
        return bool(_HTML.match(self.headers.get("content-type", "").strip()))


@dataclass(frozen=True)
class Fault:
    """Why no answer came; with `final`, no other way of asking would bring one."""

    why: str
    final: bool


def client(options: Options) -> httpx.AsyncClient:
    """The one client of a run: it names itself, keeps no cookies and follows no redirect by itself."""
    about = f"bonewise/{__version__} (link checker{'; ' if options.contact else ''}{options.contact})"
    return httpx.AsyncClient(
        headers={"user-agent": about, "accept": "text/html,application/xhtml+xml,*/*;q=0.8", "accept-language": "en"},
        cookies=CookieJar(policy=DefaultCookiePolicy(allowed_domains=[])),
        follow_redirects=False,
        event_hooks={"response": [_take_location]},
        timeout=options.seconds,
        trust_env=options.proxies,
        verify=options.trust or True,
        limits=httpx.Limits(max_connections=options.concurrency, max_keepalive_connections=options.concurrency),
    )


async def ask(
    http: httpx.AsyncClient, method: Method, url: str, options: Options, max_bytes: int = 0
) -> Answer | Fault:
    """Ask once, within `options.seconds`. A body is read where it is a page, or whatever it is up to `max_bytes`."""
    try:
        async with asyncio.timeout(options.seconds), http.stream(method, url) as response:
            location = str(response.extensions.get("location", ""))
            answer = Answer(url, method, response.status_code, response.headers, location)
            if method == "HEAD" or not (max_bytes or _is_page(answer)):
                return answer
            return replace(answer, body=await _beginning(response, max_bytes or options.max_bytes))
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, TimeoutError, OSError, ValueError) as error:
        return _fault(error)


async def _take_location(response: httpx.Response) -> None:
    """Keep Location for ourselves: httpx reads it even when it is not to follow, and fails on a bad one."""
    if response.has_redirect_location:
        response.extensions["location"] = response.headers.pop("location").strip()


def _is_page(answer: Answer) -> bool:
    return 200 <= answer.status < 300 and (answer.is_html or "content-type" not in answer.headers)


async def _beginning(response: httpx.Response, limit: int) -> bytes:
    body = b""
    async for part in response.aiter_bytes():
        body += part
        if len(body) >= limit:
            break
    return body[:limit]


def _fault(error: BaseException) -> Fault:
    if isinstance(error, httpx.ConnectTimeout):
        return Fault("could not be reached: nobody answered in time", final=True)
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return Fault("did not answer in time", final=False)
    causes = list(_causes(error))
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return Fault("could not be reached: its host has no address", final=True)
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Fault(f"has a certificate that does not hold ({cause.verify_message})", final=True)
        if isinstance(cause, ssl.SSLError):
            return Fault("has no working encryption (TLS)", final=True)
    if isinstance(error, httpx.ConnectError):
        return Fault("could not be reached: the connection was refused", final=True)
    if isinstance(error, httpx.DecodingError):
        return Fault("sent a page that cannot be unpacked", final=True)
    return Fault("broke off or sent something that is not an answer", final=False)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
