"""A bone scan of the lower spine as its report shows it, with L1 to L4 marked off.

That L1 to L4 are read together: International Society for Clinical Densitometry, official positions. The drawing is no
scan of a person.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from bonewise.figures.svg import INK, TEAL, canvas, shape, words

_WIDTH, _HEIGHT = 360, 420
_LEFT, _RIGHT, _MIDDLE = 92, 268, 180
_FIRST, _STEP = 112.0, 58.0
_BONE, _FAINT, _DARK = "#dfe7e6", "#93a5a8", "#26353c"


def scan_lumbar() -> Element:
    """The drawing, 360 × 420 units: about a phone's width."""
    svg = canvas(
        "scan-lumbar",
        _WIDTH,
        _HEIGHT,
        "The part of the spine that a bone scan reads",
        "A bone scan of the lower spine, seen from the front. The bones are light on a dark ground. Lines mark off "
        "four bones, named L1, L2, L3 and L4 from the top. A bracket says that the scan reads these four as one. Above "
        "L1 are the lowest ribs, and below L4 are L5 and the top of the hip bones.",
    )
    shape(svg, "rect", x=_LEFT, y=10, width=_RIGHT - _LEFT, height=400, rx=6, fill=_DARK, class_="bw-bone")
    _ribs(svg)
    for index, name in enumerate(("", "L1", "L2", "L3", "L4", "")):
        _bone(svg, _FIRST + (index - 1) * _STEP, 27 + 2.2 * index, name)
    _hips(svg)
    for index in range(5):
        y = _FIRST + (index - 0.5) * _STEP
        line = {"stroke": "#f7d774", "stroke_width": 2.4, "stroke_dasharray": "7 5", "class_": "bw-bone"}
        shape(svg, "path", d=f"M{_LEFT + 8} {y:.1f}H{_RIGHT - 8}", fill="none", **line)
    _words(svg)
    return svg


def _bone(svg: Element, y: float, half: float, name: str) -> None:
    """A vertebra from the front: waisted sides, and a wing to each side."""
    high, fill = _STEP / 2 - 5, _BONE if name else _FAINT
    for way in (-1, 1):
        wing = f"M{_MIDDLE + way * (half - 4):.1f} {y - 9:.1f}q{way * 16}-2 {way * 27} 4q{way * 2} 6 {way * -4} 7"
        shape(svg, "path", d=f"{wing}q{way * -12}-2 {way * -23} 3z", fill=_FAINT, class_="bw-bone")
    left, right = _MIDDLE - half, _MIDDLE + half
    path = (
        f"M{left:.1f} {y - high:.1f}Q{_MIDDLE} {y - high + 5:.1f} {right:.1f} {y - high:.1f}"
        f"Q{right - 8:.1f} {y:.1f} {right:.1f} {y + high:.1f}Q{_MIDDLE} {y + high - 5:.1f} {left:.1f} {y + high:.1f}"
        f"Q{left + 8:.1f} {y:.1f} {left:.1f} {y - high:.1f}Z"
    )
    shape(svg, "path", d=path, fill=fill, stroke=_DARK, stroke_width=1.5, class_="bw-bone")
    if name:
        look = {"font_size": 20, "font_weight": 700, "text_anchor": "middle", "fill": INK, "class_": "bw-on-bone"}
        words(svg, _MIDDLE, y + 7, name, **look)


def _ribs(svg: Element) -> None:
    for way in (-1, 1):
        path = f"M{_MIDDLE + way * 24} 44q{way * 26} 2 {way * 48} 26"
        look = {"fill": "none", "stroke": _FAINT, "stroke_width": 8, "stroke_linecap": "round", "class_": "bw-bone"}
        shape(svg, "path", d=path, **look)


def _hips(svg: Element) -> None:
    for way in (-1, 1):
        edge = _MIDDLE + way * 88
        path = f"M{edge} 348q{way * -30} 4 {way * -46} 34q{way * -4} 14 {way * 2} 28H{edge}z"
        shape(svg, "path", d=path, fill=_FAINT, class_="bw-bone")


def _words(svg: Element) -> None:
    top, bottom = _FIRST - _STEP / 2, _FIRST + 3.5 * _STEP
    path = f"M278 {top + 4:.1f}h9v{bottom - top - 8:.1f}h-9"
    shape(svg, "path", d=path, fill="none", stroke=TEAL, stroke_width=3, class_="bw-accent-line")
    middle = (top + bottom) / 2
    for line, text in enumerate(("Read", "as", "one")):
        look = {"font_size": 18, "font_weight": 700, "fill": TEAL, "class_": "bw-accent"}
        words(svg, 296, middle - 16 + 23 * line, text, **look)
    for y, lines in ((46, ("Lowest", "ribs")), (338, ("L5",)), (374, ("Hip", "bones"))):
        for line, text in enumerate(lines):
            words(svg, 82, y + 21 * line, text, font_size=17, text_anchor="end")
