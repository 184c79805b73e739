"""The T-score scale from -4 to +2, with its three ranges.

The limits -1.0 and -2.5 are those of the WHO study group of 1994 (Kanis 1994, doi:10.1002/jbmr.5650090802).
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from bonewise.figures.svg import INK, canvas, shape, words

_LEFT, _STEP, _TOP, _HEIGHT = 40.0, 100.0, 70.0, 56.0
_LOWEST, _HIGHEST = -4.0, 2.0
_RANGES = (
    (_LOWEST, -2.5, "Osteoporosis", "-2.5 or lower", "#f3c9c0"),
    (-2.5, -1.0, "Osteopenia", "-1.0 to -2.5", "#f7e3b5"),
    (-1.0, _HIGHEST, "Normal", "-1.0 or higher", "#cfe6d4"),
)


def _x(score: float) -> float:
    return _LEFT + (score - _LOWEST) * _STEP


def t_score_scale() -> Element:
    """The drawing, 680 × 190 units."""
    svg = canvas(
        "t-score-scale",
        680,
        190,
        "The T-score scale",
        "A scale from -4 on the left to +2 on the right. Zero is the average of healthy young adults. A score of "
        "-1.0 or higher is called normal. Between -1.0 and -2.5 is called osteopenia. A score of -2.5 or lower is "
        "called osteoporosis.",
    )
    for low, high, name, limits, fill in _RANGES:
        _band(svg, low, high, name, limits, fill)
    for whole in range(int(_LOWEST), int(_HIGHEST) + 1):
        shape(svg, "path", d=f"M{_x(whole):.0f} {_TOP + _HEIGHT:.0f}v10", stroke=INK, stroke_width=2, class_="bw-line")
        text = f"{whole:+d}".replace("-", "\N{MINUS SIGN}") if whole else "0"
        words(svg, _x(whole), _TOP + _HEIGHT + 30, text, text_anchor="middle", font_size=17)
    shape(svg, "path", d=f"M{_x(0):.0f} {_TOP - 6:.0f}v-14", stroke=INK, stroke_width=2, class_="bw-line")
    words(svg, _x(0), _TOP - 28, "Average healthy young adult", text_anchor="middle", font_size=17)
    return svg


def _band(svg: Element, low: float, high: float, name: str, limits: str, fill: str) -> None:
    shape(
        svg,
        "rect",
        x=_x(low),
        y=_TOP,
        width=_x(high) - _x(low),
        height=_HEIGHT,
        fill=fill,
        stroke=INK,
        stroke_width=1.6,
        class_="bw-band",
    )
    middle = (_x(low) + _x(high)) / 2
    words(svg, middle, _TOP + 26, name, font_weight=700, text_anchor="middle", font_size=19, class_="bw-on-bone")
    words(
        svg,
        middle,
        _TOP + 46,
        limits.replace("-", "\N{MINUS SIGN}"),
        text_anchor="middle",
        font_size=16,
        class_="bw-on-bone",
    )
