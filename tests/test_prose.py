"""How hard a page is to read: only running text that the page's author wrote is measured."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_project import Project

from bonewise.prose import MAX_WORDS, paragraphs, readability, sentences


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("<p>Bone is alive.</p>", ["Bone is alive."]),
        ("<p>Bone\n is  <em>alive</em></p>", ["Bone is alive."]),
        ("<p>Why?</p><p>So!</p><p>If:</p>", ["Why?", "So!", "If:"]),
        ("<ul><li>one</li><li>two.</li></ul>", ["one.", "two."]),
        ("<ul><li><p>one</p></li></ul>", ["one."]),
        ("<ul><li>one<ul><li>two</li></ul></li></ul>", ["two."]),
        ("<dl><dt>Bone</dt><dd>It is alive</dd></dl>", ["It is alive."]),
        ("<p>A fact.<sup class='bw-cite'><a>1</a></sup></p>", ["A fact."]),
        ("<p> </p><p></p>", []),
        ("<h2>Head</h2><pre>code</pre><script>x</script>", []),
        ("<table><tr><td><p>cell</p></td></tr></table>", []),
        ("<p class='bw-disclaimer'>Please note.</p><p class='bw-review'>Last reviewed</p>", []),
        ("<div class='bw-box'><p class='bw-box__title'>Stop if</p><p>It hurts</p></div>", ["It hurts."]),
        ("<ol class='bw-references__list'><li>Kanis J.</li></ol>", []),
    ],
)
def test_paragraphs(html: str, texts: list[str]) -> None:
    assert paragraphs(html) == texts


@pytest.mark.parametrize(
    ("paragraph", "found"),
    [
        ("One. Two? Three! Four.", ["One.", "Two?", "Three!", "Four."]),
        ("He said “Stop.” Then he sat.", ["He said “Stop.", "Then he sat."]),
        ("A T-score of -2.5 is low.", ["A T-score of -2.5 is low."]),
        ("Use e.g. a chair.", ["Use e.g. a chair."]),
        ("Some. 43 in 100.", ["Some.", "43 in 100."]),
        ("", []),
    ],
)
def test_sentences(paragraph: str, found: list[str]) -> None:
    assert sentences(paragraph) == found


def test_readability_counts(project: Project) -> None:
    long = " ".join(["word"] * (MAX_WORDS + 1)).capitalize() + "."
    just = " ".join(["word"] * MAX_WORDS).capitalize() + "."
    project.body(
        "content/condition/osteopenia.md", f"Bones are hard. [@kanis2019]\n\n{just} {long}\n\n| 1 | 2 |\n|---|---|\n"
    )
    found = readability(project.page("condition/osteopenia.md"))
    assert (found.sentences, found.words, found.long_sentences) == (3, 3 + 2 * MAX_WORDS + 1, (long,))


def test_hard_words_raise_the_grade(project: Project) -> None:
    path = "content/condition/osteopenia.md"
    project.body(path, "The cat sat on the mat. It was warm. The cat was glad.\n")
    easy = readability(project.page("condition/osteopenia.md")).grade
    project.body(path, "Osteoporotic vertebral deterioration necessitates multidisciplinary rehabilitation.\n")
    assert easy < 3 < 12 < readability(project.page("condition/osteopenia.md")).grade


def test_a_page_without_text_has_no_grade(project: Project) -> None:
    rendered = replace(project.page("index.md"), html="<h1>Home</h1>")
    assert readability(rendered).grade == 0
