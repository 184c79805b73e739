"""An address of the web lacks its `https://`, so that it leads to a file of that name.

Why: the reader gets an error page of this site.
Bad: `[NHS](www.nhs.uk)`. Good: `[NHS](https://www.nhs.uk)`.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding
from bonewise.rules._links import aims, told


def check(edition: Edition) -> Iterator[Finding]:
    for _, link, target in aims(edition):
        if target.kind == "missing-scheme":
            yield told(link, "missing-scheme", f"'{link.target}' lacks its 'https://'", "write https:// before it")
