"""A built article to the text of an embed: without the site's own tools, and with addresses that hold elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborNode

from bonewise.finishing.articles import Article

#: Parts of the site's own page: its tools, its links to itself, and what needs its script.
_OURS = ("headerlink", "bw-page-end", "bw-printed-from", "bw-filter", "bw-letters", "bw-needs-script")
_NEVER = "script, style, iframe"
_DATA = ("data-search-exclude", "data-labels", "data-filter", "data-source", "data-motion")
#: Relations that a screen reader or a drawing makes by id.
_ID_LISTS = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers")
#: Links in HTML as the parser writes it: values in double quotes, and in them no double quote.
_LINK = r'<a((?: (?!href=)[^\s="<>]++(?:="[^"]*+")?)*) href="({})"((?: [^\s="<>]++(?:="[^"]*+")?)*)>'
_LINK_OUT, _LINK_WITHIN = re.compile(_LINK.format('(?!#)[^"]*+')), re.compile(_LINK.format('#[^"]*+'))
_OPENING = re.compile(r' (?:target|rel)(?:="[^"]*")?(?= |$)')
_HEADING = re.compile(r"(</?h)([1-4])([ >])")
#: A folder, as nearly all links of a page name one.
_FOLDER = re.compile(r"((?:\.\./)*)((?:[\w-]++/)+(?:#[\w-]++)?)")


def cuts(article: Article, address: str) -> tuple[str, str]:
    """The article's contents as an embed of its own shows them, and for another site's own page.

    `address` is the page's on the web. In the second, ids cannot clash with those of the page around it, and that
    page's title stays its only first heading. The article's tree is used up.
    """
    node = _bare(article)
    images = [(image, image.attributes["src"] or "") for image in node.css("img[src]")]
    # Two folders below the site's root, so that a preview on one's own computer shows the drawings too.
    _set_base(images, f"../../{article.page.url}")
    goals: dict[str, str] = {}
    prefix = f"bonewise-{article.page.id}-"
    html = _inner(node)
    framed = _led(_LINK_OUT, html, address, goals)
    if not images and _ids_are_told(node, html):
        return framed, _copied(framed, address, prefix)
    _set_base(images, address)
    return framed, _copied_by_tree(node, address, goals, prefix)


def _ids_are_told(node: LexborNode, html: str) -> bool:
    """Whether what looks like an id in the text of a tree is one, and no word of a page, or of a comment."""
    looks = ((name, html.count(f' {name}="')) for name in ("id", *_ID_LISTS))
    return all(not count or count == len(node.css(f"[{name}]")) for name, count in looks)


def _copied(framed: str, address: str, prefix: str) -> str:
    """What `_copied_by_tree` makes, without writing the tree a second time."""
    html = _led(_LINK_WITHIN, framed, address, {}).replace(' id="', f' id="{prefix}')
    for name in _ID_LISTS:
        if f' {name}="' in html:
            html = re.sub(rf'(?<= {name}=")[^"]*', lambda ids: _prefixed(ids[0].replace("&nbsp;", " "), prefix), html)
    return _for_copy(html, prefix)


def _copied_by_tree(node: LexborNode, address: str, goals: dict[str, str], prefix: str) -> str:
    for marked in node.css("[id]"):
        attributes = marked.attrs
        attributes["id"] = prefix + (attributes["id"] or "")
    for name in _ID_LISTS:
        for user in node.css(f"[{name}]"):
            attributes = user.attrs
            attributes[name] = _prefixed(attributes[name] or "", prefix)
    framed = _led(_LINK_OUT, _inner(node), address, goals)
    return _for_copy(_led(_LINK_WITHIN, framed, address, goals), prefix)


def _prefixed(ids: str, prefix: str) -> str:
    return " ".join(prefix + each for each in ids.split())


def _for_copy(html: str, prefix: str) -> str:
    html = html.replace("url(#", f"url(#{prefix}").replace('href="#', f'href="#{prefix}')
    return _HEADING.sub(lambda match: f"{match[1]}{int(match[2]) + 1}{match[3]}", html)


def _bare(article: Article) -> LexborNode:
    """The article without what does not belong into an embed."""
    html, node = article.text, article.node
    # Looking for what is not there costs as much as for what is.
    for part in node.css(", ".join((*(f".{name}" for name in _OURS if name in html), _NEVER))):
        part.decompose()
    for name in _DATA:
        for part in node.css(f"[{name}]") if name in html else ():
            del part.attrs[name]
    return node


def _set_base(images: Iterable[tuple[LexborNode, str]], base: str) -> None:
    for image, src in images:
        image.attrs["src"] = urljoin(base, src)


def _led(links: re.Pattern[str], html: str, address: str, goals: dict[str, str]) -> str:
    """The text with some of its links opening outside the frame; `goals` is where links lead, as far as met."""
    # As an attribute holds it, like the addresses that it is joined with.
    here = address.replace("&", "&amp;").replace('"', "&quot;")

    def led(link: re.Match[str]) -> str:
        before, href, after = link.groups()
        if href[:1] == "#":
            goal = here + href if href != "#" else here  # as `urljoin` has it
        else:
            goal = goals.get(href) or goals.setdefault(href, _goal(here, href))
        others = before + after
        if "target" in others or "rel" in others:
            others = _OPENING.sub("", others)
        return f'<a{others} href="{goal}" target="_blank" rel="noopener">'

    return links.sub(led, html)


def _goal(here: str, href: str) -> str:
    """As `urljoin` has it, a tenth of the time where a page leads to another."""
    folder = _FOLDER.fullmatch(href)
    parts = here.split("/")
    kept = len(parts) - 1 - len(folder[1]) // 3 if folder else 0
    if folder and kept > 2 and here[:4] == "http":
        return "/".join((*parts[:kept], folder[2]))
    return href if href.startswith("https://") or urlsplit(href).scheme else urljoin(here, href)


def _inner(node: LexborNode) -> str:
    html = node.html or ""
    return html[html.index(">") + 1 : html.rindex("</article>")].strip()
