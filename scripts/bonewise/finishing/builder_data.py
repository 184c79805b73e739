"""What the handout builder's page loads: the handout data with pictures and the words of its filters, as one script."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from bonewise.dialect import EQUIPMENT, IMPACT, POSITIONS
from bonewise.finishing.articles import Article
from bonewise.finishing.handout_data import handout_data
from bonewise.model import Exercise, Library


def write_builder_data(library: Library, site: Path, pictures: Mapping[str, str]) -> None:
    """Write `handouts/builder-data.js`, where there are exercises, with their drawings by id, as `picture_of` has them.

    A script and not JSON: a copy of the site opened from a disk may run scripts, but may not fetch files.
    """
    if not library.exercises:
        return
    data = handout_data(library)
    for name, each in library.exercises.items():
        data["exercises"][name]["also_called"] = list(each.also_called)
    data["labels"] = _labels(library)
    data["pictures"] = dict(sorted(pictures.items()))
    folder = site / "handouts"
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    (folder / "builder-data.js").write_text(f"globalThis.bonewiseHandouts={text};\n", "utf-8")


def picture_of(article: Article) -> dict[str, str]:
    """The id of a built exercise page and its drawing as SVG text; nothing where it has none."""
    drawing = article.node.css_first(".bw-picture svg") if isinstance(article.page, Exercise) else None
    return {article.page.id: drawing.html} if drawing is not None and drawing.html else {}


def _labels(library: Library) -> dict[str, dict[str, str]]:
    """What a reader calls each value that exercises can be chosen by."""
    return {
        "group": dict(library.settings.groups),
        "position": dict(POSITIONS),
        "equipment": dict(EQUIPMENT),
        "impact": dict(IMPACT),
    }
