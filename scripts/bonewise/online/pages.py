"""What an answer with a good status really is: a page, a soft 404, a wall against bots, or not what it claims."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import unquote

import httpx
from selectolax.lexbor import LexborHTMLParser

from bonewise.online.asking import Answer
from bonewise.online.verdict import Verdict

_THING = r"(?:page|document|file|article|content|site|website|resource|record|item|entry|url|address|link)"
_NOT_THERE = re.compile(
    rf"^\W*(?:error\W*)?(?:404|410)\b(?!\s+(?!(?:error|page|not|file|gone|oops)\b)\w)"
    rf"|\b(?:http|error|status)\W{{0,3}}(?:code\W{{0,2}})?(?:404|410)\b|\W(?:404|410)(?: error)?\W*$"
    rf"|^\W*not found\b|\b{_THING}\W.{{0,25}}\b(?:was |could |can)?(?:not|n't|n’t) (?:be )?(?:found|exist|available)\b"
    rf"|\b{_THING}\b.{{0,25}}\b(?:does(?: not|n't|n’t) exist|(?:is |are )?no longer (?:exists?|available|here))"
    rf"|\b{_THING} (?:is )?(?:missing|not found)\b|\bcan(?:no|['’])t find (?:that|the|this|your) {_THING}"
    rf"|\bseite (?:wurde )?nicht gefunden\b|\bpage (?:introuvable|non trouvée)\b|\bpágina no encontrada\b"
    rf"|\bpagina (?:non trovata|niet gevonden)\b|\bpágina não encontrada\b",
    re.I,
)
_WALL = re.compile(
    r"^just a moment\b|\battention required\b.*cloudflare|^access denied\b|^are you a (?:human|robot)"
    r"|\bcaptcha\b|^robot check\b|^verify(?:ing)? (?:that )?you are (?:a )?human|^security check\b|^403 forbidden\b"
    r"|^pardon our interruption\b|^checking your browser\b",
    re.I,
)
#: Where a file is asked for and a page comes, the file is gone.
_FILES = {".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".zip", ".epub", ".csv", ".ris", ".bib", ".ics"}
#: Hosts of code and wikis show a page about the file at an address that ends like the file.
_ABOUT_FILES = ("/blob/", "/wiki/", "/-/blob/", "/src/")
_PAGES = {".html", ".htm", ".xhtml"}
_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+")
#: Text of this length or less may be an error message and nothing else.
_SHORT = 600


def needs_look(answer: Answer) -> bool:
    """Whether a good answer to HEAD leaves doubt: a page that was made on the spot may be an error page.

    Files, and pages with ETag or Last-Modified as a server gives them to stored pages, are taken at their word.
    """
    if answer.status == httpx.codes.NO_CONTENT:
        return False
    if wrong_type(answer) or "content-type" not in answer.headers:
        return True
    stored = "etag" in answer.headers or "last-modified" in answer.headers
    return answer.is_html and not stored


def look(answer: Answer) -> Verdict:
    """Judge the body of a good answer to GET."""
    wrong = wrong_type(answer)
    if wrong:
        return Verdict("unsure", wrong, keep="day")
    if answer.status == httpx.codes.OK and not answer.body and _is_empty(answer):
        return Verdict("unsure", "answered with an empty page", keep="day")
    return _words(answer.body) if answer.body else Verdict("ok")


def wrong_type(answer: Answer) -> str:
    """What is wrong with the kind of content that came; empty where nothing is."""
    said = answer.headers.get("content-type", "").split(";")[0].strip()
    if not said:
        return ""
    if not _TYPE.fullmatch(said):
        return f"says that its content is '{said}', which is no kind of content"
    path = unquote(httpx.URL(answer.url).path)
    ending = PurePosixPath(path).suffix.lower()
    if ending in _FILES and answer.is_html and not any(part in path for part in _ABOUT_FILES):
        return f"shows a page where a {ending[1:]} file was expected"
    if ending in _PAGES and re.match(r"image/|audio/|video/|application/(?:octet-stream|zip|pdf)", said, re.I):
        return f"sends '{said}' where a page was expected"
    return ""


def _is_empty(answer: Answer) -> bool:
    return answer.is_html or answer.headers.get("content-length") == "0"


def _words(body: bytes) -> Verdict:
    tree = LexborHTMLParser(body)
    heads = [" ".join(node.text().split()) for node in tree.css("head > title, h1")][:3]
    if any(_WALL.search(head) for head in heads):
        return Verdict("blocked", "shows a wall against bots instead of its page")
    said = next((head for head in heads if _NOT_THERE.search(head)), "")
    if not said:
        for node in tree.css("script, style, noscript, template"):
            node.decompose()
        text = " ".join(tree.body.text(separator=" ").split()) if tree.body else ""
        said = text[:60] if len(text) <= _SHORT and _NOT_THERE.search(text) else ""
    if said:
        return Verdict("unsure", f"answers 200, but its page says '{said[:60]}'", keep="day")
    return Verdict("ok")
