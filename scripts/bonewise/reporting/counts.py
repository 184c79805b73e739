"""What a check looked at: pages, with how many links and citations each holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class PageCount:
    """One page, by its path from the project root."""

    path: str
    links: int = 0
    citations: int = 0


@dataclass(frozen=True)
class Counts:
    """Every page that a report is about, sorted; a page without a finding is one that passed."""

    by_page: tuple[PageCount, ...] = ()

    @property
    def pages(self) -> int:
        return len(self.by_page)

    @property
    def links(self) -> int:
        return sum(page.links for page in self.by_page)

    @property
    def citations(self) -> int:
        return sum(page.citations for page in self.by_page)
