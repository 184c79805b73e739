"""What makes a copy the same text: a fingerprint that survives another site's editor, and how copies are found."""

from __future__ import annotations

import hashlib

from selectolax.lexbor import LexborHTMLParser, LexborNode

MARK, SIGN = "data-bonewise", "data-fingerprint"
#: Attributes that carry meaning; a content system may reorder, restyle or drop the others.
_MEANT = ("href", "src", "alt", "d")


def fingerprint(copy: LexborNode) -> str:
    """SHA-256 over a copy's words in reading order, then over its links, pictures and their descriptions in theirs."""
    words = copy.text(separator=" ").split()
    meant = [f"{name}={value}" for name in _MEANT for node in copy.css(f"[{name}]") if (value := node.attrs[name])]
    return hashlib.sha256("\n".join(words + meant).encode()).hexdigest()


def find_copies(html: str) -> dict[str, LexborNode]:
    """The copies of our pages in a page of another site, by id."""
    nodes = LexborHTMLParser(html).css(f"[{MARK}]")
    return {str(node.attributes[MARK]): node for node in nodes}


def signed(fragment: str, page_id: str) -> tuple[str, str]:
    """The fragment with its own fingerprint on its outermost element, so that old is known from altered; and that."""
    mark, sign = f'{MARK}="{page_id}"', fingerprint(find_copies(fragment)[page_id])
    return fragment.replace(mark, f'{mark} {SIGN}="{sign}"', 1), sign
