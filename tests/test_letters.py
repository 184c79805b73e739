"""The letters of pages: small files that together have every sign, and sheets that say truly which file has which."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ASSETS = Path(__file__).parent.parent / "templates" / "assets"
SHEETS = (ASSETS / "bonewise.css", ASSETS / "start-here.css", ASSETS.parent / "embed" / "embed.css")
_FACE = re.compile(r'@font-face\{font-family:"([^"]+)"([^}]*)\}')


def signs(text: str) -> set[int]:
    """What a `unicode-range` names."""
    found: set[int] = set()
    for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", text):
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


def has(name: str) -> set[int]:
    return set(TTFont(ASSETS / "fonts" / f"atkinson-next-{name}.woff2").getBestCmap())


def faces(sheet: Path) -> list[tuple[tuple[str, bool], str, set[int]]]:
    """The family with its slope, the file, and the signs of each face that a sheet takes from a file."""
    return [
        ((family, "italic" in rest), file[1], signs(rest.partition("unicode-range:")[2]))
        for family, rest in _FACE.findall(sheet.read_text("utf-8"))
        if (file := re.search(r"atkinson-next-([\w-]+)\.woff2", rest))
    ]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_sign_is_asked_of_two_files_and_upright_ones_only_of_a_file_that_has_them(sheet: Path) -> None:
    """A sign named for a file that lacks it would fetch that file for nothing."""
    taken: dict[tuple[str, bool], set[int]] = {}
    for family, file, named in faces(sheet):
        assert named, file
        assert not named & taken.setdefault(family, set()), file
        taken[family] |= named
        if file in {"basic-wght-normal", "more-wght-normal"}:
            assert named <= has(file), [hex(each) for each in named - has(file)]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_letter_of_the_files_is_left_out(sheet: Path) -> None:
    for family in {family for family, _, _ in faces(sheet)}:
        named = set().union(*(each for name, _, each in faces(sheet) if name == family))
        files = {file for name, file, _ in faces(sheet) if name == family}
        assert {sign for file in files for sign in has(file) if sign < 0x100} <= named


def test_a_plain_page_needs_one_small_file() -> None:
    assert (ASSETS / "fonts" / "atkinson-next-basic-wght-normal.woff2").stat().st_size <= 14_000
    english = set(map(ord, "AZaz09.,;:!?()‘’“”–—…£€%°±×½²© "))
    assert english <= has("basic-wght-normal")


def test_weights_from_regular_to_bold_and_no_other_are_promised() -> None:
    for sheet in SHEETS:
        promised = re.findall(r'Atkinson (?:Next|slanted)";font-weight:([\d ]+)', sheet.read_text("utf-8"))
        assert set(promised) == {"400 700"}
    for file in (ASSETS / "fonts").glob("atkinson-next-*.woff2"):
        axis = TTFont(file)["fvar"].axes[0]
        assert (axis.minValue, axis.maxValue) == (400, 700)
