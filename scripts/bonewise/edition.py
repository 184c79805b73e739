"""Library to Edition: each body rendered by the site's own extensions, with its ids, links and citations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from traceback import walk_tb
from typing import TYPE_CHECKING

from bonewise.excess import deepest, excess
from bonewise.kept import Kept
from bonewise.model import Edition, Library, Page, Place, RenderedPage
from bonewise.parser_options import parser_options

if TYPE_CHECKING:
    from bonewise.extension import Record

_BLOCK = re.compile(r"^ {0,3}(?P<bars>/{3,})[ ]*(?:(?P<name>[\w-]+)[ ]*(?:\|[ ]*(?P<argument>.*?)[ ]*)?)?$")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")


def render(library: Library, today: date, kept: Kept | None = None) -> Edition:
    """Render every page by itself, without a site engine; what is kept from an earlier time is taken from there."""
    pages = {
        path: kept.page(page, partial(render_page, page=page)) if kept else render_page(library, page)
        for path, page in library.pages.items()
    }
    return Edition(library, pages, today)


def prepare() -> None:
    """Import what rendering needs before it is needed: for those who wait, and will want an answer at once."""
    import bonewise.extension  # noqa: F401


def render_page(library: Library, page: Page) -> RenderedPage:
    """One page as its reader gets it (before the theme); an empty one, with the reason, where it cannot be rendered."""
    too_much = excess(page)
    if too_much:
        return _unrendered(page, too_much)
    # Slow to import, and not needed where all pages are kept from an earlier check.
    from markdown import Markdown

    from bonewise.extension import Record

    records: dict[str, Record] = {}
    options = parser_options(library.settings)
    options["bonewise"] = {
        "library": library,
        "page": page.path,
        "record": records.__setitem__,
        "plain": not library.settings.typed,
    }
    md = Markdown(extensions=list(options), extension_configs=options)
    try:
        html = md.convert(page.body)
    except RecursionError:
        return _unrendered(
            page, ("too-deep", "quotations, lists or blocks stand too deep in each other", deepest(page))
        )
    except Exception as error:
        if _is_ours(error):
            raise
        words = f"the Markdown parser fails on this page: {type(error).__name__}: {' '.join(str(error).split())[:120]}"
        return _unrendered(page, ("cannot-render", words, Place(page.shown_path, page.body_line)))
    return collect(page, html, records.get(page.path, Record(page=page)))


def _is_ours(error: Exception) -> bool:
    """Whether the error arose in our own code, and not in the parser or one of its other extensions."""
    names = [str(frame.f_globals.get("__name__", "")) for frame, _ in walk_tb(error.__traceback__)]
    known = [name for name in names if name.split(".")[0] in ("bonewise", "markdown", "pymdownx")]
    return known[-1].startswith("bonewise.")


def _unrendered(page: Page, failure: tuple[str, str, Place]) -> RenderedPage:
    return RenderedPage(page, "", frozenset(), (), (), (), failure=failure)


def collect(page: Page, html: str, record: Record) -> RenderedPage:
    """A rendered page from its HTML and what the extension recorded while rendering it, whose parser is done."""
    record.dismiss_parser()
    return RenderedPage(
        page,
        html,
        frozenset(name for name, _ in record.ids),
        tuple(record.links),
        tuple(record.citations),
        tuple(opened_blocks(page)),
        tuple(record.ids),
        tuple((stamp.kind, stamp.text, stamp.place) for stamp in record.loose),
        tuple((each.tag, each.name, each.value, place) for each, place in record.removed),
        files=tuple(sorted(record.files.items())),
    )


def opened_blocks(page: Page) -> Iterator[tuple[str, str, Place]]:
    """Name, argument and place of each line that opens a block, as the author wrote it."""
    for match, place in _block_lines(page):
        if match["name"]:
            yield match["name"], match["argument"] or "", place


def unclosed_blocks(page: Page) -> Iterator[tuple[str, Place]]:
    """Name and place of each block that no line of as many slashes closes; it would swallow the rest of the page."""
    opened: list[tuple[str, str, Place]] = []
    for match, place in _block_lines(page):
        bars = match["bars"]
        if match["name"]:
            opened.append((bars, match["name"], place))
        elif bars in [each for each, _, _ in opened]:
            while opened[-1][0] != bars:
                yield opened.pop()[1:]
            opened.pop()
    for _, name, place in opened:
        yield name, place


def _block_lines(page: Page) -> Iterator[tuple[re.Match[str], Place]]:
    """Each line outside code that opens or closes a block, and the place of the block's name."""
    fence = ""
    for number, line in enumerate(page.body.split("\n")):
        mark = _FENCE.match(line)
        if mark and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else mark[1]
        match = None if fence else _BLOCK.match(line)
        if match:
            column = max(match.start("name"), match.start("bars")) + 1
            yield match, Place(page.shown_path, page.body_line + number, column)
