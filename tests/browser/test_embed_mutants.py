"""Each guard in the scripts of embeds is needed: without it, the check that is named beside it fails."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from embed_checks import CHECKS, World
from embed_world import Origin
from playwright.sync_api import Browser
from test_embeds_in_chromium import HEADERS

from bonewise.finishing.embeds.scripts import bare

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(
        not os.environ.get("BONEWISE_MUTANTS"),
        reason="47 mutants take many minutes; after a change of the embeds' scripts, run them: BONEWISE_MUTANTS=1",
    ),
]

SOURCES = Path(__file__).parent.parent.parent / "templates" / "embed"
#: Script, what stands there, what stands there in the mutant, and the check that tells.
MUTANTS = [
    ("embed.js", "!own || ", "", "without_its_script"),
    ("embed.js", "!elements || ", "", "on_a_host_without_custom_elements"),
    ("embed.js", " || elements.get(name)", "", "with_its_script_twice"),
    ("embed.js", r'if (!/^[\w-]+$/.test(page)) return;', "", "with_addresses_where_an_id_should_be"),
    ("embed.js", r"/^[\w-]+$/", r"/[\w-]+/", "with_addresses_where_an_id_should_be"),
    ("embed.js", ' || "";\n', ";\n", "with_addresses_where_an_id_should_be"),
    ("embed.js", "root; frame; secret; height; told; steps;", "", "on_a_host_with_poisoned_prototypes"),
    ("embed.js", "if (!this.root)", "if (true)", "when_moved_removed_and_put_back"),
    ("embed.js", ".catch(() => this.framed(page))", "", "inline_where_that_cannot_be"),
    ("embed.js", "if (!answer.ok) throw 0;", "", "inline_where_that_cannot_be"),
    ("embed.js", '{ sanitizer: { removeElements: ["style", "link", "meta", "form"] } }', "{ sanitizer: {} }",
     "inline_in_a_shadow_tree"),
    ("embed.js", "this.root.setHTML(await answer.text(), ", "this.root.setHTMLUnsafe(await answer.text(), ",
     "inline_in_a_shadow_tree"),
    ("embed.js", "if (Date.now() > Date.parse(dataset.due))", "if (true)", "overdue_on_its_day"),
    ("embed.js", "if (Date.now() > Date.parse(dataset.due))", "if (false)", "overdue_on_its_day"),
    ("embed.js", " || 400", "", "in_a_tab_that_is_not_shown"),
    ("embed.js", " || 300", "", "with_a_guess_before_it_answers"),
    ("embed.js", "Math.min(this.frame.clientWidth || 400, most)", "(this.frame.clientWidth || 400)",
     "with_a_guess_before_it_answers"),
    ("embed.js", "if (!frame) return;", "", "inline_in_a_shadow_tree"),
    ("embed.js", "if (!this.told) ", "", "ready_for_paper"),
    ("embed.js", 'event.type == "beforeprint" ?', "true ?", "ready_for_paper"),
    ("embed.js", "1.15 * this.guess(640)", "0", "ready_for_paper"),
    ("embed.js", "event.source == frame.contentWindow && ", "", "told_by_others_who_know_the_number"),
    ("embed.js", 'event.origin == "null" && ', "", "told_by_others_who_know_the_number"),
    ("embed.js", ' && typeof event.data == "string"', "", "told_nonsense_by_its_own_frame"),
    ("embed.js", "/^bonewise", "/bonewise", "told_nonsense_by_its_own_frame"),
    ("embed.js", r"(\d+)$/", r"(\d+)/", "told_nonsense_by_its_own_frame"),
    ("embed.js", r"([1-9]\d{0,4})", r"(-?\w+)", "told_nonsense_by_its_own_frame"),
    ("embed.js", r"([1-9]\d{0,4})", r"([1-9]\d*)", "told_nonsense_by_its_own_frame"),
    ("embed.js", r"([1-9]\d{0,4})", r"(\d{1,5})", "told_nonsense_by_its_own_frame"),
    ("embed.js", "!said || ", "", "told_nonsense_by_its_own_frame"),
    ("embed.js", "said[1] != this.secret || ", "", "with_another_page_in_its_frame"),
    ("embed.js", " || !width", "", "in_a_tab_that_is_not_shown"),
    ("embed.js", "++this.steps > 5", "false", "as_high_as_a_window_that_grows_with_it"),
    ("embed.js", "++this.steps > 5", "++this.steps > 15", "as_high_as_a_window_that_grows_with_it"),
    ("embed.js", "this.steps = 0;", ";", "as_high_as_a_window_that_grows_with_it"),
    ("embed.js", "width != this.told || ", "", "after_turning_and_zooming"),
    ("embed.js", " || Math.abs(said[2] - said[3]) < 2", "", "when_its_text_changes"),
    ("frame.js", r"/^accent(-dark)?$/.test(key) && ", "", "in_the_look_that_was_asked_for"),
    ("frame.js", r" && /^[\da-f]{6}$/.test(value)", "", "in_the_look_that_was_asked_for"),
    ("frame.js", r"/^(size|corner)$/.test(key) && ", "", "in_the_look_that_was_asked_for"),
    ("frame.js", r" && /^\d{1,2}$/.test(value)", "", "in_the_look_that_was_asked_for"),
    ("frame.js", r"/^(scheme|credit)$/.test(key) && ", "", "in_the_look_that_was_asked_for"),
    ("frame.js", r" && /^[a-z]{1,9}$/.test(value)", "", "in_the_look_that_was_asked_for"),
    ("frame.js", "if (Date.now() > Date.parse(root.dataset.due))", "if (true)", "overdue_on_its_day"),
    ("frame.js", "if (Date.now() > Date.parse(root.dataset.due))", "if (false)", "overdue_on_its_day"),
    ("frame.js", "if (link) ", "", "followed_to_its_sources"),
    ("frame.js", "if (!secret) return;", "", "silent_where_nobody_asked"),
]  # fmt: skip


@pytest.fixture(scope="module")
def world(site: Path, browser: Browser) -> Iterator[World]:
    with Origin("localhost", site, headers=HEADERS).running() as provider, Origin("127.0.0.1").running() as host:
        yield World(provider, host, browser)


@pytest.mark.parametrize(("script", "guard", "without", "check"), MUTANTS, ids=[f"{m[0]}:{m[1]}" for m in MUTANTS])
def test_guard_is_needed(world: World, script: str, guard: str, without: str, check: str) -> None:
    text = bare((SOURCES / script).read_text("utf-8"))
    assert text.count(guard.strip("\n")) >= 1, "the guard is not there any more"
    mutant = text.replace(guard, without, 1)
    assert mutant != text
    name = f"/embed/{script}"
    world.provider.pages.clear()
    world.provider.pages[name] = mutant
    if script == "embed.js":
        world.provider.pages[f"/embed/{world.version}/embed.js"] = mutant
    world.patience = 1200
    assert CHECKS[check](world) != []
