"""Whether the entries of our bibliography stand in the order of their ids, and the text in which they would."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from bonewise.document import Document
from bonewise.model import Finding, Fix, Place


def out_of_order(doc: Document) -> Iterator[Finding]:
    """A notice from the first entry that should stand elsewhere to the last one; its fix moves whole entries."""
    entries = _entries(doc)
    lines = doc.text.split("\n")
    starts = [_start(lines, entry.start_mark.line) for entry in entries]
    ids = [_id(entry) for entry in entries]
    order = sorted(range(len(ids)), key=lambda at: ids[at])
    moved = [at for at, wanted in enumerate(order) if at != wanted]
    if not moved or not all(ids) or len(set(starts)) < len(starts):
        return
    first, last = moved[0], moved[-1]
    ends = [*starts[1:], _behind(lines, starts[-1])]
    parts = ["\n".join(lines[starts[at] : ends[at]]) for at in order[first : last + 1]]
    end = Place(doc.path, doc.first_line + ends[last] - 1, len(lines[ends[last] - 1]) + 1)
    place = Place(doc.path, doc.first_line + starts[first])
    what = f"'{ids[first]}' should stand behind '{ids[order[first]]}': sources are sorted by their ids"
    yield Finding(
        place,
        "unsorted-sources",
        what,
        "sort them, or let 'bonewise check --fix' do it",
        "notice",
        end,
        Fix("\n".join(parts)),
    )


def _entries(doc: Document) -> list[yaml.MappingNode]:
    """The entries of the one list in the file, each on lines of its own; none where it is written otherwise."""
    lists = [value for _, value in doc.root.value if isinstance(value, yaml.SequenceNode)] if doc.root else []
    if len(lists) != 1 or lists[0].flow_style:
        return []
    return [entry for entry in lists[0].value if isinstance(entry, yaml.MappingNode)]


def _id(entry: yaml.MappingNode) -> str:
    return next((str(value.value) for key, value in entry.value if key.value == "id"), "")


def _start(lines: list[str], line: int) -> int:
    """The first line of an entry, with the comments right above it."""
    while line and lines[line - 1].lstrip().startswith("#"):
        line -= 1
    return line


def _behind(lines: list[str], start: int) -> int:
    """The line behind the last entry, without what is blank below it."""
    end = len(lines)
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    return end
