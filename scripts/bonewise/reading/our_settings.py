"""What may stand under `extra: bonewise:` in `mkdocs.yml`, and what of MkDocs' own settings a typed site needs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bonewise.dialect import nearest

_SWITCHES = ("handouts", "health", "offline", "typed")
_FILES = ("disclaimer", "emergency", "figures", "sources", "sources_page", "retractions")
_TEXTS = (
    *("contact", "embed_this", "footer_note", "handout_builder", "licence", "made_with"),
    *("printed", "search_example", "tagline"),
)
#: Read and judged elsewhere.
_OTHERS = ("accents", "footer_links", "groups", "known_terms", "lost_links", "max_source_age_years", "topics")
_KNOWN = (*_SWITCHES, *_FILES, *_TEXTS, *_OTHERS)


def faults_of_settings(config: Mapping[str, Any], ours: Any) -> Iterator[tuple[str, str, str]]:
    """The name of each setting that cannot be used, what is wrong with it, and how to mend it."""
    if not isinstance(ours, Mapping):
        yield "bonewise", "'bonewise' must be 'name: value' lines", "see README.md"
        return
    for name, value in ours.items():
        yield from _fault(str(name), value)
    if ours.get("typed"):
        yield from _fault_of_site(config)


def _fault(name: str, value: Any) -> Iterator[tuple[str, str, str]]:
    if name in _SWITCHES and not isinstance(value, bool):
        yield name, f"'{name}' must be true or false", "write one of the two"
    elif name in (*_FILES, *_TEXTS) and not isinstance(value, str):
        yield name, f"'{name}' must be text", "write a value, or remove the line"
    elif name in _FILES and _leads_out(value):
        yield name, f"'{name}' leads out of the project: '{value}'", "name a file of the project"
    elif name == "groups" and not _is_groups(value):
        yield name, "'groups' must be 'id: Name' lines", "write one line for each group"
    elif name == "max_source_age_years" and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
        yield name, f"'{name}' must be a whole number from 1 up", "write a number of years"
    elif name not in _KNOWN and nearest(name, _KNOWN):
        # Other names are other people's.
        yield name, f"there is no setting '{name}'; did you mean '{nearest(name, _KNOWN)}'?", "correct the name"


def _is_groups(value: Any) -> bool:
    return value is None or (isinstance(value, Mapping) and all(isinstance(each, str) for each in value.values()))


def _leads_out(path: str) -> bool:
    return path.startswith(("/", "~")) or "\\" in path or ".." in path.split("/")


def _fault_of_site(config: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name in ("docs_dir", "site_dir"):
        value = config.get(name)
        if isinstance(value, str) and (_leads_out(value) or value.strip("./") == ""):
            yield name, f"'{name}' leads out of the project: '{value}'", "name a folder of the project"
    address = config.get("site_url") or ""
    if address and not re.fullmatch(r"https?://[^\s/?#]+(?:/[^\s?#]*)?", str(address)):
        yield "site_url", f"'site_url' is not a web address: '{address}'", "write it whole, with https://"
