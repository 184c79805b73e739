"""What tests ask of an offline copy, whatever holds it: does every link in it lead to a file and an id in it?"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

_USES = (("a", "href"), ("link", "href"), ("script", "src"), ("img", "src"), ("form", "action"), ("use", "href"))


def dead_links(files: Mapping[str, bytes]) -> Iterator[str]:
    """`page: address` of each link that a disk could not follow."""
    pages = {name: LexborHTMLParser(data.decode()) for name, data in files.items() if name.endswith(".html")}
    ids = {name: {node.attributes["id"] for node in page.css("[id]")} for name, page in pages.items()}
    for name, page in pages.items():
        for tag, attribute in _USES:
            for node in page.css(f"{tag}[{attribute}]"):
                address = node.attributes[attribute] or ""
                parts = urlsplit(address)
                if parts.scheme or parts.netloc:
                    continue
                goal = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
                goal = goal if parts.path else name
                fragment = unquote(parts.fragment)
                if goal not in files or (fragment and goal in ids and fragment not in {*ids[goal], "top"}):
                    yield f"{name}: {address}"


def loaded_from_elsewhere(files: Mapping[str, bytes]) -> Iterator[str]:
    """`page: address` of each thing that a page would load over the network."""
    for name, data in files.items():
        if name.endswith(".html"):
            page = LexborHTMLParser(data.decode())
            for selector in ("script[src]", "img[src]", "link[rel=stylesheet]", "link[rel=preload]", "iframe[src]"):
                for node in page.css(selector):
                    address = node.attributes.get("src") or node.attributes.get("href") or ""
                    if urlsplit(address).scheme not in ("", "data") or address.startswith("//"):
                        yield f"{name}: {address}"
