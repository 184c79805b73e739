"""`mkdocs.yml` to Settings: what we need of it, read without starting MkDocs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from bonewise.model import Place, Settings
from bonewise.reading import python_names
from bonewise.reading.identity import read_identity
from bonewise.reading.our_settings import faults_of_settings


class SettingsError(Exception):
    """`mkdocs.yml` is missing or cannot be used; the message says where and how to mend it."""


class _Loader(yaml.SafeLoader):
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
    _refuse(root, faults_of_settings(config, {} if ours is None else ours))
    ours = ours or {}
    named = {
        name: str(ours[name])
        for name in ("disclaimer", "emergency", "figures", "sources", "sources_page")
        if name in ours
    }
    site_name = str(config.get("site_name") or "Bonewise")
    return Settings(
        root=root,
        site_name=site_name,
        identity=read_identity(site_name, ours, (root / "mkdocs.yml").read_text("utf-8")),
        site_url=str(config.get("site_url") or ""),
        content=str(config.get("docs_dir") or "docs"),
        site=str(config.get("site_dir") or "site"),
        groups=MappingProxyType(dict(ours.get("groups") or {})),
        health=bool(ours["health"]) if "health" in ours else None,
        typed=bool(ours.get("typed")),
        known_terms=tuple(map(str, ours["known_terms"])) if isinstance(ours.get("known_terms"), list) else (),
        handouts=ours.get("handouts") is not False,
        offline=ours.get("offline") is not False,
        retractions=str(ours.get("retractions") or ""),
        max_source_age_years=_whole(ours.get("max_source_age_years")),
        use_directory_urls=config.get("use_directory_urls") is not False,
        exclude_docs=str(config.get("exclude_docs") or ""),
        draft_docs=str(config.get("draft_docs") or ""),
        not_in_nav=str(config.get("not_in_nav") or ""),
        nav=tuple(_with_places(root, _nav_targets(config["nav"]))) if config.get("nav") else None,
        theme=_theme(config.get("theme"), "name") or "mkdocs",
        custom_dir=_theme(config.get("theme"), "custom_dir"),
        plugins=frozenset((*_names(config.get("plugins")), *(["hooks"] if config.get("hooks") else []))),
        markdown_extensions=tuple(_extensions(config.get("markdown_extensions"))),
        **named,
    )


def _refuse(root: Path, faults: Iterator[tuple[str, str, str]]) -> None:
    """Raise the first fault of a setting, with its line."""
    for name, what, mend in faults:
        lines = (root / "mkdocs.yml").read_text("utf-8").split("\n")
        number, line = next(
            ((n, each) for n, each in enumerate(lines, 1) if each.strip().startswith(f"{name}:")), (1, "")
        )
        raise SettingsError(f"mkdocs.yml:{number}:{len(line) - len(line.lstrip()) + 1}: {what}; {mend}")


def _names(entries: Any) -> Iterator[str]:
    """The names in a list of names and one-entry mappings, or of a mapping."""
    for entry in entries if isinstance(entries, list | Mapping) else ():
        yield from (str(name) for name in (entry if isinstance(entry, Mapping) else [entry]))


def _theme(value: Any, name: str) -> str:
    """MkDocs takes a theme's name, or a mapping that may hold it."""
    if isinstance(value, Mapping):
        return str(value.get(name) or "")
    return value if isinstance(value, str) and name == "name" else ""


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _with_places(root: Path, targets: Iterator[str]) -> Iterator[tuple[str, Place]]:
    """Each target with its place in `mkdocs.yml`: behind the one before it, else the first, else the top."""
    text = (root / "mkdocs.yml").read_text("utf-8")
    ends = [match.start() for match in re.finditer("\n", text)]
    nav = re.search(r"^nav:", text, re.M)
    behind = nav.end() if nav else 0
    for target in targets:
        at = next((at for at in (_found(text, target, behind), _found(text, target, 0)) if at >= 0), 0)
        line = bisect_left(ends, at)
        yield target, Place("mkdocs.yml", line + 1, at - (ends[line - 1] if line else -1))
        behind = max(behind, at + len(target))


def _found(text: str, target: str, start: int) -> int:
    """Where a target stands that is no part of a longer one; -1 where nowhere."""
    at = text.find(target, start) if target else -1
    while at >= 0:
        behind = text[at + len(target) : at + len(target) + 1]
        if not re.search(r"[\w./-]$", text[max(0, at - 1) : at]) and not re.match(r"[\w/-]", behind):
            return at
        at = text.find(target, at + 1)
    return -1


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
        loader = _Loader(path.read_text("utf-8"))
        loader.file = path.name
        config = loader.get_single_data()
    except FileNotFoundError:
        if depth:
            raise SettingsError(
                f"mkdocs.yml:1:1: 'INHERIT' names '{path.name}', which is not there; correct it"
            ) from None
        raise SettingsError(f"{path}: there is no such file; run the command in a project, or give --root") from None
    except (yaml.YAMLError, UnicodeDecodeError, ImportError, AttributeError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ":1:1"
        reason = getattr(error, "problem", None) or error
        raise SettingsError(f"{path.name}{place}: cannot be read: {reason}; mend the line") from None
    if not isinstance(config, dict):
        raise SettingsError(f"{path.name}:1:1: expected 'name: value' lines; see README.md")
    parent = config.pop("INHERIT", None)
    if not isinstance(parent, str):
        return config
    if depth >= MAX_PARENTS:
        raise SettingsError(f"{path.name}:1:1: 'INHERIT' leads in a circle; remove it from one of the files")
    return _merged(_load(path.parent / parent, depth + 1), config)


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
