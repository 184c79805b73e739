"""A block's name or argument is not one the site knows.

Why: a misspelt block would be shown as loose text, and a warning could lose its box.
Bad: `/// stop-iff`. Good: `/// stop-if`.
"""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from bonewise.arguments import choices
from bonewise.dialect import BLOCKS, guess
from bonewise.edition import unclosed_blocks
from bonewise.model import Edition, Finding, Place, RenderedPage


def check(edition: Edition) -> Iterator[Finding]:
    if not edition.library.settings.typed:
        return  # the slashes of other projects are blocks of their own extensions
    for rendered in edition.pages.values():
        body = rendered.page.body
        if "///" not in body and "8<" not in body:  # neither a block, nor another file that may hold one
            continue
        faults = [(place, _fault(edition, name, argument)) for name, argument, place in rendered.blocks]
        found = [Finding(place, "unknown-block", *fault) for place, fault in faults if fault]
        for name, place in unclosed_blocks(rendered.page):
            mend = "add a line of as many slashes below it"
            found.append(Finding(place, "unknown-block", f"the block '{name}' is never closed", mend))
        # A faulty block is shown as text, and told already.
        yield from found or _unread(rendered)


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


def _unread(rendered: RenderedPage) -> Iterator[Finding]:
    """A block with a bad option, or a line that closes nothing, stays in the page as text."""
    if "///" not in rendered.html:
        return
    tree = LexborHTMLParser(rendered.html)
    for node in tree.css("code, pre, script, style, svg"):
        node.decompose()
    shown = tree.body.text() if tree.body else ""
    left = [line.strip() for line in shown.split("\n") if line.strip().startswith("///")]
    if left:
        page = rendered.page
        lines = [line.strip() for line in page.body.split("\n")]
        number = lines.index(left[0]) if left[0] in lines else 0
        what = "a line with '///' was not read as a block"
        mend = "put blank lines around it, and remove its options"
        yield Finding(Place(page.shown_path, page.body_line + number), "unknown-block", what, mend)
