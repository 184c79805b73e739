"""From the finished HTML, stamps still in it: what became a link, a picture or an id, and what came to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from markdown.util import AMP_SUBSTITUTE
from selectolax.lexbor import LexborHTMLParser, LexborNode

from bonewise.extension.record import FIRST, LAST, Record
from bonewise.model import Link, Place

_STAMPS = re.compile(f"[{chr(FIRST)}-{chr(LAST)}]")
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
)
_QUIET = "code, pre, script, style, template, textarea"
_SRCSET = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s[^,]*)?(?:,|$)")


def look_back(html: str, record: Record, targets: list[tuple[str, str]], has_footnotes: bool) -> None:
    """Fill the record from a page's HTML; `targets` are those of the tree, by the number in `data-bw`."""
    tree = LexborHTMLParser(f"<body>{html}")
    for name, attribute in _TARGETS:
        for node in tree.css(f"{name}[{attribute}]"):
            record.links += _links(node, attribute, record, targets)
    record.links.sort(key=lambda link: link.place)
    record.ids += _ids(tree, record)
    _note_loose(html, tree, record, has_footnotes)


def _links(node: LexborNode, attribute: str, record: Record, targets: list[tuple[str, str]]) -> Iterator[Link]:
    attributes = node.attributes
    value = attributes.get(attribute) or ""
    number = attributes.get("data-bw") if attribute in ("href", "src") else None
    stamps = "".join(_STAMPS.findall(value))
    if number is None and not stamps:
        return  # made by the site or an extension, not written by the author
    target, characters = targets[int(number)] if number is not None else (_STAMPS.sub("", value), stamps)
    if AMP_SUBSTITUTE in target:  # an address of mail, each character as a number
        target = unescape(target.replace(AMP_SUBSTITUTE, "&"))
    place = record.place(characters, target)
    for part in _SRCSET.findall(target) if attribute == "srcset" else [target]:
        start = Place(place.path, place.line, place.column + max(target.find(part), 0))
        yield Link(
            part,
            start,
            node.tag or "",
            attribute=attribute,
            raw=number is None,
            label=_label(node),
            alt=attributes.get("alt", "") if "alt" in attributes else None,
            decorative=attributes.get("aria-hidden") == "true" or attributes.get("role") in ("presentation", "none"),
        )


def _label(node: LexborNode) -> str:
    """What a reader sees or hears of a link: its text, its own label, or its pictures' words."""
    words = [node.text(), *(node.attributes.get(name) or "" for name in ("aria-label", "title", "aria-labelledby"))]
    words += [picture.attributes.get("alt") or "" for picture in node.css("img[alt]")]
    words += ["svg" for _ in node.css("svg")]
    return " ".join(_STAMPS.sub("", " ".join(words)).split())


def _ids(tree: LexborHTMLParser, record: Record) -> Iterator[tuple[str, Place | None]]:
    for node in tree.css("[id], a[name]"):
        attributes = node.attributes
        value = attributes.get("id") or attributes.get("name") or ""
        stamps = _STAMPS.findall(value)
        number = attributes.get("data-bw-id")
        stamp = record.stamps[int(number)] if number is not None else record.stamp(stamps[-1]) if stamps else None
        yield _STAMPS.sub("", value), stamp.place if stamp else None


def _note_loose(html: str, tree: LexborHTMLParser, record: Record, has_footnotes: bool) -> None:
    """Definitions that nothing used vanish with their stamps; references that found nothing stay as text."""
    kept = set(_STAMPS.findall(html)) | set(record.used)
    for index, stamp in enumerate(record.stamps):
        if stamp.kind == "definition" and chr(FIRST + index) not in kept:
            record.loose.append(stamp)
    if has_footnotes:
        linked = {node.attributes["href"] or "" for node in tree.css("a[href^='#fn:']")}
        for item in tree.css("li[id^='fn:']"):
            stamps = _STAMPS.findall(item.text())
            if f"#{item.attributes['id']}" not in linked and stamps:
                record.loose += [found for each in stamps[:1] if (found := record.stamp(each))]
    for node in tree.css(_QUIET):
        node.decompose()
    for character in _STAMPS.findall(tree.body.text() if tree.body else ""):
        left = record.stamp(character)
        if left and _stayed(left.kind, tree, character, has_footnotes):
            record.loose.append(left)


def _stayed(kind: str, tree: LexborHTMLParser, character: str, has_footnotes: bool) -> bool:
    """Whether the mark before a stamp is still there as text."""
    if kind not in ("reference", "footnote") or (kind == "footnote" and not has_footnotes):
        return False
    text = tree.body.text() if tree.body else ""
    before = text[: text.find(character)]
    return before.endswith("]") and (kind == "footnote" or bool(re.search(r"\[[^\[\]]*\]\[[^\[\]]*\]$", before)))
