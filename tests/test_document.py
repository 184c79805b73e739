"""YAML is refused where it is unsafe, ambiguous or broken, and each refusal says where, what and how to mend it."""

from __future__ import annotations

import time

import pytest
import yaml

from bonewise.document import MAX_DEPTH, Document
from bonewise.reporting import line

MEND_YAML = "check the indentation, and put quotes around text that holds ': ' or starts with a sign"


def refusals(text: str, first_line: int = 1) -> list[str]:
    """What is wrong with a text, all its keys read."""
    doc = Document(text, "a.yaml", first_line)
    if doc.root is not None:
        list(doc.items(doc.root))
    return [line(finding) for finding in doc.findings]


REFUSED = {
    "colon in plain text": (
        "a: b: c",
        f"a.yaml:1:5: this is not valid YAML: mapping values are not allowed in this context; {MEND_YAML} [bad-yaml]",
    ),
    "bracket never closed": (
        "a: 1\nb: [c, d\n",
        f"a.yaml:3:1: this is not valid YAML: did not find expected ',' or ']'; {MEND_YAML} [bad-yaml]",
    ),
    "quote never closed": (
        'a: "b\n',
        f"a.yaml:2:1: this is not valid YAML: found unexpected end of stream; {MEND_YAML} [bad-yaml]",
    ),
    "tab for indentation": (
        "a:\n\t- b\n",
        f"a.yaml:2:1: this is not valid YAML: found character that cannot start any token; {MEND_YAML} [bad-yaml]",
    ),
    "list at the top": (
        "- a\n- b\n",
        "a.yaml:1:1: expected 'name: value' lines; write each field on a line of its own [bad-yaml]",
    ),
    "text at the top": (
        "\njust text\n",
        "a.yaml:2:1: expected 'name: value' lines; write each field on a line of its own [bad-yaml]",
    ),
    "key that is no text": (
        "a: 1\n? [b]\n: c\n",
        "a.yaml:2:3: a key must be plain text; write 'name: value' [bad-yaml]",
    ),
    "duplicate key": (
        "a: 1\nb: 2\n\na: 3\n",
        "a.yaml:4:1: 'a' is given twice; first on line 1; keep one of the two [duplicate-key]",
    ),
    "anchor": (
        "a: &x 1\n",
        "a.yaml:1:4: YAML anchors and aliases are not allowed ('x'); write the value out [unsafe-yaml]",
    ),
    "alias": (
        "a: 1\nb: *x\n",
        "a.yaml:2:4: YAML anchors and aliases are not allowed ('x'); write the value out [unsafe-yaml]",
    ),
    "merge key": (
        "a: {<<: *x}\n",
        "a.yaml:1:9: YAML anchors and aliases are not allowed ('x'); write the value out [unsafe-yaml]",
    ),
    "deep nesting": (
        "a: " + "[" * 30 + "]" * 30,
        "a.yaml:1:27: nested more than 24 levels deep; write the values without nesting them so deep [unsafe-yaml]",
    ),
    "NUL": (
        "a: 1\nbc: d\0e\n",
        "a.yaml:2:6: this is not valid YAML: unacceptable character #x0000: control characters are not allowed; "
        "remove the character; save the file as UTF-8 text [bad-yaml]",
    ),
    "bell": (
        "a\a: 1\n",
        "a.yaml:1:2: this is not valid YAML: unacceptable character #x0007: control characters are not allowed; "
        "remove the character; save the file as UTF-8 text [bad-yaml]",
    ),
    "two documents": (
        "a: 1\n---\nb: 2\n",
        "a.yaml:2:1: this is not valid YAML: but found another document; " + MEND_YAML + " [bad-yaml]",
    ),
}


@pytest.mark.parametrize(("text", "refusal"), REFUSED.values(), ids=REFUSED)
def test_refused(text: str, refusal: str) -> None:
    assert refusals(text) == [refusal]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# a comment\n",
        "a: 1\n",
        "a: {b: [c, 'd']}\n",
        "a:\n  - b: |\n      c: d\n",
        "é: 骨\n",
        "a: 'b: c'\r\nd: e\r\n",
    ],
)
def test_accepted(text: str) -> None:
    assert refusals(text) == []


def test_lines_count_from_where_the_text_starts_in_its_file() -> None:
    """Front matter begins on the second line of a page."""
    assert refusals("a: 1\na: 2\n", first_line=2)[0].startswith("a.yaml:3:1: 'a' is given twice; first on line 2;")


def test_columns_count_characters() -> None:
    doc = Document("骨🦴é: b\n", "a.yaml")
    assert doc.root is not None
    ((_, _, value),) = doc.items(doc.root)
    assert doc.place(value).column == 6


def test_a_repeated_key_keeps_its_first_value() -> None:
    doc = Document("a: first\na: second\n", "a.yaml")
    assert doc.root is not None
    values = {name: value.value for name, _, value in doc.items(doc.root) if isinstance(value, yaml.ScalarNode)}
    assert values == {"a": "first"}


def test_place_of_nothing_is_the_top() -> None:
    doc = Document("", "a.yaml", first_line=2)
    assert (doc.root, doc.place(None).line, doc.place(None).column) == (None, 2, 1)


def nested(depth: int) -> str:
    # The mapping at the top is the first level.
    return "a: " + "[" * (depth - 1) + "]" * (depth - 1)


def test_depth_up_to_the_limit_is_accepted() -> None:
    assert refusals(nested(MAX_DEPTH)) == []
    assert len(refusals(nested(MAX_DEPTH + 1))) == 1


BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))


@pytest.mark.parametrize(
    "text",
    [BOMB, "a: " + "[" * 500_000, "a: " + "{a: " * 200_000, "- " * 200_000 + "a"],
    ids=["alias bomb", "brackets", "braces", "dashes"],
)
def test_hostile_text_is_refused_at_once(text: str) -> None:
    """PyYAML alone takes a minute and 3 GB for such a bomb, or overflows its stack."""
    start = time.process_time()
    assert len(refusals(text)) == 1
    assert time.process_time() - start < 1


@pytest.mark.parametrize("escape", ["\\f", "\\0", "\\x1b", "\\uFFFE", "\\U000F0000"])
def test_escaped_characters_that_cannot_be_shown(escape: str) -> None:
    """They would stop the program that writes the page."""
    doc = Document(f'a: b\nc:\n- "d{escape}e"\n', "a.yaml")
    assert [(finding.rule, finding.place.line, finding.place.column) for finding in doc.findings] == [
        ("bad-character", 3, 3)
    ]
    assert doc.root is not None
    assert doc.root.value[1][1].value[0].value == "d\N{REPLACEMENT CHARACTER}e"


def test_escapes_that_can_be_shown_are_none_of_them() -> None:
    assert Document('a: "b\\tc\\u00e9"\n', "a.yaml").findings == []
