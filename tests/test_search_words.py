"""Words to terms, in Python for the index and in JavaScript for the query: the same letter for letter."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bonewise.finishing.searching.shards import slug
from bonewise.finishing.searching.words import SYNONYMS, initial, sound, stem, term, tokens

ROOT = Path(__file__).parent.parent
_ASK = """
require(process.argv[1]);
const { tokens, stem, sound, slug, initial } = bonewiseSearch;
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
const terms = (text) => tokens(text).map((word) => [word, stem(word), sound(stem(word)), initial(stem(word))]);
console.log(JSON.stringify(texts.map((text) => [slug(text), terms(text)])));
"""


@pytest.mark.parametrize(
    "words",
    [
        "fracture fractures fractured broken breaking",
        "walk walks walked walking",
        "osteoporosis osteoporotic",
        "osteopenia osteopenic osteopaenia",
        "menopause menopausal",
        "oestrogen estrogen",
        "programme programmes program programs",
        "dizzy dizziness",
        "doctor doctors gp gps clinician",
        "tablet tablets pill medicine medication",
        "exercise exercises exercising exercised",
        "body bodies",
        "foot feet",
        "caída caídas caidas",
    ],
)
def test_forms_of_a_word_become_one_term(words: str) -> None:
    assert len({term(word) for word in tokens(words)}) == 1, [term(word) for word in tokens(words)]


@pytest.mark.parametrize("pair", ["bone back", "hip hop", "men menopause", "osteopenia osteoporosis", "scan scar"])
def test_different_words_stay_different(pair: str) -> None:
    one, other = tokens(pair)
    assert term(one) != term(other)


@pytest.mark.parametrize("word", "the how what does my que para needs don't can't".split())
def test_words_of_questions_name_nothing(word: str) -> None:
    assert term(tokens(word)[0]) == ""


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("kyphosis", "kifosis"), ("calcium", "calcuim"), ("exercise", "excersise"), ("weight", "wieght"), ("knee", "nee")],
)
def test_misspellings_sound_the_same(right: str, wrong: str) -> None:
    assert sound(stem(right)) == sound(stem(wrong))


def test_accents_and_apostrophes_are_folded() -> None:
    assert tokens("Dowager’s hump, can't, Densitometría ósea, T-score −2.5") == [
        "dowagers", "hump", "cant", "densitometria", "osea", "t", "score", "2", "5",
    ]  # fmt: skip


def test_no_word_has_two_synonyms() -> None:
    words = [word for row in SYNONYMS for word in row.split()]
    assert len(words) == len(set(words))


@pytest.mark.skipif(shutil.which("node") is None, reason="no Node on this machine; on Debian: apt-get install nodejs")
def test_the_browser_does_the_same() -> None:
    draw = random.Random(1)
    content = " ".join(path.read_text("utf-8") for path in sorted((ROOT / "content").rglob("*.md")))
    written = re.findall(r"[^\W_][\w’'-]+", content)
    made = ["".join(draw.choices("abcdefghilmnoprstuyzé'-", k=draw.randint(1, 12))) for _ in range(3000)]
    ends = "s es ies ed ing ness ful fully ly al osis otic ia ic is itis a e y".split()
    endings = [root + end for root in "hop fall study happi ach arthr spin".split() for end in ends]
    texts = [
        *sorted(set(written)),
        *made,
        *endings,
        "What can you do this week?",
        "T-scores: −1 to −2.5",
        "ups gps abs",
        "knee kneel wrist wrong gnaw psoas pneumonia kn w ps",
    ]
    command = ["node", "-e", _ASK, str(ROOT / "templates/assets/search.js")]
    run = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True)
    ours = [
        [slug(text), [[word, stem(word), sound(stem(word)), initial(stem(word))] for word in tokens(text)]]
        for text in texts
    ]
    for text, mine, theirs in zip(texts, ours, json.loads(run.stdout), strict=True):
        assert mine == theirs, text
