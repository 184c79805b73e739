"""The one style sheet of all embeds: ours, and the parts of the site's own that describe an article."""

from __future__ import annotations

import re
from pathlib import Path

#: Sections of `bonewise.css` that an article needs; the rest dresses the theme's chrome.
SECTIONS = ("Colours", "The page", "Duties", "Boxes", "Exercise", "Cards", "Tables and figures", "Citations")
_SECTION = re.compile(r"/\* -{4} (?P<title>.+?)(?=\n/\* -{4} |\Z)", re.S)
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_REM = re.compile(r"(?<![\w#.-])(-?)(\d*\.?\d+)rem\b")
#: Selectors of the page itself; an embed may stand in another site's page, where they are not ours.
_HOST = re.compile(
    r"^(?:html|body|\.md-(?!typeset)|\.no-js|\.bw-skip|\[data-md-component|"
    r"@media \(prefers-reduced-motion:reduce\)\{\*)"
    r"[^{}]*\{[^{}]*\}\}?[ \t]*\n",
    re.M,
)
_LIGHT, _DARK = "[data-md-color-scheme=default]", "[data-md-color-scheme=slate]"
_IS_LIGHT, _IS_DARK = ".bw-embed", ".bw-embed[data-scheme=dark]"
_MAY_BE_DARK = ".bw-embed:not([data-scheme=light])"
_ACCENT = re.compile(r"(--bw-teal):(#[0-9a-f]{6})")


def style_sheet(own: Path, of_site: Path) -> str:
    """The sheet as text, from the embeds' own file and the site's."""
    parts = {match["title"]: match[0] for match in _SECTION.finditer(of_site.read_text("utf-8"))}
    wanted = [text for name in SECTIONS for title, text in parts.items() if title.startswith(name)]
    text = "".join(f"{_scoped(_COMMENT.sub('', part))}\n" for part in wanted)
    whole = text + _COMMENT.sub("", own.read_text("utf-8"))
    lines = (line.strip() for line in _REM.sub(r"calc(\1\2*var(--bw-rem))", whole).split("\n"))
    return "".join(f"{line}\n" for line in lines if line)


def _scoped(text: str) -> str:
    """One section with its colours bound to the embed's own choice of light and dark, not to the theme's."""
    text = _HOST.sub("", text).replace(f"{_LIGHT},{_DARK}{{", ".bw-embed{")
    text = re.sub(re.escape(_LIGHT) + r"\{[^}]*\}", lambda match: _light(match[0]), text)
    text = re.sub(re.escape(_DARK) + r"[^{}]*\{[^}]*\}", lambda match: _dark(match[0]), text)
    return re.sub(r"^:focus-visible", ".bw-embed :focus-visible", text, flags=re.M).replace(":root{", ".bw-embed{")


def _light(rule: str) -> str:
    return _ACCENT.sub(r"\1:var(--bw-accent,\2)", rule.replace(_LIGHT, _IS_LIGHT))


def _dark(rule: str) -> str:
    """On screens, twice: where the reader's device is dark and nobody asked for light, and where dark was asked for."""
    rule = _ACCENT.sub(r"\1:var(--bw-accent-dark,\2)", rule)
    by_device, by_choice = rule.replace(_DARK, _MAY_BE_DARK), rule.replace(_DARK, _IS_DARK)
    return f"@media screen and (prefers-color-scheme:dark){{{by_device}}}\n@media screen{{{by_choice}}}"
