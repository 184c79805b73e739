"""From the finished HTML, stamps still in it: what became a link, a picture or an id, and what came to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

from markdown.util import AMP_SUBSTITUTE
from selectolax.lexbor import LexborHTMLParser, LexborNode

from bonewise.extension.record import CODE, FIRST, Record, Stamp
from bonewise.extension.stamping import STAMPS
from bonewise.model import Link, Place

#: Elements and the attributes in which they name another file.
_TARGETS = (
    ("a", "href"),
    ("area", "href"),
    ("img", "src"),
    ("img", "srcset"),
    ("source", "src"),
    ("source", "srcset"),
    ("video", "src"),
    ("video", "poster"),
    ("audio", "src"),
    ("track", "src"),
    ("iframe", "src"),
    ("embed", "src"),
    ("object", "data"),
    ("script", "src"),
    ("link", "href"),
    ("input", "src"),
    ("image", "href"),
)
#: What MkDocs rewrites; elsewhere an author's path stays as it is.
_REWRITTEN = ("a", "img")
_REWRITTEN_TARGETS = (("a", "href"), ("img", "src"))
#: Stamps in attributes as an author writes them, by how their values are quoted.
_RAW_KINDS = frozenset({"double", "single", "bare"})
_LABELS = ("aria-label", "aria-labelledby")
#: Attributes that name a link for those who do not see its text.
_NAMES = (*_LABELS, "title")
_QUIET = "code, pre, script, style, template, textarea"
_SRCSET = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s[^,]*)?(?:,|$)")


def look_back(html: str, record: Record, targets: list[tuple[str, str]], has_footnotes: bool) -> None:
    """Fill the record from a page's HTML; `targets` are those of the tree, by the number in `data-bw`."""
    tree = LexborHTMLParser(f"<body>{html}")
    # Most pages have no target in raw HTML; then only what the tree has numbered is asked for, at a third of the cost.
    has_raw = any(stamp.kind in _RAW_KINDS for stamp in record.stamps)
    for name, attribute in _TARGETS if has_raw else _REWRITTEN_TARGETS:
        for node in tree.css(f"{name}[{attribute}]{'' if has_raw else '[data-bw]'}"):
            record.links += _links(node, attribute, record, targets)
    # Where HTML does not allow a block in a link, a parser closes the link before it, and opens it again inside.
    named = {link.place for link in record.links if link.raw and link.label}
    record.links = [link for link in record.links if not link.raw or link.label or link.place not in named]
    record.links.sort(key=lambda link: link.place)
    record.ids += _ids(tree, record)
    _note_loose(html, tree, record, has_footnotes)


def _links(node: LexborNode, attribute: str, record: Record, targets: list[tuple[str, str]]) -> Iterator[Link]:
    attributes = node.attributes
    value = attributes.get(attribute) or ""
    number = attributes.get("data-bw") if attribute in ("href", "src") else None
    stamps = "".join(STAMPS.findall(value))
    if number is None and not stamps:
        return  # made by the site or an extension, not written by the author
    if not value and attributes.get("id") and not node.text().strip() and node.css_first("img, svg") is None:
        return  # `[](){#name}` is an anchor, not a link
    target, characters = targets[int(number)] if number is not None else (STAMPS.sub("", value), stamps)
    if AMP_SUBSTITUTE in target:  # an address of mail, each character as a number
        target = unescape(target.replace(AMP_SUBSTITUTE, "&"))
    place = record.place(characters, target)
    parts = (
        [(match[1], match.start(1)) for match in _SRCSET.finditer(target)] if attribute == "srcset" else [(target, 0)]
    )
    for part, offset in parts:
        yield Link(
            part,
            _moved(place, target, offset),
            node.tag or "",
            attribute=attribute,
            raw=number is None or node.tag not in _REWRITTEN,
            label=_label(node),
            alt=_alt(attributes),
            decorative=attributes.get("aria-hidden") == "true" or attributes.get("role") in ("presentation", "none"),
            used=_used(node, record) if number is not None else None,
        )


def _alt(attributes: Mapping[str, str | None]) -> str | None:
    """The words of a picture for those who do not see it; None where there is no attribute for them."""
    found = next((name for name in ("alt", *_LABELS) if name in attributes), None)
    return STAMPS.sub("", attributes[found] or "") if found else None


def _moved(place: Place, text: str, offset: int) -> Place:
    """The place of a part of a value, which may run over lines."""
    lines = text.count("\n", 0, offset)
    column = offset - text.rfind("\n", 0, offset) if lines else place.column + offset
    return Place(place.path, place.line + lines, column)


def _used(node: LexborNode, record: Record) -> Place | None:
    """Where the reference stands that became this link or picture: its stamp comes right behind."""
    behind = node.next
    text = (behind.text_content or "") if behind is not None and behind.tag == "-text" else ""
    stamp = record.stamp(text[0]) if text and STAMPS.match(text) else None
    return stamp.place if stamp and stamp.kind == "reference" else None


def _label(node: LexborNode) -> str:
    """What a reader sees or hears of a link: its text, its own label, or its pictures' words."""
    attributes = node.attributes
    words = [node.text(), *(attributes.get(name) or "" for name in _NAMES)]
    child = node.child
    if child is None or (child.next is None and child.tag == "-text"):
        return _bare(words)
    words += [each.attributes.get("aria-label") or "" for each in node.css("[aria-label]")]
    for picture in node.css("img"):
        # A picture whose words are missing is a fault of its own, and no second one of the link.
        lacking = "data-bw" in picture.attributes or "alt" not in picture.attributes
        words.append(picture.attributes.get("alt") or ("picture" if lacking else ""))
    words += ["svg" for _ in node.css("svg")]
    return _bare(words)


def _bare(words: list[str]) -> str:
    return " ".join(STAMPS.sub("", " ".join(words)).split())


def _ids(tree: LexborHTMLParser, record: Record) -> Iterator[tuple[str, Place | None]]:
    # A selector with a comma finds an element twice that fits both.
    for node in {node.mem_id: node for node in tree.css("[id], a[name]")}.values():
        attributes = node.attributes
        values = [attributes.get("id") or "", (attributes.get("name") or "") if node.tag == "a" else ""]
        number = attributes.get("data-bw-id")
        if _names_heading(node):
            continue
        # Both on one element are one place.
        for value in dict.fromkeys(values):
            stamps = STAMPS.findall(value)
            stamp = record.stamps[int(number)] if number is not None else record.stamp(stamps[-1]) if stamps else None
            name = STAMPS.sub("", value)
            if name and (value is values[0] or name != STAMPS.sub("", values[0])):
                yield name, stamp.place if stamp else None


def _names_heading(node: LexborNode) -> bool:
    """Whether `<a name="x"></a>` stands right before the heading whose own id is `x`: both lead to one place."""
    attributes = node.attributes
    name = attributes.get("name")
    if node.tag != "a" or not name or "id" in attributes or (node.text() or "").strip():
        return False
    last: LexborNode | None = node
    if node.parent is not None and node.parent.tag == "p" and not (node.parent.text() or "").strip():
        last = node.parent
    following = last.next if last is not None else None
    while following is not None and following.tag == "-text" and not (following.text_content or "").strip():
        following = following.next
    is_heading = following is not None and bool(re.fullmatch("h[1-6]", following.tag or ""))
    return is_heading and following is not None and following.attributes.get("id") == STAMPS.sub("", name)


def _note_loose(html: str, tree: LexborHTMLParser, record: Record, has_footnotes: bool) -> None:
    """Definitions that nothing used vanish with their stamps; references that found nothing stay as text."""
    kept = set(STAMPS.findall(html)) | set(record.used)
    vanishing = ("definition", "footnote_definition") if has_footnotes else ("definition",)
    for index, stamp in enumerate(record.stamps):
        if stamp.kind in vanishing and chr(FIRST + index) not in kept:
            record.loose.append(stamp)
    if has_footnotes:
        linked = {node.attributes["href"] or "" for node in tree.css("a[href^='#fn:']")}
        for item in tree.css("li[id^='fn:']"):
            if f"#{item.attributes['id']}" not in linked:
                record.loose.append(_unused_footnote(item, record))
    for node in tree.css(_QUIET):
        node.replace_with(CODE) if node.tag == "code" else node.decompose()
    # The text of a heading has lost its stamps by now.
    for text in (tree.body.text() if tree.body else "", *record.headings):
        record.loose += _came_to_nothing(text, record, has_footnotes)


def _came_to_nothing(text: str, record: Record, has_footnotes: bool) -> Iterator[Stamp]:
    """The references and footnote marks that stand in a text as they were written; raw HTML has none."""
    for match in STAMPS.finditer(text):
        stamp = record.stamp(match[0])
        if stamp is None or match[0] not in record.as_text:
            continue
        before = STAMPS.sub("", text[max(0, match.start() - _LONGEST) : match.start()])
        if stamp.kind == "reference":
            yield from _loose_reference(stamp, before)
        elif stamp.kind == "footnote" and has_footnotes and before.endswith("]") and not _CHARACTERS.match(stamp.text):
            yield stamp


def _unused_footnote(item: LexborNode, record: Record) -> Stamp:
    found = [stamp for each in STAMPS.findall(item.text()) if (stamp := record.stamp(each))]
    if found and found[0].kind == "footnote_definition":
        return found[0]
    # A footnote whose text begins on the next line has no stamp.
    name = (item.attributes["id"] or "").removeprefix("fn:")
    return Stamp("footnote_definition", "", record.place("", f"[^{name}]:"))


#: `[^a-z]`, `[^/]`: in a pattern, any character but these.
_CHARACTERS = re.compile(r"\^(?:\w-\w|\W*$|\\)")
#: More characters than the text of a reference has.
_LONGEST = 1000
_REFERENCE = re.compile(r"\[(?P<text>[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]\[(?P<label>[^\[\]]*)\]$")


def _loose_reference(stamp: Stamp, before: str) -> Iterator[Stamp]:
    """A reference that stayed as text; not `a[i][j]`, which names parts of a thing, nor numbers such as `[1][2]`."""
    match = _REFERENCE.search(before)
    if not match or CODE in match["label"] or re.match(rf"[\w)\]{{${CODE}]", before[: match.start()][-1:]):
        return
    numbers = re.fullmatch(r"[\d\s,–-]+", match["text"]) and re.fullmatch(r"[\d\s,–-]+", match["label"])
    if not numbers:
        text = " ".join(match["text"].replace(CODE, "…").split())
        yield Stamp(stamp.kind, match["label"] or text, stamp.place)
