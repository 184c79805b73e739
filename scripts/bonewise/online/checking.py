"""Many addresses at once: each asked once, by its register or by itself, with what earlier days showed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bonewise.online.addresses import doi_url, identifier, normal, pmid_url
from bonewise.online.asking import client
from bonewise.online.cache import Cache
from bonewise.online.following import Asker, follow
from bonewise.online.hosts import Hosts
from bonewise.online.options import Options
from bonewise.online.pubmed import BATCH
from bonewise.online.registers import check_doi, check_pmids, own_rules
from bonewise.online.verdict import Verdict, Work

#: Told after each address: which, how many are done, and of how many.
Progress = Callable[[str, int, int], None]


async def check_urls(
    urls: Iterable[str],
    options: Options,
    cache: Cache,
    today: date,
    progress: Progress | None = None,
    works: Mapping[str, Work] | None = None,
) -> dict[str, Verdict]:
    """The verdict on each web address, in the order given; what is no web address gets none.

    Addresses of doi.org and PubMed are looked up in the registers; `works` says what the bibliography calls them. The
    cache is written at the end, however it comes.
    """
    asked = {url: target for url in dict.fromkeys(urls) if (target := _target(url))}
    known = {target: works[url] for url, target in reversed(asked.items()) if works and url in works}
    run = _Run(options, cache, today, progress or _silent, known, len(set(asked.values())))
    try:
        await run.all(sorted(set(asked.values())))
    finally:
        cache.save(today)
    return {url: run.verdicts[target] for url, target in asked.items()}


def _target(url: str) -> str:
    """The address in whose name all that mean the same are asked."""
    target = normal(url)
    number = identifier(target) if target else None
    if number is None:
        return target
    return doi_url(number.value) if number.kind == "doi" else pmid_url(number.value)


def _silent(url: str, done: int, total: int) -> None:
    """Tell nobody."""


@dataclass
class _Run:
    options: Options
    cache: Cache
    today: date
    progress: Progress
    works: Mapping[str, Work]
    total: int

    def __post_init__(self) -> None:
        self.verdicts: dict[str, Verdict] = {}

    async def all(self, targets: Sequence[str]) -> None:
        """Settle every target, from the cache where it is fresh."""
        due = []
        for target in targets:
            cached = self.cache.fresh(target, self.today, self.works.get(target))
            if cached:
                self._done(target, cached)
            else:
                due.append(target)
        if due:
            await self._ask(due)

    async def _ask(self, due: Sequence[str]) -> None:
        numbers = {target: identifier(target) for target in due}
        pmids = [number.value for number in numbers.values() if number and number.kind == "pmid"]
        async with client(self.options) as http:
            asker = Asker(http, Hosts(self.options, own_rules(self.options)), self.options)
            async with asyncio.TaskGroup() as group:
                for first in range(0, len(pmids), BATCH):
                    group.create_task(self._pmids(asker, pmids[first : first + BATCH]))
                for target, number in numbers.items():
                    if number is None:
                        group.create_task(self._address(asker, target))
                    elif number.kind == "doi":
                        group.create_task(self._doi(asker, target, number.value))

    async def _address(self, asker: Asker, target: str) -> None:
        async with asker.hosts[target].lanes:
            verdict = await follow(asker, target)
        self._learn(target, verdict)

    async def _doi(self, asker: Asker, target: str, doi: str) -> None:
        async with asker.hosts[self.options.crossref].lanes:
            verdict = await check_doi(asker, doi, self.works.get(target, Work()))
        self._learn(target, verdict)

    async def _pmids(self, asker: Asker, pmids: Sequence[str]) -> None:
        works = {pmid: self.works[pmid_url(pmid)] for pmid in pmids if pmid_url(pmid) in self.works}
        for pmid, verdict in (await check_pmids(asker, pmids, works)).items():
            self._learn(pmid_url(pmid), verdict)

    def _learn(self, target: str, verdict: Verdict) -> None:
        work, enough = self.works.get(target), self.options.dead_after_days
        self._done(target, self.cache.learn(target, verdict, self.today, work, enough))

    def _done(self, target: str, verdict: Verdict) -> None:
        self.verdicts[target] = verdict
        self.progress(target, len(self.verdicts), self.total)
