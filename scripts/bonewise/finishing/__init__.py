"""The last steps, over the built site: what needs all pages is filled in, and data files are written."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from bonewise.finishing.articles import Article, read_article
from bonewise.finishing.builder_data import picture_of, write_builder_data
from bonewise.finishing.change_list import fill_changes
from bonewise.finishing.cited_by import Use, fill_cited_by, uses_of_sources
from bonewise.finishing.embeds import Embeds
from bonewise.finishing.feed import write_feed
from bonewise.finishing.handout_data import write_handout_data
from bonewise.finishing.handout_links import with_handout_links
from bonewise.finishing.lean_style import LeanStyle
from bonewise.finishing.offline_page import write_offline_page
from bonewise.finishing.own_style import add_own_style
from bonewise.finishing.search_index import write_search_index
from bonewise.finishing.searching.exercises import exercise_index, names_for_exercises
from bonewise.finishing.source_files import write_source_files
from bonewise.finishing.structured_data import structured_data
from bonewise.finishing.text_edition import text_edition
from bonewise.finishing.worker import write_worker
from bonewise.model import Library

__all__ = ["Article", "finish", "read_article"]


def finish(library: Library, site: Path, handouts: Collection[str] = (), preview: bool = False) -> None:
    """Finish a site that an engine has built from this library into `site`; each page is read and written once.

    `handouts` are the names of the PDFs that were made, to be linked from their pages. A `preview` is not kept
    on the device of who looks at it.
    """
    uses, pictures, guides = list[Use](), dict[str, str](), dict[str, set[str]]()
    editions, files = list[str](), list[Path]()
    exercises = frozenset(page.url for page in library.exercises.values())
    embeds, style = Embeds(library, site), LeanStyle(site)

    def finished() -> Iterator[Article]:
        """One page after the other, so that only one is held in memory as a tree."""
        for article in _articles(library, site):
            cited = list(uses_of_sources(article))
            uses.extend(cited)
            pictures.update(picture_of(article))
            for address, names in names_for_exercises(exercises, article).items():
                guides.setdefault(address, set()).update(names)
            data = structured_data(library, article, (use.key for use in cited))
            html = with_handout_links(article.html, article.page, site, handouts)
            edition, mark = text_edition(html)
            editions.append(edition)
            article.file.write_text(style.add(_with_head(html, mark, data + embeds.add(article))), "utf-8")
            files.append(article.file)
            yield article

    found = write_search_index(library, site, finished())
    embeds.write_shared()
    fill_cited_by(library, site, uses)
    fill_changes(library, site)
    write_source_files(library, site)
    write_handout_data(library, site)
    write_builder_data(library, site, pictures, exercise_index(library, found, guides))
    write_feed(library, site)
    add_own_style(library, site)
    write_offline_page(library, site)
    style.add_others(files)
    style.write()
    write_worker(library, site, () if preview else editions)


def _articles(library: Library, site: Path) -> Iterator[Article]:
    return (article for page in library.pages.values() if (article := read_article(page, site)))


def _with_head(html: str, behind_title: str, last: str) -> str:
    """The page with more in its head; nothing is added where there is none."""
    head, end, rest = html.partition("</head>")  # a copy of the whole page for each addition would take longer
    return f"{head.replace('</title>', f'</title>{behind_title}', 1)}{last}{end}{rest}" if end else html
