"""Our blocks, as pymdownx blocks: one class for each entry of the dialect's table."""

from __future__ import annotations

from functools import cache
from xml.etree.ElementTree import Element, SubElement

from pymdownx.blocks.block import Block as PymdownBlock

from bonewise.arguments import argument_known
from bonewise.dialect import BLOCKS, Block
from bonewise.model import Library, Page
from bonewise.rendering import listings
from bonewise.rendering.drawing import picture
from bonewise.rendering.duties import certainty_title, emergency_words
from bonewise.rendering.elements import box, make, plain
from bonewise.rendering.exercise import dose_strip, short_card

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@cache  # engines make a parser for each page, and twenty classes cost more than the parser
def block_classes() -> tuple[type[PymdownBlock], ...]:
    """One pymdownx block class for each block of the dialect."""
    return tuple(
        type(f"{name.title()}Block", (_Base,), {"NAME": name, "ARGUMENT": bool(b.argument), "KIND": b})
        for name, b in BLOCKS.items()
    )


class _Base(PymdownBlock):  # type: ignore[misc]
    KIND: Block

    @property
    def _library(self) -> Library | None:
        library: Library | None = self.config["bonewise"].library
        return library

    @property
    def _page(self) -> Page | None:
        page: Page | None = self.config["bonewise"].page
        return page

    def on_validate(self, parent: Element) -> bool:
        """False leaves the lines as text, which the reader sees and the checker reports."""
        return self._page is not None and argument_known(self.KIND, self.argument or "", self._library)

    def on_create(self, parent: Element) -> Element:
        element = _open(self.KIND, self.argument or "", self._library, self._page)
        parent.append(element)
        return element

    def on_end(self, block: Element) -> None:
        emergency = self._library.emergency if self._library else None
        if self.NAME == "tick-list":
            _tickable(block)
        elif self.NAME == "get-help-now" and emergency and self._page:
            block.extend(emergency_words(emergency, self._page.path))


def _open(kind: Block, argument: str, library: Library | None, page: Page | None) -> Element:
    """The element a block becomes; what stands inside is appended by the parser."""
    if library is None or page is None:
        return make("div")
    if kind.name == "certainty":
        return box(f"certainty bw-certainty--{argument}", certainty_title(argument))
    if kind.name == "figure":
        return picture(library, argument)
    if kind.name == "diary":
        return box("diary", kind.label, _diary(int(argument)))
    if kind.argument == "exercise":
        exercise = library.exercises[argument]
        return short_card(exercise, page.path) if kind.name == "exercise" else dose_strip(exercise)
    made = {
        "exercise-list": lambda: listings.exercise_list(library, argument, page.path),
        "exercise-index": lambda: listings.exercise_index(library, argument, page.path),
        "programme-list": lambda: listings.programme_list(library, page.path),
        "page-list": lambda: listings.page_list(library, argument, page.path),
        "source-list": lambda: listings.source_list(library.sources.values()),
        "a-to-z": lambda: listings.a_to_z(library, page.path),
        "review-list": lambda: listings.review_list(library, page.path),
        "change-list": lambda: make("div", class_="bw-changes bw-changes--all", data_bonewise="changes"),
        "site-numbers": lambda: listings.site_numbers(library),
    }.get(kind.name)
    return make("div", made(), class_="bw-made") if made else box(kind.name, kind.label)


def _diary(weeks: int) -> Element:
    head = make("tr", make("th", plain("Week"), scope="col"), *(make("th", plain(day), scope="col") for day in _DAYS))
    rows = (
        make("tr", make("th", plain(str(week)), scope="row"), *(make("td", plain("\N{NO-BREAK SPACE}")) for _ in _DAYS))
        for week in range(1, weeks + 1)
    )
    return make("table", make("thead", head), make("tbody", *rows), class_="bw-diary__table")


def _tickable(block: Element) -> None:
    """Give each item of the list a real tick box with its label."""
    for item in block.iter("li"):
        label = Element("label")
        box_ = SubElement(label, "input", {"type": "checkbox"})
        box_.tail = item.text
        label.extend(list(item))
        for child in list(item):
            item.remove(child)
        item.text = None
        item.append(label)
