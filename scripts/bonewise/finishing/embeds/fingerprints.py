"""What makes a copy the same text: a fingerprint that survives another site's editor, and how copies are found."""

from __future__ import annotations

import hashlib

from selectolax.lexbor import LexborHTMLParser, LexborNode

MARK, SIGN = "data-bonewise", "data-fingerprint"
#: Attributes that carry meaning; a content system may reorder, restyle or drop the others.
_MEANT = ("href", "src", "alt", "d")


def fingerprint(copy: LexborNode) -> str:
    """SHA-256 over a copy's words in reading order, then over its links, pictures and their descriptions in theirs."""
    return _sum(copy, _words(copy))


def _words(copy: LexborNode) -> list[str]:
    return copy.text(separator=" ").split()


def _sum(copy: LexborNode, words: list[str]) -> str:
    meant = [f"{name}={value}" for name in _MEANT for node in copy.css(f"[{name}]") if (value := node.attrs[name])]
    return hashlib.sha256("\n".join(words + meant).encode()).hexdigest()


def find_copies(html: str) -> dict[str, LexborNode]:
    """The copies of our pages in a page of another site, by id."""
    nodes = LexborHTMLParser(html).css(f"[{MARK}]")
    return {str(node.attributes[MARK]): node for node in nodes}


def signed(fragment: str, page_id: str) -> tuple[str, str, int]:
    """The fragment with its own fingerprint on its outermost element, so that old is known from altered.

    Also the fingerprint, and how many letters the fragment shows.
    """
    copy = find_copies(fragment)[page_id]
    words = _words(copy)
    mark, sign = f'{MARK}="{page_id}"', _sum(copy, words)
    return fragment.replace(mark, f'{mark} {SIGN}="{sign}"', 1), sign, sum(map(len, words))
