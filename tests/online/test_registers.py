"""DOIs and PMIDs are looked up in registers that look like Crossref, doi.org and PubMed, and nowhere else."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from behaviours import CASES, Play, Request, Web, web

from bonewise.online import Cache, Verdict, Work, check_urls
from bonewise.online.comparing import same_title

TODAY = date(2026, 11, 22)
WORKS: dict[str, Any] = json.loads((CASES / "crossref.json").read_text("utf-8"))
RECORDS: dict[str, Any] = json.loads((CASES / "pubmed.json").read_text("utf-8"))
JSON = {"Content-Type": "application/json"}
TRIAL = "Resistance training and bone: a randomised controlled trial"
WAKEFIELD = "Ileal-lymphoid-nodular hyperplasia, non-specific colitis, and pervasive developmental disorder in children"


async def crossref(request: Request) -> None:
    """As api.crossref.org answers: a message in an envelope, or plain text for what it does not have."""
    doi = unquote(urlsplit(request.path).path.removeprefix("/works/"))
    rates = {"X-Rate-Limit-Limit": "5", "X-Rate-Limit-Interval": "1s"}
    if doi == "10.1000/alias":
        return await request.redirect(301, "/works/10.1000%2Fplain")
    if doi not in WORKS:
        return await request.reply(404, b"Resource not found.", {"Content-Type": "text/plain", **rates})
    answer = {"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": WORKS[doi]}
    return await request.reply(200, json.dumps(answer).encode(), JSON | rates)


async def handles(request: Request) -> None:
    """As doi.org answers: code 1 for a handle that it has, code 100 for one that it has not."""
    doi = unquote(request.path.removeprefix("/api/handles/"))
    known = doi in ("10.5281/zenodo.123", "10/abc12")
    answer = {"responseCode": 1 if known else 100, "handle": doi}
    await request.reply(200 if known else 404, json.dumps(answer).encode(), JSON)


async def pubmed(request: Request) -> None:
    """As esummary answers: a record for each number asked, which for an unknown one holds an error."""
    numbers = parse_qs(urlsplit(request.path).query)["id"][0].split(",")
    result: dict[str, Any] = {"uids": numbers}
    for number in numbers:
        result[number] = RECORDS.get(number, {"uid": number, "error": "cannot get document summary"})
    answer = {"header": {"type": "esummary", "version": "0.3"}, "result": result}
    await request.reply(200, json.dumps(answer).encode(), JSON)


@dataclass
class Registers:
    here: Web

    async def check(self, works: dict[str, Work], cache: Cache | None = None, **changes: object) -> dict[str, Verdict]:
        given = {
            "crossref": self.here.url("crossref", ""),
            "handles": self.here.url("handles", ""),
            "pubmed": self.here.url("pubmed", "/entrez/eutils"),
            "seconds": 5.0,
        }
        options = self.here.options(**{**given, **changes})
        return await check_urls(list(works), options, cache or Cache(), TODAY, works=works)


@asynccontextmanager
async def registers(**other: Play) -> AsyncIterator[Registers]:
    async with web({"crossref": crossref, "handles": handles, "pubmed": pubmed, **other}) as here:
        yield Registers(here)


def look_up(url: str, work: Work | None = None, **other: Play) -> tuple[Verdict, Web]:
    async def run() -> tuple[Verdict, Web]:
        async with registers(**other) as there:
            return (await there.check({url: work or Work()}))[url], there.here

    return asyncio.run(run())


DOI = "https://doi.org/"
PMID = "https://pubmed.ncbi.nlm.nih.gov/"
CASES_OF_REGISTERS = {
    "same": (f"{DOI}10.1000/plain", Work(TRIAL, 2016), "ok", ""),
    "no title given": (f"{DOI}10.1000/plain", Work(), "ok", ""),
    "online the year before": (f"{DOI}10.1000/plain", Work(TRIAL, 2015), "ok", ""),
    "a year off": (f"{DOI}10.1000/plain", Work(TRIAL, 2017), "ok", ""),
    "American": (f"{DOI}10.1000/plain", Work("Resistance Training and Bone: A Randomized Controlled Trial."), "ok", ""),
    "without its subtitle": (f"{DOI}10.1000/plain", Work("Resistance training and bone"), "ok", ""),
    "subtitle of its own": (f"{DOI}10.1000/subtitle", Work("Walking: a review of trials & cohorts"), "ok", ""),
    "old form of address": ("http://dx.doi.org/10.1000/PLAIN", Work(TRIAL, 2016), "ok", ""),
    "alias": (f"{DOI}10.1000/alias", Work(TRIAL, 2016), "ok", ""),
    "nothing to compare": (f"{DOI}10.1000/bare", Work(TRIAL, 2016), "ok", ""),
    "other title": (
        f"{DOI}10.1000/plain",
        Work("Swimming and the heart of the rat", 2016),
        "mismatch",
        "is 'Resistance training and bone: a randomised controlled trial' in Crossref, "
        "not 'Swimming and the heart of the rat'",
    ),
    "other year": (f"{DOI}10.1000/plain", Work(TRIAL, 2010), "mismatch", "is of 2015 or 2016 in Crossref, not of 2010"),
    "retracted": (
        f"{DOI}10.1016/S0140-6736(97)11096-0",
        Work(WAKEFIELD, 1998),
        "retracted",
        "was retracted on 2010-02-06 (10.1016/s0140-6736(10)60175-4), as Crossref says",
    ),
    "withdrawn": (
        f"{DOI}10.1000/withdrawn",
        Work("Heel drops"),
        "withdrawn",
        "was withdrawn on 2021-01-02 (10.1000/withdrawal), as Crossref says",
    ),
    "in part": (
        f"{DOI}10.1000/in-part",
        Work(),
        "retracted",
        "was retracted in part on 2021-01-02 (10.1000/partly), as Crossref says",
    ),
    "marked in its title": (
        f"{DOI}10.1000/marked",
        Work("Calcium for the young"),
        "withdrawn",
        "is marked 'withdrawn' in its title, as Crossref has it",
    ),
    "the notice itself": (
        f"{DOI}10.1000/notice",
        Work(),
        "retracted",
        "is the notice that retracts 10.1000/bad-one, as Crossref says",
    ),
    "corrected": (
        f"{DOI}10.1000/corrected",
        Work("Balance training for all", 2018),
        "corrected",
        "was corrected on 2025-05-01 (10.1000/erratum), as Crossref says",
    ),
    "corrected before it was read": (
        f"{DOI}10.1000/corrected",
        Work("Balance training for all", 2018, checked=date(2026, 1, 1)),
        "ok",
        "",
    ),
    "concern before correction": (
        f"{DOI}10.1000/concern",
        Work(checked=date(2026, 1, 1)),
        "corrected",
        "carries an expression of concern on 2026-05-01 (10.1000/worry), as Crossref says",
    ),
    "preprint": (
        f"{DOI}10.1000/preprint",
        Work(),
        "corrected",
        "is a preprint that has since been published (10.1000/printed), as Crossref says",
    ),
    "unknown": (f"{DOI}10.1000/nowhere", Work(), "unknown", "is a DOI that neither Crossref nor doi.org knows"),
    "of another agency": (
        f"{DOI}10.5281/zenodo.123",
        Work("A data set"),
        "ok",
        "is registered elsewhere than at Crossref; its title was not compared",
    ),
    "short": (
        f"{DOI}abc12",
        Work(),
        "ok",
        "is registered elsewhere than at Crossref; its title was not compared",
    ),
    "PMID": (f"{PMID}10000001/", Work(TRIAL, 2016, "10.1000/plain"), "ok", ""),
    "PMID in its old form": ("http://www.ncbi.nlm.nih.gov/pubmed/10000001", Work(TRIAL, 2016), "ok", ""),
    "PMID of a translated title": (f"{PMID}10000002", Work("Gymnastik im Alter", 2012), "ok", ""),
    "PMID of another title": (
        f"{PMID}10000001",
        Work("Swimming and the heart of the rat"),
        "mismatch",
        "is 'Resistance training and bone: a randomized controlled trial' in PubMed, "
        "not 'Swimming and the heart of the rat'",
    ),
    "PMID of another DOI": (
        f"{PMID}10000001",
        Work(TRIAL, 2016, "10.1000/other"),
        "mismatch",
        "has the DOI 10.1000/plain in PubMed, not 10.1000/other",
    ),
    "PMID retracted": (
        f"{PMID}9500320",
        Work(WAKEFIELD, 1998),
        "retracted",
        "was retracted (PMID 15016483), as PubMed says",
    ),
    "PMID retracted, no notice named": (f"{PMID}10000004", Work(), "retracted", "was retracted, as PubMed says"),
    "PMID corrected": (
        f"{PMID}10000003",
        Work("Tai chi and falls"),
        "corrected",
        "was corrected (PMID 10000009), as PubMed says",
    ),
    "PMID unknown": (f"{PMID}99999999", Work(), "unknown", "is a PMID that PubMed does not know"),
}


@pytest.mark.parametrize("name", CASES_OF_REGISTERS)
def test_what_the_register_says(name: str) -> None:
    url, work, state, why = CASES_OF_REGISTERS[name]
    verdict, here = look_up(url, work)
    assert (verdict.state, verdict.why) == (state, why)
    assert verdict.requests == len(here.requests) <= 2


def test_pmids_are_asked_together() -> None:
    async def run() -> tuple[dict[str, Verdict], Web]:
        async with registers() as there:
            works = {f"{PMID}{number}/": Work() for number in (*RECORDS, *range(20_000_000, 20_000_195))}
            return await there.check(works), there.here

    verdicts, here = asyncio.run(run())
    assert len(verdicts) == 200
    assert len(here.seen("pubmed")) == 2
    times = [request.at for _, request in here.requests]
    assert times[1] - times[0] >= 0.33, "three in a second"


def test_the_rate_that_crossref_names_is_kept() -> None:
    async def slow(request: Request) -> None:
        body = json.dumps({"status": "ok", "message": {"DOI": "10.1000/x", "title": ["X"]}}).encode()
        await request.reply(200, body, {"X-Rate-Limit-Limit": "1", "X-Rate-Limit-Interval": "2s", **JSON})

    async def run() -> list[float]:
        async with registers(crossref=slow) as there:
            await there.check({f"{DOI}10.1000/{number}": Work() for number in range(10)})
            return sorted(request.at for _, request in there.here.requests)

    times = asyncio.run(run())
    assert len(times) == 10
    assert times[-1] - times[2] >= 2 * 7 - 2


def test_who_asks_is_said() -> None:
    async def run() -> Web:
        async with registers() as there:
            works = {f"{DOI}10.1000/plain": Work(), f"{PMID}10000001/": Work()}
            await there.check(works, contact="mailto:us@bones.example")
            return there.here

    here = asyncio.run(run())
    assert here.seen("crossref") == ["GET /works/10.1000%2Fplain?mailto=us%40bones.example"]
    assert "email=us%40bones.example" in here.seen("pubmed")[0]
    assert "tool=bonewise" in here.seen("pubmed")[0]
    assert {request.headers["user-agent"] for _, request in here.requests} == {
        "bonewise/0.1.0 (link checker; mailto:us@bones.example)"
    }


async def busy_once(request: Request) -> None:
    await (request.reply(429, b"", {"Retry-After": "2"}) if request.number == 1 else crossref(request))


async def busy(request: Request) -> None:
    await request.reply(
        429, json.dumps({"error": "API rate limit exceeded", "count": "4", "limit": "3"}).encode(), JSON
    )


async def down(request: Request) -> None:
    await request.reply(500, b"oops")


async def nonsense(request: Request) -> None:
    await request.reply(200, b"<html>maintenance</html>", {"Content-Type": "text/html"})


async def wrong_shape(request: Request) -> None:
    await request.reply(200, b'{"message": [1, {"DOI": null}], "result": 7}', JSON)


async def hangs(request: Request) -> None:
    await asyncio.sleep(60)


@pytest.mark.parametrize("register", ["crossref", "pubmed"])
@pytest.mark.parametrize(
    ("play", "state"), [(busy, "rate-limited"), (down, "unsure"), (nonsense, "unsure"), (wrong_shape, "unsure")]
)
def test_a_register_in_trouble_accuses_nobody(register: str, play: Play, state: str) -> None:
    url = f"{DOI}10.1000/plain" if register == "crossref" else f"{PMID}10000001/"
    verdict, here = look_up(url, Work("Another title"), **{register: play})
    assert verdict.state == state
    assert verdict.why.startswith("could not be looked up: ")
    assert verdict.keep == "no"
    assert len(here.requests) <= 2


def test_a_busy_register_is_asked_again_when_it_says() -> None:
    verdict, here = look_up(f"{DOI}10.1000/plain", Work(TRIAL), crossref=busy_once)
    assert verdict.state == "ok"
    first, second = (request.at for _, request in here.requests)
    assert second - first >= 2


def test_a_register_that_hangs_is_left_alone() -> None:
    async def run() -> None:
        async with registers(crossref=hangs) as there:
            verdicts = await there.check({f"{DOI}10.1000/{number}": Work() for number in range(50)}, seconds=0.2)
            assert {verdict.state for verdict in verdicts.values()} == {"unsure"}
            assert len(there.here.requests) <= 6

    asyncio.run(run())


def test_a_mended_entry_is_compared_anew() -> None:
    async def run() -> None:
        cache, url = Cache(), f"{DOI}10.1000/plain"
        async with registers() as there:
            assert (await there.check({url: Work("Wrong altogether")}, cache))[url].state == "mismatch"
            assert (await there.check({url: Work("Wrong altogether")}, cache))[url].cached
            mended = (await there.check({url: Work(TRIAL)}, cache))[url]
            assert (mended.state, mended.cached) == ("ok", False)

    asyncio.run(run())


SAME = [
    ("Effects of Vitamin D₃ on bone", "Effects of vitamin D3 on bone"),
    ("Ostéoporose et activité physique", "Osteoporose et activite physique"),
    ("RETRACTED ARTICLE: Bone mass in youth", "Bone mass in youth"),
    ("[Retracted] Bone mass in youth", "Bone mass in youth"),
    ("Bone &amp;amp; muscle", "Bone and muscle"),
    ("<i>In vivo</i> loading of bone", "In vivo loading of bone."),
    ("Exercise for falls: the FaME trial", "Exercise for falls — the FaME trial"),
    ("Haemoglobin and bone tumour behaviour", "Hemoglobin and bone tumor behavior"),
]
DIFFERENT = [
    ("Vitamin D in adults", "Vitamin K in children"),
    ("Osteoporosis", "Osteoporosis: a cohort of nurses in Norway"),
    ("Exercise for preventing falls in older people", "Exercise for improving balance in older people"),
    ("Bone", "Bones of contention in the early church"),
]


@pytest.mark.parametrize(("ours", "theirs"), SAME)
def test_same_titles(ours: str, theirs: str) -> None:
    assert same_title(ours, theirs)
    assert same_title(theirs, ours)


@pytest.mark.parametrize(("ours", "theirs"), DIFFERENT)
def test_different_titles(ours: str, theirs: str) -> None:
    assert not same_title(ours, theirs)
    assert not same_title(theirs, ours)
