"""What each link of an edition leads to, worked out once for all link rules, and how a finding about a link is told."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cached_property
from pathlib import PurePosixPath

from bonewise.addressing import Site, Target, aim
from bonewise.dialect import nearest
from bonewise.model import Edition, Finding, Fix, Level, Link, Place, RenderedPage, Settings
from bonewise.reading.theme import theme_has

Aimed = tuple[RenderedPage, Link, Target]
_ARRIVE = frozenset({"page", "file", "external", "mail", "phone", "other"})


class _Aims:
    """All links of an edition; those of a page that was there before, in a site that is still the same, are known."""

    def __init__(self, edition: Edition, before: _Aims | None) -> None:
        library = edition.library
        self.edition = edition
        self.said = (library.settings, library.files, library.excluded, tuple(library.pages))
        known = before.by_page if before and before.said == self.said else {}
        site = Site.of(library)
        self.by_page: dict[str, tuple[RenderedPage, list[Aimed]]] = {}
        for path, page in edition.pages.items():
            same = path in known and known[path][0] is page
            aimed = known[path][1] if same else [(page, link, aim(site, page.page, link)) for link in page.links]
            self.by_page[path] = (page, aimed)
        self.all = [each for _, aimed in self.by_page.values() for each in aimed]
        self.strays = [each for each in self.all if each[2].kind not in _ARRIVE]

    @cached_property
    def names(self) -> tuple[dict[str, str], dict[str, str]]:
        """All files by their names, and by their names without the ending; of several, the first."""
        files = sorted(self.edition.library.files, reverse=True)
        return {name.rpartition("/")[2]: name for name in files}, {PurePosixPath(name).stem: name for name in files}


#: The last edition asked about: every link rule asks about the same one.
_last: list[_Aims] = []


def _of(edition: Edition) -> _Aims:
    if not _last or _last[0].edition is not edition:
        _last[:] = [_Aims(edition, _last[0] if _last else None)]
    return _last[0]


def aims(edition: Edition) -> list[Aimed]:
    """Each page's links with what they lead to."""
    return _of(edition).all


def strays(edition: Edition) -> list[Aimed]:
    """Those of them that do not simply lead to a page, file or address: few, and all that most rules need to see."""
    return _of(edition).strays


def told(link: Link, rule: str, what: str, mend: str, level: Level = "error", better: str = "") -> Finding:
    """A finding about a link's target; `better` is what should stand there, where there is one right answer."""
    end = Place(link.place.path, link.place.line, link.place.column + len(link.target))
    return Finding(link.place, rule, what, mend, level, end, Fix(better, link.target) if better else None)


def told_of_words(link: Link, rule: str, what: str, mend: str) -> Finding:
    """A finding about a link's words, which stand where a reference is used, not where it is defined."""
    return Finding(link.used, rule, what, mend) if link.used else told(link, rule, what, mend)


def with_tail(link: Link, path: str) -> str:
    """A mended path with the query and fragment that the author wrote."""
    cut = min((at for at in (link.target.find("?"), link.target.find("#")) if at >= 0), default=len(link.target))
    return path + link.target[cut:] if path else ""


def near(wanted: str, edition: Edition) -> str:
    """`; did you mean 'x'?` where a file has that name elsewhere, or one like it; the folder alone is no likeness."""
    by_name, by_stem = _of(edition).names
    bare = wanted.rstrip("/")
    whole = next((name for name in (f"{bare}.md", f"{bare}/index.md") if name in edition.library.files), "")
    name = PurePosixPath(bare)
    found = whole or by_name.get(name.name) or by_stem.get(nearest(name.stem, tuple(by_stem)))
    return f"; did you mean '{found}'?" if found and found != wanted else ""


def missed(link: Link, rule: str, what: str, mend: str, target: Target, edition: Edition) -> Iterator[Finding]:
    """A finding about a file that is not there, unless the theme has it; raw HTML may name what Markdown would find.

    Where a plugin makes pages that nobody wrote, nobody can tell whether it makes this one: that is a notice.
    """
    if target.better:
        mend = f"no engine rewrites raw HTML: write '{target.better}'"
        yield told(link, rule, what, mend, better=with_tail(link, target.better))
        return
    if theme_has(edition.library.settings, target.path):
        return
    maker = page_maker(edition.library.settings, target.path)
    what = f"{what}{near(target.path, edition)}"
    if maker:
        yield told(link, rule, what, f"{mend}, unless the plugin '{maker}' makes it", "notice")
    else:
        yield told(link, rule, what, mend)


#: Plugins that make pages or files which nobody wrote, and where; '' is anywhere.
_MAKERS = {
    "hooks": "",
    "gen-files": "",
    "api-autonav": "",
    "autoapi": "",
    "mkdocs-autoapi": "",
    "mkdoxy": "",
    "monorepo": "",
    "multirepo": "",
    "mkdocs-multirepo": "",
    "redirects": "",
    "blog": "blog",
    "tags": "tags",
    "rss": "feed_rss",
    "llmstxt": "llms",
}


def unless_hooked(edition: Edition, mend: str) -> tuple[str, Level]:
    """The mend and level of a fault that a hook may mend: hooks change Markdown before it is read, and pages after."""
    if "hooks" in edition.library.settings.plugins:
        return f"{mend}, unless a hook changes it", "notice"
    return mend, "error"


def page_maker(settings: Settings, path: str) -> str:
    """The name of a plugin of the project that may make a page or file with this path; '' where none does."""
    plugins = {name.removeprefix("material/"): name for name in sorted(settings.plugins)}
    found = (name for name in _MAKERS if name in plugins and path.startswith(_MAKERS[name]))
    return next(found, "")


_PAGE_ENDINGS = ("", "md", "markdown", "html", "htm", "php")


def is_page(link: Link, path: str) -> bool:
    """Whether a link that leads nowhere meant a page, not a picture or another file; a frame's `.html` is a file."""
    name = path.rstrip("/").rpartition("/")[2]
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if link.element == "iframe":
        return not ending
    return link.element in ("a", "area") and (ending in _PAGE_ENDINGS or not ending.isalnum() or len(ending) > 5)


def is_picture(link: Link) -> bool:
    """Whether the link is a picture of the page."""
    return link.element in ("img", "image", "input") or link.attribute == "srcset"


def shows_address(link: Link) -> bool:
    """Whether a link's words are its address, with or without the scheme: it is told to the reader, not hidden."""
    shown = link.label.strip("/").lower()
    return shown in (link.target.strip("/").lower(), link.target.partition("://")[2].strip("/").lower()) and bool(shown)


def own_path(edition: Edition, page: RenderedPage, target: Target) -> str:
    """The relative link to a page that was given by its web address; '' where there is none."""
    folder = page.page.path.rpartition("/")[0] or "."
    return posixpath.relpath(target.path, folder) if target.path in edition.library.files else ""
