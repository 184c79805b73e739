"""Entries into the text of `sources.yaml`; every byte that was there before stays."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from bonewise.document import Document
from bonewise.model import Finding, Place, Settings, Source
from bonewise.reading.bibliography import read_sources

_ENDLESS = 10**9
_EMPTY = ("", "null", "~")


def entry_text(csl: Mapping[str, Any], custom: Mapping[str, Any]) -> str:
    """One source as an item of the list: names one to a line, everything else on one line."""
    lines = []
    for name, value in csl.items():
        if isinstance(value, list):
            lines += [f"{name}:", *(f"- {_flow(item)}" for item in value)]
        elif isinstance(value, Mapping):
            lines.append(f"{name}: {_flow(value)}")
        else:
            lines.append(_line(name, value))
    lines += ["custom:", *(f"  {_line(name, value)}" for name, value in custom.items())]
    return "".join(f"{'  ' if number else '- '}{line}\n" for number, line in enumerate(lines))


def _flow(value: Any) -> str:
    text: str = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, sort_keys=False, width=_ENDLESS)
    return text.strip()


def _line(name: str, value: Any) -> str:
    # Numbers stand bare in the bibliography, as they would if Zotero had written it; '007' and '1e5' stay text.
    number = isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10
    bare = int(value) if number and str(int(value)) == value else value
    text: str = yaml.safe_dump({name: bare}, allow_unicode=True, sort_keys=False, width=_ENDLESS)
    return text.strip()


def listed_sources(settings: Settings) -> tuple[dict[str, Source], list[Finding]]:
    """The sources there are; a `references:` with nothing below it yet is in order here."""
    sources, findings = read_sources(settings)
    path = _path(settings)
    if findings and path.is_file():
        doc = Document(path.read_bytes().decode("utf-8-sig", "replace"), _shown(settings))
        nodes = {key.value: value for key, value in doc.root.value} if doc.root else {}
        if set(nodes) == {"references"} and _lists_nothing(nodes["references"]):
            return {}, []
    return sources, findings


def add_entries(settings: Settings, entries: Mapping[str, str]) -> list[Finding]:
    """Write entries, by id, each before the first source whose id sorts after its own.

    Where there are findings, nothing was written: the new text is read back before it takes the old one's place.
    """
    before, findings = listed_sources(settings)
    if findings:
        return findings
    path = _path(settings)
    old = path.read_bytes().decode("utf-8") if path.exists() else ""
    mark = "\ufeff" if old.startswith("\ufeff") else ""
    text, findings = _with_entries(old.removeprefix(mark), _shown(settings), entries)
    return findings or _replace(settings, f"{mark}{text}".encode(), before, set(entries))


def _path(settings: Settings) -> Path:
    return settings.root / settings.content / settings.sources


def _shown(settings: Settings) -> str:
    return f"{settings.content}/{settings.sources}"


def _lists_nothing(listed: yaml.Node) -> bool:
    return not listed.value or (isinstance(listed, yaml.ScalarNode) and listed.value in _EMPTY)


def _with_entries(text: str, shown: str, entries: Mapping[str, str]) -> tuple[str, list[Finding]]:
    doc = Document(text, shown)
    nodes = {name: (key, value) for name, key, value in doc.items(doc.root)} if doc.root else {}
    if "references" not in nodes:
        return f"{_ended(text)}references:\n{_in_order(entries)}", []
    key, listed = nodes["references"]
    if _lists_nothing(listed):
        return _filled(text, text.index(":", key.end_mark.index) + 1, listed, entries), []
    if not isinstance(listed, yaml.SequenceNode) or listed.flow_style:
        what = "'references' is not a list with lines for each source"
        doc.refuse(listed, "bad-value", what, "write each source as '- id: …', with its fields below")
        return text, doc.findings
    return _inserted(text, listed, entries), []


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


def _in_order(entries: Mapping[str, str]) -> str:
    return "".join(entries[key] for key in sorted(entries))


def _filled(text: str, colon: int, listed: yaml.Node, entries: Mapping[str, str]) -> str:
    """Entries below a `references:` that lists nothing; a `[]` or `null` is all that goes."""
    if listed.end_mark.index > listed.start_mark.index:
        text = text[:colon] + text[listed.end_mark.index :]
    end = text.find("\n", colon) + 1
    below = text[end:] if end else ""
    return f"{_ended(text[:end] if end else text)}{_in_order(entries)}{below}"


def _inserted(text: str, listed: yaml.SequenceNode, entries: Mapping[str, str]) -> str:
    ids = [_id(node) for node in listed.value]
    starts = [_first_line(text, start) for start in _item_starts(text, listed)]
    indent = " " * listed.start_mark.column
    newline = "\r\n" if "\r\n" in text else "\n"
    gap = newline if len(starts) > 1 and text[: starts[1]].endswith(newline * 2) else ""
    added: dict[int, str] = {}
    for key in sorted(entries):
        at = next((start for start, other in zip(starts, ids, strict=True) if other > key), listed.end_mark.index)
        lines = (f"{indent}{line}{newline}" for line in entries[key].splitlines())
        added[at] = added.get(at, "") + (gap + "".join(lines) if at not in starts else "".join(lines) + gap)
    for at, more in sorted(added.items(), reverse=True):
        broken = "" if text[:at].endswith("\n") else newline
        text = f"{text[:at]}{broken}{more}{text[at:]}"
    return text


def _id(node: yaml.Node) -> str:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((str(value.value) for key, value in pairs if key.value == "id"), "")


def _item_starts(text: str, listed: yaml.SequenceNode) -> list[int]:
    """Where each item's dash stands. No deeper dash can stand in the same column, or it would belong to this list."""
    first, last, column = listed.start_mark.index, listed.end_mark.index, listed.start_mark.column
    return [
        token.start_mark.index
        for token in yaml.scan(text, Loader=yaml.SafeLoader)
        if isinstance(token, yaml.BlockEntryToken)
        and first <= token.start_mark.index < last
        and token.start_mark.column == column
    ]


def _first_line(text: str, start: int) -> int:
    """Where an item's lines begin: comments right above it are about it."""
    start = text.rfind("\n", 0, start) + 1
    while start:
        above = text.rfind("\n", 0, start - 1) + 1
        if not text[above:start].lstrip().startswith("#"):
            break
        start = above
    return start


def _replace(settings: Settings, data: bytes, before: Mapping[str, Source], added: set[str]) -> list[Finding]:
    """Put the new text in place, in one step and only if it reads back as the old sources and the new ones."""
    path, shown = _path(settings), _shown(settings)
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        name = (Path(settings.sources).parent / draft.name).as_posix()
        after, findings = read_sources(replace(settings, sources=name))
        if not findings and (
            set(after) != {*before, *added} or any(after[key].csl != before[key].csl for key in before)
        ):
            what = "the new sources cannot be put in without changing others"
            mend = "write each source as '- id: …' under 'references:'"
            findings = [Finding(Place(shown), "bad-import", what, mend)]
        if not findings:
            if path.exists():
                draft.chmod(path.stat().st_mode)
            draft.replace(path)
        return [replace(finding, place=replace(finding.place, path=shown)) for finding in findings]
    finally:
        draft.unlink(missing_ok=True)
