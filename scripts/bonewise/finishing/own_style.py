"""The site's own accent colours, and its name on paper, added to the built style sheets."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bonewise.colours import SCHEMES, is_colour, soft
from bonewise.model import Library, Place

_MARK = "\n/* From mkdocs.yml */\n"


def add_own_style(library: Library, site: Path) -> None:
    """Write what mkdocs.yml says behind the style sheets of the built site; a second run changes nothing more."""
    identity = library.settings.identity
    _append(site / "assets/bonewise.css", accent_rules(identity.accents))
    _append(site / "assets/print.css", printed_rule(identity.printed))
    _append(site / "assets/start-here.css", start_rule(identity.accents))


def accent_rules(accents: Mapping[str, tuple[str, Place]]) -> str:
    """CSS that gives each colour scheme its accent, and what is made of it."""
    rules = []
    for name, scheme in SCHEMES.items():
        accent = accents[name][0].lower() if name in accents else ""
        if is_colour(accent):
            values = f"--bw-teal:{accent};--bw-teal-soft:{soft(accent, scheme)};--bw-on-teal:{scheme.on_accent}"
            rules.append(f"@media screen{{[data-md-color-scheme={scheme.css}]{{{values}}}}}")
    return "\n".join(rules)


def start_rule(accents: Mapping[str, tuple[str, Place]]) -> str:
    """CSS that gives the first page of an offline copy the same accents."""
    given = {name: accents[name][0].lower() for name in SCHEMES if name in accents}
    values = "".join(f"--{name}:{value};" for name, value in given.items() if is_colour(value))
    return f":root{{{values}}}" if values else ""


def printed_rule(words: str) -> str:
    """CSS that prints the words at the foot of every sheet of paper."""
    return f'@page{{@bottom-left{{content:"{_quoted(words)}"}}}}' if words else ""


def _quoted(words: str) -> str:
    """A text inside a CSS string; what could end the string, or the style sheet, is written as its code."""
    return "".join(sign if sign.isalnum() or sign in " .,:;!?()-'" else f"\\{ord(sign):x} " for sign in words)


def _append(file: Path, rules: str) -> None:
    if rules and file.is_file():
        own, _, _ = file.read_text("utf-8").partition(_MARK)
        file.write_text(f"{own}{_MARK}{rules}\n", "utf-8")
