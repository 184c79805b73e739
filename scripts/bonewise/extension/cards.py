"""What a page shows beyond its body: review dates, disclaimer, and the exercise's or programme's card."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from bonewise.model import Exercise, Programme
from bonewise.rendering import listings
from bonewise.rendering.duties import disclaimer, review_line
from bonewise.rendering.exercise import full_card

if TYPE_CHECKING:
    from bonewise.extension import BonewiseExtension


HOME = "index.md"


class CardTreeprocessor(Treeprocessor):
    """Puts the card before the body, so that its text is parsed as Markdown with the rest.

    On the home page, whose first screen is for its doors, dates and disclaimer come last.
    """

    def __init__(self, md: Markdown, extension: BonewiseExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        page, library = self.extension.page, self.extension.library
        if page is None or library is None:
            return
        head = [review_line(page)]
        if library.disclaimer and library.disclaimer is not page:
            head.append(disclaimer(library.disclaimer, page.path))
        if page.path == HOME:
            root.extend(head)
            return
        if isinstance(page, Exercise):
            head.append(full_card(page, library.emergency, page.path))
        elif isinstance(page, Programme):
            head.append(listings.programme_card(library, page))
        for index, element in enumerate(head):
            root.insert(index, element)
