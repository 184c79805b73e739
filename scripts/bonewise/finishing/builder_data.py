"""What the handout builder's page loads: handout data, pictures, the words of its filters and a search index."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from bonewise.dialect import EQUIPMENT, IMPACT, POSITIONS
from bonewise.finishing.articles import Article
from bonewise.finishing.handout_data import handout_data
from bonewise.finishing.searching.exercises import exercise_index
from bonewise.model import Exercise, Library


def write_builder_data(library: Library, site: Path, articles: Iterable[Article]) -> None:
    """Write `handouts/builder-data.js`, where there are exercises, with the drawings on their built pages.

    A script and not JSON: a copy of the site opened from a disk may run scripts, but may not fetch files.
    """
    if not library.exercises:
        return
    data = handout_data(library)
    articles = list(articles)
    data["search"] = exercise_index(library, articles)
    data["labels"] = _labels(library)
    drawn = {article.page.id: _picture(article) for article in articles}
    data["pictures"] = {name: svg for name, svg in sorted(drawn.items()) if svg}
    folder = site / "handouts"
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    (folder / "builder-data.js").write_text(f"globalThis.bonewiseHandouts={text};\n", "utf-8")


def _picture(article: Article) -> str:
    """The drawing of a built exercise page as SVG text; nothing where it has none."""
    drawing = article.node.css_first(".bw-picture svg") if isinstance(article.page, Exercise) else None
    return (drawing.html or "") if drawing is not None else ""


def _labels(library: Library) -> dict[str, dict[str, str]]:
    """What a reader calls each value that exercises can be chosen by."""
    return {
        "group": dict(library.settings.groups),
        "position": dict(POSITIONS),
        "equipment": dict(EQUIPMENT),
        "impact": dict(IMPACT),
    }
