"""Copies that other sites keep: what a copy is, in a file beside its text, and a fingerprint that survives their editor."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bonewise.finishing.embeds.pages import COPYRIGHT, LICENCE, Rendered
from bonewise.model import Settings

MARK = "data-bonewise"
#: Attributes that carry meaning; a content system may reorder, restyle or drop the others.
_MEANT = ("href", "src", "alt", "d")


def fingerprint(copy: LexborNode) -> str:
    """SHA-256 over a copy's words, links, pictures and their descriptions, in reading order."""
    parts: list[str] = []
    for node in copy.traverse(include_text=True):
        if node.tag == "-text":
            parts += node.text(deep=False).split()
        parts += [f"{name}={value}" for name in _MEANT if (value := (node.attributes or {}).get(name))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def find_copies(html: str) -> dict[str, LexborNode]:
    """The copies of our pages in a page of another site, by id."""
    nodes = LexborHTMLParser(html).css(f"[{MARK}]")
    return {str(node.attributes[MARK]): node for node in nodes}


def describe_copy(settings: Settings, rendered: Rendered) -> dict[str, Any]:
    """What a clinic's copy needs to know of itself; dates are of the page, so equal content gives equal bytes."""
    page = rendered.page
    copy = find_copies(rendered.fragment)[page.id]
    return {
        "id": page.id,
        "title": page.title,
        "url": rendered.address,
        "fragment": f"{settings.site_url}embed/{page.id}.html",
        "sha256": hashlib.sha256(rendered.fragment.encode()).hexdigest(),
        "fingerprint": fingerprint(copy),
        "reviewed": page.reviewed.isoformat() if page.reviewed else None,
        "next_review": page.next_review.isoformat() if page.next_review else None,
        "reviewed_by": list(page.reviewed_by),
        "withdrawn": page.withdrawn.isoformat() if page.withdrawn else None,
        "moved_to": page.moved_to or None,
        "licence": LICENCE,
        "attribution": f"{page.title}, {settings.site_name}, {rendered.address}. {COPYRIGHT}",
    }


def as_json(data: Any) -> str:
    """JSON as we publish it: sorted, readable, in its own letters."""
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
