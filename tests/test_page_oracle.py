"""Whatever an author writes, what readers get holds: allowed tags, safe addresses, no fields as text, no chance."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from payloads import payloads
from selectolax.lexbor import LexborHTMLParser
from small_project import TODAY, Project

from bonewise.checking import check
from bonewise.edition import render
from bonewise.model import RenderedPage
from bonewise.reporting import line
from bonewise.sanitizing import SCHEMES, TAGS, clean

ARTICLE = "content/condition/osteopenia.md"
FRONT = """title: {0}
description: {1}
kind: article
id: osteopenia
also_called: [{2}]
topics: [condition]
audience: [patients]
reviewed: 2026-11-01
next_review: 2027-11-01
authors: [{3}]
reviewed_by: []
claims_level: high
"""
_INLINE = st.one_of(
    st.sampled_from(
        ["bone", "**a**", "_b_", "`c`", "\\*", "&amp;", "&#60;b&#62;", "<br>", "é", "😀", "{#a}", "[@kanis2019]"]
    ),
    st.sampled_from(payloads()).map(lambda each: " ".join(each.split())),
    st.builds("[{}]({})".format, st.sampled_from(["a", "![b](c)", "<b>"]), st.text("abc./#?:&<>()\\ j", max_size=12)),
    st.builds("[@{}]".format, st.text('abkns2019;@, p.<>"', max_size=14)),
    st.text(max_size=12),
)
_LINE = st.lists(_INLINE, max_size=4).map(" ".join)
_BLOCK = st.one_of(
    _LINE,
    st.builds(
        "{} {}".format, st.sampled_from(["#", "##", "-", "1.", ">", "    ", "|", "///", "```", ":   ", "[a]:"]), _LINE
    ),
    st.builds("/// {}\n{}\n///".format, st.sampled_from(["key-points", "stop-if", "certainty | high", "x"]), _LINE),
    st.builds("| {} | b |\n|---|---|\n| {} | c |".format, _LINE, _LINE),
    st.builds("a\n{{: {} }}".format, _LINE),
    st.sampled_from(payloads()),
)
_BODY = st.lists(_BLOCK, min_size=1, max_size=6).map("\n\n".join)
_VALUE = st.one_of(
    st.just("Bones"), st.text("ab:#{}[]&*!|>'\"%@`,-? <é", max_size=12), st.sampled_from(payloads()).map(repr)
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("oracle"))


_CASES = st.tuples(st.tuples(_VALUE, _VALUE, _VALUE, _VALUE), _BODY)
_RULES = {"deadline": None, "derandomize": True, "database": None, "suppress_health_check": list(HealthCheck)}


@given(case=_CASES)
@settings(max_examples=30, **_RULES)
def test_what_readers_get(project: Project, case: tuple[tuple[str, ...], str]) -> None:
    judge(project, FRONT.format(*case[0]), case[1])


@pytest.mark.slow
@given(case=_CASES)
@settings(max_examples=200, **_RULES)
def test_what_readers_get_of_more(project: Project, case: tuple[tuple[str, ...], str]) -> None:
    judge(project, FRONT.format(*case[0]), case[1])


def judge(project: Project, front: str, body: str) -> None:
    """Write the article and assert all that must hold of its page."""
    project.write(ARTICLE, f"---\n{front}---\n\n{body}\n".encode("utf-8", "replace"))
    first = render(project.library(), TODAY)
    again = render(project.library(), TODAY)
    for path, page in first.pages.items():
        assert page.html == again.pages[path].html, "the same input gave another page"
        holds(page, project.root)
    for finding in check(project.root, TODAY).findings:
        assert re.fullmatch(r".+?:\d+:\d+: .+; .+ \[[\w-]+\]", line(finding)), line(finding)


def holds(page: RenderedPage, root: Path) -> None:
    """Only what the allow-list knows, and only addresses that cannot harm."""
    tree = LexborHTMLParser(f"<!doctype html><body>{page.html}")
    assert tree.body is not None
    for node in tree.body.traverse():
        if node.tag in ("body", "-text", None):
            continue
        assert node.tag in TAGS, node.html
        for name, value in node.attributes.items():
            assert not name.startswith("on"), node.html
            assert name not in ("style", "srcdoc", "action", "formaction", "srcset"), node.html
            if name in ("href", "src", "poster", "cite"):
                scheme = re.match(r"[\0- ]*([a-zA-Z][a-zA-Z0-9+.\-\t\n\r]*):", value or "")
                assert scheme is None or scheme[1].lower() in SCHEMES, node.html
            if name in ("src", "poster"):
                bare = re.sub(r"[\0- ]", "", value or "").replace("\\", "/")
                assert not bare.startswith("//"), node.html
    assert clean(page.html) == page.html
    text = tree.body.text()
    assert not re.search(r"^(?:kind|reviewed_by|claims_level): \w", text, re.M), "fields stand on the page as text"
