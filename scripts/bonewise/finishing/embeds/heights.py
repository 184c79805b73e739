"""How high an embed will be at four widths, so that room can be kept for it before it is there."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

#: Widths of the frame in CSS pixels; between them, heights go with 1 / width (`embed.js` does so).
WIDTHS = (280, 400, 560, 760)
#: Our own pages hold neither comments nor scripts, and every `>` of a text is written `&gt;`: no parser is needed.
_TAG = re.compile(r"""<[^<>"]*+(?:"[^"]*+"[^<>"]*+)*>""")
_BLOCK = re.compile(r"<(?:p|li|h1|h2|h3|tr|dd|svg|section|label)[\s>]")


@dataclass(frozen=True)
class Size:
    """How much an embed holds: letters, and blocks, each of which costs the space around it."""

    letters: int
    blocks: int


@dataclass(frozen=True)
class Ruler:
    """What was measured in a browser, and what was learnt from it; `tests/bench/embeds.py --renew` measures again.

    `fit` has for each width the pixels of an empty page, of a letter and of a block; `pages` has for each page its
    heights as measured, and its size on that day.
    """

    fit: tuple[tuple[float, float, float], ...]
    pages: dict[str, tuple[Size, tuple[int, ...]]]

    @classmethod
    def read(cls, path: Path) -> Ruler:
        """The ruler that `heights.json` holds."""
        data = json.loads(path.read_text("utf-8"))
        pages = {name: (Size(*values[:2]), tuple(values[2:])) for name, values in data["pages"].items()}
        return cls(tuple((each[0], each[1], each[2]) for each in data["fit"]), pages)

    def heights(self, page_id: str, now: Size) -> tuple[int, ...]:
        """The heights at `WIDTHS`: as measured, grown or shrunk as the text has since; for a new page, as learnt."""
        guesses = self._guess(now)
        if page_id not in self.pages:
            return tuple(round(guess) for guess in guesses)
        then, measured = self.pages[page_id]
        before = self._guess(then)
        return tuple(round(old * new / was) for old, new, was in zip(measured, guesses, before, strict=True))

    def _guess(self, size: Size) -> tuple[float, ...]:
        return tuple(max(200.0, base + letter * size.letters + block * size.blocks) for base, letter, block in self.fit)


def size_of(html: str, letters: int | None = None) -> Size:
    """The blocks of an embed's page and its letters, where they are not counted yet."""
    main = html[html.find("<main") : html.rfind("</main>")]
    if letters is None:
        letters = sum(map(len, unescape(_TAG.sub("", main)).split()))
    return Size(letters, len(_BLOCK.findall(main)))
