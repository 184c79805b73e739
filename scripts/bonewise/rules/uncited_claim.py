"""A sentence holds a number, or says what research found, without a source in it or in its paragraph.

A source may stand behind the full stop, in a footnote, or in the list that a colon opens. Where pages are plain
Markdown, only measures count as numbers: percentages, doses, shares and comparisons.

Why: a number is a claim, and so is a finding of research; each claim can be checked here.
Bad: `About 43 in 100 adults have it.` Good: `About 43 in 100 adults have it. [@sarafrazi2021nchs]`, or, where no
source is owed, `{: .no-cite reason="a count of this page's own list" }` on the line below.
"""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bonewise.model import Edition, Exercise, Finding, RenderedPage
from bonewise.prose import without_references
from bonewise.rules._claims import claim, may_claim, sentences
from bonewise.rules._wording import Wording

HEALTH = True
PER_PAGE = True

#: What the site writes itself, or takes from an exercise's typed fields.
_MADE = (
    ".bw-review, .bw-disclaimer, .bw-exercise, .bw-programme, .bw-card, .bw-dose, .bw-references__list, .bw-sources,"
    ".bw-cited-by, .bw-made, .bw-a-to-z, .bw-numbers, .bw-diary, .bw-figure svg, .bw-get-help-now > ul,"
    "script, style, .headerlink, .footnote-backref, .admonition-title, .bw-box__title"
)
#: Headings and code claim nothing, but the same words may stand in them first.
_BLOCKS = "p, li, dd, table, pre, h1, h2, h3, h4, h5, h6"
_SILENT = ("pre", "h1", "h2", "h3", "h4", "h5", "h6")
_INNER = ("p", "ul", "ol", "dl", "table", "pre")
#: Stands in a text for a citation mark.
_MARK = "\ue0f0"


def check(edition: Edition) -> Iterator[Finding]:
    for rendered in edition.pages.values():
        if isinstance(rendered.page, Exercise):
            yield from _basis(rendered.page)
        if may_claim(rendered.page.body):
            yield from _claims(rendered, edition.library.settings.typed)


def _basis(page: Exercise) -> Iterator[Finding]:
    if "[@" not in page.dose_basis:
        what = "the dose's basis names no source"
        yield Finding(page.places["dose_basis"], "uncited-claim", what, "add a citation, as in [@key]")


def _claims(rendered: RenderedPage, typed: bool) -> Iterator[Finding]:
    tree = _marked(rendered.html)
    blocks = [(node, _own(node)) for node in tree.css(_BLOCKS)]
    faults = {at: found for at, (node, text) in enumerate(blocks) if (found := _fault(node, text, typed))}
    wording = Wording(rendered.page) if faults else None
    for at, (node, text) in enumerate(blocks if wording else ()):
        # A table's rows and the items of a list inside are blocks themselves.
        start = wording.pass_block(text) if wording and (text or node.tag != "li") else 0
        lines = set()
        for kind, sentence in faults.get(at, ()):
            place = wording.place(sentence, start) if wording else rendered.page.heading_place
            if place.line not in lines:
                lines.add(place.line)
                what = f"{kind} without a source: '{sentence[:60]}{'…' if len(sentence) > 60 else ''}'"
                mend = 'cite a source as in [@key], or say why none is owed with {: .no-cite reason="…" }'
                yield Finding(place, "uncited-claim", what, mend)


def _marked(html: str) -> LexborHTMLParser:
    """The page's HTML without what the site made, and a character in place of each citation and citing footnote."""
    tree = LexborHTMLParser(without_references(html))
    for node in tree.css(_MADE):
        node.decompose()
    for node in tree.css("code"):
        if not _within(node, "pre"):
            node.decompose()
    notes = {f"#{note.id}" for note in tree.css(".footnote li[id]") if note.css_first(".bw-cite")}
    for node in tree.css("a.footnote-ref"):
        (node.parent or node).replace_with(_MARK if (node.attributes or {}).get("href") in notes else " ")
    for node in tree.css(".bw-cite"):
        node.replace_with(_MARK)
    return tree


def _fault(node: LexborNode, text: str, typed: bool) -> list[tuple[str, str]]:
    """Kind and text of each sentence of a block that claims something, where nothing cites; a table tells one row."""
    if not text or _MARK in text or node.tag in _SILENT or (node.tag != "table" and _within(node, "table")):
        return []
    parts = [_plain(row) for row in node.css("tr")] if node.tag == "table" else sentences(text)
    found = [(kind, part) for part in parts if (kind := claim(part, typed))]
    if not found or _excused(node) or _led_by_colon(node, text) or (not typed and _under_cited_lead(node)):
        return []
    return found[:1] if node.tag == "table" else found


def _own(node: LexborNode) -> str:
    """A node's text; paragraphs, lists and tables inside are judged by themselves."""
    if node.tag in ("table", *_SILENT):
        return _plain(node)
    children = node.iter(include_text=True)
    parts = [each for each in children if each.tag == "-text" or not (each.tag in _INNER or each.css_first("p, li"))]
    return " ".join("".join(part.text() for part in parts).split())


def _plain(node: LexborNode) -> str:
    return " ".join(node.text(separator=" " if node.tag in ("table", "tr") else "").split())


def _led_by_colon(node: LexborNode, text: str) -> bool:
    """Whether a sentence ends in a colon, and the list or table that it opens cites."""
    following: LexborNode | None = node.css_first("ul, ol") if node.tag == "li" else _sibling(node, 1)
    return text.endswith(":") and following is not None and following.tag in _INNER and _MARK in following.text()


def _under_cited_lead(node: LexborNode) -> bool:
    """Whether an item stands under a sentence with a colon that cites, or in a quotation that cites."""
    parent: LexborNode | None = node
    while parent is not None:
        lead = _sibling(parent, -1) if parent.tag in ("ul", "ol", "table") else None
        if lead is not None and _MARK in lead.text() and lead.text().rstrip(f" {_MARK}").endswith(":"):
            return True
        if parent.tag == "blockquote" and _MARK in parent.text():
            return True
        parent = parent.parent
    return False


def _sibling(node: LexborNode, step: int) -> LexborNode | None:
    """The next or last element beside a node."""
    beside = node.next if step > 0 else node.prev
    while beside is not None and beside.tag == "-text":
        beside = beside.next if step > 0 else beside.prev
    return beside


def _within(node: LexborNode, tag: str) -> bool:
    parent = node.parent
    while parent is not None and parent.tag != tag:
        parent = parent.parent
    return parent is not None


def _excused(node: LexborNode) -> bool:
    parent: LexborNode | None = node
    while parent is not None:
        attributes = parent.attributes or {}
        if "no-cite" in (attributes.get("class") or "").split() and attributes.get("reason"):
            return True
        parent = parent.parent
    return False
