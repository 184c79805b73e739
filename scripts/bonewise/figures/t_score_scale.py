"""The T-score scale, upright from +2 down to -4, with its three ranges.

The limits -1.0 and -2.5 are those of the WHO study group of 1994 (Kanis 1994, doi:10.1002/jbmr.5650090802).
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from bonewise.figures.svg import INK, canvas, shape, words

_WIDTH, _HEIGHT = 360, 500
_LEFT, _RIGHT, _TOP, _STEP = 66.0, 352.0, 22.0, 76.0
_LOWEST, _HIGHEST = -4.0, 2.0
_RANGES = (
    (-1.0, _HIGHEST, 1.25, "Normal", "-1.0 or higher", "#cfe6d4"),
    (-2.5, -1.0, -1.75, "Osteopenia", "between -1.0 and -2.5", "#f7e3b5"),
    (_LOWEST, -2.5, -3.25, "Osteoporosis", "-2.5 or lower", "#f3c9c0"),
)


def _y(score: float) -> float:
    return _TOP + (_HIGHEST - score) * _STEP


def t_score_scale() -> Element:
    """The drawing, 360 × 500 units: about a phone's width."""
    svg = canvas(
        "t-score-scale",
        _WIDTH,
        _HEIGHT,
        "The T-score scale",
        "A scale from +2 at the top to -4 at the bottom. Zero is the average of healthy young adults. A score of "
        "-1.0 or higher is called normal. Between -1.0 and -2.5 is called osteopenia. A score of -2.5 or lower is "
        "called osteoporosis.",
    )
    for low, high, middle, name, limits, fill in _RANGES:
        _band(svg, low, high, fill)
        words(svg, _LEFT + 16, _y(middle) - 3, name, font_size=23, font_weight=700, class_="bw-on-bone")
        words(svg, _LEFT + 16, _y(middle) + 21, _minus(limits), class_="bw-on-bone")
    for score in (2, 1, 0, -1, -2, -2.5, -3, -4):
        shape(svg, "path", d=f"M{_LEFT:.0f} {_y(score):.0f}h-12", stroke=INK, stroke_width=2, class_="bw-line")
        text = _minus(f"{score:+g}") if score else "0"
        words(svg, _LEFT - 16, _y(score) + 7, text, text_anchor="end", font_size=20)
    _average(svg)
    return svg


def _minus(text: str) -> str:
    return text.replace("-", "\N{MINUS SIGN}")


def _band(svg: Element, low: float, high: float, fill: str) -> None:
    shape(
        svg,
        "rect",
        x=_LEFT,
        y=_y(high),
        width=_RIGHT - _LEFT,
        height=_y(low) - _y(high),
        fill=fill,
        stroke=INK,
        stroke_width=1.6,
        class_="bw-band",
    )


def _average(svg: Element) -> None:
    """The line at zero; it stands on the band, which stays light in the dark."""
    line = f"M{_LEFT:.0f} {_y(0):.0f}H{_RIGHT:.0f}"
    shape(svg, "path", d=line, stroke=INK, stroke_width=2, stroke_dasharray="7 5", class_="bw-on-band")
    words(svg, _LEFT + 16, _y(0) + 24, "Average healthy young adult", class_="bw-on-bone")
