"""Embeds on another site, in Chromium: two origins on one machine, kind and hostile hosts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from embed_checks import CHECKS, World
from embed_world import Origin
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

#: As the generated hosting files send them.
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@pytest.fixture
def world(site: Path, browser: Browser) -> Iterator[World]:
    with Origin("localhost", site, headers=HEADERS).running() as provider, Origin("127.0.0.1").running() as host:
        yield World(provider, host, browser)


#: What the quick suite asks; the slow one asks everything.
QUICK = (
    "when_moved_removed_and_put_back",
    "told_nonsense_by_its_own_frame",
    "inline_in_a_shadow_tree",
    "ready_for_paper",
)


@pytest.mark.parametrize(
    "name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in CHECKS]
)
def test_embed(world: World, name: str) -> None:
    assert CHECKS[name](world) == []
