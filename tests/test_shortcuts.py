"""Where a quick look comes before a slow one, both find the same."""

from __future__ import annotations

import gc
import re
import weakref
from pathlib import Path

import pytest
from markdown import Markdown
from markdown.blockparser import BlockParser
from small_project import Project

from bonewise.edition import render_page
from bonewise.extension.finished import Finished
from bonewise.extension.safety import _MAY_NEED_CLEANING
from bonewise.extension.sought import seek_backticks
from bonewise.extension.stamping import _CANDIDATE, _CANDIDATE_IN_TEXT, _MAY_BE_ELSEWHERE
from bonewise.prose import without_references
from bonewise.rules.certainty_too_strong import _SURE, _may_be_sure
from bonewise.sanitizing import clean

CONTENT = Path(__file__).parent.parent / "content"
LINES = [
    "See [a](b.md), <https://c.org>, [d][e] and [f][]; it is so [@g, p. 1].",
    "Twice [@a; @b] and [^1], not \\[^2] nor [\\][x].",
    "# Heading {#name .class}",
    "[^1]: A note [a](b.md)",
    "> [a]: b.md",
    "Text [a]: not a definition",
    '<a href="b.md" id=c>d</a> [e](f.md)',
    "A = b, [c](d.md)",
    "[a](b_(c).md) ![d](<e f.png>)",
    "[a](",
    "mail <mailto:me@example.org> and <me@example.org>",
]


def marks(pattern: re.Pattern[str], line: str) -> list[tuple[str | None, tuple[int, int]]]:
    return [(match.lastgroup, match.span(match.lastgroup or 0)) for match in pattern.finditer(line)]


def test_marks_in_text_are_those_of_all_marks() -> None:
    """A line without an equals sign that does not begin with a bracket needs only half of the pattern."""
    ours = (line for page in sorted(CONTENT.rglob("*.md")) for line in page.read_text("utf-8").splitlines())
    plain = [line for line in (*LINES, *ours) if not _MAY_BE_ELSEWHERE.search(line)]
    assert len(plain) > 1000
    assert [line for line in plain if marks(_CANDIDATE, line) != marks(_CANDIDATE_IN_TEXT, line)] == []


def test_other_marks_need_the_whole_pattern() -> None:
    found = [line for line in LINES if marks(_CANDIDATE, line) != marks(_CANDIDATE_IN_TEXT, line)]
    assert len(found) >= 3
    assert all(_MAY_BE_ELSEWHERE.search(line) for line in found)


@pytest.mark.parametrize(
    "words",
    [
        *("It is proven.", "The proof that it helps.", "Conclusive data.", "It is certain that it helps."),
        *("Certainly that helps.", "There is no doubt.", "It is beyond doubt.", "Definitively so."),
        *("Strong evidence.", "HIGH-QUALITY NEW EVIDENCE.", "We are very sure."),
    ],
)
def test_sure_words_are_looked_at(words: str) -> None:
    assert _SURE.search(words)
    assert _may_be_sure(words)


def test_text_without_marks_is_clean() -> None:
    changed = [letter for letter in map(chr, range(0x3000)) if clean(f"a{letter}b") != f"a{letter}b"]
    assert changed
    assert [letter for letter in changed if not _MAY_NEED_CLEANING.search(letter)] == []


@pytest.mark.parametrize(
    ("html", "rest"),
    [
        ('<p>a</p><ol class="bw-references__list"><li>b</li></ol><p>c</p>', "<p>a</p><p>c</p>"),
        ('<ol class="bw-references__list"><ol></ol></ol><ol class="bw-references__list">b</ol>', None),
        ('<p>a</p><ol class="bw-references__list"><li>b</li>', None),
        ("<ol><li>a</li></ol>", None),
    ],
)
def test_only_the_last_list_of_sources_is_left_out(html: str, rest: str | None) -> None:
    """An author's own list of that class is taken out by the parser, which knows where it ends."""
    last = html.replace('<ol class="bw-references__list">b</ol>', "") if "<ol></ol>" in html else html
    assert without_references(html) == (last if rest is None else rest)


def test_a_parser_goes_with_its_page(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the collector, which would have to look at every object of a build for it."""
    made: list[weakref.ref[BlockParser]] = []
    begin = Markdown.__init__

    def noted(self: Markdown, **options: object) -> None:
        begin(self, **options)
        made.append(weakref.ref(self.parser))

    library = project.library()
    monkeypatch.setattr(Markdown, "__init__", noted)
    gc.disable()
    try:
        page = render_page(library, library.pages["condition/osteopenia.md"])
    finally:
        gc.enable()
    assert "<p>" in page.html
    assert made[-1]() is None


HOSTILE = [
    "Bone is alive. [@kanis2019]",
    "Bone. [@kanis2019] \ue0f50\ue0f6 and \ue0f599\ue0f6",
    "Bone. [@kanis2019] &#xE0F5;0&#xE0F6;",
    "Bone. [@kanis2019]\n\n<div title='\n",
    'Bone. [@kanis2019]\n\n<div title="\n',
    "Bone. [@kanis2019]\n\n<p>a <b title='b\n\n</p>\n",
    "Bone. [@kanis2019]\n\n<!-- open\n",
    "Bone. [@kanis2019]\n\n<script>\n",
    "Bone. [@kanis2019]\n\n<textarea>\n",
    "Bone. [@kanis2019]\n\n<title>\n",
    "Bone. [@kanis2019]\n\n<svg><style>\n",
    "Bone. [@kanis2019]\n\n<plaintext>\n",
    '<a title="<li id=&quot;ref-1&quot;>\ue0f50\ue0f6">x</a> Bone. [@kanis2019]',
    '<li id="ref-1">\ue0f50\ue0f6</li>\n\nBone. [@kanis2019]',
    '<template><li id="ref-1">\ue0f50\ue0f6</li></template>\n\nBone. [@kanis2019]',
]


@pytest.mark.parametrize("history", ["", "It's new, and isn't old."])
@pytest.mark.parametrize("body", HOSTILE)
def test_finished_pieces_come_where_the_cleaner_would_have_them(
    project: Project, monkeypatch: pytest.MonkeyPatch, body: str, history: str
) -> None:
    """What an author leaves open must not swallow them, and what looks like their place must not be one."""
    path = "condition/osteopenia.md"
    project.body(f"content/{path}", body)
    if history:
        changes = f'changes:\n  - {{date: 2026-11-02, what: "{history}", why: "It\'s new."}}\nreviewed:'
        project.replace(f"content/{path}", "reviewed:", changes)
    quickly = project.page(path)
    monkeypatch.setattr(Finished, "_stand_in", lambda self, text, cleaned: False)
    slowly = project.page(path)
    assert bool(history) == bool(quickly.page.changes)
    assert quickly.html == slowly.html
    assert quickly.removed == slowly.removed


def test_finished_pieces_are_put_in_where_nothing_is_open(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.body("content/condition/osteopenia.md", HOSTILE[0])
    ways = []
    stand_in = Finished._stand_in
    monkeypatch.setattr(Finished, "_stand_in", lambda *each: ways.append(stand_in(*each)) or ways[-1])
    assert '<li id="ref-1"><span class="bw-ref">' in project.page("condition/osteopenia.md").html
    assert ways == [True]
    project.body("content/condition/osteopenia.md", HOSTILE[1])
    project.page("condition/osteopenia.md")
    assert ways == [True, False]


def test_what_is_cleaned_out_of_a_source_is_told(project: Project) -> None:
    """In a piece as in the text around it."""
    finished = Finished()
    text = f'<ol><li id="ref-1">{finished.keep("a <b onclick=x>b</b>")}</li></ol>'
    html, removed = finished.cleaned(text)
    assert html == '<ol><li id="ref-1">a <b>b</b></li></ol>'
    assert [(each.tag, each.name) for each in removed] == [("b", "onclick")]


def test_code_is_found_where_a_text_holds_a_backtick() -> None:
    md = Markdown()
    plain = md.inlinePatterns["backtick"].getCompiledRegExp()
    seek_backticks(md)
    quick = md.inlinePatterns["backtick"].getCompiledRegExp()
    lines = ["`a`", "a `` b` c `` d", "\\`a`", "\\\\`a`", "a \\\\ b", "`", "a", ""]
    lines += [line for page in sorted(CONTENT.rglob("*.md")) for line in page.read_text("utf-8").splitlines()]
    for line in lines:
        for start in (0, 2):
            assert [each.span() for each in quick.finditer(line, start)] == [
                each.span() for each in plain.finditer(line, start)
            ]
