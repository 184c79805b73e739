"""Two entries of the bibliography are the same work.

Why: one study that looks like two makes a claim look better supported than it is.
Bad: two keys with the DOI 10.1056/NEJMoa1715274. Good: one entry, cited by its key everywhere.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding, Source
from bonewise.rules._sources import first_author, number, same_title, year

HEALTH = True


def check(edition: Edition) -> Iterator[Finding]:
    seen: dict[tuple[str, str], Source] = {}
    groups: dict[tuple[int | None, str], list[Source]] = {}
    for source in sorted(edition.library.sources.values(), key=lambda each: each.place):
        numbers = {name: number(source, name) for name in ("DOI", "PMID")}
        same = next((name for name, value in numbers.items() if value and (name, value) in seen), "")
        group = groups.setdefault((year(source), first_author(source)), [])
        if same:
            yield _finding(source, seen[same, numbers[same]], same)
        else:
            twin = next((other for other in group if _alike(other, source)), None)
            if twin:
                yield _finding(source, twin, "title")
        group.append(source)
        for name, value in numbers.items():
            seen.setdefault((name, value), source)


def _finding(source: Source, first: Source, same: str) -> Finding:
    what = f"'{source.key}' has the {same} of '{first.key}' on line {first.place.line}"
    place = source.places.get(same, source.place)
    if same == "title":
        what += ", with the same year and first author"
        mend = "keep one of the two, or give both their DOIs"
        title = source.places.get("title", source.place)
        return Finding(title, "duplicate-source", what, mend, "warning", source.ends.get("title"))
    return Finding(
        place, "duplicate-source", what, f"keep one of the two, and cite '{first.key}'", end=source.ends.get(same)
    )


def _alike(one: Source, other: Source) -> bool:
    """Same title; but works with other numbers, or web pages with other addresses, are other works."""
    for name in ("DOI", "PMID"):
        numbers = {number(one, name), number(other, name)}
        if "" not in numbers and len(numbers) > 1:
            return False
    if year(one) is None and not first_author(one):
        return False
    if one.csl.get("type") == other.csl.get("type") == "webpage" and _address(one) != _address(other):
        return False
    return same_title(one, other)


def _address(source: Source) -> str:
    address = str(source.csl.get("URL", "")).lower().partition("://")[2]
    return address.removeprefix("www.").rstrip("/")
