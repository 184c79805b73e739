"""What the rules about sources ask of an entry: its numbers, year, first author, title and kind of evidence."""

import re
import unicodedata
from collections.abc import Iterator

from bonewise.identifiers import bare, fault
from bonewise.model import Edition, Finding, Fix, Place, Source

#: Identifiers that a link is made of; the others are only read.
_ALONE = ("DOI", "PMID", "ORCID")
#: Servers that hold nothing but preprints; the registrants are theirs alone.
_PREPRINT_DOI = re.compile(
    r"10\.(?:1101/\d{4}\.|21203/rs|48550/arxiv|31219|31234|31222|20944/preprints|2139/ssrn)", re.I
)
_SMALL_WORDS = frozenset("a an and by for from in of on or the to with".split())
#: Shorter words differ in meaning by one letter, as `hip` and `lip`.
_LONG_WORD = 5


def identifier_faults(edition: Edition, rule: str, name: str, example: str) -> Iterator[Finding]:
    """A finding at each value of an identifier that is malformed, or not written alone where entries are ours."""
    for source in edition.library.sources.values():
        for value, place, end in _values(source, name):
            wrong, alone = fault(name, value), bare(name, value)
            if wrong:
                yield Finding(place, rule, f"'{value}' is not a valid {name}: {wrong[0]}", wrong[1], end=end)
            elif edition.library.settings.typed and name in _ALONE and alone != value:
                what = f"'{value}' is more than the {name}"
                fix = _unquoted(place, end, value, alone)
                yield Finding(place, rule, what, f"write it alone, as in {alone or example}", end=end, fix=fix)


def _unquoted(place: Place, end: Place | None, value: str, better: str) -> Fix | None:
    """The right value where the wrong one is written letter by letter, and the right one is a part of it."""
    written = end.column - place.column - len(value) if end and end.line == place.line else -1
    if not better or written not in (0, 2) or not value.endswith(better) or re.search(r'["\\\\]', better):
        return None
    return Fix(f'"{better}"' if written else better)


def _values(source: Source, name: str) -> Iterator[tuple[str, Place, Place | None]]:
    """The text, place and end of an entry's identifier; an ORCID may also stand with each author."""
    if name in source.csl:
        yield str(source.csl[name]), source.places.get(name, source.place), source.ends.get(name)
    people = source.csl.get("author")
    for number, person in enumerate(people if name == "ORCID" and isinstance(people, list) else ()):
        value = person.get("ORCID") or person.get("orcid") if isinstance(person, dict) else None
        if value:
            known = f"author.{number}.ORCID"
            yield (
                str(value),
                source.places.get(known, source.places.get("author", source.place)),
                source.ends.get(known),
            )


def number(source: Source, name: str) -> str:
    """A source's DOI or PMID as it is compared: bare, in lower case; '' where it has none that is well formed."""
    value = str(source.csl.get(name, ""))
    return "" if not value or fault(name, value) else bare(name, value).lower()


def year(source: Source) -> int | None:
    """The year in which a source was issued, where that is a number."""
    issued = source.csl.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    first = parts[0][0] if parts and isinstance(parts[0], list) and parts[0] else None
    return first if isinstance(first, int) else None


def first_author(source: Source) -> str:
    """The first author's family name or the organisation, as it is compared; '' where nobody is named."""
    people = source.csl.get("author") or source.csl.get("editor")
    person = people[0] if isinstance(people, list) and people else {}
    return "".join(_words(str(person.get("family") or person.get("literal") or "")))


def same_title(one: Source, other: Source) -> bool:
    """Whether two titles are the same but for small words, case, marks, a subtitle, or one letter in a long word."""
    first, second = str(one.csl.get("title", "")), str(other.csl.get("title", ""))
    if not first or not second:
        return False
    heads = _words(first.split(":")[0]), _words(second.split(":")[0])
    left, right = _words(first), _words(second)
    if len(heads[0]) > 2 and heads[0] == heads[1] and (left == heads[0] or right == heads[1]):
        return True
    return len(left) == len(right) and all(map(_near, left, right)) and bool(left)


def is_preprint(source: Source) -> bool:
    """Whether a source says of itself that it is a preprint, or stands where only preprints do."""
    genre = f"{source.csl.get('genre', '')} {source.csl.get('container-title', '')} {source.csl.get('type', '')}"
    said = re.search(r"\bpre-?print|\b(?:med|bio)rxiv\b|\barxiv\b|research square", genre, re.I)
    return bool(said or _PREPRINT_DOI.match(number(source, "DOI")))


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", re.sub(r"<[^<>]*>", "", text)).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return [word for word in re.findall(r"[^\W_]+", plain) if word not in _SMALL_WORDS]


def _near(one: str, other: str) -> bool:
    """The same word, or a long one with one letter more, less or other: `randomised`, `randomized`."""
    if one == other:
        return True
    if min(len(one), len(other)) < _LONG_WORD or re.search(r"\d", one + other):
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
    rest, others = one[start:], other[start:]
    swapped = rest[:2] == others[1::-1] and rest[2:] == others[2:]
    return swapped or rest[1:] == others[1:] or rest[1:] == others or rest == others[1:]
