"""Built exercises to an index of them alone, for a page that must find them without asking for any file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from bonewise.finishing.articles import Article
from bonewise.finishing.searching.entries import Entry, absolute
from bonewise.finishing.searching.postings import postings
from bonewise.finishing.searching.shards import shards
from bonewise.model import Library

#: A guide to more exercises than this says nothing of any one of them.
_MOST = 12
_PATH = re.compile(r'href="([^"#:?]*)')


def exercise_index(library: Library, found: Iterable[Entry], guides: Mapping[str, Collection[str]]) -> dict[str, Any]:
    """The files of the index by name, without pages' heads and texts, and as `pages` the exercises' ids by number.

    `found` are the entries of the site, `guides` by an exercise's address what guides to it are called: who asks for a
    dowager's hump has that word in no exercise, but in the guide to what helps.
    """
    kept = [
        _with(entry, library.settings.groups.get(entry.group, ""), sorted(guides.get(entry.url, ())))
        for entry in found
        if entry.id in library.exercises
    ]
    files = {name: held for name, held in shards(kept, postings(kept)).items() if name[0] not in "hx"}
    return {"files": files, "pages": [entry.id for entry in kept]}


def names_for_exercises(exercises: Collection[str], article: Article) -> dict[str, tuple[str, ...]]:
    """What a guide is called, by the address of each of some exercises that it leads to; nothing of other pages."""
    if article.page.kind != "article" or not _may_lead(exercises, article):
        return {}
    base = article.page.url
    hrefs = {(link.attributes["href"] or "").partition("#")[0] for link in article.node.css("a[href]")}
    links = {absolute(base, href) for href in hrefs}.intersection(exercises)
    return dict.fromkeys(links, (article.page.title, *article.page.also_called)) if len(links) <= _MOST else {}


def _may_lead(exercises: Collection[str], article: Article) -> bool:
    """Whether anything in an article looks like a link to one of some exercises: asked before the tree is."""
    html, base = article.text, article.page.url
    if html.count("href=") != html.count('href="'):
        return True
    return not {absolute(base, href) for href in set(_PATH.findall(html))}.isdisjoint(exercises)


def _with(entry: Entry, group: str, guides: list[str]) -> Entry:
    """Called by its group's name too, with the guides' names in its text; in no group, for none goes before others."""
    *sections, last = entry.sections
    text = "\n".join((last.text, *guides))
    return replace(
        entry,
        group="",
        names=(*entry.names, *([group] if group else ())),
        sections=(*sections, replace(last, text=text)),
    )
