"""Make the letters of pages again, from the typeface's own files: what a plain page needs in one small file.

    npm pack @fontsource-variable/atkinson-hyperlegible-next && tar xzf *.tgz
    python tests/bench/web_fonts.py package/files

Only the weights from regular to bold, no hints, and the upright Latin letters in two files: `basic` is all that most
pages ask for, `more` has the rest. bonewise.css says which file holds which signs; tests/test_letters.py compares.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FONTS = Path(__file__).parent.parent.parent / "templates" / "assets" / "fonts"
#: The weights that the style sheets use; those in between come with them.
WEIGHTS = (400, 700)
#: ASCII, what English text and its numbers need besides, and the accents most often met in names of authors.
BASIC = {*range(0x20, 0x7F), *map(ord, "\u00a0£©°±²³¶·¼½¾×áäçèéëíñóöúü‑–—‘’“”•…′€™↑↓−\u2010")}
LAYOUT = ["ccmp", "kern", "locl", "mark", "mkmk"]


def source(folder: Path, part: str, slope: str) -> TTFont:
    """One of the typeface's own files."""
    return TTFont(folder / f"atkinson-hyperlegible-next-{part}-wght-{slope}.woff2")


def cut(font: TTFont, signs: set[int], target: str) -> None:
    """Write the part of a font that has these signs, the same bytes each time; licences lie beside it."""
    font = instancer.instantiateVariableFont(font, {"wght": WEIGHTS}, updateFontNames=False)
    plain = io.BytesIO()
    font.flavor = None
    font.save(plain)  # what is loaded anew has no lazy tables, which the subsetter trips over
    font = TTFont(plain, recalcTimestamp=False)
    options = subset.Options(layout_features=LAYOUT, hinting=False, notdef_outline=True, name_IDs=[], glyph_names=False)
    options.drop_tables += ["gasp"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=sorted(signs))
    cutter.subset(font)
    font["head"].modified = font["head"].created
    font.flavor = "woff2"
    font.save(FONTS / f"atkinson-next-{target}.woff2")


def main(folder: Path) -> None:
    """Write all files, and print their sizes."""
    for part, slope, target in (
        ("latin", "italic", "latin-wght-italic"),
        ("latin-ext", "normal", "latin-ext-wght-normal"),
        ("latin-ext", "italic", "latin-ext-wght-italic"),
    ):
        cut(source(folder, part, slope), set(source(folder, part, slope).getBestCmap()), target)
    upright = source(folder, "latin", "normal")
    cut(upright, BASIC, "basic-wght-normal")
    cut(source(folder, "latin", "normal"), set(upright.getBestCmap()) - BASIC, "more-wght-normal")
    for file in sorted(FONTS.glob("atkinson-next-*.woff2")):
        print(f"{file.stat().st_size:6}  {file.name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
