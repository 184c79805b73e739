"""The HTML of a handout as the tree of elements that WeasyPrint lays out, parsed many times faster than it would."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from selectolax.lexbor import LexborHTMLParser

#: Elements that end where they begin (HTML, 13.1.2).
_VOID = re.compile(
    r"<((?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b(?:\s+[^\s=>]+=\"[^\"]*\")*)\s*>"
)
_SVG = re.compile(r'<svg(?![^>]*\sxmlns=")')
_SPACE = "http://www.w3.org/2000/svg"


def page_tree(html: str) -> ElementTree.Element | None:
    """The root element, as tinyhtml5 would make it; None where the page has what only a parser of HTML can read.

    Lexbor mends the HTML; what it writes is XML but for a few forms.
    """
    root = LexborHTMLParser(html).root
    text = "" if root is None else root.html or ""
    text = _VOID.sub(r"<\1/>", text).replace("&nbsp;", "\N{NO-BREAK SPACE}")
    text = _SVG.sub(f'<svg xmlns="{_SPACE}"', text)
    try:
        return ElementTree.fromstring(text)
    except ElementTree.ParseError:
        return None
