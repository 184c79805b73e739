"""What a reference manager exported, to references: which format it is, and whether it can be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from bonewise.exported.bibtex import read_bibtex
from bonewise.exported.csl import Read, read_json, read_yaml
from bonewise.exported.record import Reference, clean
from bonewise.exported.ris import read_ris
from bonewise.model import Finding, Place

__all__ = ["Reference", "read_export"]

#: 10,000 sources are about 10 MB; a larger file is something else.
MAX_BYTES = 20_000_000

_BY_ENDING: dict[str, Callable[[str, str], Read]] = {
    ".json": read_json,
    ".yaml": read_yaml,
    ".yml": read_yaml,
    ".bib": read_bibtex,
    ".bibtex": read_bibtex,
    ".ris": read_ris,
}
_BY_CONTENT: tuple[tuple[str, Callable[[str, str], Read]], ...] = (
    (r"\A\s*[\[{]", read_json),
    (r"^TY  -", read_ris),
    (r"^references:", read_yaml),
    (r"^[ \t]*@\w+[ \t]*[{(]", read_bibtex),
)


def read_export(file: Path, shown: str) -> tuple[list[Reference], list[Finding]]:
    """The references of a file, or what is wrong with it: where there are findings, there are no references."""
    text, findings = _text(file, shown)
    reader = _reader(file, text)
    if reader is None and not findings:
        what = "this is none of the formats that can be read"
        mend = "export it as CSL-JSON, CSL-YAML, BibTeX or RIS"
        findings.append(Finding(Place(shown), "bad-import", what, mend))
    if reader is None or findings:
        return [], findings
    entries, findings = reader(text, shown)
    references: list[Reference] = []
    for raw, place in entries:
        found = clean(raw, place)
        if isinstance(found, Finding):
            findings.append(found)
        else:
            references.append(found)
    if not references and not findings:
        findings.append(Finding(Place(shown), "bad-import", "there is no source in it", "choose what to export first"))
    return ([], findings) if findings else (references, [])


def _text(file: Path, shown: str) -> tuple[str, list[Finding]]:
    """The file as text, with line feeds only; UTF-16 where its first bytes say so, as EndNote writes it."""

    def refuse(what: str, mend: str) -> tuple[str, list[Finding]]:
        return "", [Finding(Place(shown), "bad-import", what, mend)]

    try:
        if file.stat().st_size > MAX_BYTES:
            return refuse(f"the file has more than {MAX_BYTES:,} bytes", "export fewer sources at a time")
        data = file.read_bytes()
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        what, mend = "the file is not UTF-8 text", "choose UTF-8 when you export it"
        return "", [Finding(Place(shown, line), "bad-import", what, mend)]
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return refuse(f"the file cannot be read: {reason[:1].lower()}{reason[1:]}", "check its name and place")
    return text.replace("\r\n", "\n").replace("\r", "\n"), []


def _reader(file: Path, text: str) -> Callable[[str, str], Read] | None:
    """By the file's ending; where that says nothing, by what the file begins with."""
    by_content = (reader for pattern, reader in _BY_CONTENT if re.search(pattern, text, re.M))
    return _BY_ENDING.get(file.suffix.lower()) or next(by_content, None)
