"""Python objects that `mkdocs.yml` names in its tags, fetched when something is rendered and not before."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import yaml

#: What the documentation of Material for MkDocs has people call; other code is not run by a check.
TRUSTED = ("pymdownx.", "material.", "materialx.", "markdown.", "zensical.")


class PythonNameError(Exception):
    """What was called failed; the message says where and how."""


@dataclass(frozen=True)
class PythonName:
    """`!!python/name:x.y`, or `!!python/object/apply:x.y` with its arguments; importing it may be slow."""

    name: str
    is_called: bool = False
    args: tuple[Any, ...] = ()
    options: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    #: File, line and column.
    place: str = field(default="", compare=False, repr=False)


def add_to(loader: type[yaml.SafeLoader]) -> None:
    """Have a loader read the two tags."""
    loader.add_multi_constructor("tag:yaml.org,2002:python/name:", _named)
    loader.add_multi_constructor("tag:yaml.org,2002:python/object/apply:", _called)


def _named(loader: yaml.Loader, suffix: str, node: yaml.Node) -> PythonName:
    return PythonName(suffix)


def _called(loader: yaml.Loader, suffix: str, node: yaml.Node) -> PythonName | None:
    """`!!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}`."""
    given = loader.construct_mapping(node, deep=True) if isinstance(node, yaml.MappingNode) else {}
    args = loader.construct_sequence(node, deep=True) if isinstance(node, yaml.SequenceNode) else given.get("args", ())
    options, line = given.get("kwds") or {}, node.start_mark.line
    if not (suffix.startswith(TRUSTED) and isinstance(args, list | tuple) and isinstance(options, Mapping)):
        return None
    place = f"{getattr(loader, 'file', '')}:{line + 1}:{node.start_mark.column + 1}"
    return PythonName(suffix, True, tuple(args), dict(options), place)


def fetched(value: Any) -> Any:
    """A value with the objects in place of their names; None for one that is not there.

    Raises `PythonNameError` where a call fails.
    """
    if isinstance(value, Mapping):
        return {key: fetched(each) for key, each in value.items()}
    if isinstance(value, list):
        return [fetched(each) for each in value]
    if not isinstance(value, PythonName):
        return value
    module, _, name = value.name.rpartition(".")
    try:
        found = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError):
        return None  # a theme's or plugin's own code; what cannot go on without it says so itself
    if not value.is_called:
        return found
    try:
        return found(*fetched(list(value.args)), **fetched(value.options))
    except Exception as error:  # of someone else's code
        raise PythonNameError(f"{value.place}: cannot be read: {value.name}: {error}; mend the line") from None
