"""`mkdocs.yml` to Settings: what we need of it, read without starting MkDocs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from bonewise.model import Place, Settings
from bonewise.reading import python_names


class SettingsError(Exception):
    """`mkdocs.yml` is missing or cannot be used; the message says where and how to mend it."""


#: libyaml where the wheel has it: a long `nav:` takes a second without.
_Safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: Deeper than any real settings; libyaml's composer recurses without a limit of its own.
MAX_DEPTH = 100


class _Loader(_Safe):  # type: ignore[misc]
    """SafeLoader, plus the tags MkDocs users write: `!ENV`, `!!python/name:` and `!!python/object/apply:`."""

    file = ""


def _env(loader: yaml.Loader, node: yaml.Node) -> Any:
    return None


python_names.add_to(_Loader)
_Loader.add_constructor("!ENV", _env)


def read_settings(root: Path) -> Settings:
    """Settings of the project at `root`. Raises `SettingsError` when `mkdocs.yml` is missing or malformed."""
    config = _load(root / "mkdocs.yml")
    extra = config.get("extra") or {}
    ours = extra.get("bonewise") if isinstance(extra, Mapping) else None
    ours = ours if isinstance(ours, Mapping) else {}
    named = {name: str(ours[name]) for name in ("disclaimer", "emergency", "sources", "sources_page") if name in ours}
    return Settings(
        root=root,
        site_name=str(config.get("site_name") or "Bonewise"),
        site_url=str(config.get("site_url") or ""),
        content=str(config.get("docs_dir") or "docs"),
        site=str(config.get("site_dir") or "site"),
        groups=MappingProxyType(dict(ours.get("groups") or {})),
        health=bool(ours["health"]) if "health" in ours else None,
        typed=bool(ours.get("typed")),
        retractions=str(ours.get("retractions") or ""),
        max_source_age_years=_whole(ours.get("max_source_age_years")),
        use_directory_urls=config.get("use_directory_urls") is not False,
        exclude_docs=str(config.get("exclude_docs") or ""),
        draft_docs=str(config.get("draft_docs") or ""),
        not_in_nav=str(config.get("not_in_nav") or ""),
        nav=tuple(_with_places(root, _nav_targets(config["nav"]))) if config.get("nav") else None,
        plugins=frozenset(_names(config.get("plugins"))),
        markdown_extensions=tuple(_extensions(config.get("markdown_extensions"))),
        **named,
    )


def _names(entries: Any) -> Iterator[str]:
    """The names in a list of names and one-entry mappings, or of a mapping."""
    for entry in entries if isinstance(entries, list | Mapping) else ():
        yield from (str(name) for name in (entry if isinstance(entry, Mapping) else [entry]))


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _with_places(root: Path, targets: Iterator[str]) -> Iterator[tuple[str, Place]]:
    """Each target with the line of `mkdocs.yml` that names it."""
    lines = (root / "mkdocs.yml").read_text("utf-8").split("\n")
    for target in targets:
        wanted = re.compile(rf"(?<![\w./-]){re.escape(target)}(?![\w/-])")
        found = ((number, match) for number, line in enumerate(lines, 1) if (match := wanted.search(line)))
        number, match = next(found, (1, None))
        yield target, Place("mkdocs.yml", number, match.start() + 1 if match else 1)


def _nav_targets(entry: Any) -> Iterator[str]:
    """The paths and addresses a `nav:` names, in order."""
    if isinstance(entry, str):
        yield entry
    for child in entry if isinstance(entry, list) else entry.values() if isinstance(entry, Mapping) else ():
        yield from _nav_targets(child)


#: `INHERIT:` may go this far up.
MAX_PARENTS = 8


def _load(path: Path, depth: int = 0) -> dict[str, Any]:
    try:
        # Not yaml.load on purpose: _Loader is SafeLoader and three tags.
        text = path.read_text("utf-8")
        _bounded(text)
        loader = _Loader(text)
        loader.file = path.name
        config = loader.get_single_data()
    except FileNotFoundError:
        raise SettingsError(f"{path}: there is no such file; run the command in a project, or give --root") from None
    except (yaml.YAMLError, UnicodeDecodeError, ImportError, AttributeError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        reason = getattr(error, "problem", None) or error
        raise SettingsError(f"{path.name}{place}: cannot be read: {reason}; mend the line") from None
    if not isinstance(config, dict):
        raise SettingsError(f"{path.name}:1:1: expected 'name: value' lines; see README.md")
    parent = config.pop("INHERIT", None)
    if not isinstance(parent, str):
        return config
    if depth >= MAX_PARENTS:
        raise SettingsError(f"{path.name}: 'INHERIT' leads in a circle; remove it from one of the files")
    return _merged(_load(path.parent / parent, depth + 1), config)


def _bounded(text: str) -> None:
    depth = 0
    events: Iterator[Any] = yaml.parse(text, Loader=_Safe)
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise yaml.MarkedYAMLError(problem="nested too deep", problem_mark=event.start_mark)


def _merged(parent: Mapping[str, Any], child: Mapping[str, Any]) -> dict[str, Any]:
    """As MkDocs merges: mappings key by key, everything else replaced."""
    merged = dict(parent)
    for key, value in child.items():
        known = merged.get(key)
        both = isinstance(known, Mapping) and isinstance(value, Mapping)
        merged[key] = _merged(known, value) if both else value  # type: ignore[arg-type]
    return merged


def _extensions(entries: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """MkDocs allows a list of names and one-entry mappings, or one mapping; `toc` and others are on by default."""
    pairs: dict[str, Mapping[str, Any]] = {"toc": {}, "tables": {}, "fenced_code": {}}
    if isinstance(entries, Mapping):
        entries = [{name: options} for name, options in entries.items()]
    for entry in entries or ():
        if isinstance(entry, Mapping):
            pairs |= {str(name): options if isinstance(options, Mapping) else {} for name, options in entry.items()}
        else:
            pairs[str(entry)] = {}
    yield from pairs.items()
