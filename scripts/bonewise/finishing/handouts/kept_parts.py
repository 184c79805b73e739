"""Parts of handouts kept by the hash of all that goes into them: each is some facts and some bytes."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any


class KeptParts:
    """The parts in one folder, or, without one, those that this object made."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self.here: dict[str, bytes] = {}

    @staticmethod
    def key(*parts: object) -> str:
        """The hash of what a part is made of."""
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()

    def get(self, key: str) -> tuple[dict[str, Any], bytes] | None:
        """What was kept; None where nothing whole was."""
        data = self.here.get(key) if self.folder is None else _read(self.folder / key)
        if data is None:
            return None
        facts, _, body = data.partition(b"\n")
        return json.loads(facts), body

    def put(self, key: str, facts: dict[str, Any], body: bytes) -> None:
        """Keep a part; another process may be about to put the same."""
        data = json.dumps(facts, sort_keys=True).encode() + b"\n" + body
        if self.folder is None:
            self.here[key] = data
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        fresh = self.folder / f"{key}.{os.getpid()}"
        fresh.write_bytes(hashlib.sha256(data).digest() + data)
        fresh.replace(self.folder / key)


def _read(file: Path) -> bytes | None:
    try:
        data = file.read_bytes()
        os.utime(file)  # what was not used for longest goes first
    except OSError:
        return None
    return data[32:] if hashlib.sha256(data[32:]).digest() == data[:32] else None
