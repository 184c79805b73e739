"""An address lacks its `https://` or `mailto:`, so that it leads to a file of that name.

Why: the reader gets an error page of this site.
Bad: `[NHS](www.nhs.uk)`. Good: `[NHS](https://www.nhs.uk)`.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding
from bonewise.rules._links import strays, told


def check(edition: Edition) -> Iterator[Finding]:
    for _, link, target in strays(edition):
        if target.kind == "missing-scheme":
            scheme = target.better.removesuffix(link.target.strip())
            what = f"'{link.target}' lacks its '{scheme}'"
            yield told(link, "missing-scheme", what, f"write {scheme} before it", better=target.better)
