"""One rule per file, which gives the rule its name: an Edition in, findings out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from bonewise.model import Edition, Finding, Library

__all__ = ["RuleCheck", "judge", "rules"]

RuleCheck = Callable[[Edition], Iterable[Finding]]


@cache
def rules() -> dict[str, RuleCheck]:
    """Every rule by name, sorted."""
    found = sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))
    return {name.replace("_", "-"): import_module(f"{__name__}.{name}").check for name in found}


def judge(edition: Edition, select: Collection[str] = (), ignore: Collection[str] = ()) -> Iterator[Finding]:
    """The findings of every rule, or of the selected ones alone, without the ignored ones.

    A rule whose module says `HEALTH = True` is about guidance: it runs where the project is about health, or when it is
    selected by name.
    """
    for name, check in rules().items():
        if name in ignore or (select and name not in select):
            continue
        if name in select or is_health(edition.library) or not _is_health_rule(name):
            yield from check(edition)


def is_health(library: Library) -> bool:
    """Whether health duties hold: as `extra.bonewise.health` says, else where there is a bibliography."""
    said = library.settings.health
    return bool(library.sources) if said is None else said


def _is_health_rule(name: str) -> bool:
    module = import_module(f"{__name__}.{name.replace('-', '_')}")
    return bool(getattr(module, "HEALTH", False))
