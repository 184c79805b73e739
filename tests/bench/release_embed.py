"""Releases `templates/embed/embed.js` as it stands: made small by terser, and kept for ever in `released.json`.

    npm install --no-save terser && .venv/bin/python tests/bench/release_embed.py node_modules/terser/bin/terser

Run it once before a release, after the last change; an unreleased newest state is replaced with `--replace`.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent.parent.parent / "templates" / "embed"


def main(terser: str, replace: bool) -> None:
    source = FOLDER / "embed.js"
    command = ["node", terser, str(source), "-c", "passes=3", "-m", "--toplevel"]
    script = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    file = FOLDER / "released.json"
    kept = json.loads(file.read_text("utf-8")) if file.exists() else []
    kept = kept[:-1] if replace else kept
    kept.append({"source_sha256": hashlib.sha256(source.read_bytes()).hexdigest(), "script": script})
    file.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    print(f"{len(script)} bytes, {len(gzip.compress(script.encode(), 9))} gzipped")


if __name__ == "__main__":
    main(sys.argv[1], "--replace" in sys.argv)
