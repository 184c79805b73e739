"""Pages for other people's sites, cut from the built ones, with what shows, finds and checks them."""

from __future__ import annotations

import shutil
from pathlib import Path

from bonewise.finishing.articles import Article
from bonewise.finishing.embeds.copies import as_json, describe_copy
from bonewise.finishing.embeds.heights import Ruler, size_of
from bonewise.finishing.embeds.oembed import answer, answer_as_xml, discovery, providers
from bonewise.finishing.embeds.pages import Templates
from bonewise.finishing.embeds.scripts import bare, releases
from bonewise.finishing.embeds.style import style_sheet
from bonewise.model import Library, Page

__all__ = ["Embeds"]

FOLDER = "embed"
#: The letters of running text; a title in a list of sources is slanted by the browser.
FONTS = ("atkinson-next-basic-wght-normal.woff2", "atkinson-next-more-wght-normal.woff2")


class Embeds:
    """The embeds of one build; there are none where the project has no templates for them, or no address."""

    def __init__(self, library: Library, site: Path) -> None:
        self.library, self.settings = library, library.settings
        self.sources = self.settings.root / "templates" / FOLDER
        self.target = site / FOLDER
        self.wanted = self.settings.typed and bool(self.settings.site_url) and self.sources.is_dir()
        if self.wanted:
            self.templates = Templates(library, self.sources)
            self.ruler = Ruler.read(self.sources / "heights.json")
        self.made: set[str] = set()
        self.heights: list[tuple[Page, tuple[int, ...]]] = []

    def add(self, article: Article) -> str:
        """Write a page's embeds, for which the article's tree is used up; returns the links by which they are found."""
        page = article.page
        if not (self.wanted and page.is_embeddable):
            return ""
        rendered = self.templates.render(article)
        self.heights.append((page, self.ruler.heights(page.id, size_of(rendered.frame, rendered.letters))))
        found = answer(self.settings, rendered)
        for name, text in {
            f"{page.id}/index.html": rendered.frame,
            f"{page.id}/card/index.html": rendered.card,
            f"{page.id}/oembed.json": as_json(found),
            f"{page.id}/oembed.xml": answer_as_xml(found),
            f"{page.id}.html": rendered.fragment,
            f"{page.id}.json": as_json(describe_copy(self.settings, rendered)),
        }.items():
            self._write(name, text)
        return discovery(self.settings, page)

    def write_shared(self) -> None:
        """Write what all embeds share: style, scripts, letters, the list of pages, the list for Drupal."""
        if not self.wanted:
            return
        all_releases = releases(self.sources)
        newest = all_releases[-1]
        for release in all_releases:
            self._write(f"{release.folder}/embed.js", release.script)
        self._write("embed.js", newest.script)
        for name in ("frame.js", "card.js"):
            self._write(name, bare((self.sources / name).read_text("utf-8")))
        assets = self.sources.parent / "assets"
        self._write("embed.css", style_sheet(self.sources / "embed.css", assets / "bonewise.css"))
        for name in (*FONTS, "LICENSE.txt"):
            shutil.copyfile(assets / "fonts" / name, self.target / name)
        for name in ("released.json", "heights.json"):
            (self.target / name).unlink(missing_ok=True)  # the engine copies all of `templates/`
        self._write("providers.json", as_json(providers(self.settings, (page for page, _ in self.heights))))
        index = {
            "base": f"{self.settings.site_url}{FOLDER}/",
            "version": newest.folder,
            "integrity": newest.integrity,
            "site_name": self.settings.site_name,
            "pages": [
                {"id": page.id, "title": page.title, "url": self.settings.site_url + page.url, "heights": list(heights)}
                for page, heights in sorted(self.heights, key=lambda pair: pair[0].title.casefold())
            ],
        }
        self._write("index.json", as_json(index))

    def _write(self, name: str, text: str) -> None:
        folder = name.rpartition("/")[0]
        if folder not in self.made:
            (self.target / folder).mkdir(parents=True, exist_ok=True)
            self.made.add(folder)
        (self.target / name).write_bytes(text.encode())
