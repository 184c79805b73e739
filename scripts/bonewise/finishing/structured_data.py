"""JSON-LD in each page's head: schema.org MedicalWebPage with review date, audience and citations."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from bonewise.finishing.articles import Article
from bonewise.model import Library, Source

_AUDIENCE = {"patients": "Patient", "carers": "Caregiver", "clinicians": "Clinician", "editors": "Editor"}


def structured_data(library: Library, article: Article, keys: Iterable[str]) -> str:
    """The data as an element of the built page's head; `keys` are the sources that it cites, in its order."""
    cited = [library.sources[key] for key in dict.fromkeys(keys) if key in library.sources]
    text = json.dumps(describe(library, article, cited), ensure_ascii=False, sort_keys=True)
    text = text.replace("<", "\\u003c")  # '</' inside a script element would end it
    return f'<script type="application/ld+json">{text}</script>'


def describe(library: Library, article: Article, cited: list[Source]) -> dict[str, Any]:
    """The page as schema.org data; a reviewer is named only where a person has reviewed it."""
    page, settings = article.page, library.settings
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": page.title,
        "description": page.description,
        "url": f"{settings.site_url}{page.url}",
        "inLanguage": "en-GB",
        "isAccessibleForFree": True,
        "publisher": {"@type": "Organization", "name": settings.site_name, "url": settings.site_url},
        "audience": [{"@type": "MedicalAudience", "audienceType": _AUDIENCE[name]} for name in page.audience],
        "about": [
            {"@type": "MedicalEntity", "name": settings.identity.topics.get(topic, topic)} for topic in page.topics
        ],
        "citation": [_citation(source) for source in cited],
    }
    if settings.identity.licence:
        data["license"] = settings.identity.licence
    if page.reviewed:
        data["lastReviewed"] = data["dateModified"] = page.reviewed.isoformat()
    if page.reviewed_by:
        data["reviewedBy"] = [{"@type": "Person", "name": name} for name in page.reviewed_by]
    if page.also_called:
        data["keywords"] = list(page.also_called)
    return data


def _citation(source: Source) -> dict[str, Any]:
    scholarly = source.csl["type"] in ("article-journal", "paper-conference")
    work: dict[str, Any] = {"@type": "ScholarlyArticle" if scholarly else "CreativeWork", "name": source.title}
    if "DOI" in source.csl:
        work["sameAs"] = f"https://doi.org/{source.csl['DOI']}"
    elif "PMID" in source.csl:
        work["sameAs"] = f"https://pubmed.ncbi.nlm.nih.gov/{source.csl['PMID']}/"
    elif "URL" in source.csl:
        work["sameAs"] = str(source.csl["URL"])
    return work
