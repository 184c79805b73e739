"""What makes a copy the same text: a fingerprint that survives another site's editor, and how copies are found."""

from __future__ import annotations

import hashlib

from selectolax.lexbor import LexborHTMLParser, LexborNode

MARK, SIGN = "data-bonewise", "data-fingerprint"
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


def signed(fragment: str, page_id: str) -> str:
    """The fragment with its own fingerprint on its outermost element: so what is old is known from what was altered."""
    mark = f'{MARK}="{page_id}"'
    return fragment.replace(mark, f'{mark} {SIGN}="{fingerprint(find_copies(fragment)[page_id])}"', 1)
