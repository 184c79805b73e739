"""The last step of a page's rendering: its HTML is sanitised, and what was taken out is noted with its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from markdown import Markdown
from markdown.postprocessors import Postprocessor

from bonewise.model import Page, Place
from bonewise.sanitizing import Removal, clean

if TYPE_CHECKING:
    from bonewise.extension import BonewiseExtension

#: Who writes more on one page is told the number of the others; looking for each takes time.
MOST_TOLD = 100
#: All of a text but these is written as it is.
_MAY_NEED_CLEANING = re.compile("[<>&\r\0\N{NO-BREAK SPACE}]")
#: Fenced code and code spans, where HTML is shown and not meant.
_CODE = re.compile(
    r"^[ >]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^[ >]*(?P=fence)|(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)",
    re.S | re.M,
)


class SafePostprocessor(Postprocessor):
    """Runs behind every other; in every engine, since all of them run Python-Markdown's postprocessors."""

    def __init__(self, md: Markdown, extension: BonewiseExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, text: str) -> str:
        if not _MAY_NEED_CLEANING.search(text):  # most headings
            return text
        # The table of contents sends single headings through here before the page is whole.
        if not self.extension.tree_done:
            return clean(text)
        cleaned, removed = self.extension.finished.cleaned(text)
        if self.extension.page:
            self.extension.record.removed += placed(self.extension.page, removed)
        return cleaned


def placed(page: Page, removed: Iterable[Removal]) -> Iterator[tuple[Removal, Place]]:
    """Each removal with the place where the author wrote it; the page's top where that cannot be told.

    The n-th of a kind that was taken out is the n-th that stands in the text, since none of its kind is let through.
    """
    told = list(removed)
    if not told:
        return
    body = _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), page.body)
    known: dict[str, list[int]] = {}
    seen: Counter[str] = Counter()
    for removal in told[:MOST_TOLD]:
        needle = _needle(removal)
        if needle not in known:
            known[needle] = [match.start("here") for match in re.finditer(needle, body, re.I)]
        found = known[needle]
        if not found:  # a field of the front matter, or an included file
            yield removal, page.find(removal.value if removal.name in _ADDRESSES else removal.name or removal.tag)
            continue
        at = found[min(seen[needle], len(found) - 1)]
        seen[needle] += 1
        yield removal, Place(page.shown_path, page.body_line + body.count("\n", 0, at), at - body.rfind("\n", 0, at))
    if len(told) > MOST_TOLD:
        yield Removal("", "", str(len(told) - MOST_TOLD)), Place(page.shown_path)


#: Attributes that Markdown writes by itself, as for `![](…)`; then the value is all that can be looked for.
_ADDRESSES = ("src", "href")


def _needle(removal: Removal) -> str:
    """A pattern for what the author wrote; the group `here` begins where it stands."""
    name, value = re.escape(removal.name), re.escape(removal.value)
    if not name:
        return rf"(?P<here><{re.escape(removal.tag)}(?![\w-]))"
    if removal.name in _ADDRESSES and value:
        return rf"(?:(?<=\]\()|(?<=\]\(<)|(?=(?<![\w-]){name}\s*=\s*[\"']?{value}))(?P<here>{value}|{name})"
    return rf"(?<![\w-])(?P<here>{name}\s*=\s*[\"']?{value})"
