"""One address to its verdict: HEAD, GET where that leaves doubt, and redirects to their end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

import httpx

from bonewise.online.addresses import has_password, is_private, joined
from bonewise.online.asking import Answer, Fault, Method, ask
from bonewise.online.hosts import Hosts, LeftAloneError
from bonewise.online.judging import Again, Enough, Hop, judge
from bonewise.online.options import Options
from bonewise.online.verdict import Verdict

#: Addresses whose move to the front page loses nothing.
_FRONT = re.compile(r"/?(?:(?:index|home|default|main)(?:\.\w+)?|[a-z]{2}(?:[-_][a-z]{2})?)?/?", re.I)


@dataclass
class Asker:
    """What asking needs: the client, the hosts with their turns, and the options."""

    http: httpx.AsyncClient
    hosts: Hosts
    options: Options

    async def ask(self, method: Method, url: str, max_bytes: int = 0) -> Answer | Fault:
        """Ask once, when it is the host's turn; raises `LeftAloneError`."""
        async with self.hosts.turn(url):
            answer = await ask(self.http, method, url, self.options, max_bytes)
            if isinstance(answer, Fault):
                self.hosts.fault(url, Verdict("unsure", answer.why, keep="no"))
            else:
                self.hosts.answered(url)
        return answer


@dataclass
class _Trip:
    """The way from an address to where it ends; `moved` is as far as only permanent redirects lead."""

    start: str
    url: str
    moved: str
    permanent: bool = True
    seen: list[str] = field(default_factory=list)
    requests: int = 0


async def follow(asker: Asker, url: str) -> Verdict:
    """Ask an address, and where it points, until its state is known."""
    if has_password(url):
        return Verdict("unsure", "holds a user name or password, which is not sent", keep="no")
    trip = _Trip(url, url, url)
    try:
        verdict = await _travel(asker, trip)
    except LeftAloneError as left:
        verdict = left.verdict
    return replace(verdict, requests=trip.requests)


async def _travel(asker: Asker, trip: _Trip) -> Verdict:
    while len(trip.seen) <= asker.options.max_hops:
        trip.seen.append(trip.url)
        step = await _visit(asker, trip)
        if isinstance(step, Verdict):
            return _arrived(trip, step)
        stop = _hop(trip, step)
        if stop:
            return stop
    return Verdict("unsure", f"redirects more than {asker.options.max_hops} times", keep="day")


async def _visit(asker: Asker, trip: _Trip) -> Hop | Verdict:
    """Ask one address of the way, at most twice. Behind a redirect GET comes at once: it spares a request."""
    host = asker.hosts[trip.url]
    method: Method = "GET" if host.prefers_get or len(trip.seen) > 1 else "HEAD"
    asked, waited = 0, False
    while True:
        asked += 1
        trip.requests += 1
        try:
            answer = await asker.ask(method, trip.url)
        except LeftAloneError:
            trip.requests -= 1
            raise
        if asked > 1 and isinstance(answer, Answer) and answer.status < 400:
            host.prefers_get = True
        step = judge(answer, asked, waited, asker.options)
        if isinstance(step, Enough):
            asker.hosts.close(trip.url, step.verdict)
            return step.verdict
        if not isinstance(step, Again):
            return step
        if step.wait:
            waited = True
            asker.hosts.pause(trip.url, step.wait)
        method = "GET"


def _hop(trip: _Trip, hop: Hop) -> Verdict | None:
    """Go on to the next address; a verdict where the way ends in a circle or leads nowhere."""
    target = joined(trip.url, hop.location)
    if not target:
        return Verdict("unsure", f"redirects to '{hop.location[:200]}', which is no web address", keep="day")
    if target in trip.seen:
        return Verdict("unsure", "redirects in a circle", keep="day")
    if has_password(target) or (is_private(target) and not is_private(trip.start)):
        return Verdict("unsure", "redirects to an address that only its own network has", keep="day")
    if trip.url.startswith("https:") and target.startswith("http:"):
        trip.permanent = False  # No advice to give up encryption.
    trip.permanent = trip.permanent and hop.permanent
    trip.moved = target if trip.permanent else trip.moved
    trip.url = target
    return None


def _arrived(trip: _Trip, verdict: Verdict) -> Verdict:
    """The verdict on the first address, from the one on the last."""
    if verdict.state != "ok" or trip.url == trip.start:
        return verdict
    start, end = httpx.URL(trip.start), httpx.URL(trip.url)
    if end.path == "/" and not end.query and not _FRONT.fullmatch(start.path):
        return Verdict("unsure", "sends its readers to the front page", trip.url, keep="day")
    if trip.moved != trip.start:
        return replace(verdict, state="moved", why="has moved for good", address=trip.moved)
    return verdict
