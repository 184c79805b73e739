"""DOIs and PMIDs asked of Crossref, doi.org and PubMed, and never of a publisher."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bonewise.online import crossref, pubmed
from bonewise.online.addresses import host_of, joined
from bonewise.online.asking import Answer, Fault
from bonewise.online.comparing import compare
from bonewise.online.following import Asker
from bonewise.online.hosts import LeftAloneError
from bonewise.online.judging import Again, Enough, Hop, Step, judge
from bonewise.online.options import Options
from bonewise.online.verdict import Verdict, Work
from bonewise.online.waiting import rate_interval

#: A work with thousands of references takes about a megabyte.
_MAX_BYTES = 8_000_000
#: Crossref redirects from a DOI that became another's alias.
_MAX_HOPS = 2


@dataclass(frozen=True)
class _Said:
    status: int
    data: Any
    requests: int


def own_rules(options: Options) -> dict[str, tuple[int, float]]:
    """Places and interval that each register grants."""
    return {
        host_of(options.handles): (options.per_host, options.crossref_interval),
        host_of(options.crossref): (options.per_host, options.crossref_interval),
        host_of(options.pubmed): (1, options.pubmed_interval),
    }


async def check_doi(asker: Asker, doi: str, work: Work) -> Verdict:
    """What Crossref says of a DOI; where it has none, whether doi.org knows it from another agency."""
    options = asker.options
    said = await _fetch(asker, crossref.work_url(options.crossref, doi, options.contact), "Crossref")
    if isinstance(said, Verdict):
        return said
    if said.status == 404:
        return await _elsewhere(asker, doi, said.requests)
    entry = crossref.read_work(said.data) if said.status == 200 else None
    verdict = compare(entry, work) if entry else _unclear("Crossref", said.status)
    return replace(verdict, requests=said.requests)


async def check_pmids(asker: Asker, pmids: Sequence[str], works: Mapping[str, Work]) -> dict[str, Verdict]:
    """What PubMed says of several PMIDs, asked in one request."""
    options = asker.options
    said = await _fetch(asker, pubmed.summaries_url(options.pubmed, pmids, options.contact), "PubMed")
    if isinstance(said, Verdict):
        return dict.fromkeys(pmids, said)
    verdicts = {pmid: _pmid(said, pmid, works.get(pmid, Work())) for pmid in pmids}
    verdicts[pmids[0]] = replace(verdicts[pmids[0]], requests=said.requests)
    return verdicts


async def _elsewhere(asker: Asker, doi: str, requests: int) -> Verdict:
    said = await _fetch(asker, crossref.handle_url(asker.options.handles, doi), "doi.org")
    if isinstance(said, Verdict):
        return replace(said, requests=said.requests + requests)
    known = crossref.exists(said.status, said.data)
    if known is None:
        verdict = _unclear("doi.org", said.status)
    elif known:
        verdict = Verdict("ok", "is registered elsewhere than at Crossref; its title was not compared")
    else:
        verdict = Verdict("unknown", "is a DOI that neither Crossref nor doi.org knows")
    return replace(verdict, requests=said.requests + requests)


def _pmid(said: _Said, pmid: str, work: Work) -> Verdict:
    entry = pubmed.read_summary(said.data, pmid) if said.status == 200 else None
    if entry is None:
        return _unclear("PubMed", said.status)
    if isinstance(entry, str):
        # "cannot get document summary" is PubMed's word for a number it does not have.
        known = "cannot get document summary" not in entry.lower()
        return _unclear("PubMed", said.status) if known else Verdict("unknown", "is a PMID that PubMed does not know")
    return compare(entry, work)


def _unclear(register: str, status: int) -> Verdict:
    return Verdict("unsure", f"could not be looked up: {register} gave an answer we cannot read ({status})", keep="no")


async def _fetch(asker: Asker, url: str, register: str) -> _Said | Verdict:
    """The answer of a register as data; it is asked a second time where it was busy or broke down."""
    asked, waited = 0, False
    while True:
        try:
            answer = await asker.ask("GET", url, _MAX_BYTES)
        except LeftAloneError as left:
            return _prefixed(left.verdict, register, asked)
        asked += 1
        if isinstance(answer, Answer):
            asker.hosts.slow_down(url, rate_interval(answer.headers) or 0.0)
            if answer.status in (200, 404):
                return _Said(answer.status, _parsed(answer), asked)
        step = judge(answer, asked, waited, asker.options)
        target = joined(url, step.location) if isinstance(step, Hop) else ""
        if target and host_of(target) == host_of(url) and asked <= _MAX_HOPS:
            url = target
            continue
        if not isinstance(step, Again):
            return _prefixed(_trouble(asker, url, answer, step), register, asked)
        if step.wait:
            waited = True
            asker.hosts.pause(url, step.wait)


def _trouble(asker: Asker, url: str, answer: Answer | Fault, step: Step) -> Verdict:
    """Why a register does not answer as it should; one that wants peace gets it."""
    if isinstance(step, Enough):
        asker.hosts.close(url, step.verdict)
        return step.verdict
    status = f"answered {answer.status}" if isinstance(answer, Answer) else answer.why
    return Verdict("unsure", status, keep="no")


def _prefixed(verdict: Verdict, register: str, requests: int) -> Verdict:
    if not verdict.why.startswith(("could not be looked up", "was not asked")):
        verdict = replace(verdict, why=f"could not be looked up: {register} {verdict.why}")
    return replace(verdict, requests=requests)


def _parsed(answer: Answer) -> Any:
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        return None
