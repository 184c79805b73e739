"""What an embed may load, as its own `<meta>` says it where a server sends no headers."""

from __future__ import annotations

from bonewise.hosting import headers_for, kind_of

#: Has no effect in a `<meta>`, and browsers complain of it there.
_ONLY_IN_HEADERS = "frame-ancestors"


def policy(site_url: str) -> str:
    """The Content-Security-Policy of the one table of headers, without what only a header can say."""
    rules = headers_for(kind_of("embed/"), site_url)["Content-Security-Policy"].split("; ")
    return "; ".join(rule for rule in rules if not rule.startswith(_ONLY_IN_HEADERS))
