"""A block's name or argument is not one the site knows.

Why: a misspelt block would be shown as loose text, and a warning could lose its box.
Bad: `/// stop-iff`. Good: `/// stop-if`.
"""

from collections.abc import Iterator

from bonewise.dialect import BLOCKS, guess
from bonewise.extension.blocks import choices
from bonewise.model import Edition, Finding, Place


def check(edition: Edition) -> Iterator[Finding]:
    for rendered in edition.pages.values():
        for name, argument, place in rendered.blocks:
            fault = _fault(edition, name, argument)
            if fault:
                yield Finding(place, "unknown-block", *fault)
        yield from _unread(rendered.html, rendered.page.shown_path, rendered.page.body_line)


def _fault(edition: Edition, name: str, argument: str) -> tuple[str, str] | None:
    block = BLOCKS.get(name)
    if block is None:
        return f"there is no block '{name}'{guess(name, tuple(BLOCKS))}", f"use one of: {', '.join(BLOCKS)}"
    if not block.argument:
        return (f"the block '{name}' takes nothing behind a bar", "remove the bar and the text") if argument else None
    known = choices(block, edition.library)
    if argument not in known:
        what = f"the block '{name}' has no {block.argument} '{argument}'{guess(argument, tuple(known))}"
        shown = ", ".join(known[:8]) + (" …" if len(known) > 8 else "")
        return what, f"write '/// {name} | …' with one of: {shown}"
    return None


def _unread(html: str, path: str, line: int) -> Iterator[Finding]:
    """A block with a bad option, or one that is never closed, stays in the page as text."""
    if "<p>///" in html:
        what = "a line with '///' was not read as a block"
        yield Finding(Place(path, line), "unknown-block", what, "put blank lines around it, and remove its options")
