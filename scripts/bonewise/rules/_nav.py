"""Pages that the navigation leaves out."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from bonewise.addressing import is_post
from bonewise.model import Edition, Page
from bonewise.rules._links import aims


def unlisted(edition: Edition) -> Iterator[tuple[Page, bool]]:
    """Each page that `nav:` leaves out unwillingly, and whether another page links to it; none without a `nav:`."""
    settings = edition.library.settings
    if settings.nav is None:
        return
    listed = {PurePosixPath(target).as_posix() for target, _ in settings.nav}
    # An entry in the wrong case, or with an anchor, is a fault of its own, and no second one of the page that it means.
    meant_by = {target.partition("#")[0].casefold() for target in listed - edition.library.pages.keys()}
    folders = tuple(f"{target.rstrip('/')}/" for target in listed if target.rstrip("/") not in edition.library.files)
    from pathspec import GitIgnoreSpec  # slow to import

    meant = GitIgnoreSpec.from_lines(settings.not_in_nav.splitlines())
    linked = {target.path for page, _, target in aims(edition) if target.path != page.page.path}
    for path, page in edition.library.pages.items():
        # Servers show 404.md where there is no page; the logo leads to the home page.
        # The blog plugin lists its posts itself.
        if (
            is_post(settings, path)
            or path in listed
            or path.casefold() in meant_by
            or path.startswith(folders)
            or meant.match_file(path)
            or path == "404.md"
        ):
            continue
        yield page, path in linked or page.url == ""
