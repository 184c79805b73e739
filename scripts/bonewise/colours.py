"""Colours as WCAG counts them: contrast, the ground behind a text, and the nearest colour that can be read on it."""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass

#: WCAG 2.2, success criterion 1.4.3: what text needs at least.
LEAST = 4.5
_HEX = re.compile(r"#[0-9a-f]{6}")
#: Share of the accent in the soft ground behind boxes and heads of tables.
_SOFT = 0.11


@dataclass(frozen=True)
class Scheme:
    """The grounds of a colour scheme, as `templates/assets/bonewise.css` has them, and its own accent."""

    css: str
    paper: str
    raised: str
    on_accent: str
    accent: str


SCHEMES = {
    "light": Scheme("default", "#fbfaf7", "#ffffff", "#ffffff", "#0b5c63"),
    "dark": Scheme("slate", "#12191c", "#1a2428", "#0c2426", "#7fd0d6"),
}


def is_colour(text: str) -> bool:
    """Whether the text is a colour as mkdocs.yml has it: a number sign and six hexadecimal digits."""
    return _HEX.fullmatch(text.lower()) is not None


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).

    >>> round(contrast("#000000", "#ffffff"), 1), round(contrast("#0b5c63", "#fbfaf7"), 1)
    (21.0, 7.4)
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def soft(accent: str, scheme: Scheme) -> str:
    """The ground of boxes: paper with a little of the accent in it."""
    parts = zip(_parts(scheme.paper), _parts(accent))
    return _hex(tuple(paper + (own - paper) * _SOFT for paper, own in parts))


def least_contrast(accent: str, scheme: Scheme) -> float:
    """The lowest contrast that an accent has in its scheme: as text on each ground, and below the words of a button."""
    grounds = (scheme.paper, scheme.raised, soft(accent, scheme), scheme.on_accent)
    return min(contrast(accent, ground) for ground in grounds)


def nearest_passing(accent: str, scheme: Scheme) -> str:
    """The colour of the same hue and strength that can be read everywhere and differs least in lightness."""
    hue, lightness, strength = colorsys.rgb_to_hls(*_parts(accent))

    def at(step: int) -> str:
        return _hex(colorsys.hls_to_rgb(hue, min(1.0, max(0.0, lightness + step / 255)), strength))

    return next((at(step) for step in _outward() if _passes(at(step), scheme)), scheme.accent)


def _outward() -> list[int]:
    """0, 1, -1, 2, -2 and so on: every lightness there is, the near ones first."""
    return sorted(range(-255, 256), key=lambda step: (abs(step), -step))


def _passes(accent: str, scheme: Scheme) -> bool:
    return least_contrast(accent, scheme) >= LEAST


def _luminance(colour: str) -> float:
    red, green, blue = map(_linear, _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(parts: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
