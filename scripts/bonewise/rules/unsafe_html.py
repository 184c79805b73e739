"""A page holds HTML that could harm its reader, or fetch something from elsewhere, and that is taken out.

Why: pages come from many hands, and a script, a frame or a foreign picture acts on every reader without being seen.
Bad: `<img src="https://elsewhere.example/a.png" onload="count()">`. Good: `![A chair](chair.png)`.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding, RenderedPage
from bonewise.rules._links import aims


def check(edition: Edition) -> Iterator[Finding]:
    told = [
        (page.page.path, link.element, link.attribute)
        for page, link, target in aims(edition)
        if target.kind in ("bad-scheme", "bad-url")
    ]
    for rendered in edition.pages.values():
        yield from _page(rendered, [(tag, name) for path, tag, name in told if path == rendered.page.path])


def _page(rendered: RenderedPage, told: list[tuple[str, str]]) -> Iterator[Finding]:
    gone = {tag for tag, name, _, _ in rendered.removed if not name}
    for tag, name, value, place in rendered.removed:
        if name and tag in gone:
            continue  # it went with its element
        if (tag, name) in told:
            told.remove((tag, name))  # its address is a finding of its own
        else:
            yield Finding(place, "unsafe-html", *_words(tag, name, value))


def _words(tag: str, name: str, value: str) -> tuple[str, str]:
    if not tag and value:
        return f"{value} more elements and attributes are taken out", "mend those above, and check again"
    if not tag:
        what = "the page's HTML is broken, and could be read in several ways"
        return what, "close each element that is opened, or write Markdown"
    if not name:
        return f"the element <{tag}> is taken out", "write Markdown, or a block of the authoring guide"
    shown = " ".join(value.split())
    what = f'the attribute {name}="{shown[:60]}{"…" if len(shown) > 60 else ""}" of <{tag}> is taken out'
    if name in ("src", "srcset", "poster"):
        return what, "put the file into the content folder; pages fetch nothing from elsewhere"
    return what, "remove it"
