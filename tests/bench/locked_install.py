"""Install from the lock file without a network, and with a wheel that somebody has changed.

`python tests/bench/locked_install.py [PACKAGE …]` fetches the locked wheels once (all of them, or those named, without
what they need), cuts off the network by `--no-index`, and installs; then it changes one byte of one wheel, and pip must
refuse it.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
LOCK = (ROOT / "scripts" / "requirements.txt").read_text("utf-8")


def pip(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "pip", "-q", *arguments], capture_output=True, text=True)


def main() -> None:
    wanted = sys.argv[1:]
    entries = re.findall(r"(?m)^[a-zA-Z0-9._-]+==(?:[^\n]*\\\n)*[^\n]*", LOCK)
    chosen = [each for each in entries if not wanted or each.split("==")[0] in wanted]
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        lock, wheels = here / "lock.txt", here / "wheels"
        lock.write_text("\n".join(chosen) + "\n", "utf-8")
        fetch = ("--only-binary", ":all:", "--no-deps", "-d", str(wheels), "-r", str(lock))
        fetched = pip("download", "--require-hashes", *fetch)
        assert fetched.returncode == 0, fetched.stderr
        offline = (
            "install",
            "--no-index",
            "--find-links",
            str(wheels),
            "--no-deps",
            "--require-hashes",
            "-r",
            str(lock),
        )
        whole = pip(*offline, "--target", str(here / "whole"))
        print(f"{len(list(wheels.iterdir()))} wheels installed without a network: {whole.returncode == 0}")
        wheel = min(wheels.iterdir(), key=lambda path: path.stat().st_size)
        data = bytearray(wheel.read_bytes())
        data[len(data) // 2] ^= 1
        wheel.write_bytes(data)
        changed = pip(*offline, "--target", str(here / "changed"))
        refused = changed.returncode != 0 and "DO NOT MATCH THE HASHES" in changed.stderr
        print(f"with one byte of {wheel.name} changed: {'refused' if refused else 'INSTALLED'}")
        raise SystemExit(not (whole.returncode == 0 and refused))


if __name__ == "__main__":
    main()
