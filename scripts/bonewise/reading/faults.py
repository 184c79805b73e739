"""What is found wrong without a rule of its own file, by reading, in the built site or online: a sentence each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "bad-character": "The text holds a character that nobody can see, and that a browser would drop or replace.",
        "bad-encoding": "The file is not UTF-8 text, so its letters cannot be known.",
        "bad-figure": "A drawing names what does not exist, or asks of a body what it cannot do.",
        "bad-import": "A file of sources to import, or an entry in it, cannot be read as its format has it.",
        "bad-file-name": "A file has a name that some computers cannot keep, or take for that of another file.",
        "bad-value": "A field holds something that it cannot hold.",
        "bad-yaml": "The front matter or the bibliography is not valid YAML, so its fields cannot be read.",
        "broken-picture": "A picture is not what its name says, or its end is missing, and readers would see nothing.",
        "duplicate-key": "A field or a source is given twice, and only one of the two can hold.",
        "duplicate-page-id": "Two pages have the same id, so handouts and embeds could not tell them apart.",
        "empty-body": "The page has no text below its front matter, and its card would be lost with it.",
        "html-in-field": "A field holds HTML, and titles reach places where it would not be escaped.",
        "id-not-stem": "The id of a page is not the name of its file.",
        "missing-field": "A field that must be there is missing.",
        "missing-front-matter": "The page does not say what it is, who wrote it and when it was reviewed.",
        "unknown-field": "A field has a name that nobody reads; most often it is misspelt.",
        "unsafe-file": "A file is a link to elsewhere, far too large, or a program, and is not read.",
        "unsorted-sources": "The sources do not stand in the order of their ids, so two people's additions collide.",
        "unsafe-yaml": "The YAML uses anchors or is nested so deep that reading it could take for ever.",
        "unusable-extension": "A Markdown extension of mkdocs.yml is not installed here, so pages are read without it.",
    }
)

#: Found with `--online` alone.
ONLINE_FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "corrected-source": "A correction of a source was published after it was cited.",
        "dead-link": "A web address has answered with a fault on three separate days.",
        "doi-mismatch": "A DOI or PMID belongs to a work with another title or year.",
        "doi-unknown": "A DOI or PMID is not in the register.",
        "moved-link": "A web address leads on to another one for good.",
        "retracted-source": "A source was retracted or withdrawn.",
        "unsure-link": "A web address could not be judged by a program.",
    }
)

#: Found in the built site, at the end of a build.
PROOF_FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "bad-canonical": "A built page names another address as its own, so that search engines would drop it.",
        "bad-data": "A data file or the structured data of a built page cannot be read.",
        "broken-anchor": "An address in the built site names a section that its page does not have.",
        "broken-link": "An address in the built site leads to nothing.",
        "foreign-request": "A built page would fetch something from another host, which then learns who reads it.",
        "handout-layout": "A handout breaks where it must not: a heading, a step or a warning stands alone on a page.",
        "no-handouts": "The handouts were not made, because this machine lacks the library that lays out pages.",
        "not-in-sitemap": "A page of the site is not in its sitemap.",
    }
)
