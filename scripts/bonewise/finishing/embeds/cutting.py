"""A built article to the text of an embed: without the site's own tools, and with addresses that hold elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bonewise.finishing.articles import Article, article_slice

#: Parts of the site's own page: its tools, its links to itself, and what needs its script.
_OURS = ".headerlink, .bw-page-end, .bw-printed-from, .bw-filter, .bw-letters, .bw-needs-script, script, style, iframe"
_DATA = ("data-search-exclude", "data-labels", "data-filter", "data-source", "data-motion")
#: Relations that a screen reader or a drawing makes by id.
_ID_LISTS = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers")
#: Links in HTML as the parser writes it: values in double quotes, and in them no double quote.
_LINK = re.compile(r'<a((?: [^\s="<>]+(?:="[^"]*")?)*?) href="([^"]*)"((?: [^\s="<>]+(?:="[^"]*")?)*)>')
_OPENING = re.compile(r' (?:target|rel)(?:="[^"]*")?(?= |$)')
_HEADING = re.compile(r"(</?h)([1-4])([ >])")


def cuts(article: Article, address: str) -> tuple[str, str]:
    """The article's contents as an embed of its own shows them, and for another site's own page.

    `address` is the page's on the web. In the second, ids cannot clash with those of the page around it, and that
    page's title stays its only first heading.
    """
    node = _bare(article)
    images = [(image, image.attributes["src"] or "") for image in node.css("img[src]")]
    # Two folders below the site's root, so that a preview on one's own computer shows the drawings too.
    _set_base(images, f"../../{article.page.url}")
    goals: dict[str, str] = {}
    framed = _led(_inner(node), address, goals, keep_fragments=True)
    _set_base(images, address)
    return framed, _for_copy(node, address, goals, f"bonewise-{article.page.id}-")


def _for_copy(node: LexborNode, address: str, goals: dict[str, str], prefix: str) -> str:
    for marked in node.css("[id]"):
        attributes = marked.attrs
        attributes["id"] = prefix + (attributes["id"] or "")
    for name in _ID_LISTS:
        for user in node.css(f"[{name}]"):
            attributes = user.attrs
            attributes[name] = " ".join(prefix + each for each in (attributes[name] or "").split())
    html = (
        _led(_inner(node), address, goals, keep_fragments=False)
        .replace("url(#", f"url(#{prefix}")
        .replace('href="#', f'href="#{prefix}')
    )
    return _HEADING.sub(lambda match: f"{match[1]}{int(match[2]) + 1}{match[3]}", html)


def _bare(article: Article) -> LexborNode:
    """A copy of the article that is ours to change, without what does not belong into an embed."""
    node = LexborHTMLParser(article_slice(article.html)).css_first("article")
    assert node is not None  # the same slice gave `article.node`
    for part in node.css(_OURS):
        part.decompose()
    for name in _DATA:
        for part in node.css(f"[{name}]"):
            del part.attrs[name]
    return node


def _set_base(images: Iterable[tuple[LexborNode, str]], base: str) -> None:
    for image, src in images:
        image.attrs["src"] = urljoin(base, src)


def _led(html: str, address: str, goals: dict[str, str], keep_fragments: bool) -> str:
    """The text with links that open outside the frame; those that lead within the text may stay.

    `goals` is where links lead, as far as they were met.
    """
    # As an attribute holds it, like the addresses that it is joined with.
    here = address.replace("&", "&amp;").replace('"', "&quot;")

    def led(match: re.Match[str]) -> str:
        href = match[2]
        if href.startswith("#"):
            if keep_fragments:
                return match[0]
            goal = here + href if href != "#" else here  # as `urljoin` has it; most links of a page are such
        else:
            goal = goals.get(href) or goals.setdefault(href, href if urlsplit(href).scheme else urljoin(here, href))
        others = match[1] + match[3]
        if "target" in others or "rel" in others:
            others = _OPENING.sub("", others)
        return f'<a{others} href="{goal}" target="_blank" rel="noopener">'

    return _LINK.sub(led, html)


def _inner(node: LexborNode) -> str:
    html = node.html or ""
    return html[html.index(">") + 1 : html.rindex("</article>")].strip()
