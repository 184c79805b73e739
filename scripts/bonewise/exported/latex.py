"""LaTeX in a BibTeX field to plain text."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db  # type: ignore[import-untyped]

#: What Zotero and others write that pylatexenc does not know. An empty text leaves what the braces hold.
_MACROS = {
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textunderscore": "_",
    "textsuperscript": "",
    "textsubscript": "",
    "mbox": "",
    "relax": "",
    "noopsort": "",
}
#: In prose these are text, but LaTeX would begin a comment or a table column and lose what follows.
_BARE = re.compile(r"(?<!\\)[%&]")
_DOLLAR = re.compile(r"(?<!\\)\$")
_LINK_TARGET = re.compile(r"\\href\s*\{[^{}]*\}")
_ADDRESS_ESCAPES = re.compile(r"\\([_%&#~$])(?:\{\})?")


def decoded(text: str) -> str:
    """Plain text. May raise: on what no LaTeX can be, pylatexenc raises errors of many kinds."""
    if not re.search(r"[\\{}$~`']|--", text):
        return text
    text = _BARE.sub(r"\\\g<0>", _LINK_TARGET.sub("", text))
    if len(_DOLLAR.findall(text)) % 2:
        text = _DOLLAR.sub(r"\\$", text)
    return str(_decoder().latex_to_text(text))


def address(text: str) -> str:
    """A web address or DOI, in which only a backslash before a sign and `\\url{…}` are LaTeX."""
    bare = re.sub(r"^\\url\s*\{(.*)\}$", r"\1", text.strip())
    return _ADDRESS_ESCAPES.sub(r"\1", bare).replace("{", "").replace("}", "")


@cache
def _decoder() -> Any:
    macros = get_default_latex_context_db()
    known = [MacroTextSpec(name, simplify_repl=shown) for name, shown in _MACROS.items()]
    macros.add_context_category("bonewise", prepend=True, macros=[*known, MacroTextSpec("url", simplify_repl="%s")])
    # An unknown command stays visible; pylatexenc would drop it.
    macros.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=lambda node: node.latex_verbatim()))
    return LatexNodes2Text(latex_context=macros, math_mode="text", keep_comments=True)
