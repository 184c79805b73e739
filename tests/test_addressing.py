"""From a link as written to the file and the fragment it names."""

from __future__ import annotations

import pytest

from bonewise.addressing import Address, address

HERE = "spine/back-pain.md"


@pytest.mark.parametrize(
    ("target", "path", "fragment"),
    [
        ("discs.md", "spine/discs.md", ""),
        ("./discs.md", "spine/discs.md", ""),
        ("../posture/bending.md", "posture/bending.md", ""),
        ("../index.md", "index.md", ""),
        ("discs.md#pain", "spine/discs.md", "pain"),
        ("#pain", "", "pain"),
        ("", "", ""),
        ("#", "", ""),
        ("discs.md?a=b#pain", "spine/discs.md", "pain"),
        ("my%20disc.md#%E9%AA%A8", "spine/my disc.md", "骨"),
        ("a/../b.md", "spine/b.md", ""),
        ("../exercises/", "exercises", ""),
        ("../../README.md", "../README.md", ""),
        ("a.md#b#c", "spine/a.md", "b#c"),
        ("a:b.md", None, None),
    ],
)
def test_inside(target: str, path: str | None, fragment: str | None) -> None:
    """A path is below the content folder; '..' in front of it leads out, and is found missing later."""
    expected = None if path is None or fragment is None else Address(path, fragment)
    assert address(HERE, target) == expected


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/a.md",
        "HTTP://example.org/",
        "//example.org/a.md",
        "mailto:me@example.org",
        "tel:+44",
        "data:image/png;base64,AA",
        "javascript:alert(1)",
        "/absolute/",
        "//[broken",
    ],
)
def test_outside(target: str) -> None:
    assert address(HERE, target) is None


def test_what_is_no_address_is_no_error() -> None:
    """`urlsplit` raises on a bracket that is never closed, where it takes it for a host."""
    assert address(HERE, "a[b.md") == Address("spine/a[b.md", "")


def test_from_the_top() -> None:
    assert address("index.md", "spine/discs.md") == Address("spine/discs.md", "")
