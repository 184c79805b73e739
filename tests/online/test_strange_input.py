"""Whatever strangers send, the parts that read it answer and never fall."""

from __future__ import annotations

import asyncio
import json
import tempfile
from pathlib import Path

import httpx
from behaviours import VirtualClock
from hypothesis import given, settings
from hypothesis import strategies as some

from bonewise.online import Cache, Options, Verdict, Work, findings
from bonewise.online.addresses import doi_url, has_password, host_of, identifier, is_private, joined, normal
from bonewise.online.asking import Answer
from bonewise.online.comparing import Entry, compare, same_title
from bonewise.online.crossref import exists, read_work
from bonewise.online.hosts import Hosts
from bonewise.online.judging import judge
from bonewise.online.pages import look
from bonewise.online.pubmed import read_summary
from bonewise.online.waiting import rate_interval, retry_after

leaves = some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=12)
NAMES = """message DOI title updated-by update-to relation is-preprint-of date-parts updated type issued result 1 error
pubtype references reftype pmid pubdate articleids idtype id value state checked gone links version responseCode"""
names = some.sampled_from(NAMES.split())
data = some.recursive(
    leaves, lambda inner: some.lists(inner, max_size=3) | some.dictionaries(names, inner, max_size=4), max_leaves=12
)


@given(
    some.text(max_size=60) | some.text("htps:/.@[]%#?&=:1aé\u202e \\", max_size=40).map(lambda text: f"http://{text}")
)
def test_addresses(text: str) -> None:
    url = normal(text)
    if url:
        assert normal(url) == url
        assert "#" not in url
        host_of(url), has_password(url), is_private(url), identifier(url)
        joined(url, text)
    joined("https://bones.example/a", text)
    assert normal(doi_url(text))
    findings({text: Verdict("moved", text, text)}, {})


@given(data)
@settings(max_examples=300)
def test_registers(value: object) -> None:
    for shape in (value, {"message": value}, {"message": {"DOI": "10.1/x", "updated-by": value, "title": value}}):
        entry = read_work(shape)
        assert entry is None or isinstance(compare(entry, Work("A title", 2020)), Verdict)
        exists(200, shape)
    for shape in (value, {"result": value}, {"result": {"1": value}}):
        summary = read_summary(shape, "1")
        assert not isinstance(summary, Entry) or isinstance(compare(summary, Work("A title", 2020)), Verdict)


@given(data)
def test_cache_files(value: object) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "links.json"
        file.write_text(json.dumps({"version": 1, "links": {"https://a.example/": value}}), "utf-8")
        assert all(entry.verdict.state for entry in Cache(file).entries.values())


@given(some.text(max_size=40), some.text(max_size=40))
def test_titles(ours: str, theirs: str) -> None:
    assert same_title(ours, theirs) == same_title(theirs, ours)
    assert same_title(ours, ours)


header = some.text("0123456789 abcdefghGMT:,-+.Sun Nov s", max_size=30)


@given(header, header, header, some.integers(200, 999), some.binary(max_size=200))
@settings(max_examples=300)
def test_answers(first: str, second: str, third: str, status: int, body: bytes) -> None:
    headers = httpx.Headers({"retry-after": first, "date": second, "x-rate-limit-limit": third, "content-type": third})
    wait = retry_after(headers)
    assert wait is None or wait >= 1
    assert (rate_interval(headers) or 0) >= 0
    answer = Answer("https://bones.example/a.pdf", "GET", status, headers, first, body)
    assert judge(answer, 2, False, Options())
    assert look(answer)


def test_turns_are_apart() -> None:
    """Without a network in between, the times are exact."""
    clock = VirtualClock()
    options = Options(clock=clock.clock, per_host=2, interval=0.5)
    times: list[float] = []

    async def turn(hosts: Hosts) -> None:
        async with hosts.turn("http://127.0.0.1:1/"):
            times.append(clock.now())

    async def run() -> None:
        hosts = Hosts(options)
        await asyncio.gather(*(turn(hosts) for _ in range(10)))

    asyncio.run(run())
    assert times == [1000 + number / 2 for number in range(10)]
