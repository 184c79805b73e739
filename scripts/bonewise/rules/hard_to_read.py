"""A page for patients or carers is harder to read than school grade 6; its hardest sentences are named.

Judged by the formula of Flesch and Kincaid, on pages of a hundred words or more: fewer say little. Syllables are
counted from the spelling; `bonewise readability` takes them from a dictionary, and may differ a little.

Why: nobody minds plain words, and who is tired, ill or worried needs them.
Bad: long sentences full of long words. Good: one thought a sentence, and words that people say.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding, RenderedPage
from bonewise.prose import MAX_GRADE, paragraphs, sentences
from bonewise.rules._grading import grade
from bonewise.rules._wording import Wording

HEALTH = True
PER_PAGE = True

#: The formula's own samples were of this many words. Of very long pages, the first part is enough.
LEAST_WORDS, MOST_SENTENCES = 100, 2000
_WORST = 3
_LAY = frozenset({"patients", "carers"})


def check(edition: Edition) -> Iterator[Finding]:
    for rendered in edition.pages.values():
        page = rendered.page
        if page.audience and not _LAY & set(page.audience):
            continue
        if len(page.body) + len(page.header) > LEAST_WORDS * 3:
            yield from _judged(rendered)


def _judged(rendered: RenderedPage) -> Iterator[Finding]:
    found = [sentence for text in paragraphs(rendered.html) for sentence in sentences(text)][:MOST_SENTENCES]
    whole = grade(found)
    if whole <= MAX_GRADE or sum(sentence.count(" ") + 1 for sentence in found) < LEAST_WORDS:
        return
    worst = sorted(found, key=lambda sentence: (-grade([sentence]), sentence))[:_WORST]
    wording = Wording(rendered.page)
    first, *others = [(wording.place(sentence, 0), sentence) for sentence in worst]
    what = f"the page reads at grade {whole:.1f}, over {MAX_GRADE:g}; hardest: {_quoted(first[1])}"
    what += "".join(f", line {place.line}: {_quoted(sentence)}" for place, sentence in others)
    yield Finding(first[0], "hard-to-read", what, "split these sentences, and use shorter words", "notice")


def _quoted(sentence: str) -> str:
    return f"'{sentence[:50]}{'…' if len(sentence) > 50 else ''}'"
