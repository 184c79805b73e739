"""Findings as JUnit XML, which most continuous integration shows: a suite for each page, a failure for each finding."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from xml.etree import ElementTree

from bonewise.model import Finding
from bonewise.reporting.counts import Counts
from bonewise.reporting.text import line

#: What XML 1.0 cannot hold, even as a reference.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(findings: Iterable[Finding], counts: Counts) -> str:
    """One document. A clean page is a test that passed; a notice passes too, with its words as output."""
    by_path: dict[str, list[Finding]] = {page.path: [] for page in counts.by_page}
    by_path |= {path: list(group) for path, group in groupby(sorted(findings), lambda finding: finding.place.path)}
    root = ElementTree.Element("testsuites", name="bonewise")
    for path in sorted(by_path):
        _suite(root, path, by_path[path])
    for number in ("tests", "failures"):
        root.set(number, str(sum(int(suite.get(number, 0)) for suite in root)))
    root.set("errors", "0")
    ElementTree.indent(root)
    # References in place of letters beyond ASCII: the report is then well-formed in any encoding of the stream.
    document: bytes = ElementTree.tostring(root, "us-ascii")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{document.decode("ascii")}\n'


def _suite(root: ElementTree.Element, path: str, findings: list[Finding]) -> None:
    failures = sum(finding.level != "notice" for finding in findings)
    numbers = {"tests": str(len(findings) or 1), "failures": str(failures), "errors": "0", "skipped": "0"}
    suite = ElementTree.SubElement(root, "testsuite", {"name": _clean(path), **numbers})
    for finding in findings:
        _case(suite, finding)
    if not findings:
        ElementTree.SubElement(suite, "testcase", name="no findings", classname=_clean(path), file=_clean(path))


def _case(suite: ElementTree.Element, finding: Finding) -> None:
    place = finding.place
    name = f"{finding.rule} at {place.line}:{place.column}"
    attributes = {"name": name, "classname": place.path, "file": place.path, "line": str(place.line)}
    case = ElementTree.SubElement(suite, "testcase", {key: _clean(value) for key, value in attributes.items()})
    if finding.level == "notice":
        ElementTree.SubElement(case, "system-out").text = _clean(line(finding))
    else:
        said = {"type": finding.rule, "message": _clean(f"{finding.what}; {finding.mend}")}
        ElementTree.SubElement(case, "failure", said).text = _clean(line(finding))


def _clean(words: str) -> str:
    return _NOT_XML.sub("\ufffd", words)
