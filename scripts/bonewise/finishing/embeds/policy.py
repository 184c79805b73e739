"""What the pages below `embed/` may load: the Content-Security-Policy of their headers and of their own `<meta>`."""

from __future__ import annotations

from urllib.parse import urlsplit


def policy(site_url: str, as_header: bool = False) -> str:
    """The policy's text; `frame-ancestors` has no effect in a `<meta>`, and browsers complain of it there.

    The site's origin is named beside `'self'`: WebKit takes `'self'` for the origin of a sandboxed frame, which is none.
    """
    parts = urlsplit(site_url)
    site = f"{parts.scheme}://{parts.netloc}"
    rules = {
        "default-src": "'none'",
        "style-src": f"'self' {site}",
        "script-src": f"'self' {site}",
        "img-src": f"'self' {site} data:",
        "font-src": f"'self' {site}",
        "base-uri": "'none'",
        "form-action": "'none'",
        **({"frame-ancestors": "*"} if as_header else {}),
        "require-trusted-types-for": "'script'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())
