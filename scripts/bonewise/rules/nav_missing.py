"""The navigation names a page that does not exist.

Why: the menu leads to an error page, or MkDocs leaves the entry out.
Bad: `- Flu: flu.md` without that page. Good: an entry for each page that there is.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from bonewise.dialect import guess
from bonewise.model import Edition, Finding, Level
from bonewise.rules._links import page_maker


def check(edition: Edition) -> Iterator[Finding]:
    library = edition.library
    for target, place in library.settings.nav or ():
        path = PurePosixPath(target).as_posix()  # as the engine looks for it
        if "://" in target or target.startswith(("/", "#", "mailto:")) or path in library.files:
            continue
        if any(file.startswith(f"{path}/") for file in library.files):
            continue  # a folder, which some plugins allow
        there = "is kept out of the site by exclude_docs or draft_docs" if path in library.excluded else "is not there"
        what = f"nav names '{target}', which {there}{guess(target, tuple(sorted(library.pages)))}"
        maker = page_maker(library.settings, target)
        unless = f", unless the plugin '{maker}' makes it" if maker else ""
        level: Level = "notice" if maker else "error"
        yield Finding(place, "nav-missing", what, f"correct the entry, or write the page{unless}", level)
