"""The navigation names a page that does not exist.

Why: the menu leads to an error page, or MkDocs leaves the entry out.
Bad: `- Flu: flu.md` without that page. Good: an entry for each page that there is.
"""

from collections.abc import Iterator

from bonewise.dialect import guess
from bonewise.model import Edition, Finding, Level
from bonewise.rules._links import page_maker


def check(edition: Edition) -> Iterator[Finding]:
    library = edition.library
    for target, place in library.settings.nav or ():
        if "://" in target or target.startswith(("/", "#", "mailto:")) or target.rstrip("/") in library.files:
            continue
        if any(path.startswith(f"{target.rstrip('/')}/") for path in library.files):
            continue  # a folder, which some plugins allow
        what = f"nav names '{target}', which is not there{guess(target, tuple(sorted(library.pages)))}"
        maker = page_maker(library.settings, target)
        unless = f", unless the plugin '{maker}' makes it" if maker else ""
        level: Level = "notice" if maker else "error"
        yield Finding(place, "nav-missing", what, f"correct the entry, or write the page{unless}", level)
