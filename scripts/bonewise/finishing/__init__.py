"""The last steps, over the built site: what needs all pages is filled in, and data files are written."""

from __future__ import annotations

from pathlib import Path

from bonewise.finishing.articles import Article, built_articles
from bonewise.finishing.cited_by import fill_cited_by
from bonewise.finishing.source_files import write_source_files
from bonewise.finishing.structured_data import add_structured_data
from bonewise.model import Library

__all__ = ["Article", "built_articles", "finish"]


def finish(library: Library, site: Path) -> None:
    """Finish a site that an engine has built from this library into `site`."""
    articles = built_articles(library, site)
    fill_cited_by(library, site, articles)
    add_structured_data(library, articles)
    write_source_files(library, site)
