"""HTML to a tagged PDF by WeasyPrint, with the largest letters that keep to the pages a handout may have."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bonewise.finishing.handouts.cards import CARD, COMMON, card_of
from bonewise.finishing.handouts.finishing_pdf import finish_pdf
from bonewise.finishing.handouts.kept_parts import KeptParts
from bonewise.finishing.handouts.layout_lint import faults_of
from bonewise.finishing.handouts.letters import missing_letters
from bonewise.finishing.handouts.printer import Printer, complaints, printer
from bonewise.finishing.handouts.qr import with_codes
from bonewise.finishing.handouts.standing_in import StandIns

_LARGE = re.compile(r'<body class="[^"]*\blarge\b')


@dataclass(frozen=True)
class Job:
    """What to print: HTML, the sizes of letters to try (points, and classes of the style that save room), which of
    them to try first, the most pages, the folder of the style and its letters, and that of kept parts ('' for none)."""

    html: str
    fits: tuple[tuple[float, str], ...]
    guess: int
    most: int | None
    assets: str
    kept: str = ""


@dataclass(frozen=True)
class Made:
    """A printed handout: the file's bytes, how many pages, and what is wrong with how it lies on them."""

    pdf: bytes
    pages: int
    faults: tuple[str, ...] = ()


def make(job: Job) -> Made:
    """Print one handout. Raises `NoPrinterError` where the system lacks what WeasyPrint needs."""
    press = printer(job.assets)
    job = replace(job, html=with_codes(job.html))
    # Cards of a handout that shrinks would have to be laid out at each size.
    if job.most is None and CARD.search(job.html):
        return _with_cards(press, job)
    with complaints() as told:
        document = _fitting(press, job)
        raw = press.written(document)
    faults = [*faults_of(document.pages, job.most), *missing_letters(job.html, job.assets), *told]
    return Made(finish_pdf(raw), len(document.pages), tuple(dict.fromkeys(faults)))


def _with_cards(press: Printer, job: Job) -> Made:
    """A handout whose cards are laid out one by one, and then the rest, which leaves room for them. Both are kept."""
    points, _ = job.fits[job.guess]
    kept = KeptParts(Path(job.kept) if job.kept else None)
    large = bool(_LARGE.search(job.html))
    cards = [card_of(press, kept, inside, large, points) for inside in CARD.findall(job.html)]
    letters = card_of(press, kept, COMMON, large, points)
    stand_ins = StandIns([card for card in cards if card is not None], [letters] if letters else [])
    html = stand_ins.put(job.html, cards)
    key = KeptParts.key("rest", html, points, stand_ins.fonts)
    if kept.get(key) is None:
        with complaints() as told:
            document = press.laid_out(press.page(html), points, pictures=stand_ins.pictures(press))
            raw = press.written(document)
        kept.put(key, {"pages": len(document.pages), "faults": [*faults_of(document.pages), *told]}, raw)
    facts, raw = kept.get(key) or ({}, b"")
    faults = [*facts["faults"], *stand_ins.faults, *missing_letters(job.html, job.assets)]
    return Made(finish_pdf(raw, stand_ins.cards), facts["pages"], tuple(dict.fromkeys(faults)))


def _fitting(press: Printer, job: Job) -> Any:
    """The document at the largest size that fits; at the smallest where none does, which then is a fault."""
    page = press.page(job.html)
    body = page.etree_element.find("body")
    kinds = body.get("class") or ""

    def at(number: int) -> Any:
        points, saving = job.fits[number]
        body.set("class", f"{kinds} {saving}".strip())
        return press.laid_out(page, points)

    number, document = job.guess, at(job.guess)
    if job.most is None:
        return document
    if len(document.pages) <= job.most:
        while number > 0 and len((larger := at(number - 1)).pages) <= job.most:
            number, document = number - 1, larger
    while len(document.pages) > job.most and number + 1 < len(job.fits):
        number, document = number + 1, at(number + 1)
    return document
