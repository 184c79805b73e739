"""Make the letters of handouts again: still cuts of the web's variable font, and the few signs that it lacks.

    python tests/bench/print_fonts.py /usr/share/fonts/truetype/dejavu package/files

The second folder is the typeface's own, as for web_fonts.py. A variable font would be cut anew for every handout. The
signs come from DejaVu Sans (Debian: fonts-dejavu-core), under a name of their own, as its licence asks.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from web_fonts import source

FONTS = Path(__file__).parent.parent.parent / "templates" / "assets" / "fonts"
WEIGHTS = {400: "Regular", 700: "Bold"}
SIGNS = "≤≥≈≠µμΔαβ→←↑↓✓☐☑−∞²³½¼¾"


def named(font: TTFont, family: str, weight: int) -> TTFont:
    """The font with only the names that it needs, and the same bytes each time; licences lie beside it."""
    style = WEIGHTS[weight]
    for record in list(font["name"].names):
        font["name"].removeNames(nameID=record.nameID)
    whole = f"{family.replace(' ', '')}-{style}"
    for number, text in ((1, family), (2, style), (3, whole), (4, whole), (6, whole)):
        font["name"].setName(text, number, 3, 1, 0x409)
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.flavor = "woff2"
    return font


def letters(part: str, family: str, weight: int) -> None:
    """One part of the letters at one weight."""
    font = instancer.instantiateVariableFont(
        source(Path(sys.argv[2]), part, "normal"), {"wght": weight}, updateFontNames=False
    )
    font["OS/2"].usWeightClass = weight
    bold = weight == 700
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0b1100001 | (0x20 if bold else 0x40)
    font["head"].macStyle = int(bold)
    for table in ("STAT", "DSIG", "GDEF", "gasp", "prep"):
        if table in font:
            del font[table]
    named(font, family, weight).save(FONTS / f"print-{part}-{weight}.woff2")


def signs(folder: Path, weight: int) -> None:
    """The signs at one weight."""
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=[])
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "FFTM", "gasp"]
    font = subset.load_font(str(folder / ("DejaVuSans-Bold.ttf" if weight == 700 else "DejaVuSans.ttf")), options)
    cutter = subset.Subsetter(options)
    cutter.populate(text=SIGNS)
    cutter.subset(font)
    named(font, "Paper Signs", weight).save(FONTS / f"print-signs-{weight}.woff2")


if __name__ == "__main__":
    for weight in WEIGHTS:
        letters("latin", "Atkinson Hyperlegible Next", weight)
        letters("latin-ext", "Atkinson Hyperlegible Next Ext", weight)
        signs(Path(sys.argv[1]), weight)
