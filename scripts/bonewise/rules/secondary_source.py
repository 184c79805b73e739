"""A page rests on news, loose web pages or preprints alone, or cites a preprint whose published paper is at hand.

Why: they report what others found, or what nobody has reviewed yet; the study or guideline itself says more.
Bad: an article that cites only a newspaper. Good: the study that the newspaper wrote about.
"""

from collections.abc import Iterator, Mapping

from bonewise.model import Edition, Finding, RenderedPage, Source
from bonewise.rules._sources import first_author, is_preprint, same_title

HEALTH = True

_WEAK = ("news-page", "other-page")
_NEWS_TYPES = ("article-newspaper", "article-magazine", "post-weblog", "post", "broadcast")


def check(edition: Edition) -> Iterator[Finding]:
    weak = {key: kind for key, source in edition.library.sources.items() if (kind := _kind(source))}
    for rendered in edition.pages.values() if weak else ():
        yield from _page(edition, rendered, weak)


def _page(edition: Edition, rendered: RenderedPage, weak: Mapping[str, str]) -> Iterator[Finding]:
    first = {citation.key: citation for citation in reversed(rendered.citations)}
    alone = all(key in weak for key in first if key in edition.library.sources)
    for key, citation in sorted(first.items()):
        kind = weak.get(key, "")
        paper = _paper(edition, key, weak) if kind == "preprint" else ""
        if paper:
            what = f"'{key}' is the preprint of '{paper}'"
            yield Finding(citation.place, "secondary-source", what, f"cite '{paper}'", "notice")
        elif kind and alone:
            what = f"'{key}' is a {kind}, and the page cites nothing stronger"
            mend = "cite the study or guideline itself beside it"
            yield Finding(citation.place, "secondary-source", what, mend, "notice")


def _paper(edition: Edition, preprint: str, weak: Mapping[str, str]) -> str:
    """The key of the paper that a preprint became, where the bibliography has it."""
    sources = edition.library.sources
    papers = (key for key in sources if key not in weak and _published(sources[preprint], sources[key]))
    return next(papers, "")


def _published(preprint: Source, paper: Source) -> bool:
    return first_author(preprint) == first_author(paper) and same_title(preprint, paper)


def _kind(source: Source) -> str:
    """What makes a source a weak one, in words; '' where nothing does."""
    if is_preprint(source):
        return "preprint"
    if source.evidence in _WEAK:
        return "news page" if source.evidence == "news-page" else "loose web page"
    return "news page" if not source.evidence and source.csl.get("type") in _NEWS_TYPES else ""
