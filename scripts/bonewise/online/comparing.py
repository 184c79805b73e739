"""Whether a work in the bibliography is the one its register has under that number, and whether it still stands."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from bonewise.online.verdict import State, Verdict, Work

#: Registers and journals count online and printed publication, often in two years.
_YEARS_APART = 1
#: British and American spelling, a lost article or a misread sign stay above; another paper's title stays below.
_ALIKE = 0.85
_WORDS_OF_A_TITLE = 3
_MARK = re.compile(
    r"^\W*(retracted|withdrawn|removed)(?: (?:article|paper|chapter|publication))?\s*(?:[:\]–—-]\s*)+", re.I
)
#: Kinds of notice, from the gravest; what is not here is a correction.
_GRAVE: dict[str, tuple[State, str]] = {
    "retraction": ("retracted", "was retracted"),
    "removal": ("retracted", "was removed from the record"),
    "partial_retraction": ("retracted", "was retracted in part"),
    "withdrawal": ("withdrawn", "was withdrawn"),
}
_MILD = {
    "expression_of_concern": "carries an expression of concern",
    "new_version": "has a newer version",
    "new_edition": "has a newer edition",
    "replacement": "was replaced",
    "published": "is a preprint that has since been published",
}


@dataclass(frozen=True)
class Notice:
    """Something that was published about a work later: what kind, where, and on which day where that is known."""

    kind: str
    where: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Entry:
    """A work as its register has it; `retracts` is the work for whose retraction it is the notice."""

    register: str
    titles: tuple[str, ...]
    years: frozenset[int]
    notices: tuple[Notice, ...] = ()
    doi: str = ""
    retracts: str = ""


def compare(entry: Entry, work: Work) -> Verdict:
    """The verdict on a work: the gravest that holds."""
    return _stands(entry) or _differs(entry, work) or _later(entry, work) or Verdict("ok")


def same_title(ours: str, theirs: str) -> bool:
    """Whether two titles mean one work; marks, case, accents, a subtitle and small slips do not matter.

    >>> same_title("Muscle &amp; bone: a review", "MUSCLE & BONE")
    True
    >>> same_title("Vitamin D in adults", "Vitamin K in children")
    False
    """
    left, right = sorted((_plain(ours), _plain(theirs)), key=len)
    if not left or left == right:
        return True
    if right.startswith(f"{left} ") and len(left.split()) >= _WORDS_OF_A_TITLE:
        return True
    return SequenceMatcher(None, left, right, autojunk=False).ratio() >= _ALIKE


def _plain(title: str) -> str:
    text = re.sub(r"<[^>]*>", "", html.unescape(html.unescape(title)))
    text = _MARK.sub("", text).replace("&", " and ")
    letters = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", letters.casefold()))


def _stands(entry: Entry) -> Verdict | None:
    for kind, (state, words) in _GRAVE.items():
        for notice in entry.notices:
            if notice.kind == kind:
                return Verdict(state, f"{words}{_told(notice)}, as {entry.register} says", notice.where)
    marks = [mark[1].lower() for mark in map(_MARK.match, entry.titles) if mark]
    if marks:
        marked: State = "withdrawn" if marks[0] == "withdrawn" else "retracted"
        return Verdict(marked, f"is marked '{marks[0]}' in its title, as {entry.register} has it")
    if entry.retracts:
        return Verdict("retracted", f"is the notice that retracts {entry.retracts}, as {entry.register} says")
    return None


def _differs(entry: Entry, work: Work) -> Verdict | None:
    if work.title and entry.titles and not any(same_title(work.title, title) for title in entry.titles):
        return Verdict("mismatch", f"is '{_shown(entry.titles[0])}' in {entry.register}, not '{_shown(work.title)}'")
    years = sorted(entry.years)
    if work.year and years and not any(abs(work.year - year) <= _YEARS_APART for year in years):
        return Verdict("mismatch", f"is of {_either(years)} in {entry.register}, not of {work.year}")
    if work.doi and entry.doi and work.doi.lower() != entry.doi.lower():
        return Verdict("mismatch", f"has the DOI {entry.doi} in {entry.register}, not {work.doi}")
    return None


def _later(entry: Entry, work: Work) -> Verdict | None:
    """A correction, unless the authors read the work after it came out."""
    for notice in sorted(entry.notices, key=lambda each: (each.kind not in _MILD, each.kind, each.where)):
        if not (work.checked and notice.day and notice.day <= work.checked):
            words = _MILD.get(notice.kind, "was corrected")
            return Verdict("corrected", f"{words}{_told(notice)}, as {entry.register} says", notice.where)
    return None


def _told(notice: Notice) -> str:
    day = f" on {notice.day.isoformat()}" if notice.day else ""
    return f"{day} ({notice.where})" if notice.where else day


def _shown(title: str) -> str:
    text = " ".join(re.sub(r"<[^>]*>", "", html.unescape(title)).split())
    return text if len(text) <= 100 else f"{text[:99]}…"


def _either(years: Iterable[int]) -> str:
    return " or ".join(map(str, years))
