"""From a link as written to what it leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bonewise.addressing import Kind, Site, Target, aim
from bonewise.model import Library, Link, Page, Place, Settings

PAGES = ("index.md", "spine/back-pain.md", "spine/discs.md", "spine/my disc.md", "posture/index.md", "niños.md")
FILES = ("spine/disc.png", "files/leaflet.pdf", "LICENSE")
HERE = "spine/back-pain.md"


def page(path: str, in_folders: bool = True) -> Page:
    return Page(path=path, id=path, kind="page", title=path, description="", in_folders=in_folders)


def site(
    site_url: str = "https://example.org/site/", in_folders: bool = True, plugins: frozenset[str] = frozenset()
) -> Site:
    """A site of a few pages and files, and a draft that is left out."""
    pages = {path: page(path, in_folders) for path in sorted(PAGES)}
    settings = Settings(Path("/project"), site_url=site_url, use_directory_urls=in_folders, plugins=plugins)
    return Site.of(Library(settings, pages, {}, frozenset({*PAGES, *FILES}), frozenset({"drafts/new.md"})))


SITE = site()


def led(target: str, here: str = HERE, on: Site = SITE, element: str = "a", raw: bool = False) -> Target:
    link = Link(target, Place(here), element=element, raw=raw)
    return aim(on, on.library.pages[here], link)


@pytest.mark.parametrize(
    ("target", "path", "fragment"),
    [
        ("discs.md", "spine/discs.md", ""),
        ("./discs.md", "spine/discs.md", ""),
        ("../index.md", "index.md", ""),
        ("a/../discs.md", "spine/discs.md", ""),
        ("../posture/index.md", "posture/index.md", ""),
        ("discs.md/", "spine/discs.md", ""),
        ("discs.md#pain", "spine/discs.md", "pain"),
        ("discs.md?a=b#pain", "spine/discs.md", "pain"),
        ("discs.md#b#c", "spine/discs.md", "b#c"),
        ("discs.md#:~:text=Pain", "spine/discs.md", ""),
        ("discs.md#pain:~:text=Pain", "spine/discs.md", "pain"),
        ("my%20disc.md#%E9%AA%A8", "spine/my disc.md", "骨"),
        ("my disc.md", "spine/my disc.md", ""),
        ("../ni%C3%B1os.md", "niños.md", ""),
        ("#pain", HERE, "pain"),
        ("#", HERE, ""),
        ("#Top", HERE, ""),
        ("?print=1#pain", HERE, "pain"),
    ],
)
def test_a_page(target: str, path: str, fragment: str) -> None:
    assert led(target) == Target("page", path, fragment)


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("disc.png", "spine/disc.png"),
        ("../files/leaflet.pdf?v=2#page=3", "files/leaflet.pdf"),
        ("../LICENSE", "LICENSE"),
    ],
)
def test_a_file(target: str, path: str) -> None:
    found = led(target)
    assert (found.kind, found.path) == ("file", path)


def test_a_fragment_of_a_picture_is_no_id() -> None:
    assert led("disc.png#only-dark", element="img") == Target("file", "spine/disc.png")


KINDS: dict[Kind, tuple[str, ...]] = {
    "external": (
        "https://nowhere.example/a.md",
        "HTTP://nowhere.example/",
        "//nowhere.example/a.md",
        "https://example.org/other/",
        "https://example.org/siteseeing/",
        "http://[2001:db8::1]:8080/x",
        "https://bücher.example/ü",
        "https://192.0.2.1/",
        "https://nowhere.example/?q[]=1",
    ),
    "mail": (
        "mailto:me@example.org",
        "mailto:a@example.org,b@example.org",
        "MAILTO:?subject=Hi",
        "mailto:?cc=a@example.org",
    ),
    "phone": (
        "tel:+44",
        "tel:112",
        "tel:+1%20555%20123",
        "tel:+1(555)123.4567;ext=9",
        "tel:+15551234567,,12",
        "sms:741741?body=HOME",
        "sms:741741&body=HOME",
        "sms:+1555,+1556",
        "sms:?body=x",
    ),
    "other": ("geo:1,2", "doi:10.1000/182", "ftp://nowhere.example/a"),
    "empty": ("", " ", "\n"),
    "missing": ("nowhere.md", "../../README.md", "index.md", "../files/", "discs.html", "a[b.md", "discs"),
    "excluded": ("../drafts/new.md", "../drafts/new.md#a"),
    "bad-url": (
        "https://",
        "https:///a",
        "https:nowhere.example",
        "https://exa mple.org",
        "https://nowhere.example:99999/",
        "https://nowhere.example:http/",
        "https://exa[mple.org/",
        "//[broken",
        "http://[::1",
        "https://a..b/",
        "https://300.1.1.1/",
        "https://https://nowhere.example/",
        "https//nowhere.example/",
        "https;//nowhere.example/",
        "https://nowhere.example/100%",
        "100%.md",
        "https://nowhere.example/a\u200bb",
    ),
    "bad-scheme": (
        "javascript:alert(1)",
        "java&#115;cript:alert(1)",
        "java\tscript:x",
        "file:///a.md",
        "C:/a.md",
        "htps://a.b",
        "a:b.md",
    ),
    "missing-scheme": ("www.nhs.uk", "example.org/page", "me@example.org"),
    "bad-mailto": (
        "mailto:",
        "mailto:me",
        "mailto:me@",
        "mailto:me@a..b",
        "mailto://me@example.org",
        "mailto:a@b.org,c",
        "mailto:a@b@c.org",
    ),
    "bad-tel": ("tel:", "tel:+", "tel:CALL-NOW", "tel://+44", "tel:++44", "tel:+1–555", "sms:", "sms:HOME"),
    "dev": (
        "http://localhost:8000/a/",
        "http://127.0.0.1/",
        "http://[::1]:8000/",
        "https://0.0.0.0/",
        "http://10.0.0.1/",
        "http://pc.local/",
    ),
}


def _kinds() -> Iterator[tuple[Kind, str]]:
    for kind, targets in KINDS.items():
        yield from ((kind, target) for target in targets)


@pytest.mark.parametrize(("kind", "target"), list(_kinds()))
def test_kind(kind: Kind, target: str) -> None:
    assert led(target).kind == kind


@pytest.mark.parametrize("target", [target for _, target in _kinds()])
def test_raw_html_never_fails(target: str) -> None:
    assert led(target, raw=True).kind


def test_a_picture_may_stand_in_the_text_itself() -> None:
    assert led("data:image/png;base64,AA", element="img").kind == "other"
    assert led("data:text/html,a").kind == "bad-scheme"


@pytest.mark.parametrize(
    ("target", "better"),
    [
        ("Discs.md", "discs.md"),
        ("../Index.md#a", "../index.md"),
        ("disc.PNG", "disc.png"),
        ("../nin\u0303os.md", "../niños.md"),
    ],
)
def test_wrong_case(target: str, better: str) -> None:
    found = led(target)
    assert (found.kind, found.better) == ("wrong-case", better)


@pytest.mark.parametrize(
    ("here", "target", "path", "better"),
    [
        # As browsers read it: the page lies at /spine/back-pain/.
        (HERE, "../discs/#a", "spine/discs.md", "discs.md"),
        (HERE, "../../posture/", "posture/index.md", "../posture/index.md"),
        (HERE, "../..", "index.md", "../index.md"),
        (HERE, "../../posture/index.html", "posture/index.md", "../posture/index.md"),
        ("index.md", "spine/discs/", "spine/discs.md", "spine/discs.md"),
        ("index.md", "spine/discs", "spine/discs.md", "spine/discs.md"),
        ("index.md", "posture/", "posture/index.md", "posture/index.md"),
        ("index.md", "./", "index.md", "index.md"),
    ],
)
def test_an_address_where_a_file_should_stand(here: str, target: str, path: str, better: str) -> None:
    found = led(target, here)
    assert (found.kind, found.path, found.better) == ("directory", path, better)


@pytest.mark.parametrize("target", ["discs/", "../posture/", "../discs/index.md"])
def test_an_address_that_browsers_read_otherwise(target: str) -> None:
    assert led(target).kind == "missing"


@pytest.mark.parametrize(
    ("target", "kind", "path", "better"),
    [
        ("../discs/", "page", "spine/discs.md", ""),
        ("../../", "page", "index.md", ""),
        ("../discs/index.html", "page", "spine/discs.md", ""),
        ("../disc.png", "file", "spine/disc.png", ""),
        ("../../sitemap.xml", "file", "sitemap.xml", ""),
        ("#pain", "page", HERE, ""),
        ("../Discs/", "wrong-case", "spine/discs.md", "../discs/"),
        ("discs.md", "missing", "spine/back-pain/discs.md", "../discs/"),
        ("disc.png", "missing", "spine/back-pain/disc.png", "../disc.png"),
        ("../index.md", "missing", "spine/index.md", "../../"),
        ("nowhere/", "missing", "spine/back-pain/nowhere/", ""),
    ],
)
def test_raw_html(target: str, kind: Kind, path: str, better: str) -> None:
    """No engine rewrites it: the browser reads it from the page's own address."""
    assert replace(led(target, raw=True), fragment="") == Target(kind, path, "", better)


@pytest.mark.parametrize(
    ("target", "kind"), [("discs.html", "page"), ("./discs.html#a", "page"), ("../discs/", "missing")]
)
def test_raw_html_without_folders(target: str, kind: Kind) -> None:
    assert led(target, on=site(in_folders=False), raw=True).kind == kind


@pytest.mark.parametrize(
    ("target", "kind", "path"),
    [
        ("https://example.org/site/spine/discs/", "own", "spine/discs.md"),
        ("http://example.org/site/spine/discs/index.html", "own", "spine/discs.md"),
        ("https://example.org/site/", "own", "index.md"),
        ("https://example.org/site", "own", "index.md"),
        ("//example.org/site/files/leaflet.pdf", "own", "files/leaflet.pdf"),
        ("https://example.org/site/spine/discs.md", "missing", "spine/discs.md"),
        ("https://example.org/site/nowhere/", "missing", "nowhere/"),
        ("https://example.org/site/Posture/", "wrong-case", "posture/index.md"),
    ],
)
def test_our_own_address(target: str, kind: Kind, path: str) -> None:
    found = led(target)
    assert (found.kind, found.path) == (kind, path)


def test_our_own_address_with_a_blog() -> None:
    """The blog plugin gives its posts addresses that only the build knows."""
    assert led("https://example.org/site/2026/11/news/", on=site(plugins=frozenset({"blog"}))).kind == "external"


@pytest.mark.parametrize(
    ("site_url", "target", "path", "better"),
    [
        ("https://example.org/site/", "/spine/discs/", "", "discs.md"),
        ("https://example.org/site/", "/spine/discs.md", "", "discs.md"),
        ("https://example.org/site/", "/site/spine/discs/#a", "spine/discs.md", "discs.md"),
        ("https://example.org/site/", "/nowhere/", "", ""),
        ("https://example.org/", "/spine/discs/", "spine/discs.md", "discs.md"),
        ("", "/", "index.md", "../index.md"),
    ],
)
def test_from_the_root_of_the_host(site_url: str, target: str, path: str, better: str) -> None:
    """It has a path where a reader of the site arrives."""
    found = led(target, on=site(site_url))
    assert (found.kind, found.path, found.better) == ("absolute", path, better)


def test_what_an_address_lacks() -> None:
    assert led("www.nhs.uk").better == "https://www.nhs.uk"
    assert led("me@example.org").better == "mailto:me@example.org"
