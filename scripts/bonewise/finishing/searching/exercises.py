"""Built exercises to an index of them alone, for a page that must find them without asking for any file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from posixpath import join, normpath
from typing import Any

from bonewise.finishing.articles import Article
from bonewise.finishing.searching.entries import Entry, entries
from bonewise.finishing.searching.postings import postings
from bonewise.finishing.searching.shards import shards
from bonewise.model import Exercise, Library

#: A guide to more exercises than this says nothing of any one of them.
_MOST = 12


def exercise_index(library: Library, articles: Iterable[Article]) -> dict[str, Any]:
    """The files of the index by name, without pages' heads and texts, and as `pages` the exercises' ids by number.

    An exercise is also found by what the guides that lead to it are called: who asks for a dowager's hump has none of
    that word in any exercise, but a guide to what helps.
    """
    read = list(articles)
    led = _names_of_guides(library, read)
    found = [
        _with(entry, library.settings.groups.get(entry.group, ""), sorted(led.get(entry.url, ())))
        for entry in entries(library, [each for each in read if isinstance(each.page, Exercise)])
    ]
    files = {name: held for name, held in shards(found, postings(found)).items() if name[0] not in "hx"}
    return {"files": files, "pages": [entry.id for entry in found]}


def _names_of_guides(library: Library, articles: list[Article]) -> dict[str, set[str]]:
    """For each exercise's address, what the guides that lead to it are called."""
    exercises, led = {page.url for page in library.exercises.values()}, dict[str, set[str]]()
    for article in articles:
        if article.page.kind == "article":
            links = {_address(article, link.attributes.get("href") or "") for link in article.node.css("a[href]")}
            if len(links & exercises) <= _MOST:
                for address in links & exercises:
                    led.setdefault(address, set()).update((article.page.title, *article.page.also_called))
    return led


def _address(article: Article, href: str) -> str:
    return f"{normpath(join(article.page.url, href.partition('#')[0]))}/"


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
