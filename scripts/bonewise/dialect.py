"""The grammar: what an author may write beyond Markdown, said once for the renderer, the checker and the guide."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

KINDS = ("article", "exercise", "programme", "page")
TOPICS = ("condition", "scan", "food", "medicine", "pain", "fracture", "exercise", "posture", "falls", "life")
AUDIENCES = ("patients", "carers", "clinicians", "editors")
CERTAINTY = {
    "high": "We are very sure",
    "moderate": "We are fairly sure",
    "low": "We are not very sure",
    "consensus": "Experts agree, but it is not well tested",
}
CLAIMS = (*CERTAINTY, "none")
POSITIONS = {
    "standing": "Standing",
    "sitting": "Sitting",
    "lying-on-your-back": "Lying on your back",
    "lying-on-your-front": "Lying on your front",
    "lying-on-your-side": "Lying on your side",
    "hands-and-knees": "On hands and knees",
    "moving": "Moving about",
}
EQUIPMENT = {
    "none": "Nothing",
    "wall": "Wall",
    "doorway": "Doorway",
    "chair": "Chair",
    "worktop": "Worktop",
    "step": "Step",
    "stairs": "Stairs",
    "mat": "Mat",
    "bed": "Bed",
    "pillow": "Pillow",
    "towel": "Towel",
    "band": "Exercise band",
    "weights": "Weights",
    "bags": "Bags",
    "stick": "Stick",
    "shoes": "Shoes",
}
IMPACT = {
    "none": "No impact",
    "low": "Low impact",
    "moderate": "Medium impact",
    "high": "High impact",
}
AFTER_FRACTURE = {
    "suitable": "Yes, once you have been checked",
    "with-advice": "Only with a physiotherapist's advice",
    "avoid": "No",
}
RISK_GROUPS = {
    "no-osteoporosis": "No osteoporosis",
    "osteopenia": "Osteopenia",
    "osteoporosis": "Osteoporosis",
    "spine-fracture": "A spine fracture, with a physiotherapist",
}
EVIDENCE = {
    "guideline": "Guideline",
    "consensus-statement": "Expert consensus",
    "systematic-review": "Review of many studies",
    "randomised-trial": "Randomised trial",
    "non-randomised-trial": "Trial without random groups",
    "cohort": "Study that followed people over time",
    "cross-sectional": "Snapshot study",
    "method-study": "Study of a test or tool",
    "narrative-review": "Overview by experts",
    "textbook": "Textbook",
    "health-service-page": "Health service page",
    "charity-page": "Health charity page",
    "government-report": "Government report",
    "news-page": "News page",
    "other-page": "Web page",
}
ACCESS = {
    "full-text": "full text",
    "abstract": "summary",
    "web-page": "web page",
    "record-only": "record only",
    "not-opened": "not opened",
}
#: Topics whose pages must tell the reader the emergency signs.
EMERGENCY_TOPICS = ("pain", "fracture", "exercise")


@dataclass(frozen=True)
class Block:
    """A block an author may open with `/// name | argument`.

    `argument` names what stands behind the bar: "" for none, "level", "exercise", "group", "figure", "facet",
    "folder" or "weeks".
    `label` is the heading a reader sees; `body` tells whether Markdown may stand inside.
    """

    name: str
    label: str = ""
    argument: str = ""
    body: bool = True


FACETS = ("position", "equipment", "impact", "after-fracture")
#: Drawings that are made by programs of their own; all others are made of pose data.
DRAWINGS = ("scan-lumbar", "spine-regions", "t-score-scale")
BLOCKS = {
    block.name: block
    for block in (
        Block("key-points", "Key points"),
        Block("for-whom", "Who this is for"),
        Block("stop-if", "Stop if"),
        Block("get-help-now", "Get help now"),
        Block("certainty", "How sure are we?", "level"),
        Block("tick-list", "To do"),
        Block("diary", "Diary", "weeks"),
        Block("figure", "", "figure"),
        Block("exercise", "", "exercise", body=False),
        Block("dose", "How much", "exercise", body=False),
        Block("exercise-list", "", "group", body=False),
        Block("exercise-index", "", "facet", body=False),
        Block("programme-list", body=False),
        Block("page-list", "", "folder", body=False),
        Block("source-list", body=False),
        Block("a-to-z", body=False),
        Block("review-list", body=False),
        Block("site-numbers", body=False),
        Block("change-list", body=False),
    )
}

#: `[@key]`, `[@a; @b]`, `[@a, p. 12]`: Pandoc's citations, without prefixes and suffixes; `[@name](target)` is a link.
CITATION = re.compile(r"\[@(?P<items>[^\[\]]*)\](?!\()")
#: What a source may be called.
KEY = re.compile(r"\w[\w:.#$%&+?<>~/-]*")
CITED = re.compile(r"^@?(?P<key>[\w][\w:.#$%&+?<>~/-]*?)(?:,\s*(?P<locator>[^;]+))?$")
#: What may stand before the number of a locator, without its full stop: Pandoc's labels, and those of papers.
LOCATOR_LABELS = tuple(
    "p pp page pages ch chap chaps chapter chapters sec secs section sections § §§ para paras paragraph paragraphs "
    "¶ ¶¶ fig figs figure figures table tables tab box boxes panel part parts pt vol vols volume volumes v vv verse "
    "l ll line lines col cols column columns no nos number numbers n nn note notes fn footnote book bk bks fol fols "
    "folio op opp opus s.v s.vv sv app appendix annex suppl supplement slide slides step statement recommendation "
    "recommendations rec recs item question questions chart map video min".split()
)

#: Front matter stands between two lines of three dashes at the very top of the file.
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)


def cited(items: str) -> list[tuple[str, str]]:
    """The keys and locators of one citation mark.

    >>> cited("kanis2019esceo, p. 12; @nhsosteoporosis")
    [('kanis2019esceo', 'p. 12'), ('nhsosteoporosis', '')]
    """
    found = []
    for item in " ".join(items.split("\n")).split(";"):
        match = CITED.match(item.strip())
        found.append((match["key"], (match["locator"] or "").strip()) if match else (item.strip().lstrip("@"), ""))
    return found


#: Words less alike than this, from 0 to 1, are not mistaken for each other.
_NEAR = 0.6


@lru_cache(maxsize=4096)
def guess(word: str, known: tuple[str, ...]) -> str:
    """`; did you mean 'x'?` where a known word is near, else nothing."""
    near = nearest(word, known)
    return f"; did you mean '{near}'?" if near else ""


@lru_cache(maxsize=4096)
def nearest(word: str, known: tuple[str, ...]) -> str:
    """The known word that is nearest, or '' where none is near.

    As `difflib.get_close_matches`, but those are compared first that could be nearest: most others need not be then.
    """
    matcher = SequenceMatcher(b=word.lower())
    bounds = []
    for each in known:
        matcher.set_seq1(each)
        if matcher.real_quick_ratio() >= _NEAR and (bound := matcher.quick_ratio()) >= _NEAR:
            bounds.append((bound, each))
    best = (_NEAR, "")
    for bound, each in sorted(bounds, reverse=True):
        if bound < best[0]:
            break
        matcher.set_seq1(each)
        best = max(best, (matcher.ratio(), each))
    return best[1]


def counted(count: int, one: str, more: str | Callable[[str], str] = lambda word: f"{word}s") -> str:
    """
    >>> counted(1, "page"), counted(2, "page")
    ('1 page', '2 pages')
    """
    plural = more if isinstance(more, str) else more(one)
    return f"{count:,} {one if count == 1 else plural}"
