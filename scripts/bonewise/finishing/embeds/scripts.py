"""The scripts of embeds as they are published: without comments, and the host's under a name that never changes."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

RELEASED = "released.json"


@dataclass(frozen=True)
class Release:
    """One published state of `embed.js`: what a clinic's page names with its integrity must stay for ever."""

    source_sha256: str
    script: str

    @property
    def folder(self) -> str:
        """The name of its folder below `embed/`: the first letters of the script's own SHA-256."""
        return f"v1.{hashlib.sha256(self.script.encode()).hexdigest()[:12]}"

    @property
    def integrity(self) -> str:
        """What the `integrity` attribute says (https://www.w3.org/TR/sri-2/)."""
        digest = hashlib.sha384(self.script.encode()).digest()
        return f"sha384-{base64.b64encode(digest).decode()}"


def releases(folder: Path) -> list[Release]:
    """All states of `embed.js` that were ever released, the newest last; `tests/bench/release_embed.py` adds one."""
    return [Release(**each) for each in json.loads((folder / RELEASED).read_text("utf-8"))]


def bare(script: str) -> str:
    """A script without its comments, which stand on lines of their own, and without indentation."""
    lines = (line.strip() for line in script.split("\n"))
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))
