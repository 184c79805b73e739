"""What identifiers look like (DOI, PMID, ISBN, ISSN, ORCID), their check digits, and what stands before them."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote

#: What is wrong, and how to mend it; None where nothing is.
Fault = tuple[str, str] | None

_DOI_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?(?:dx\.)?doi\.org/", re.I)
_PREFIXES = {
    "DOI": re.compile(rf"(?:info:)?doi:\s*(?:{_DOI_ADDRESS.pattern})?|{_DOI_ADDRESS.pattern}|info:doi/", re.I),
    "PMID": re.compile(r"pmid\s*:?\s*|(?:https?://)?pubmed\.ncbi\.nlm\.nih\.gov/", re.I),
    "ISBN": re.compile(r"(?:urn:)?isbn(?:-1[03])?\s*:?\s*", re.I),
    "ISSN": re.compile(r"(?:urn:)?e?-?issn(?:-l)?\s*:?\s*", re.I),
    "ORCID": re.compile(r"(?:https?://)?(?:www\.)?orcid\.org/|orcid\s*:?\s*", re.I),
}
#: Registrants are numbers; all that a suffix must not hold is what cannot be seen.
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+", re.A)
_DOI_INSIDE = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s?#&]*[^\s?#&.,;:]", re.A)
_HYPHENS = str.maketrans(dict.fromkeys("-\u2010\u2011\u2012\u2013 \u00a0"))
_BRACKETS = {")": "(", "]": "[", "}": "{", ">": "<"}


def bare(name: str, text: str) -> str:
    """An identifier without `doi:`, an address or the like before it; for a DOI's address also unquoted.

    >>> bare("DOI", "https://doi.org/10.1016/S0140-6736%2820%2930183-5")
    '10.1016/S0140-6736(20)30183-5'
    """
    text = text.strip()
    match = _PREFIXES[name].match(text)
    if not match:
        return text
    rest = text[match.end() :]
    if name == "DOI":
        return unquote(rest) if "doi.org/" in match[0].lower() else rest
    return rest.rstrip("/") if match[0].endswith("/") else rest


def fault(name: str, text: str) -> Fault:
    """What is wrong with an identifier, with or without a prefix.

    >>> fault("ISSN", "2049-3631")[0]
    'its last digit does not fit the others'
    """
    return _FAULTS[name](bare(name, text))


def _doi(text: str) -> Fault:
    look_up = "look it up at https://search.crossref.org, or remove the field"
    if re.match(r"10\.[x?#_*]{2,}", text, re.I) or re.fullmatch(r"10\.[^/]*/(?:x{3,}|\.{3}|…|\?+|#+|<[a-z ]+>)", text):
        return "it is only a stand-in", look_up
    wrong = _doi_shape(text)
    if wrong:
        near = _doi_inside(text)
        return wrong, f"write {near}" if near else look_up
    return None


def _doi_shape(text: str) -> str:
    last = text[-1:]
    if not text.startswith("10."):
        return "it does not start with '10.'"
    if "/" not in text:
        return "it has no slash"
    if re.search(r"\s", text):
        return "it holds a space"
    if not _DOI.fullmatch(text):
        return "it is not '10.', a number of four digits or more, a slash and a name"
    if last in ".,;:!?'\"" or (last in _BRACKETS and text.count(last) > text.count(_BRACKETS[last])):
        return f"'{last}' at its end is not part of it"
    return ""


def _doi_inside(text: str) -> str:
    """The DOI that a longer text holds, without what is not part of it; '' where it holds none."""
    match = None if re.search(r"/\S*\s", text) else _DOI_INSIDE.search(text)
    found = match[0] if match else ""
    while found and _doi_shape(found):
        found = found[:-1]
    return found


def _pmid(text: str) -> Fault:
    if re.fullmatch(r"PMC\d+", text, re.I):
        return "it is the number of PubMed Central", "put it into 'PMCID', and write PubMed's own number here"
    if not re.fullmatch(r"[1-9]\d{0,7}", text, re.A):
        return "it is not a whole number of at most eight digits", "look it up at https://pubmed.ncbi.nlm.nih.gov"
    return None


def _isbn(text: str) -> Fault:
    """One ISBN, or several with a comma, a semicolon or a space between, as reference managers write them."""
    for piece in filter(str.strip, re.split(r"[,;/]", text)):
        piece = bare("ISBN", re.sub(r"\([^()]*\)", "", piece))
        words = piece.split()
        wrong = _one_isbn(piece)
        if wrong and (len(words) < 2 or any(_one_isbn(word) for word in words)):
            return wrong, "compare it with the book's imprint"
    return None if re.search(r"\d", text) else ("it holds no number", "compare it with the book's imprint")


def _one_isbn(text: str) -> str:
    digits = text.translate(_HYPHENS).upper()
    if not re.fullmatch(r"\d{9}[\dX]|\d{13}", digits, re.A):
        count = len(re.findall(r"[\dX]", digits))
        return f"it has {count} digits, not 10 or 13" if count == len(digits) else "it holds more than digits"
    if len(digits) == 13:
        fits = sum(int(digit) * (1, 3)[at % 2] for at, digit in enumerate(digits)) % 10 == 0
        return ("" if digits[:3] in ("978", "979") else "it does not start with 978 or 979") if fits else _UNFIT
    values = [10 if digit == "X" else int(digit) for digit in digits]
    return "" if sum(value * (10 - at) for at, value in enumerate(values)) % 11 == 0 else _UNFIT


def _issn(text: str) -> Fault:
    """One ISSN or several: print and online."""
    for piece in filter(None, re.split(r"[,;/\s]+", text)):
        digits = bare("ISSN", re.sub(r"\([^()]*\)", "", piece)).translate(_HYPHENS).upper()
        if not digits:
            continue
        if not re.fullmatch(r"\d{7}[\dX]", digits, re.A):
            return "it is not two groups of four digits", "write it as in 2049-3630"
        values = [10 if digit == "X" else int(digit) for digit in digits]
        if sum(value * (8 - at) for at, value in enumerate(values)) % 11:
            return _UNFIT, "look it up at https://portal.issn.org"
    return None if re.search(r"\d", text) else ("it holds no number", "write it as in 2049-3630")


def _orcid(text: str) -> Fault:
    if not re.fullmatch(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", text, re.I | re.A):
        return "it is not four groups of four digits", "write it as in 0000-0002-1825-0097"
    plain = text.translate(_HYPHENS).upper()
    digits, last = plain[:-1], plain[-1]
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    fits = (12 - total % 11) % 11 == (10 if last == "X" else int(last))
    return None if fits else (_UNFIT, "look the person up at https://orcid.org")


_UNFIT = "its last digit does not fit the others"
_FAULTS: dict[str, Callable[[str], Fault]] = {"DOI": _doi, "PMID": _pmid, "ISBN": _isbn, "ISSN": _issn, "ORCID": _orcid}
