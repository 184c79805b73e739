"""Whose turn it is: how many requests each host gets at once and how fast, and when it is left in peace."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bonewise.online.addresses import host_of
from bonewise.online.options import Options
from bonewise.online.verdict import Verdict

#: After so many faults of the network in a row a host is left alone for the rest of the run.
_FAULTS = 3
_OUT_OF_TIME = Verdict("unsure", "was not asked: the time for the whole check was used up", keep="no")


class LeftAloneError(Exception):
    """The host may not be asked now; the verdict says why."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.why)
        self.verdict = verdict


@dataclass
class Host:
    """One host: its places, the time from which it may be asked, and what its earlier answers taught."""

    slots: asyncio.Semaphore
    #: As many addresses are under way as there are places: each is settled before the next, which then profits from
    #: what the host taught.
    lanes: asyncio.Semaphore
    interval: float
    next_at: float = 0.0
    faults: int = 0
    closed: Verdict | None = None
    #: Its answers to HEAD leave doubt, so GET is asked at once and each page costs one request.
    prefers_get: bool = False


@dataclass
class Hosts:
    """All hosts of a run; `own` gives hosts with rules of their own their (places, interval)."""

    options: Options
    own: Mapping[str, tuple[int, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._hosts: dict[str, Host] = {}
        self._all = asyncio.Semaphore(self.options.concurrency)
        self._deadline = self.options.clock.now() + self.options.total_seconds

    def __getitem__(self, url: str) -> Host:
        """The host of an address."""
        name = host_of(url)
        if name not in self._hosts:
            slots, interval = self.own.get(name, (self.options.per_host, self.options.interval))
            self._hosts[name] = Host(asyncio.Semaphore(slots), asyncio.Semaphore(slots), interval)
        return self._hosts[name]

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """Wait until the host may be asked; raises `LeftAloneError` where it may not, or not in time."""
        host = self[url]
        clock = self.options.clock
        async with host.slots:
            while True:
                if host.closed:
                    raise LeftAloneError(host.closed)
                delay = host.next_at - clock.now()
                if clock.now() + max(delay, 0) > self._deadline:
                    raise LeftAloneError(_OUT_OF_TIME)
                if delay <= 0:
                    break
                await clock.sleep(delay)
            host.next_at = clock.now() + host.interval
            async with self._all:
                yield

    def pause(self, url: str, seconds: float) -> None:
        """Ask the host nothing for a while: it said so."""
        host = self[url]
        host.next_at = max(host.next_at, self.options.clock.now() + seconds)

    def slow_down(self, url: str, interval: float) -> None:
        """Leave at least so many seconds between two requests to the host, but never a minute."""
        host = self[url]
        host.interval = max(host.interval, min(interval, 60.0))

    def close(self, url: str, verdict: Verdict) -> None:
        """Ask the host nothing more; what is left of it gets this verdict."""
        self[url].closed = verdict

    def fault(self, url: str, verdict: Verdict) -> None:
        """A request came to nothing; the third in a row closes the host."""
        host = self[url]
        host.faults += 1
        if host.faults >= _FAULTS:
            self.close(url, verdict)

    def answered(self, url: str) -> None:
        """A request was answered: the host is alive."""
        self[url].faults = 0
