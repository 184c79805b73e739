"""A page rests on news, loose web pages or preprints alone, or cites a preprint whose published paper is at hand.

Why: they report what others found, or what nobody has reviewed yet; the study or guideline itself says more.
Bad: an article that cites only a newspaper. Good: the study that the newspaper wrote about.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding, RenderedPage, Source
from bonewise.rules._sources import first_author, is_preprint, same_title

HEALTH = True

_WEAK = ("news-page", "other-page")
_NEWS_TYPES = ("article-newspaper", "article-magazine", "post-weblog", "post", "broadcast")


def check(edition: Edition) -> Iterator[Finding]:
    papers = [source for source in edition.library.sources.values() if not _kind(source)]
    for rendered in edition.pages.values():
        yield from _page(edition, rendered, papers)


def _page(edition: Edition, rendered: RenderedPage, papers: list[Source]) -> Iterator[Finding]:
    sources = edition.library.sources
    cited = [sources[citation.key] for citation in rendered.citations if citation.key in sources]
    alone = all(_kind(source) for source in cited)
    told = set()
    for citation in rendered.citations:
        kind = _kind(sources[citation.key]) if citation.key in sources else ""
        if not kind or citation.key in told:
            continue
        told.add(citation.key)
        paper = next((each for each in papers if _published(sources[citation.key], each)), None)
        if paper and kind == "preprint":
            what = f"'{citation.key}' is the preprint of '{paper.key}'"
            yield Finding(citation.place, "secondary-source", what, f"cite '{paper.key}'", "notice")
        elif alone:
            what = f"'{citation.key}' is a {kind}, and the page cites nothing stronger"
            mend = "cite the study or guideline itself beside it"
            yield Finding(citation.place, "secondary-source", what, mend, "notice")


def _published(preprint: Source, paper: Source) -> bool:
    return first_author(preprint) == first_author(paper) and same_title(preprint, paper)


def _kind(source: Source) -> str:
    """What makes a source a weak one, in words; '' where nothing does."""
    if is_preprint(source):
        return "preprint"
    if source.evidence in _WEAK:
        return "news page" if source.evidence == "news-page" else "loose web page"
    return "news page" if not source.evidence and source.csl.get("type") in _NEWS_TYPES else ""
