"""A built article to the text of an embed: without the site's own tools, and with addresses that hold elsewhere."""

from __future__ import annotations

import re
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
_HEADINGS = {"h1": "h2", "h2": "h3", "h3": "h4", "h4": "h5"}


def cut(article: Article, address: str) -> str:
    """The article's contents as an embed of its own shows them; `address` is the page's on the web."""
    # Two folders below the site's root, so that a preview on one's own computer shows the drawings too.
    return _led(_inner(_bare(article, f"../../{article.page.url}")), address, keep_fragments=True)


def cut_for_copy(article: Article, address: str) -> str:
    """The contents for another site's own page: ids cannot clash there, and its title stays its only first heading."""
    node = _bare(article, address)
    prefix = f"bonewise-{article.page.id}-"
    for marked in node.css("[id]"):
        marked.attrs["id"] = prefix + (marked.attributes["id"] or "")
    for name in _ID_LISTS:
        for user in node.css(f"[{name}]"):
            user.attrs[name] = " ".join(prefix + each for each in (user.attributes[name] or "").split())
    html = (
        _led(_inner(node), address, keep_fragments=False)
        .replace("url(#", f"url(#{prefix}")
        .replace('href="#', f'href="#{prefix}')
    )
    for name in reversed(_HEADINGS):
        html = html.replace(f"<{name}>", f"<{_HEADINGS[name]}>").replace(f"<{name} ", f"<{_HEADINGS[name]} ")
        html = html.replace(f"</{name}>", f"</{_HEADINGS[name]}>")
    return html


def _bare(article: Article, base: str) -> LexborNode:
    """A copy of the article that is ours to change, without what does not belong into an embed."""
    node = LexborHTMLParser(article_slice(article.html)).css_first("article")
    assert node is not None  # the same slice gave `article.node`
    for part in node.css(_OURS):
        part.decompose()
    for name in _DATA:
        for part in node.css(f"[{name}]"):
            del part.attrs[name]
    for image in node.css("img[src]"):
        image.attrs["src"] = urljoin(base, image.attributes["src"] or "")
    return node


def _led(html: str, address: str, keep_fragments: bool) -> str:
    """The text with links that open outside the frame; those that lead within the text may stay."""
    goals: dict[str, str] = {}
    # As an attribute holds it, like the addresses that it is joined with.
    here = address.replace("&", "&amp;").replace('"', "&quot;")

    def led(match: re.Match[str]) -> str:
        href = match[2]
        if href.startswith("#") and keep_fragments:
            return match[0]
        if href not in goals:
            goals[href] = href if urlsplit(href).scheme else urljoin(here, href)
        return f'<a{_OPENING.sub("", match[1] + match[3])} href="{goals[href]}" target="_blank" rel="noopener">'

    return _LINK.sub(led, html)


def _inner(node: LexborNode) -> str:
    html = node.html or ""
    return html[html.index(">") + 1 : html.rindex("</article>")].strip()
