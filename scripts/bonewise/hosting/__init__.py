"""How a web server must answer: one table of headers by kind of file, and the same said to each server."""

from bonewise.hosting.headers import KINDS, META_POLICY, Kind, headers_for, kind_of
from bonewise.hosting.servers import SERVERS

__all__ = ["KINDS", "META_POLICY", "SERVERS", "Kind", "headers_for", "kind_of"]
