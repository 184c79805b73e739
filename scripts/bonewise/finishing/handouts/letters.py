"""The signs of a handout that our letters lack: a reader would see an empty box, or another font on each computer."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from html import unescape
from pathlib import Path

from fontTools.ttLib import TTFont

_FONT = re.compile(r"url\((fonts/[^)]+)\)")
_TEXT = re.compile(r"<(style|script|head)\b.*?</\1>|<[^>]*>", re.S | re.I)


def missing_letters(html: str, assets: str) -> list[str]:
    """One fault naming each sign that none of the style's fonts has; soft signs without a shape count as there."""
    text = unescape(_TEXT.sub("", html))
    lacking = sorted(
        sign for sign in set(text) - covered(assets) if unicodedata.category(sign) not in ("Cc", "Cf", "Zs")
    )
    if not lacking:
        return []
    named = ", ".join(f"'{sign}' (U+{ord(sign):04X})" for sign in lacking)
    return [f"its letters lack {named}"]


@cache
def covered(assets: str) -> frozenset[str]:
    """Every sign that the fonts of the style in this folder have."""
    style = (Path(assets) / "handout.css").read_text("utf-8")
    files = sorted(set(_FONT.findall(style)))
    maps = (TTFont(Path(assets) / file, lazy=True).getBestCmap() for file in files)
    return frozenset(chr(code) for codes in maps for code in codes)
