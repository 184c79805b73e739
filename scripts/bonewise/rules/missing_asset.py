"""A link or player names a file, such as a PDF or a film, that does not exist.

Why: a leaflet that cannot be opened is a promise not kept.
Bad: `[leaflet](leaflet.pdf)` without that file. Good: the same, with the file in the folder.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding
from bonewise.rules._links import is_page, is_picture, missed, strays


def check(edition: Edition) -> Iterator[Finding]:
    for rendered in edition.pages.values():
        for kind, text, place in rendered.loose:
            if kind == "include":
                what = f"there is no file '{text}' to include; its text is lost"
                yield Finding(place, "missing-asset", what, "correct the path, or add the file")
    for _, link, target in strays(edition):
        if target.kind in ("missing", "empty") and not is_picture(link) and not is_page(link, target.path):
            if target.kind == "empty" and link.element in ("a", "area"):
                continue
            what = f"there is no file '{target.path}'"
            yield from missed(link, "missing-asset", what, "correct the path, or add the file", target, edition)
