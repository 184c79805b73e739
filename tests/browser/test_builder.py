"""The handout builder in a real browser: by keyboard, from links and files, without the network, and always safe."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import subprocess
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from bonewise.dialect import RISK_GROUPS
from bonewise.handout_safety import compose

pytestmark = pytest.mark.browser

SIX = ["sit-to-stand", "heel-raise", "wall-push-up", "side-leg-lift", "heel-to-toe-stand", "brisk-walking"]
#: The same text from the same sheet in both languages, as SHA-256: keys sorted, no spaces, letters as they are.
DIGESTS = """async ([group, selections]) => {
  const canonical = (value) => {
    if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
    if (value === null || typeof value !== "object") return JSON.stringify(value);
    return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
  };
  const sheets = selections.map((picks) => canonical(bonewiseSafety.compose(bonewiseHandouts, group, picks)));
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(sheets.join("\\n")));
  return [...new Uint8Array(bytes)].map((one) => one.toString(16).padStart(2, "0")).join("");
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    made = context.new_page()
    faults: list[str] = []
    made.on("pageerror", lambda error: faults.append(str(error)))
    made.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield made
    context.close()
    assert faults == []


@pytest.fixture(scope="session")
def data(site: Path) -> dict[str, Any]:
    """What the builder works from, as the build published it."""
    text = (site / "handouts" / "builder-data.js").read_text("utf-8")
    published: dict[str, Any] = json.loads(text.removeprefix("globalThis.bonewiseHandouts=").rstrip(";\n"))
    return published


def opened(page: Page, address: str, fragment: str = "") -> Page:
    page.goto(f"{address}handout-builder/{fragment}")
    page.wait_for_selector("#handout-builder:not([hidden])")
    return page


def titles(page: Page) -> list[str]:
    return page.locator(".bw-sheet__exercise .bw-sheet__title").all_inner_texts()


# Safe


def agreed(page: Page, data: dict[str, Any], group: str, selections: list[list[dict[str, Any]]]) -> bool:
    sheets = [compose(data, group, picks) for picks in selections]
    text = "\n".join(json.dumps(each, sort_keys=True, ensure_ascii=False, separators=(",", ":")) for each in sheets)
    return bool(page.evaluate(DIGESTS, [group, selections]) == hashlib.sha256(text.encode()).hexdigest())


@pytest.mark.parametrize("group", [*RISK_GROUPS, "osteopena", "", "__proto__", "constructor"])
def test_script_and_python_agree_on_singles_pairs_and_strange_wishes(
    page: Page, address: str, data: dict[str, Any], group: str
) -> None:
    opened(page, address)
    names = sorted(data["exercises"])
    wishes: list[object] = [0, 1, -1, 3, 10**6, 2.5, "8", None, True, [8], {}]
    strange = [[{"id": "sit-to-stand", "dose": {field: wish}}] for field in ("reps", "toString") for wish in wishes]
    strange += [[{"id": name}] for name in ("", "headstand", "__proto__", "toString")]
    selections = [[{"id": name}] for name in names] + [[{"id": one} for one in pair] for pair in combinations(names, 2)]
    assert agreed(page, data, group, selections + strange)


@pytest.mark.slow
@pytest.mark.parametrize("group", RISK_GROUPS)
def test_script_and_python_agree_on_ten_thousand_selections(
    page: Page, address: str, data: dict[str, Any], group: str
) -> None:
    opened(page, address)
    dice, names = random.Random(group), sorted(data["exercises"])
    fields = sorted(data["dose_fields"])
    for _ in range(20):
        selections = [
            [
                {"id": name, "dose": {dice.choice(fields): dice.randint(0, 40)} if dice.random() < 0.3 else {}}
                for name in dice.choices(names, k=dice.randint(0, 12))
            ]
            for _ in range(500)
        ]
        assert agreed(page, data, group, selections)


def test_what_a_group_may_not_have_cannot_be_added_and_says_why(page: Page, address: str) -> None:
    opened(page, address, "#g=osteopenia&x=small-jumps&x=sit-to-stand")
    assert titles(page) == ["1. Small jumps", "2. Sit to stand"]
    page.get_by_label("A spine fracture, with a physiotherapist").check()
    assert titles(page) == ["1. Sit to stand"]
    refusal = page.locator(".bw-builder__item", has_text="Small jumps")
    expect(refusal).to_contain_text("Not on the sheet. Not after a spine fracture.")
    found = page.locator(".bw-builder__result", has_text="Heel drop")
    expect(found).to_contain_text("Not for this reader.")
    assert found.get_by_role("button").count() == 0
    expect(page.locator(".bw-sheet")).to_contain_text("Make a move harder only when your physiotherapist says so.")
    assert "Harder:" not in page.locator(".bw-sheet").inner_text()


def test_nothing_is_on_the_sheet_before_we_know_whom_it_is_for(page: Page, address: str) -> None:
    opened(page, address, "#x=sit-to-stand")
    assert titles(page) == []
    expect(page.get_by_role("status").last).to_contain_text("Say first whom the sheet is for.")
    assert page.get_by_role("button", name="Print or save as PDF").is_disabled()


def test_every_sheet_carries_its_warnings(page: Page, address: str, data: dict[str, Any]) -> None:
    for group in RISK_GROUPS:
        opened(page, address, f"#g={group}&x=prone-shoulder-raise&x=stair-climbing")
        sheet = page.locator(".bw-sheet").inner_text()
        for name in ("prone-shoulder-raise", "stair-climbing"):
            for text in [*data["exercises"][name]["avoid_if"], *data["exercises"][name]["stop_if"]]:
                assert text in sheet
        for text in [*data["shared_stop_if"], *data["emergency"]["signs"], data["disclaimer"]["text"]]:
            assert text in sheet
        assert "Not yet reviewed by a clinician" in sheet


def test_a_number_outside_what_is_allowed_says_why_and_stays_off_the_sheet(page: Page, address: str) -> None:
    opened(page, address, "#g=osteopenia&x=sit-to-stand")
    repeats = page.get_by_label("Repeats")
    for wrong in ("20", "0", "-3", "2.5"):
        repeats.fill(wrong)
        expect(page.get_by_role("alert").filter(has_text="choose 1 to 12")).to_be_visible()
        assert repeats.get_attribute("aria-invalid") == "true"
        expect(page.locator(".bw-sheet .bw-dose")).to_contain_text("8 to 12")
    repeats.fill("10")
    assert repeats.get_attribute("aria-invalid") == "false"
    expect(page.locator(".bw-sheet .bw-dose")).to_contain_text("10 times")


# By keyboard, and back again


def test_six_exercises_by_keyboard_alone_then_print_then_the_link(page: Page, address: str, tmp_path: Path) -> None:
    opened(page, address)
    asked: list[str] = []
    # A browser may ask for the tab's picture again, in its own store, whenever the address changes; and each page
    # fetches the script about copies and its worker when it rests.
    spared = ("/logo.svg", "/offline.js", "/sw.js")
    page.on("request", lambda request: asked.append(request.url) if not request.url.endswith(spared) else None)
    # From the title on: whoever goes through the site's own search box makes it ready, by requests of its own.
    page.locator("#page-title").evaluate("each => { each.tabIndex = -1; each.focus(); }")
    tab_to(page, "document.activeElement.name === 'bw-builder-group'")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Osteopenia", exact=True)).to_be_checked()
    for number, name in enumerate(SIX):
        tab_to(page, "document.activeElement.type === 'search'", back=number > 0)
        page.keyboard.press("Control+A")
        page.keyboard.type(name.replace("-", " "))
        tab_to(page, f"document.activeElement.dataset.key === 'add-{name}'")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.dataset.key") == f"add-{name}", "the focus was lost"
    assert [each.split(". ")[1].lower().replace(" ", "-") for each in titles(page)] == SIX
    tab_to(page, "document.activeElement.dataset.key === 'move-↑-brisk-walking'")
    page.keyboard.press("Enter")
    assert titles(page)[4] == "5. Brisk walking"
    assert page.evaluate("document.activeElement.dataset.key") == "move-↑-brisk-walking"
    tab_to(page, "document.activeElement.labels?.[0]?.textContent === 'Prepared for'")
    page.keyboard.type("Mrs Unlikely Name")
    assert asked == []
    printed = tmp_path / "sheet.pdf"
    page.pdf(path=printed, prefer_css_page_size=True)
    if shutil.which("pdftotext"):
        text = subprocess.run(["pdftotext", printed, "-"], capture_output=True, text=True, check=True).stdout
        for each in ("Mrs Unlikely Name", "6. Heel-to-toe stand", "Call 999", "Stop if", "Do not do these if"):
            assert each in text
        assert "Choose exercises" not in text
    link = page.url
    assert "Unlikely" not in link
    before = titles(page)
    page.goto("about:blank")
    page.goto(link)
    assert titles(page) == before
    assert "Unlikely" not in page.locator(".bw-sheet").inner_text()


def tab_to(page: Page, there: str, back: bool = False) -> None:
    """Press Tab, or Shift and Tab, until the wanted element has the focus."""
    for _ in range(200):
        if page.evaluate(there):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
        assert page.evaluate("!document.activeElement.closest('.md-header')"), f"the keys went round the page: {there}"
    raise AssertionError(f"no key leads to it: {there}")


def test_taking_away_can_be_undone_and_the_focus_stays_near(page: Page, address: str) -> None:
    opened(page, address, "#g=osteopenia&x=sit-to-stand&x=heel-raise")
    page.get_by_role("button", name="Remove: Sit to stand").click()
    assert titles(page) == ["1. Heel raise"]
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Remove: Heel raise"
    page.get_by_role("button", name="Undo").click()
    assert titles(page) == ["1. Sit to stand", "2. Heel raise"]


def test_rows_can_be_dragged(page: Page, address: str) -> None:
    opened(page, address, "#g=osteopenia&x=sit-to-stand&x=heel-raise")
    grips = page.locator(".bw-builder__grip")
    grips.first.scroll_into_view_if_needed()
    start, end = grips.first.bounding_box(), grips.last.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 4, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(end["x"] + 4, end["y"] + 30, steps=8)
    page.mouse.up()
    assert titles(page) == ["1. Heel raise", "2. Sit to stand"]


def test_a_programme_can_be_the_start(page: Page, address: str, data: dict[str, Any]) -> None:
    opened(page, address, "#g=osteopenia")
    page.get_by_role("button", name="Add its exercises").click()
    assert len(titles(page)) == len(data["programmes"]["first-two-weeks"]["exercises"])
    page.goto(f"{address}programmes/first-two-weeks/")
    page.get_by_role("link", name="Put it on a handout").click()
    page.wait_for_selector(".bw-builder__item")
    assert page.locator(".bw-builder__item").count() == len(data["programmes"]["first-two-weeks"]["exercises"])


# As people call things


def exercises(page: Page) -> list[str]:
    return page.locator(".bw-builder__result a:first-child").all_inner_texts()


def test_lay_words_and_typing_errors_find_exercises_without_the_network(page: Page, address: str) -> None:
    opened(page, address)
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    box, count = page.get_by_role("searchbox", name="Search"), page.locator(".bw-builder__count")
    for words, first in {
        "calf raises": "Heel raise",
        "puhsup against wal": "Wall push-up",
        "stand on 1 leg": "One-leg stand",
    }.items():
        box.fill(words)
        expect(page.locator(".bw-builder__result a").first).to_have_text(first)
    box.fill("chiar raise")
    expect(page.locator(".bw-builder__result a").first).to_have_text("Sit to stand")
    expect(count).to_contain_text("for “chair raise”")
    box.fill("dowager")  # a word of the guide that leads to these exercises, not of any of them
    expect(page.locator(".bw-builder__result", has_text="Head to wall press")).to_be_visible()
    box.fill("thin bones")
    expect(count).not_to_contain_text("No exercise")
    assert len(exercises(page)) > 5
    box.fill("xyzzyq")
    expect(count).to_contain_text("try a simpler word")
    box.fill("")
    expect(count).to_have_text("30 of 30 exercises fit.")
    assert exercises(page) == sorted(exercises(page), key=str.lower)
    page.context.set_offline(False)


def test_what_was_found_stays_when_the_sheet_changes(page: Page, address: str) -> None:
    opened(page, address, "#g=osteopenia")
    page.get_by_role("searchbox", name="Search").fill("balance")
    expect(page.locator(".bw-builder__result a").first).to_have_text("Heel-to-toe stand")
    before = exercises(page)
    page.get_by_role("button", name="Add Heel-to-toe stand").click()
    assert titles(page) == ["1. Heel-to-toe stand"]
    assert exercises(page) == before
    page.get_by_label("Position").select_option("sitting")
    assert set(exercises(page)) < set(before)


# From outside


@pytest.mark.parametrize(
    "fragment",
    [
        "#g=__proto__&x=constructor&x=toString*reps.1",
        "#x=sit-to-stand*reps&x=*&x=sit-to-stand*__proto__.3&n=__proto__*a&n=99*b",
        "#g=osteopenia&x=sit-to-stand*reps.99999999999&p=a3&t=99&k=%00%FF",
        "#" + "&".join(["g=osteopenia"] + ["x=sit-to-stand"] * 50),
        "#g=osteopenia&c=<img src=x onerror=alert(1)>&m=<script>alert(1)</script>&x=sit-to-stand&n=0*<b>bold</b>",
        "#%E0%A4%A&&&===",
    ],
)
def test_a_link_that_was_changed_is_told_and_does_no_harm(page: Page, address: str, fragment: str) -> None:
    opened(page, address, fragment)
    assert page.locator(".bw-sheet img, .bw-sheet script, .bw-sheet b").count() == 0
    assert len(titles(page)) <= 1


def test_a_saved_file_comes_back_whole_and_others_are_refused(page: Page, address: str, tmp_path: Path) -> None:
    opened(page, address, "#g=osteoporosis&x=sit-to-stand*reps.9&n=0*Slowly")
    page.get_by_label("Prepared for").fill("A. Person")
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save as a file").click()
    saved = tmp_path / "handout.json"
    saving.value.save_as(saved)
    opened(page, address)
    page.reload()
    page.get_by_label("Open a saved file").set_input_files(saved)
    expect(page.locator(".bw-sheet")).to_contain_text("A. Person")
    expect(page.locator(".bw-sheet")).to_contain_text("Slowly")
    for bad in ("", "{}", "[1]", "null", '{"format":"handout","version":2}', "\x00"):
        saved.write_text(bad, "utf-8")
        page.get_by_label("Open a saved file").set_input_files(saved)
        expect(page.get_by_role("status").last).to_contain_text("not a file that the handout builder saved")
        assert titles(page) == ["1. Sit to stand"]


# For everybody


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_is_too_wide(browser: Browser, address: str, scheme: Any, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    for fragment in ("", "#g=spine-fracture&x=small-jumps&x=sit-to-stand*reps.90&x=brisk-walking&n=1*A note"):
        opened(page, address, fragment)
        page.reload()
        found = [f"{each['id']}: {each['nodes'][0]['html']}" for each in Axe().run(page).response["violations"]]
        assert found == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
