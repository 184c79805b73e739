"""Verdicts to findings: what an author should know, and do, about an address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote, urldefrag

from bonewise.model import Finding, Level, Place
from bonewise.online.verdict import State, Verdict

#: Rule, level and mend of each state. A host that keeps programs out or wants peace says nothing about the link.
_RULES: dict[State, tuple[str, Level, str]] = {
    "dead": ("dead-link", "warning", "link to where it went or to https://web.archive.org/web/{quoted}, or remove it"),
    "moved": ("moved-link", "notice", "open it, and write '{address}' if that is the same page"),
    "unsure": ("unsure-link", "notice", "open it in a browser and see for yourself"),
    "mismatch": ("doi-mismatch", "notice", "compare both, and correct the number or the entry"),
    "unknown": ("doi-unknown", "notice", "copy the number anew from the work itself"),
    "retracted": ("retracted-source", "warning", "read the notice, and take out what rests on this source"),
    "withdrawn": ("retracted-source", "warning", "read why, and take out what rests on this source"),
    "corrected": (
        "corrected-source",
        "notice",
        "read the notice, see that what you say still holds, and set 'checked'",
    ),
}


def findings(verdicts: Mapping[str, Verdict], uses: Mapping[str, Iterable[Place]]) -> list[Finding]:
    """One finding for each place that uses an address with something to tell. None of them is an error."""
    return sorted(
        _finding(url, verdict, place)
        for url, verdict in verdicts.items()
        if verdict.state in _RULES
        for place in sorted(set(uses.get(url, ())))
    )


def _finding(url: str, verdict: Verdict, place: Place) -> Finding:
    rule, level, mend = _RULES[verdict.state]
    address = _with_fragment(url, verdict.address)
    what = f"'{url}' {verdict.why}"
    if verdict.state == "moved":
        what += f", to '{address}'"
    mend = mend.format(address=address, quoted=quote(url, safe=":/?&=%#"))
    return Finding(place, rule, _tame(what), _tame(mend), level)


def _with_fragment(url: str, address: str) -> str:
    """The new address with the section that the old one named."""
    fragment = urldefrag(url).fragment
    return f"{address}#{fragment}" if fragment and "#" not in address else address


def _tame(text: str) -> str:
    """Strangers' words without what could steer a terminal or turn the direction of writing."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
