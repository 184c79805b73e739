"""A link leads to a section that the page does not have.

Why: the reader lands at the top of a page and cannot find what was promised.
Bad: `[dose](walking.md#dosage)`. Good: `[dose](walking.md#how-much)`.
"""

import re
from collections.abc import Iterator

from bonewise.dialect import guess
from bonewise.model import Edition, Finding, RenderedPage
from bonewise.rules._links import aims, told, unless_hooked

_ARRIVE = ("page", "own", "absolute", "directory")
#: What mkdocstrings replaces by the documentation of an object, with ids of its own.
_FILLED_LATER = re.compile(r"^::: ", re.M)


def check(edition: Edition) -> Iterator[Finding]:
    documented = "mkdocstrings" in edition.library.settings.plugins
    for _, link, target in aims(edition):
        page = edition.pages.get(target.path) if target.fragment and target.kind in _ARRIVE else None
        if page and target.fragment not in page.ids and not (documented and _FILLED_LATER.search(page.page.body)):
            what = f"'{page.page.path}' has no section '#{target.fragment}'{_near(edition, page, target.fragment)}"
            yield told(link, "missing-anchor", what, *unless_hooked(edition, "use the id of a heading on that page"))


def _near(edition: Edition, page: RenderedPage, fragment: str) -> str:
    """A like id on the page, else another page that has this very one."""
    like = guess(fragment, tuple(sorted(page.ids)))
    if like:
        return like
    other = next((path for path, each in edition.pages.items() if fragment in each.ids), "")
    return f"; '{other}' has it" if other else ""
