"""From a link as written to the file and the fragment it names."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:|^//", re.I)


@dataclass(frozen=True)
class Address:
    """A target inside the project: a path below the content folder ('' for the page itself) and a fragment."""

    path: str
    fragment: str


def address(page: str, target: str) -> Address | None:
    """Where a link on `page` leads; None where it leads out of the project or cannot be read as an address.

    >>> address("spine/back-pain.md", "../posture/bending.md#sink")
    Address(path='posture/bending.md', fragment='sink')
    """
    if _SCHEME.match(target) or target.startswith("/"):
        return None
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    path = unquote(parts.path)
    if path:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    return Address(path, unquote(parts.fragment))
