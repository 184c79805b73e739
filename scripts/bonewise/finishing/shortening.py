"""Our own scripts without what only their readers need: comments, spaces and long names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import product

#: A comment, a string, a template, a regular expression where no value stands before it, a word or number, any sign.
_TOKEN = re.compile(
    r"""(?P<gap>(?:\s|//[^\n]*|/\*.*?\*/)+)
    |(?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)
    |(?P<pattern>/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*)
    |(?P<word>[\w$]+)
    |(?P<sign>=>|\.\.\.|\?\.|.)""",
    re.X | re.S,
)
_VALUE = re.compile(r"[\w$)\]]$")
_NAME = re.compile(r"[A-Za-z_$][\w$]*$")
_KEYWORDS = frozenset(
    """
    as async await break case catch class const continue default delete do else export extends false finally for from
    function get if import in instanceof let new null of return set static super switch this throw true try typeof
    undefined var void while with yield
    """.split()
)
_CLOSED_BY = {"(": ")", "[": "]", "{": "}"}
#: A brace behind one of these begins a block; behind anything else, an object or a pattern of names.
_BLOCK = frozenset(["", ")", "=>", ";", "{", "}", "else", "try", "finally", "do"])
#: Where a line may end, the statement goes on anyway.
_GOES_ON, _WENT_ON = re.compile(r"(?:[{,;(\[=:?&|+]|=>)$"), re.compile(r"[)\]}.,?:]")
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def short_script(script: str) -> str:
    """A script that does the same with fewer letters.

    A name that the script declares gets a short one, the same wherever it stands, unless a property, a key or a
    template has it too: so no scope needs to be known. Line ends stay where they may end a statement.

    >>> short_script("const one = { name: 1 };  // a key\\nconst sum = (first) => first + one.name;")
    'const b={name:1};const c=(a)=>a+b.name;\\n'
    """
    tokens = list(_tokens(script))
    names = _names(tokens)
    return _joined([names.get(text, text) if kind == "word" else text for kind, text in tokens])


def _tokens(script: str) -> Iterator[tuple[str, str]]:
    """Kinds and texts; a gap is a line end or a space."""
    at, last = 0, ""
    while at < len(script):
        match = _TOKEN.match(script, at)
        assert match
        assert match.lastgroup
        kind, text = match.lastgroup, match[0]
        if kind == "pattern" and _VALUE.search(last) and last not in _KEYWORDS:
            kind, text = "sign", "/"
        at += len(text)
        if kind == "gap":
            yield kind, "\n" if "\n" in text else " "
        else:
            last = text
            yield kind, text


def _names(tokens: list[tuple[str, str]]) -> dict[str, str]:
    """A short name for each that the script declares and that is nothing else, the shortest for the most frequent."""
    solid = [("", ""), *(token for token in tokens if token[0] != "gap"), ("", "")]
    words = Counter(text for kind, text in solid if kind == "word" and _NAME.match(text))
    fixed = _KEYWORDS | set(_keys(solid))
    ours = sorted(_declared([text for _, text in solid]) & words.keys() - fixed, key=lambda name: (-words[name], name))
    return dict(zip(ours, (name for name in _short_names() if name not in fixed and name not in words.keys() - ours)))


def _short_names() -> Iterator[str]:
    for length in (1, 2):
        yield from map("".join, product(_LETTERS, repeat=length))


def _keys(solid: list[tuple[str, str]]) -> Iterator[str]:
    """Names of properties, also where `{ name }` stands for `{ name: name }`, and all words of templates."""
    inside = [""]
    for (_, before), (kind, text), (_, after) in zip(solid, solid[1:], solid[2:]):
        if kind == "text" and text[0] == "`":
            yield from re.findall(r"[\w$]+", text)
        elif kind == "word":
            listed = before in ("{", ",")
            if before in (".", "?.", "get", "set") or (listed and (after == ":" or inside[-1] == "object")):
                yield text
        elif kind == "sign" and text in _CLOSED_BY:
            inside.append("object" if text == "{" and before not in _BLOCK else text)
        elif kind == "sign" and text in _CLOSED_BY.values():
            inside.pop()


def _declared(texts: list[str]) -> set[str]:
    """Names behind `const`, `let`, `function` and `catch`, in lists of them, in patterns, and before arrows."""
    found = set[str]()
    for at, text in enumerate(texts):
        before, after = texts[at - 1] if at else "", texts[at + 1] if at + 1 < len(texts) else ""
        if text in ("const", "let", "function", "catch") and after in _CLOSED_BY:
            found.update(_bound(texts, at + 1, _end(texts, at + 1)))
        elif before in ("const", "let", "function") or after == "=>" or (before == "," and after == "="):
            found.add(text)
        if before == "function" and after == "(":
            found.update(_bound(texts, at + 1, _end(texts, at + 1)))
        if text == "=>" and before == ")":
            found.update(_bound(texts, _start(texts, at - 1), at - 1))
    return found


def _bound(texts: list[str], start: int, end: int) -> Iterator[str]:
    """The names of a pattern, without what they are if nothing is given."""
    return (texts[at] for at in range(start, end) if texts[at - 1] != "=" and _NAME.match(texts[at]))


def _end(texts: list[str], start: int) -> int:
    depth = 0
    for at in range(start, len(texts)):
        depth += (texts[at] in _CLOSED_BY) - (texts[at] in _CLOSED_BY.values())
        if not depth:
            return at
    return start


def _start(texts: list[str], end: int) -> int:
    depth = 0
    for at in range(end, -1, -1):
        depth += (texts[at] in _CLOSED_BY.values()) - (texts[at] in _CLOSED_BY)
        if not depth:
            return at
    return end


def _joined(texts: list[str]) -> str:
    """Without spaces that part nothing, and without ends of lines where no statement can end."""
    made: list[str] = []
    for text, after in zip(texts, [*texts[1:], ""]):
        before = made[-1] if made else ""
        if text == " " and not _parts(before, after):
            continue
        if text == "\n" and (not before or not after or _GOES_ON.search(before) or _WENT_ON.match(after)):
            continue
        made.append(text)
    return "".join(made) + "\n"


def _parts(before: str, after: str) -> bool:
    """Whether a space between these two is needed: between words, and signs that would become another sign."""
    if not before or not after:
        return False
    word = re.compile(r"[\w$]")
    return bool(word.match(before[-1]) and word.match(after[0])) or (before[-1] == after[0] and after[0] in "+-/")
