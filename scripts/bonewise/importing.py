"""What another tool exported, added to the bibliography."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from bonewise.bibliography_text import add_entries, entry_text, listed_sources
from bonewise.exported import Reference, read_export, values
from bonewise.model import Finding, Settings
from bonewise.reporting import line

#: What a title says of the kind of evidence; the first that fits. A guess for an editor to judge, not a finding.
_EVIDENCE_IN_TITLE = (
    (r"systematic review|meta-?\s?analysis|umbrella review|cochrane", "systematic-review"),
    (r"\bnon-?\s?randomi[sz]ed|quasi-experiment", "non-randomised-trial"),
    (r"\brandomi[sz]ed", "randomised-trial"),
    (r"consensus|position statement|\bdelphi\b", "consensus-statement"),
    (r"guideline|\bguidance\b", "guideline"),
    (r"\bcohort\b|\bprospective\b|longitudinal|follow-up study", "cohort"),
    (r"cross-sectional", "cross-sectional"),
)
_EVIDENCE_OF_TYPE = {
    "article-journal": "narrative-review",
    "paper-conference": "narrative-review",
    "review": "narrative-review",
    "thesis": "narrative-review",
    "book": "textbook",
    "chapter": "textbook",
    "report": "government-report",
    "regulation": "government-report",
    "article-magazine": "news-page",
    "article-newspaper": "news-page",
}
#: Letters that no decomposition turns into ASCII.
_ASCII = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_LONG_WORD = 5


def import_sources(settings: Settings, file: Path, today: date) -> tuple[bool, str]:
    """Add what is new in `file` to `sources.yaml`. Returns whether that went well, and what to tell the author."""
    references, findings = read_export(file, _shown(settings, file))
    if findings:
        return False, _told(findings, "Nothing was imported.")
    sources, findings = listed_sources(settings)
    if findings:
        return False, _told(findings, "Nothing was imported: mend these first.")
    new, skipped = _sorted_out(references, {key: source.csl for key, source in sources.items()})
    name = re.sub(r"[<>\x00-\x1f\x7f]", "", file.name)
    texts = {key: entry_text(csl, _custom(csl, name, today)) for key, csl in new.items()}
    findings = add_entries(settings, texts) if texts else []
    if findings:
        return False, _told(findings, "Nothing was imported.")
    return True, _message(settings, list(new), skipped, references)


def _shown(settings: Settings, file: Path) -> str:
    """The path as messages give it: from the project's root where it is inside."""
    whole = file.absolute()
    return whole.relative_to(settings.root).as_posix() if whole.is_relative_to(settings.root) else str(file)


def _told(findings: Iterable[Finding], closing: str) -> str:
    return "\n".join([*map(line, sorted(findings)), closing])


def _message(settings: Settings, new: list[str], skipped: list[str], references: list[Reference]) -> str:
    path = f"{settings.content}/{settings.sources}"
    count = f"{len(new)} source{'' if len(new) == 1 else 's'}"
    lines = [f"Added {count} to {path}: {', '.join(sorted(new))}." if new else f"Nothing new for {path}.", *skipped]
    left_out = sorted({name for reference in references for name in reference.left_out})
    if new and left_out:
        lines.append(f"Left out, since the bibliography has no use for it: {', '.join(left_out)}.")
    if new:
        first = min(new)
        lines.append(
            "Next: read each source, correct 'evidence', 'access' and 'checked_how' in its entry,"
            f" cite it as [@{first}], and run 'bonewise check'."
        )
    return "\n".join(lines)


def _custom(csl: Mapping[str, Any], name: str, today: date) -> dict[str, Any]:
    how = f"Imported from {name}; nobody has read it yet."
    return {"evidence": _evidence(csl), "checked": today, "access": "record-only", "checked_how": how}


def _evidence(csl: Mapping[str, Any]) -> str:
    """The kind of evidence that type and title suggest; never more than they say."""
    named = (kind for pattern, kind in _EVIDENCE_IN_TITLE if re.search(pattern, csl["title"], re.I))
    guessed = _EVIDENCE_OF_TYPE.get(csl["type"], "other-page")
    return next(named, guessed) if csl["type"] in ("article-journal", "report", "paper-conference") else guessed


def _sorted_out(
    references: Iterable[Reference], known: Mapping[str, Mapping[str, Any]]
) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """New entries by key, and a line for each reference that is there already."""
    new: dict[str, dict[str, Any]] = {}
    skipped = []
    marks = {mark: key for key, csl in known.items() for mark in (*_numbers(csl), _work(csl))}
    for reference in references:
        numbers, work = _numbers(reference.csl), _work(reference.csl)
        key = reference.key or _made_key(reference.csl)
        taken = key in known or key in new
        # Two editorials may share title, author and year; only where there is no number does the title decide.
        same = next((mark for mark in numbers or [work] if mark in marks), None)
        if same or (taken and reference.key):
            why, other = (same[0], marks[same]) if same and not (taken and reference.key) else ("id", key)
            skipped.append(_skipped(reference, why, other, known.get(other) or new[other]))
            continue
        key = _unique(key, {*known, *new}) if taken else key
        new[key] = {"id": key, **reference.csl}
        marks |= dict.fromkeys([*numbers, work], key)
    return new, skipped


def _skipped(reference: Reference, why: str, other: str, csl: Mapping[str, Any]) -> str:
    title = reference.csl["title"]
    text = f"Skipped '{title[:60]}{'…' if len(title) > 60 else ''}': its {why} is that of '{other}'"
    if why == "id" and _letters(title) != _letters(str(csl.get("title", ""))):
        return f"{text}, which is another work; give it another id where you exported it."
    return f"{text}."


def _numbers(csl: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = {"DOI": values.doi(csl.get("DOI")), "PMID": values.pmid(csl.get("PMID"))}
    return [(name, value.lower()) for name, value in found.items() if value]


def _work(csl: Mapping[str, Any]) -> tuple[str, str]:
    """What tells a work without a number: its title, first author, year and, for a web page, its address."""
    address = csl.get("URL", "") if csl["type"] == "webpage" else ""
    return "title", repr((_letters(str(csl["title"])), _first_name(csl), _year(csl), csl["type"], address))


def _made_key(csl: Mapping[str, Any]) -> str:
    """First author's name, year and first long word of the title, as in `kanis2019european`."""
    words = [_letters(word) for word in re.split(r"[^\w'’]+", csl["title"])]
    long = next((word for word in words if len(word) >= _LONG_WORD), next(filter(None, words), ""))
    key = f"{_first_name(csl)}{_year(csl)}{long}"[:60]
    return key if key[:1].isalpha() else f"source{key}"


def _year(csl: Mapping[str, Any]) -> str:
    issued = values.days(csl.get("issued"))
    return str(issued["date-parts"][0][0]) if issued else ""


def _first_name(csl: Mapping[str, Any]) -> str:
    people = values.names(csl.get("author")) or values.names(csl.get("editor")) or values.names(csl.get("publisher"))
    person = people[0] if people else {}
    if "family" in person:
        return _letters(person["family"])
    # An organisation goes by its initials where it has enough of them: World Health Organization, who.
    literal = person.get("literal", "")
    initials = re.findall(r"\b[A-Z]", literal)
    return _letters("".join(initials) if len(initials) > 2 else literal)


def _letters(text: str) -> str:
    """Only letters and digits, in lower case and ASCII."""
    bare = unicodedata.normalize("NFKD", text.lower().translate(_ASCII))
    return re.sub(r"[^a-z0-9]", "", bare)


def _unique(key: str, taken: set[str]) -> str:
    number = 2
    while f"{key}-{number}" in taken:
        number += 1
    return f"{key}-{number}"
