"""The one table of HTTP headers: which kind a file of the site is of, and what its answer must carry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Kind:
    """A kind of file: a pattern for its path below the site's root, and its headers besides those of every kind.

    `SITE` in a header stands for the site's own origin.
    """

    name: str
    pattern: str
    headers: Mapping[str, str] = field(hash=False)


#: Nothing may be loaded but what is named; nothing is ever run that stands in a page itself, and no page is framed.
_PAGE_POLICY: Mapping[str, str] = MappingProxyType(
    {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "media-src": "'self'",
        "worker-src": "'self'",
        "manifest-src": "'self'",
        "frame-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
)
#: In a frame of a foreign page, whose sandbox gives it no origin; WebKit then takes `'self'` for nothing.
_EMBED_POLICY: Mapping[str, str] = MappingProxyType(
    {
        "default-src": "'none'",
        "script-src": "'self' SITE",
        "style-src": "'self' SITE",
        "img-src": "'self' SITE data:",
        "font-src": "'self' SITE",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "*",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
)
#: A drawing or a file of data that is opened by itself.
_FILE_POLICY = {"default-src": "'none'", "style-src": "'self'", "img-src": "'self' data:", "connect-src": "'self'"}
_FILE_POLICY |= {"script-src": "'self'", "base-uri": "'none'", "form-action": "'none'", "frame-ancestors": "'none'"}

_OFF = "accelerometer autoplay camera display-capture encrypted-media fullscreen geolocation gyroscope hid"
_OFF += " identity-credentials-get idle-detection magnetometer microphone midi payment publickey-credentials-get"
_OFF += " screen-wake-lock serial usb xr-spatial-tracking browsing-topics"
#: What every answer carries.
_EVERY: Mapping[str, str] = MappingProxyType(
    {
        "Permissions-Policy": ", ".join(f"{name}=()" for name in sorted(_OFF.split())),
        "Referrer-Policy": "no-referrer",
        "Strict-Transport-Security": "max-age=63072000",
        "X-Content-Type-Options": "nosniff",
    }
)


def _policy(rules: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in rules.items())


#: For pages whose server sends no headers. A `<meta>` cannot say who may frame a page.
META_POLICY = _policy({name: value for name, value in _PAGE_POLICY.items() if name != "frame-ancestors"})

_PAGE = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": _policy(_PAGE_POLICY),
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
#: For everybody: embeds without an origin load styles and typefaces, and other tools read the data.
_PUBLIC = {
    "Access-Control-Allow-Origin": "*",
    "Content-Security-Policy": _policy(_FILE_POLICY),
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_FOR_EVER = "public, max-age=31536000, immutable"
_EMBED = {
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": "no-cache",
    "Content-Security-Policy": _policy(_EMBED_POLICY),
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
#: Readers print and save these; a browser's own viewer breaks under a policy.
_PDF = {"Cache-Control": "no-cache", "Cross-Origin-Resource-Policy": "cross-origin"}

#: The first whose pattern fits. In the patterns only what POSIX, Go and PCRE share.
KINDS = (
    # Named after what it holds; pages of clinics name its hash, too.
    Kind("embed-named", r"^embed/v[0-9]", MappingProxyType({**_EMBED, "Cache-Control": _FOR_EVER})),
    Kind("embed", r"^embed/", MappingProxyType(_EMBED)),
    Kind("404", r"^404\.html$", MappingProxyType({**_PAGE, "Cache-Control": "no-store"})),
    Kind("pdf", r"\.pdf$", MappingProxyType(_PDF)),
    # Named after what they hold, so never another: the theme's style sheets and scripts.
    Kind("named", r"\.[0-9a-f]{8,}(\.min)?\.(css|js)$", MappingProxyType({**_PUBLIC, "Cache-Control": _FOR_EVER})),
    Kind(
        "part",
        r"\.(css|js|map|woff2|svg|png|jpg|jpeg|webp|avif|gif|ico|webmanifest)$",
        MappingProxyType({**_PUBLIC, "Cache-Control": "no-cache"}),
    ),
    Kind("data", r"\.(json|bib|xml|gz|txt|csv|zip)$", MappingProxyType({**_PUBLIC, "Cache-Control": "no-cache"})),
    Kind("page", r"", MappingProxyType(_PAGE)),
)


def kind_of(path: str) -> Kind:
    """The kind of a file, or of an address, below the site's root."""
    return next(kind for kind in KINDS if re.search(kind.pattern, path))


def headers_for(kind: Kind, site_url: str) -> dict[str, str]:
    """All headers of a kind of file, sorted by name, for a site at this address."""
    parts = urlsplit(site_url)
    origin = f"{parts.scheme}://{parts.netloc}" if parts.netloc else "'self'"
    return {name: value.replace("SITE", origin) for name, value in sorted({**_EVERY, **kind.headers}.items())}
