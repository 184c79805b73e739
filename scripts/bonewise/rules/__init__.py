"""One rule per file, which gives the rule its name: an Edition in, findings out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from bonewise.model import Edition, Finding

__all__ = ["RuleCheck", "judge", "rules"]

RuleCheck = Callable[[Edition], Iterable[Finding]]


@cache
def rules() -> dict[str, RuleCheck]:
    """Every rule by name, sorted."""
    found = sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))
    return {name.replace("_", "-"): import_module(f"{__name__}.{name}").check for name in found}


def judge(edition: Edition) -> Iterator[Finding]:
    """The findings of every rule."""
    for check in rules().values():
        yield from check(edition)
