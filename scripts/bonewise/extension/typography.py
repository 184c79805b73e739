"""Straight quotes to curly ones in what authors write."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from bonewise.rendering.quotes import curl


class TypographyTreeprocessor(Treeprocessor):
    """Runs when all text stands in the tree."""

    def run(self, root: Element) -> None:
        curl(root)
