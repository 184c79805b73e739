"""`content/` to a Library and its findings, remembered until a file changes."""

from __future__ import annotations

from pathlib import Path

from bonewise.model import Finding, Library, Page, Place, Settings
from bonewise.reading.bibliography import read_sources
from bonewise.reading.pages import content_files, published, read_page
from bonewise.reading.pictures import read_pictures
from bonewise.reading.settings import read_settings
from bonewise.reading.states import state_of

__all__ = ["read"]

#: Names, times and sizes: for builds, which ask for the library again for each page.
_Fingerprint = tuple[tuple[str, int, int], ...]
_memo: dict[Path, tuple[object, tuple[Library, tuple[Finding, ...]]]] = {}
#: Each page of the projects last read, by its file, with what it was read from.
_pages: dict[Path, tuple[object, tuple[Page | None, list[Finding]]]] = {}


def read(root: Path, fresh: bool = False) -> tuple[Library, tuple[Finding, ...]]:
    """The library below a project's root (the folder of `mkdocs.yml`), and what is wrong with it.

    `fresh` looks into every file: one can change and keep its time and size, where a disk counts whole seconds.

    Raises `SettingsError` when `mkdocs.yml` cannot be read: without it there is no site to speak of.
    """
    root = root.resolve()
    settings = read_settings(root)
    files, findings = content_files(settings)
    # A file that is refused is not among the files, but told.
    known = None if fresh else (_fingerprint([root / "mkdocs.yml", *files.values()]), tuple(findings))
    if known and root in _memo and _memo[root][0] == known:
        return _memo[root][1]
    result = _read_all(settings, files, findings)
    _memo[root] = (known, result)
    return result


def _fingerprint(files: list[Path]) -> _Fingerprint:
    stats = ((str(file), file.stat()) for file in files)
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)


def _read_all(
    settings: Settings, files: dict[str, Path], findings: list[Finding]
) -> tuple[Library, tuple[Finding, ...]]:
    pages: dict[str, Page] = {}
    kept = published(settings, files)
    for name in (name for name in files if name.endswith(".md") and name in kept):
        page, faults = _read_page(settings, name, files[name])
        findings += faults
        if page:
            pages[name] = page
    # Only a file that was not refused: a link could lead out of the project.
    sources, faults = read_sources(settings) if settings.sources in files else ({}, [])
    findings += faults
    pictures, faults = read_pictures(settings) if settings.figures in files else ({}, [])
    findings += [*faults, *_repeated_ids(pages)]
    published_files = kept - {settings.sources, settings.figures}
    library = Library(settings, pages, sources, published_files, frozenset(files) - kept, pictures)
    return library, tuple(sorted(set(findings)))


def _read_page(settings: Settings, name: str, file: Path) -> tuple[Page | None, list[Finding]]:
    """A page, taken apart again only when its text has changed, or what of the settings matters to it."""
    data = file.read_bytes()
    base = (state_of(data), settings.content, settings.typed, settings.use_directory_urls)
    if file not in _pages or _pages[file][0] != base:
        _pages[file] = (base, read_page(settings, name, data))
    return _pages[file][1]


def _repeated_ids(pages: dict[str, Page]) -> list[Finding]:
    findings = []
    first: dict[str, Page] = {}
    for page in pages.values():
        if page.id in first:
            what = f"the id '{page.id}' is taken by {first[page.id].path}"
            place = page.places.get("id", Place(page.path))
            findings.append(Finding(place, "duplicate-page-id", what, "give one of the two files another name and id"))
        first.setdefault(page.id, page)
    return findings
