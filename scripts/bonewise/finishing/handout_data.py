"""What the handout builder works from: `handouts/exercises.json`, with each exercise's safety and its sources."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bonewise.handout_safety import safety_data
from bonewise.model import Library, Source
from bonewise.rendering.references import reference


def handout_data(library: Library) -> dict[str, Any]:
    """What sheets are made from: `safety_data` and the references of the exercises' sources."""
    data = safety_data(library)
    used = sorted({key for each in data["exercises"].values() for key in each["sources"]} & set(library.sources))
    data["sources"] = {key: _source(library.sources[key]) for key in used}
    return data


def write_handout_data(library: Library, site: Path) -> None:
    """Write the file, where there are exercises."""
    if not library.exercises:
        return
    folder = site / "handouts"
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(handout_data(library), ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "exercises.json").write_text(f"{text}\n", "utf-8")


def _source(source: Source) -> dict[str, str]:
    """The reference in words, and the address in it."""
    made = reference(source)
    href = next((link.get("href", "") for link in made.iter("a")), "")
    return {"text": "".join(made.itertext()), "url": href}
