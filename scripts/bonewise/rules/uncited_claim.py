"""A paragraph, list item or table holds a number without a source.

Why: a number is a claim, and each claim can be checked here.
Bad: `About 43 in 100 adults have it.` Good: `About 43 in 100 adults have it. [@sarafrazi2021nchs]`, or, where no
source is owed, `{: .no-cite reason="a count of this page's own list" }` on the line below.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bonewise.model import Edition, Exercise, Finding, RenderedPage

HEALTH = True

#: What the site writes itself, or takes from an exercise's typed fields.
_MADE = (
    ".bw-review, .bw-disclaimer, .bw-exercise, .bw-programme, .bw-card, .bw-dose, .bw-references__list, .bw-sources,"
    ".bw-cited-by, .bw-made, .bw-a-to-z, .bw-numbers, .bw-diary, .bw-figure svg, .bw-get-help-now > ul,"
    "code, pre, script, .headerlink"
)
_NUMBER = re.compile(r"\d")
#: Names that hold a digit, and the numbers one calls in an emergency.
_NAMES = re.compile(r"\b(?:[CLTS]\d{1,2}|[DK]\d|B12|999|911|111|112|COVID-19|\d{1,2} \w+ 20\d\d)\b")


def check(edition: Edition) -> Iterator[Finding]:
    for rendered in edition.pages.values():
        if isinstance(rendered.page, Exercise):
            yield from _basis(rendered.page)
        if _NUMBER.search(rendered.page.body):
            yield from _claims(rendered)


def _basis(page: Exercise) -> Iterator[Finding]:
    if "[@" not in page.dose_basis:
        what = "the dose's basis names no source"
        yield Finding(page.places["dose_basis"], "uncited-claim", what, "add a citation, as in [@key]")


def _claims(rendered: RenderedPage) -> Iterator[Finding]:
    tree = LexborHTMLParser(rendered.html)
    for node in tree.css(_MADE):
        node.decompose()
    for node in tree.css("p, li, dd, table"):
        text, cited = _own(node)
        if not cited and _NUMBER.search(_NAMES.sub("", text)) and not _excused(node):
            place = rendered.page.find_in_body(text)
            what = f"a number without a source: '{text[:60]}{'…' if len(text) > 60 else ''}'"
            mend = 'cite a source as in [@key], or say why none is owed with {: .no-cite reason="…" }'
            yield Finding(place, "uncited-claim", what, mend)


def _own(node: LexborNode) -> tuple[str, bool]:
    """A node's text, and whether it cites; paragraphs, lists and tables inside are judged by themselves."""
    parts = [child for child in node.iter(include_text=True) if child.tag not in ("p", "ul", "ol", "dl", "table")]
    parts = [node] if node.tag == "table" else parts
    cited = any(part.tag != "-text" and (_is_mark(part) or part.css_first(".bw-cite")) for part in parts)
    return " ".join("".join(part.text() for part in parts).split()), cited


def _is_mark(node: LexborNode) -> bool:
    return "bw-cite" in ((node.attributes or {}).get("class") or "").split()


def _excused(node: LexborNode) -> bool:
    parent: LexborNode | None = node
    while parent is not None:
        attributes = parent.attributes or {}
        if "no-cite" in (attributes.get("class") or "").split() and attributes.get("reason"):
            return True
        parent = parent.parent
    return False
