"""Whether a piece of HTML is so plain that patterns find in it what a parser would."""

from __future__ import annotations

import re

#: Elements inside which `<` or what follows them means something else, and drawings of older kinds.
_HARD = "script|style|textarea|title|template|iframe|no(?:script|embed|frames)|xmp|plaintext|math"
_TEXT = r'[^<=]*+(?:=(?!")[^<=]*+)*'
_VALUES = r'(?: (?:viewBox|preserveAspectRatio|[a-z][a-z0-9:_-]*+)(?:="[^"<>]*+(?<!=)")?)*'
_TAG = rf"(?:/(?!(?:{_HARD})>)[a-z][a-z0-9-]*+>|(?!(?:{_HARD})[ >/])[a-z][a-z0-9-]*+{_VALUES} ?/?>)"
#: An element whose text is no HTML; without `<` in it, it ends where it seems to.
_RAW = rf"(script|style|title){_VALUES}>{_TEXT}</\1>"
_PLAIN_TAG = re.compile(rf"<(?:{_TAG}|{_RAW}|!doctype html>)")


def is_plain(html: str) -> bool:
    """Whether each `<` begins a tag, with names in small letters and values in double quotes, and no comment is held.

    Values hold no angle bracket and end with no `=`, and no text holds `="`: wherever ` id="` stands, it begins an id.
    """
    text = _PLAIN_TAG.sub("", html)
    return "<" not in text and '="' not in text
