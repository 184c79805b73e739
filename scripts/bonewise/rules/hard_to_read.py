"""A page for patients or carers is harder to read than school grade 6; its hardest sentences are named.

Judged by the formula of Flesch and Kincaid (1975), on pages of a hundred words or more: fewer say little.

Why: nobody minds plain words, and who is tired, ill or worried needs them.
Bad: long sentences full of long words. Good: one thought a sentence, and words that people say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bonewise.model import Edition, Finding, RenderedPage
from bonewise.prose import MAX_GRADE, paragraphs, readability, sentences
from bonewise.rules._wording import Wording

HEALTH = True

#: The formula's own samples were of this many words.
LEAST_WORDS = 100
#: A page whose grade is guessed lower than this much under the limit is not measured: the guess is never so far off.
_MARGIN = 1.5
_WORST = 3
_LAY = frozenset({"patients", "carers"})
_VOWELS = re.compile(r"[aeiouy]+")


def check(edition: Edition) -> Iterator[Finding]:
    for rendered in edition.pages.values():
        page = rendered.page
        if page.audience and not _LAY & set(page.audience):
            continue
        if len(page.body) + len(page.header) > LEAST_WORDS * 3:
            yield from _judged(rendered)


def _judged(rendered: RenderedPage) -> Iterator[Finding]:
    texts = paragraphs(rendered.html)
    if sum(text.count(" ") + 1 for text in texts) < LEAST_WORDS:
        return
    found = [sentence for text in texts for sentence in sentences(text)]
    if _grade(found) < MAX_GRADE - _MARGIN:
        return
    grade = readability(rendered).grade
    if grade <= MAX_GRADE:
        return
    worst = sorted(found, key=lambda sentence: (-_grade([sentence]), sentence))[:_WORST]
    wording = Wording(rendered.page)
    first, *others = [(wording.place(sentence, 0), sentence) for sentence in worst]
    what = f"the page reads at grade {grade:g}, over {MAX_GRADE:g}; hardest: {_quoted(first[1])}"
    what += "".join(f", line {place.line}: {_quoted(sentence)}" for place, sentence in others)
    mend = "split these sentences, and use shorter words"
    yield Finding(first[0], "hard-to-read", what, mend, "notice")


def _quoted(sentence: str) -> str:
    return f"'{sentence[:50]}{'…' if len(sentence) > 50 else ''}'"


def _grade(found: list[str]) -> float:
    """The formula, with syllables that are guessed from the spelling."""
    words = [word for sentence in found for word in sentence.split()]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(found) + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


@lru_cache(maxsize=20_000)
def _syllables(word: str) -> int:
    lower = word.lower().rstrip(".,;:!?)'\"”’")
    count = len(_VOWELS.findall(lower))
    silent = lower.endswith(("e", "es", "ed")) and not lower.endswith(("le", "les", "ted", "ded")) and count > 1
    return max(1, count - silent)
