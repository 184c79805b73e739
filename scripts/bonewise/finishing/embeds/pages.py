"""Embeds as HTML: the chrome-free page, the short card, and the fragment for copies, each from its template."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bonewise.finishing.articles import Article
from bonewise.finishing.embeds.cutting import cuts
from bonewise.finishing.embeds.fingerprints import signed
from bonewise.finishing.embeds.policy import policy
from bonewise.model import Library, Page
from bonewise.rendering.elements import long_date

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
COPYRIGHT = "Texts and drawings: CC BY 4.0."


@dataclass(frozen=True)
class Rendered:
    """What other sites can show of one page, the page's own address, and the fragment's fingerprint and letters."""

    page: Page
    address: str
    frame: str
    card: str
    fragment: str
    sign: str
    letters: int


class Templates:
    """The templates of one project, which escape all they are given."""

    def __init__(self, library: Library, folder: Path) -> None:
        self.library = library
        self.by_id = {page.id: page for page in library.pages.values()}
        self.environment = Environment(
            # The files do not change while a site is made.
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            auto_reload=False,
        )
        self.policy = policy(library.settings.site_url)

    def render(self, article: Article) -> Rendered:
        """The page's embed in all its forms."""
        page, settings = article.page, self.library.settings
        address = settings.site_url + page.url
        facts = {
            "page": page,
            "address": address,
            "site_name": settings.site_name,
            "policy": self.policy,
            "copyright": COPYRIGHT,
            "disclaimer": self.library.disclaimer.short if self.library.disclaimer else "",
            "due": long_date(page.next_review) if page.next_review else "",
            "review": _review(page),
            **self._end(page),
        }
        framed, copied = cuts(article, address)
        return Rendered(
            page,
            address,
            self._fill("embed.html", facts | {"article": Markup(framed)}),
            self._fill("card.html", facts),
            *signed(self._fill("fragment.html", facts | {"article": Markup(copied)}), page.id),
        )

    def _fill(self, name: str, facts: dict[str, object]) -> str:
        return self.environment.get_template(name).render(facts) + "\n"

    def _end(self, page: Page) -> dict[str, object]:
        """How a page that is gone says so, and what took its place."""
        successor = self.by_id.get(page.moved_to)
        gone = ""
        if page.withdrawn:
            gone = f"We took this page back on {long_date(page.withdrawn)}. Please do not use older copies of it."
        elif page.moved_to:
            gone = "This page has moved."
        link = (
            {"address": self.library.settings.site_url + successor.url, "title": successor.title} if successor else {}
        )
        return {"gone": gone, "successor": link}


def _review(page: Page) -> str:
    reviewed = f"Last reviewed {long_date(page.reviewed)}. " if page.reviewed else ""
    due = f"Next review due {long_date(page.next_review)}. " if page.next_review else ""
    return f"{reviewed}{due}" + ("" if page.reviewed_by else "Not yet reviewed by a clinician.")
