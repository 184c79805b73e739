"""How long a host asks to be left alone: Retry-After, and the rate headers of Crossref."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

_SHORTEST = 1.0


def retry_after(headers: httpx.Headers) -> float | None:
    """Seconds to wait; None where the answer does not say, or says it wrongly.

    A date is measured against the answer's own Date, so that no clock of ours matters.

    >>> retry_after(httpx.Headers({"retry-after": "120"}))
    120.0
    >>> day = "Sun, 22 Nov 2026 10:00:{} GMT"
    >>> retry_after(httpx.Headers({"retry-after": day.format("30"), "date": day.format("00")}))
    30.0
    """
    said = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]+)?", said):
        return max(float(said), _SHORTEST)
    until, since = _moment(said), _moment(headers.get("date", ""))
    return max((until - since).total_seconds(), _SHORTEST) if until and since else None


def rate_interval(headers: httpx.Headers) -> float | None:
    """Seconds between two requests, from `X-Rate-Limit-Limit: 50` and `X-Rate-Limit-Interval: 1s`.

    >>> rate_interval(httpx.Headers({"X-Rate-Limit-Limit": "50", "X-Rate-Limit-Interval": "1s"}))
    0.02
    """
    limit = re.fullmatch(r"\s*([0-9]{1,9})\s*", headers.get("x-rate-limit-limit", ""))
    interval = re.fullmatch(r"\s*([0-9]{1,9})\s*s?\s*", headers.get("x-rate-limit-interval", ""))
    return int(interval[1]) / int(limit[1]) if limit and interval and int(limit[1]) else None


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
