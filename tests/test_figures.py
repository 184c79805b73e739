"""The drawings: readable on a phone, told in words, and plain enough for any print engine."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest

from bonewise.dialect import DRAWINGS
from bonewise.figures import draw

#: A phone shows a drawing about 330 px wide, so a unit is about a pixel there.
WIDEST, SMALLEST_TEXT = 380, 16
#: How wide a letter is on average, as a share of the letters' size, with some to spare.
LETTER = 0.48

each_figure = pytest.mark.parametrize("figure", [draw(name) for name in DRAWINGS], ids=DRAWINGS)


def size(figure: Element) -> tuple[float, float]:
    _, _, width, height = map(float, figure.attrib["viewBox"].split())
    return width, height


@each_figure
def test_text_can_be_read_on_a_phone(figure: Element) -> None:
    assert size(figure)[0] <= WIDEST
    assert all(float(text.attrib["font-size"]) >= SMALLEST_TEXT for text in figure.iter("text"))


@each_figure
def test_text_stays_inside(figure: Element) -> None:
    width, height = size(figure)
    for text in figure.iter("text"):
        x, y, length = float(text.get("x", 0)), float(text.get("y", 0)), len(text.text or "") * LETTER
        length *= float(text.attrib["font-size"])
        left = x - {"start": 0, "middle": length / 2, "end": length}[text.get("text-anchor", "start")]
        assert left >= 0, text.text
        assert left + length <= width, text.text
        assert 0 < y < height, text.text


@each_figure
def test_drawing_is_told_in_words(figure: Element) -> None:
    title, description = figure[0], figure[1]
    assert (title.tag, description.tag) == ("title", "desc")
    assert figure.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


@each_figure
def test_print_engines_need_no_style_sheet(figure: Element) -> None:
    """Colours and sizes are plain attributes; the classes only recolour for the dark."""
    for shape in figure.iter():
        assert "style" not in shape.attrib
        if shape.tag in ("path", "rect", "text"):
            assert shape.get("class", "").startswith("bw-")
            assert shape.get("fill") or shape.get("stroke")


def test_scale_shows_both_limits() -> None:
    told = [text.text for text in draw("t-score-scale").iter("text")]
    assert {"\N{MINUS SIGN}1", "\N{MINUS SIGN}2.5"} <= set(told)
    heights = {text.text: float(text.attrib["y"]) for text in draw("t-score-scale").iter("text")}
    assert heights["+2"] < heights["0"] < heights["Osteopenia"] < heights["Osteoporosis"]
