"""One rule per file, which gives the rule its name: an Edition in, findings out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from bonewise.kept import Kept
from bonewise.model import Edition, Finding, Library, RenderedPage

__all__ = ["RuleCheck", "judge", "rules"]

RuleCheck = Callable[[Edition], Iterable[Finding]]


@cache
def rules() -> dict[str, RuleCheck]:
    """Every rule by name, sorted."""
    found = sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))
    return {name.replace("_", "-"): import_module(f"{__name__}.{name}").check for name in found}


def judge(
    edition: Edition, select: Collection[str] = (), ignore: Collection[str] = (), kept: Kept | None = None
) -> Iterator[Finding]:
    """The findings of every rule, or of the selected ones alone, without the ignored ones.

    A rule whose module says `HEALTH = True` is about guidance: it runs where the project is about health, or when it is
    selected by name. One that says `PER_PAGE = True` looks at each page alone, whatever the day, though it may ask the
    library about others; what it found is taken from `kept` where it is known.
    """
    for name, check in rules().items():
        if name in ignore or (select and name not in select):
            continue
        if name in select or is_health(edition.library) or not _says(name, "HEALTH"):
            yield from _by_page(edition, name, check, kept) if kept and _says(name, "PER_PAGE") else check(edition)


def _by_page(edition: Edition, name: str, check: RuleCheck, kept: Kept) -> Iterator[Finding]:
    def judged(rendered: RenderedPage) -> Iterable[Finding]:
        only = {rendered.page.path: rendered}
        return kept.findings(rendered, name, lambda library: check(replace(edition, library=library, pages=only)))

    for rendered in edition.pages.values():
        yield from judged(rendered)


def is_health(library: Library) -> bool:
    """Whether health duties hold: as `extra.bonewise.health` says, else where there is a bibliography."""
    said = library.settings.health
    return bool(library.sources) if said is None else said


def _says(name: str, flag: str) -> bool:
    module = import_module(f"{__name__}.{name.replace('-', '_')}")
    return bool(getattr(module, flag, False))
