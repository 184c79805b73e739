"""YAML text to a tree of nodes that know their places; what would be unsafe or ambiguous is refused, with its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

import yaml

from bonewise.model import Finding, Place

#: libyaml where the wheel has it: five times faster, same marks.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: In double quotes, YAML can name any character; these are none for XML, and half of a pair cannot be written.
_ESCAPED = re.compile(r"\\[0abevfxuUN_LP]")
_UNSEEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\U000f0000-\U000ffffd\u202a-\u202e\u2066-\u2069]"
)
#: Deeper than any real front matter or bibliography; libyaml's composer recurses, so depth must be bounded first.
MAX_DEPTH = 24


def bad_encoding(error: UnicodeDecodeError, path: str) -> Finding:
    """The finding for a file that is not UTF-8, at the first byte that cannot be read."""
    before = error.object[: error.start].decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    place = Place(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
    what = f"the file is not UTF-8 text (byte {error.start})"
    return Finding(place, "bad-encoding", what, "save the file as UTF-8")


class Document:
    """A YAML mapping at the top of `text`; `first_line` is the line in the file on which the text starts."""

    def __init__(self, text: str, path: str, first_line: int = 1) -> None:
        self.path = path
        self.first_line = first_line
        self.findings: list[Finding] = []
        self.text = text
        self._ends = [match.start() for match in re.finditer("\n", text)]
        self.root = self._compose(text)

    def place(self, node: yaml.Node | None) -> Place:
        """Where a node starts; the top of the text where there is no node."""
        return Place(self.path, self.first_line) if node is None else self._at(node.start_mark)

    def end(self, node: yaml.Node | None) -> Place | None:
        """The place behind a node that is one text; None for others, whose marks lie beyond what a reader would say."""
        return self._at(node.end_mark) if isinstance(node, yaml.ScalarNode) and node.style not in ("|", ">") else None

    def refuse(self, node: yaml.Node | None, rule: str, what: str, mend: str) -> None:
        """Note a finding at a node."""
        self.findings.append(Finding(self.place(node), rule, what, mend, end=self.end(node)))

    def items(self, node: yaml.MappingNode) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
        """Key text, key node and value node of each entry; a repeated or non-text key is a finding and left out."""
        seen: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.refuse(key, "bad-yaml", "a key must be plain text", "write 'name: value'")
            elif key.value in seen:
                first = seen[key.value].start_mark.line + self.first_line
                self.refuse(
                    key,
                    "duplicate-key",
                    f"'{key.value}' is given twice; first on line {first}",
                    "keep one of the two",
                )
            else:
                seen[key.value] = key
                yield key.value, key, value

    def _at(self, mark: Any) -> Place:
        # YAML ends lines at more characters than editors do, and tells an unexpected end on a line behind the last.
        at = min(mark.index, len(self.text))
        line = bisect_right(self._ends, at - 1)
        return Place(self.path, self.first_line + line, at - (self._ends[line - 1] if line else -1))

    def _compose(self, text: str) -> yaml.MappingNode | None:
        try:
            if not self._safe(text):
                return None
            node = yaml.compose(text, Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = self._at(mark) if mark else Place(self.path, self.first_line)
            what = f"this is not valid YAML: {error.problem or error.context}"
            mend = "check the indentation, and put quotes around text that holds ': ' or starts with a sign"
            self.findings.append(Finding(place, "bad-yaml", what, mend))
            return None
        except yaml.YAMLError as error:
            what = f"this is not valid YAML: {str(error).splitlines()[0]}"
            mend = "remove the character; save the file as UTF-8 text"
            self.findings.append(Finding(self._bad_character(text), "bad-yaml", what, mend))
            return None
        self._show_unseen(node)
        if node is None or isinstance(node, yaml.MappingNode):
            return node
        self.refuse(node, "bad-yaml", "expected 'name: value' lines", "write each field on a line of its own")
        return None

    def _show_unseen(self, node: yaml.Node | None) -> None:
        """Tell the characters that escapes such as `\\f` hide in a value, and put U+FFFD in their place."""
        if not _ESCAPED.search(self.text):
            return
        for each in _scalars(node):
            unseen = _UNSEEN.search(each.value)
            if unseen:
                what = f"the value holds the character U+{ord(unseen[0]):04X}, which cannot be shown"
                self.refuse(each, "bad-character", what, "remove the escape that stands for it")
                each.value = _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", each.value)

    def _bad_character(self, text: str) -> Place:
        bad = yaml.reader.Reader.NON_PRINTABLE.search(text)
        before = text[: bad.start()] if bad else ""
        return Place(self.path, self.first_line + before.count("\n"), len(before) - before.rfind("\n"))

    def _safe(self, text: str) -> bool:
        depth = 0
        for event in yaml.parse(text, Loader=_Loader):
            anchor = getattr(event, "anchor", None)
            if anchor:
                what = f"YAML anchors and aliases are not allowed ('{anchor}')"
                self.findings.append(Finding(self._at(event.start_mark), "unsafe-yaml", what, "write the value out"))
                return False
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > MAX_DEPTH:
                place = self._at(event.start_mark)
                mend = "write the values without nesting them so deep"
                self.findings.append(Finding(place, "unsafe-yaml", f"nested more than {MAX_DEPTH} levels deep", mend))
                return False
        return True


def _scalars(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Every scalar of a tree, keys too, in the order of the text."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _scalars(each)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(key)
            yield from _scalars(value)
