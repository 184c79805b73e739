"""What the handout builder works from: `handouts/exercises.json`, with each exercise's safety and its sources."""

from __future__ import annotations

import json
from pathlib import Path

from bonewise.handout_safety import safety_data
from bonewise.model import Library, Source
from bonewise.rendering.references import reference


def write_handout_data(library: Library, site: Path) -> None:
    """Write the file, where there are exercises."""
    if not library.exercises:
        return
    data = safety_data(library)
    used = sorted({key for each in data["exercises"].values() for key in each["sources"]} & set(library.sources))
    data["sources"] = {key: _source(library.sources[key]) for key in used}
    folder = site / "handouts"
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "exercises.json").write_text(f"{text}\n", "utf-8")


def _source(source: Source) -> dict[str, str]:
    """The reference in words, and the address in it."""
    made = reference(source)
    href = next((link.get("href", "") for link in made.iter("a")), "")
    return {"text": "".join(made.itertext()), "url": href}
