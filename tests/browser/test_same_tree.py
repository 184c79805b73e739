"""Sanitised HTML is read alike by two parsers, so that none of them finds a tag where the sanitiser saw text."""

from __future__ import annotations

import json

import pytest
from payloads import payloads
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser, LexborNode

from bonewise.sanitizing import clean

pytestmark = pytest.mark.browser

#: A page's tree as lines; by the parser of whole pages, and by the one that scripts use for parts.
CHROMIUM = """(pages) => pages.map(([html, whole]) => {
  const lines = [];
  const walk = (node) => {
    for (const each of node.childNodes) {
      if (each.nodeType === Node.TEXT_NODE) lines.push(JSON.stringify(each.data));
      else if (each.nodeType === Node.COMMENT_NODE) lines.push("comment");
      else {
        lines.push(`<${each.localName}`);
        lines.push(...[...each.attributes].map(({name, value}) => `${name}=${value}`).sort());
        walk(each);
        lines.push(">");
      }
    }
  };
  if (whole) walk(new DOMParser().parseFromString(`<!doctype html><body>${html}`, "text/html").body);
  else {
    const div = document.implementation.createHTMLDocument("").createElement("div");
    div.innerHTML = html;
    walk(div);
  }
  return lines.join("\\n");
})"""


def lexbor(html: str) -> str:
    """The same lines from the parser that our own steps use."""
    lines: list[str] = []
    body = LexborHTMLParser(f"<!doctype html><body>{html}").body
    assert body is not None
    _walk(body, lines)
    return "\n".join(lines)


def _walk(node: LexborNode, lines: list[str]) -> None:
    for each in node.iter(include_text=True):
        tag = each.tag or ""
        if tag == "-text":
            lines.append(json.dumps(each.text_content, ensure_ascii=False))
        elif tag.startswith("-"):
            lines.append("comment")
        else:
            lines.append(f"<{tag}")
            lines.extend(sorted(f"{name}={value or ''}" for name, value in each.attributes.items()))
            _walk(each, lines)
            lines.append(">")


def test_two_parsers_see_the_same_tree(browser: Browser) -> None:
    cleaned = [clean(each) for each in payloads()]
    together = [clean("\n".join(payloads()[at : at + 9])) for at in range(0, len(payloads()), 9)]
    pages = [*cleaned, *together]
    page = browser.new_page()
    for whole in (True, False):
        theirs = page.evaluate(CHROMIUM, [[html, whole] for html in pages])
        assert [html for html, tree in zip(pages, theirs) if tree != lexbor(html)] == []
    page.close()


def test_cleaning_twice_changes_nothing(browser: Browser) -> None:
    """Neither does writing out what Chromium read: a tree that changes with each turn is how mutations get through."""
    pages = [clean(each) for each in payloads()]
    assert [html for html in pages if clean(html) != html] == []
    page = browser.new_page()
    again = page.evaluate(
        "(pages) => pages.map((html) => { const div = document.createElement('div'); div.innerHTML = html;"
        " return div.innerHTML; })",
        pages,
    )
    page.close()
    assert [html for html, mutated in zip(pages, again) if lexbor(clean(mutated)) != lexbor(html)] == []
