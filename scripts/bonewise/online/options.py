"""How the checker behaves towards others: its limits, its name and the registers it asks."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Clock:
    """Seconds that only grow, and waiting; the tests bring their own."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


@dataclass(frozen=True, kw_only=True)
class Options:
    """Limits and addresses; all times are in seconds."""

    #: A web or mail address in the User-Agent, so that whoever is asked can complain. Crossref wants a mail address.
    contact: str = ""
    concurrency: int = 16
    per_host: int = 2
    interval: float = 0.5
    #: One request, from connecting to the last byte that is read.
    seconds: float = 20.0
    #: All requests; what was not asked by then is `unsure`.
    total_seconds: float = 900.0
    #: A longer Retry-After is obeyed by not asking again.
    longest_wait: float = 30.0
    #: Waited after a 429 that names no time.
    usual_wait: float = 5.0
    max_hops: int = 10
    #: A page's title stands in its first bytes; the rest is not fetched.
    max_bytes: int = 65_536
    dead_after_days: int = 3
    crossref: str = "https://api.crossref.org"
    pubmed: str = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
    handles: str = "https://doi.org"
    #: Crossref lets strangers ask for 5 single works in a second, since December 2025.
    crossref_interval: float = 0.2
    #: NCBI lets those without a key ask 3 times in a second.
    pubmed_interval: float = 0.34
    #: Further certificates to trust, for a company's own authority.
    trust: ssl.SSLContext | None = None
    #: Heed HTTP_PROXY and its like.
    proxies: bool = True
    clock: Clock = field(default_factory=Clock)
