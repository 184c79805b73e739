"""The bibliography for other tools: `sources.json` (CSL-JSON) and `sources.bib` (BibTeX)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bibtexparser import Library as BibLibrary
from bibtexparser import write_string
from bibtexparser.model import Entry, Field

from bonewise.model import Library, Source

_TYPES = {
    "article-journal": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}
_FIELDS = {
    "title": "title",
    "container-title": "journal",
    "publisher": "publisher",
    "publisher-place": "address",
    "volume": "volume",
    "issue": "number",
    "page": "pages",
    "DOI": "doi",
    "URL": "url",
    "PMID": "pmid",
    "ISBN": "isbn",
    "ISSN": "issn",
}
#: A chapter's container is a book.
_BOOKS = ("chapter", "paper-conference")
#: BibTeX counts a brace even behind a backslash, so braces have names.
_SPECIAL = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_"}
    | {"{": r"\textbraceleft{}", "}": r"\textbraceright{}", "\\": r"\textbackslash{}"}
)


def write_source_files(library: Library, site: Path) -> None:
    """Write both files at the site's root."""
    data = [dict(source.csl) for source in library.sources.values()]
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
    (site / "sources.json").write_text(f"{text}\n", "utf-8")
    (site / "sources.bib").write_text(bibtex(list(library.sources.values())), "utf-8")


def bibtex(sources: list[Source]) -> str:
    """The sources as BibTeX, in the order given."""
    return str(write_string(BibLibrary([_entry(source.csl) for source in sources])))


def _entry(csl: Any) -> Entry:
    fields = []
    names = [_name(person) for person in csl.get("author", ())]
    if names:
        fields.append(Field("author", " and ".join(names)))
    for name, field in _FIELDS.items():
        if name in csl:
            field = "booktitle" if field == "journal" and csl["type"] in _BOOKS else field
            value = str(csl[name])
            fields.append(Field(field, value if field in ("doi", "url") else value.translate(_SPECIAL)))
    parts = (csl.get("issued") or {}).get("date-parts") or [[]]
    if parts[0]:
        fields.append(Field("year", str(parts[0][0])))
    return Entry(_TYPES.get(csl["type"], "misc"), str(csl["id"]), fields)


def _name(person: dict[str, str]) -> str:
    if "literal" in person:
        return "{" + person["literal"].translate(_SPECIAL) + "}"
    return ", ".join(filter(None, (person.get("family", ""), person.get("given", "")))).translate(_SPECIAL)
