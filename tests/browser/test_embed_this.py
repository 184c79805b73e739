"""Put this on your site: the form makes code that works, refuses colours that cannot be read, and obeys the policy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from embed_checks import World
from embed_world import PAGE, Origin, frames_of, wrong_heights
from playwright.sync_api import Browser, Page, expect
from test_embeds_in_chromium import HEADERS

pytestmark = pytest.mark.browser


@pytest.fixture
def world(site: Path, browser: Browser) -> Iterator[World]:
    with Origin("localhost", site, headers=HEADERS).running() as provider, Origin("127.0.0.1").running() as host:
        yield World(provider, host, browser)


@pytest.fixture
def form(world: World) -> Iterator[Page]:
    """The page, opened from the link on another; what it complains of is a failure."""
    with world.visitor(viewport={"width": 1280, "height": 900}) as (page, faults):
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.goto(f"{world.provider.url}exercises/sit-to-stand/")
        page.get_by_role("link", name="Put this on your site").first.click()
        page.wait_for_selector("#bw-maker-code")
        yield page
        assert faults == []


def code(page: Page) -> str:
    return page.locator("#bw-maker-code").input_value()


def contrast(one: str, other: str) -> float:
    """WCAG 2.2: (lighter + .05) / (darker + .05)."""

    def light(colour: str) -> float:
        shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        bent = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in shares]
        return sum(share * part for share, part in zip(bent, (0.2126, 0.7152, 0.0722), strict=True))

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("way", ["script", "frame", "inline"])
def test_code_shows_the_page_on_another_site(world: World, form: Page, way: str) -> None:
    assert form.locator("#bw-maker-page").input_value() == "sit-to-stand"
    form.locator("#bw-maker-way").select_option(way)
    pasted = code(form)
    assert "no-referrer" in pasted
    assert "Sit to stand (Bonewise)" in pasted
    with world.visitor() as (page, faults):
        # Without the room that was foreseen, to see what the browser itself does.
        world.host.pages["/clinic"] = PAGE + (re.sub(r"min-height:\d+px", "", pasted) if way == "frame" else pasted)
        page.goto(world.host.url + "clinic")
        if way == "script":
            assert wrong_heights(page) == []
            assert frames_of(page)[0].locator("h1").inner_text() == "Sit to stand"
        elif way == "frame":
            page.wait_for_timeout(300)
            assert page.frames[1].locator("h1").inner_text() == "Sit to stand"
            # This Chromium sizes the frame by its text, whatever was foreseen.
            page.wait_for_timeout(500)
            text = page.frames[1].evaluate("document.documentElement.getBoundingClientRect().height")
            assert abs(page.locator("iframe").evaluate("frame => frame.getBoundingClientRect().height") - text) <= 1
        else:
            page.wait_for_selector("bonewise-page article")
        assert faults == []


def test_a_page_is_found_by_what_people_call_it(form: Page) -> None:
    form.get_by_role("searchbox", name="Find a page").fill("dowegers hump")
    expect(form.locator("#bw-maker-page")).to_have_value("rounded-back")
    assert 'page="rounded-back"' in code(form)
    expect(form.locator(".bw-maker__found")).to_contain_text("pages fit. The best is chosen.")
    form.get_by_role("searchbox", name="Find a page").fill("xyzzyq")
    expect(form.locator(".bw-maker__found")).to_contain_text("No page found.")
    expect(form.locator("#bw-maker-page")).to_have_value("rounded-back")
    form.get_by_role("searchbox", name="Find a page").fill("")
    expect(form.locator(".bw-maker__found")).to_be_empty()
    # The box at the top asks for the same engine again.
    form.get_by_role("combobox", name="Search this site").fill("vitamen d")
    expect(form.get_by_role("listbox", name="Found").get_by_role("option").first).to_contain_text("Vitamin D")


def test_other_ways_give_addresses(world: World, form: Page) -> None:
    form.locator("#bw-maker-way").select_option("card")
    assert code(form) == f"{world.provider.url}exercises/sit-to-stand/"
    form.locator("#bw-maker-way").select_option("copy")
    assert code(form).split() == [f"{world.provider.url}embed/sit-to-stand.{end}" for end in ("html", "json")]


def test_colour_that_cannot_be_read_is_refused_and_the_nearest_offered(form: Page) -> None:
    field = form.locator("#bw-maker-accent")
    for wish in ("#ff9900", "#00ff00", "#8888ff", "#ffffff", "#3399cc"):
        field.fill(wish)
        field.blur()
        assert field.get_attribute("aria-invalid") == "true"
        assert wish[1:] not in code(form)
        offer = form.get_by_role("button", name="Use #")
        better = offer.inner_text().removeprefix("Use ")
        assert all(contrast(better, ground) >= 4.5 for ground in ("#fbfaf7", "#ffffff", "#e4f0ef"))
        offer.click()
        assert field.get_attribute("aria-invalid") is None
        assert f"accent={better[1:]}" in code(form)
        dark = code(form).split("accent-dark=")[1][:6]
        assert all(contrast(f"#{dark}", ground) >= 4.5 for ground in ("#12191c", "#1a2428", "#173034"))
    for odd in ("red", "#12", "url(x)", '"><script>', ""):
        field.fill(odd)
        field.blur()
        assert field.get_attribute("aria-invalid") == "true"
        assert odd == "" or odd not in code(form)


def test_look_is_shown_and_coded(form: Page) -> None:
    form.locator("#bw-maker-scheme").select_option("dark")
    form.locator("#bw-maker-size").select_option("22")
    form.locator("#bw-maker-corner").select_option("0")
    form.locator("#bw-maker-credit").select_option("short")
    assert 'look="size=22&amp;corner=0&amp;scheme=dark&amp;credit=short"' in code(form)
    assert wrong_heights(form) == []
    frame = frames_of(form)[0]
    assert frame.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(18, 25, 28)"
    assert frame.locator(".bw-why").evaluate("p => getComputedStyle(p).fontSize") == "22px"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_that_axe_objects_to(world: World, scheme: str) -> None:
    with world.visitor(color_scheme=scheme) as (page, faults):
        for url in ("embed-this/", "embed/osteopenia/", "embed/first-two-weeks/", "embed/sit-to-stand/card/"):
            page.goto(world.provider.url + url)
            page.wait_for_timeout(500)
            for width in (320, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                faults += [f"{url}: {wide} px too wide at {width}"] if wide > 0 else []
            # The site's own header and search are judged in test_every_page.py.
            for violation in Axe().run(page, context="main").response["violations"]:
                faults.append(f"{url}: {violation['id']}: {[node['html'][:120] for node in violation['nodes'][:3]]}")
        assert faults == []


def test_keys_lead_into_an_embed_and_out_again(world: World) -> None:
    with world.visitor() as (page, _):
        world.show(page, "<a href=#1>before</a>" + world.element() + "<a href=#2 id=after>after</a>" + world.script())
        assert wrong_heights(page) == []
        page.get_by_text("before").focus()
        page.keyboard.press("Tab")
        frame = frames_of(page)[0]
        assert frame.evaluate("document.activeElement.tagName") == "A"
        for _ in range(frame.locator("a, input, [tabindex='0']").count() + 2):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "after":
                return
        raise AssertionError("Tab never left the embed")
