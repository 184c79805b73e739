"""Handouts kept by the hash of all that goes into them, so that a build prints only what changed."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterable
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from bonewise.finishing.handouts.pdf import Job, Made
from bonewise.finishing.handouts.printer import STYLE

FOLDER = Path(".bonewise") / "handouts"
#: In it, the parts of handouts: one folder for each state of what shapes them.
PARTS = "parts"
#: So many handouts that the last build did not use are kept, for going back and forth between two states.
SPARE = 400
#: So many parts are kept: each exercise has some four, each handout with cards one, and all that again to spare.
MOST_PARTS = 2_000
#: Our own modules and the libraries that shape a file.
_MAKERS = (
    "pdf.py",
    "printer.py",
    "qr.py",
    "cards.py",
    "standing_in.py",
    "joining.py",
    "forms.py",
    "kept_parts.py",
    "page_tree.py",
    "drawing_paths.py",
    "finishing_pdf.py",
    "tags.py",
    "shortening.py",
    "digits.py",
    "packing.py",
    "layout_lint.py",
    "letters.py",
)
_LIBRARIES = ("weasyprint", "pikepdf", "pydyf", "fonttools", "tinycss2", "tinyhtml5", "selectolax", "segno")


class HandoutCache:
    """The kept handouts of a project: a `.pdf` and a `.json` with what is known of it for each key."""

    def __init__(self, root: Path, assets: Path) -> None:
        self.folder = root / FOLDER
        self.ground = _ground(assets)
        self.parts = self.folder / PARTS / hashlib.sha256(self.ground.encode()).hexdigest()[:16]
        self.used: set[str] = set()

    def key(self, job: Job) -> str:
        """The hash of a job: its HTML and sizes, the style, the letters, and who makes it."""
        text = json.dumps([self.ground, job.html, job.fits, job.most], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def get(self, key: str) -> Made | None:
        """What was kept; None where nothing whole was."""
        self.used.add(key)
        try:
            known = json.loads((self.folder / f"{key}.json").read_text("utf-8"))
            pdf = (self.folder / f"{key}.pdf").read_bytes()
            made = Made(pdf, int(known["pages"]), tuple(known["faults"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return made if hashlib.sha256(pdf).hexdigest() == known.get("sha256") else None

    def put(self, key: str, made: Made) -> None:
        """Keep a handout; the `.json` is written last, so that a build that is stopped leaves nothing half."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{key}.pdf").write_bytes(made.pdf)
        known = asdict(made) | {"sha256": hashlib.sha256(made.pdf).hexdigest()}
        del known["pdf"]
        (self.folder / f"{key}.json").write_text(json.dumps(known, sort_keys=True), "utf-8")

    def prune(self) -> None:
        """Throw away what was not used for longest, beyond what is kept to spare."""
        spare = (file for file in self.folder.glob("*.json") if file.stem not in self.used)
        for file in sorted(spare, key=_age)[SPARE:]:
            file.unlink(missing_ok=True)
            file.with_suffix(".pdf").unlink(missing_ok=True)
        for folder in (self.folder / PARTS).glob("*"):
            if folder != self.parts:
                shutil.rmtree(folder, ignore_errors=True)
        for file in sorted(self.parts.glob("*"), key=_age)[MOST_PARTS:]:
            file.unlink(missing_ok=True)


def _age(file: Path) -> tuple[float, str]:
    return -file.stat().st_mtime, file.name


def _ground(assets: Path) -> str:
    """What all handouts have in common: the style with its letters, our own code, and the libraries' versions."""
    files: list[Path] = [assets / STYLE, *_fonts(assets), *(Path(__file__).with_name(name) for name in _MAKERS)]
    parts = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files if file.is_file()]
    return " ".join([*parts, *(f"{name} {version(name)}" for name in _LIBRARIES)])


def _fonts(assets: Path) -> Iterable[Path]:
    style = (assets / STYLE).read_text("utf-8")
    return [assets / name for name in sorted(set(re.findall(r"url\((fonts/[^)]+)\)", style)))]
