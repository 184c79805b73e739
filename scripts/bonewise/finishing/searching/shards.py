"""Terms and entries to small scripts, so that a browser asks only for what a query needs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any
from zlib import crc32

from bonewise.finishing.searching.entries import Entry
from bonewise.finishing.searching.postings import Term
from bonewise.finishing.searching.words import STOP, SYNONYMS, initial, sounds, stem, term, tokens

#: Numbers are written in 86 letters that JSON does not escape: from '(' to '~' without the backslash.
_LETTERS = bytes(code for code in range(40, 127) if code != 92).ljust(256)
BASE = 86
#: Gaps below this take one letter; the letters above it begin longer ones.
_SHORT = 78
#: Characters of a file of terms and of one of the dictionary, and pages in a file of heads: about half a kilobyte, one
#: kilobyte and one kilobyte when compressed. A query asks for one file of terms a word, and for the head of one page.
TERMS_SIZE, WORDS_SIZE, MAX_HEADS = 500, 1600, 3
_POPULAR = 5
#: A folder of more pages than this is a collection, as the exercises are: one of its pages goes first, the rest follow.
LARGE = 40
_NEGATIVE = {"cant", "cannot", "couldnt", "no", "not", "unable", "wont"}


def shards(found: list[Entry], terms: dict[str, Term]) -> dict[str, Any]:
    """Every file by its name with what it holds; `root` is the one that names the others."""
    made: dict[str, Any] = {}
    files = _term_files(terms)
    made |= {f"t{number}": " ".join(lines) for number, lines in enumerate(files)}
    words = list(_word_files(terms))
    made |= {f"d{number}": " ".join(lines) for number, (_, lines) in enumerate(words)}
    for start in range(0, len(found), MAX_HEADS):
        made[f"h{start // MAX_HEADS}"] = [_head(entry) for entry in found[start : start + MAX_HEADS]]
    for number, entry in enumerate(found):
        made[f"x{number}"] = [section.text for section in entry.sections]
    made["root"] = _root(found, len(files), [bound for bound, _ in words])
    return made


def _term_files(terms: dict[str, Term]) -> list[list[str]]:
    """Terms by a sum of their letters, so that a browser knows the file of each without any list."""
    lines = {name: _line(name, terms[name]) for name in sorted(terms)}
    sums = [crc32(name.encode()) for name in lines]
    files: list[list[str]] = [[] for _ in range(_spread(sums, list(map(len, lines.values()))))]
    for line, each in zip(lines.values(), sums):
        files[each % len(files)].append(line)
    return files


def _spread(sums: list[int], sizes: list[int]) -> int:
    """Among how many files: of some numbers that by which the common words, whose lines are long, share files least."""
    least = 1 + sum(sizes) // TERMS_SIZE
    heavy = [(each, size) for each, size in zip(sums, sizes) if size > TERMS_SIZE // 4]

    def crowd(files: int) -> int:
        held = Counter[int]()
        for each, size in heavy:
            held[each % files] += size
        return sum(size * size for size in held.values())

    return min(range(least, least + min(least, 200) // 8 + 1), key=crowd)


def _word_files(terms: dict[str, Term]) -> Iterator[tuple[str, list[str]]]:
    """The dictionary, asked for words that are misspelt or unfinished: by first letter, then by sound.

    Each file goes with the letter and sound that it begins with, as far as need be; words that sound alike stay
    together.
    """
    first, lines, size, last = "", list[str](), 0, ""
    names = [name for name in terms if len(name) > 2 and not name[0].isdigit()]
    for key, name in sorted((initial(name) + heard, name) for name, heard in zip(names, sounds(names))):
        if size > WORDS_SIZE and key != last:
            yield first, lines
            lines, size = [], 0
        first, last = first if lines else _bound(last, key), key
        line = f"{name}{_shown(name, terms[name])}{_level(terms[name])}"
        lines.append(line)
        size += len(line) + 1
    if lines:
        yield first, lines


def _bound(last: str, key: str) -> str:
    """The shortest beginning of a key that comes after the last one; all bounds are fetched before the first query.

    >>> _bound("b156", "b1642")
    'b16'
    """
    return next(key[:length] for length in range(1, len(key) + 1) if key[:length] > last)


def _level(term: Term) -> str:
    """How often it is part of a name: A never, B once, C twice or thrice, and so on."""
    return chr(65 + len(term.names).bit_length())


def _line(name: str, term: Term) -> str:
    return f"{name}{_shown(name, term)}!{_gap(term.pages)}!{_rows(term.names)}!{_rows(term.text)}"


def _shown(name: str, term: Term) -> str:
    """How it is mostly spelt in full, where that is more than the term."""
    spelt = max(term.spelt.items(), key=lambda pair: (pair[1], pair[0]))[0] if term.spelt else name
    return "" if spelt == name else f"_{spelt.removeprefix(name)}" if spelt.startswith(name) else f"={spelt}"


def _rows(rows: list[tuple[int, int, int]]) -> str:
    """Three letters for each: how many pages on from the last one, which name or section, how much."""
    written, last = list[int](), 0
    for page, number, level in rows:
        gap = page - last
        written += (gap, number, level) if gap < _SHORT else (*_long(gap), number, level)
        last = page
    return bytes(written).translate(_LETTERS).decode()


def _long(number: int) -> tuple[int, int, int]:
    """A number that is not small, as three: how many times 86², how many times 86, and the rest."""
    high, rest = divmod(number - _SHORT, BASE * BASE)
    return _SHORT + high, rest // BASE, rest % BASE


def _gap(number: int) -> str:
    """A whole number: one letter where it is small, else three."""
    return bytes((number,) if number < _SHORT else _long(number)).translate(_LETTERS).decode()


def slug(heading: str) -> str:
    """The id that Markdown gives a heading; the browser makes it anew, and only others are written down."""
    return re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", heading.lower(), flags=re.ASCII).strip())


def _head(entry: Entry) -> list[Any]:
    """Address, title, kind, description, picture, headings; then the id where the address does not tell it."""
    headings = [
        part.heading if part.anchor == slug(part.heading) else [part.heading, part.anchor] for part in entry.sections
    ]
    record = [entry.url, entry.title, entry.kind, entry.description, 1 if entry.drawing else 0, headings]
    return [*record, entry.id] if entry.id != entry.url.rstrip("/").rpartition("/")[2] else record


def _root(found: list[Entry], files: int, bounds: list[str]) -> dict[str, Any]:
    urgent = next((number for number, entry in enumerate(found) if entry.urgent), -1)
    return {
        "pages": len(found),
        "terms": files,
        "words": " ".join(bounds),
        "heads": MAX_HEADS,
        "groups": [[len(list(run)), number] for number, run in groupby(_groups(found))],
        "popular": [number for number, entry in enumerate(found) if entry.kind == "Guide"][:_POPULAR],
        "urgent": urgent,
        "alarms": sorted({alarm(name) for name in found[urgent].names}) if urgent >= 0 else [],
        "stop": " ".join(sorted(STOP)),
        "synonyms": [" ".join(dict.fromkeys(stem(word) for word in row.split())) for row in SYNONYMS],
    }


def _groups(found: list[Entry]) -> Iterator[int]:
    """Which pages belong together: exercises by their group, from 1; pages of a large folder, from -1 down; else 0."""
    folders = [entry.url.rstrip("/").rpartition("/")[0] for entry in found]
    large = sorted(folder for folder, pages in Counter(folders).items() if pages > LARGE)
    named = sorted({entry.group for entry in found} - {""})
    for entry, folder in zip(found, folders):
        if entry.group:
            yield named.index(entry.group) + 1
        else:
            yield -1 - large.index(folder) if folder in large else 0


def alarm(name: str) -> str:
    """The terms of a sign of danger, sorted; a query that holds them all is answered with where to get help.

    >>> alarm("can't feel my legs")
    'feel leg not'
    """
    words = ("not" if word in _NEGATIVE else term(word) for word in tokens(name))
    return " ".join(sorted({word for word in words if word}))
