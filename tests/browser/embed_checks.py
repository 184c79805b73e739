"""What must hold of an embed on another site; each check tells what does not, and is also run on broken scripts."""

# ruff: noqa: E501 (pages and scripts read better whole)

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from embed_world import PAGE, Origin, attributes_of, frames_of, heights_of, probe, snippet, wrong_heights

Faults = list[str]
#: Short pages, so that a check is quick.
PAGE_ID = "sit-to-stand"
CHECKS: dict[str, Callable[[World], Faults]] = {}


@dataclass
class World:
    """A provider, a host, and a browser that visits the host."""

    provider: Origin
    host: Origin
    browser: Any

    def __post_init__(self) -> None:
        assert self.provider.files
        index = json.loads((self.provider.files / "embed" / "index.json").read_text("utf-8"))
        self.heights = attributes_of(index)
        self.version = index["version"]

    def script(self, kind: str = "async", folder: str = "") -> str:
        return f'<script {kind} referrerpolicy="no-referrer" src="{self.provider.url}embed/{folder}embed.js"></script>'

    def element(self, page: str = PAGE_ID, **attributes: str) -> str:
        return snippet(page, self.heights.get(page, ""), **attributes)

    def show(self, page: Any, html: str, headers: dict[str, str] | None = None, until: str = "load") -> None:
        """Put a page on the host, and visit it."""
        self.host.pages["/clinic"] = (headers or {}, PAGE + html)
        page.goto(self.host.url + "clinic", wait_until=until)

    def put(self, name: str, body: str, style: str = "") -> None:
        """A page among the provider's embeds that is not one of ours."""
        self.provider.pages[f"/embed/{name}/"] = probe("../", body, style)

    @contextmanager
    def visitor(self, **options: Any) -> Iterator[tuple[Any, Faults]]:
        """A new page, with the list of what it complains of."""
        context = self.browser.new_context(**{"viewport": {"width": 700, "height": 700}, **options})
        page = context.new_page()
        faults: Faults = []
        page.on("pageerror", lambda error: faults.append(f"threw {error}"))
        yield page, faults
        context.close()


def check(function: Callable[[World], Faults]) -> Callable[[World], Faults]:
    CHECKS[function.__name__] = function
    return function


def same(what: str, got: object, wanted: object) -> Faults:
    return [] if got == wanted else [f"{what}: {got}, not {wanted}"]


def secret_of(page: Any) -> str:
    source = page.locator("bonewise-page iframe").first.get_attribute("src")
    return str(source).split("#s=")[1].split("&")[0]


# ---- Heights ----


@check
def as_high_as_its_text_at_five_widths(world: World) -> Faults:
    with world.visitor() as (page, faults):
        for width in (280, 390, 560, 760, 1200):
            page.set_viewport_size({"width": width, "height": 700})
            world.show(page, "<style>body{margin:0}</style>" + world.element() + world.script())
            faults += [f"{width}: {each}" for each in wrong_heights(page)]
        return faults


@check
def twenty_on_a_page(world: World) -> Faults:
    ids = sorted(world.heights)[:20]
    with world.visitor() as (page, faults):
        for loading in ("eager", "lazy"):
            world.show(page, "".join(world.element(each, loading=loading) for each in ids) + world.script())
            for place in range(20 if loading == "lazy" else 0):
                page.locator("bonewise-page").nth(place).scroll_into_view_if_needed()
                page.wait_for_timeout(100)
            faults += [f"{loading}: {each}" for each in wrong_heights(page, 20, 15000)]
        return faults


@check
def wherever_the_script_stands(world: World) -> Faults:
    element = world.element()
    pages = {
        "sync in head": f"<head>{world.script('')}</head><body>{element}",
        "async in head": f"<head>{world.script('async')}</head><body>{element}",
        "defer in head": f"<head>{world.script('defer')}</head><body>{element}",
        "sync before": world.script("") + element,
        "sync after": element + world.script(""),
        "async after": element + world.script("async"),
        "versioned": element + world.script("async", world.version + "/"),
        "with a number for caches": element + world.script().replace("embed.js", "embed.js?ver=6.1"),
    }
    with world.visitor() as (page, faults):
        for name, html in pages.items():
            world.show(page, html)
            faults += [f"{name}: {each}" for each in wrong_heights(page)]
        world.show(page, element)
        page.evaluate(
            "src => document.head.append(Object.assign(document.createElement('script'), {src}))",
            world.provider.url + "embed/embed.js",
        )
        return faults + wrong_heights(page)


@check
def after_turning_and_zooming(world: World) -> Faults:
    with world.visitor() as (page, faults):
        world.show(page, world.element() + world.script())
        # A browser's zoom of 200 % is a window of half the size with twice the pixels.
        for width, height in ((390, 800), (800, 390), (390, 800), (350, 350), (700, 700)):
            page.set_viewport_size({"width": width, "height": height})
            faults += [f"{width}x{height}: {each}" for each in wrong_heights(page)]
        # Drawn slowly narrower, it grows many times before the frame has caught up once.
        page.evaluate("""async () => { for (let w = 700; w > 300; w -= 8) {
          document.body.style.width = w + "px"; await new Promise(requestAnimationFrame) } }""")
        faults += [f"drawn narrower: {each}" for each in wrong_heights(page)]
    with world.visitor(device_scale_factor=2, viewport={"width": 350, "height": 350}) as (page, more):
        world.show(page, world.element() + world.script())
        return faults + more + wrong_heights(page)


@check
def when_its_text_changes(world: World) -> Faults:
    body = "<details><summary>More</summary>" + "<p>Text</p>" * 9 + "</details><img alt='' width=100 src=/slow.png>"
    world.put("changing", body, "img{width:100px}")
    world.provider.gate.clear()
    with world.visitor() as (page, faults):
        world.show(page, world.element("changing") + world.script(), until="domcontentloaded")
        faults += wrong_heights(page)
        before = heights_of(page)[0]
        world.provider.gate.set()
        page.wait_for_timeout(300)
        faults += wrong_heights(page)
        faults += [] if heights_of(page)[0] > before + 50 else ["the late picture changed nothing"]
        # More often than the guard against endless growth allows steps.
        for _ in range(16):
            frames_of(page)[0].locator("summary").click()
            faults += wrong_heights(page)
        return faults


@check
def when_moved_removed_and_put_back(world: World) -> Faults:
    with world.visitor() as (page, faults):
        world.show(page, world.element() + "<div id=elsewhere></div>" + world.script())
        faults += wrong_heights(page)
        page.evaluate("document.getElementById('elsewhere').append(document.querySelector('bonewise-page'))")
        faults += wrong_heights(page)
        page.evaluate("window.kept = document.querySelector('bonewise-page'); kept.remove()")
        page.evaluate("document.body.style.width = '300px'; document.body.append(kept)")
        return faults + wrong_heights(page)


@check
def in_a_tab_that_is_not_shown(world: World) -> Faults:
    known = world.heights[PAGE_ID].split()
    with world.visitor() as (page, faults):
        world.show(page, f"<div id=tab hidden>{world.element()}</div>" + world.script())
        page.wait_for_timeout(400)
        style = "document.querySelector('bonewise-page').shadowRoot.firstChild.height"
        faults += same("the guess while hidden", page.evaluate(style), known[1])
        # What a hidden frame says of its height is not to be believed.
        say = "s => parent.postMessage(`bonewise ${s} 77777 1`, '*')"
        frames_of(page)[0].evaluate(say, secret_of(page))
        page.wait_for_timeout(100)
        faults += same("after a message while hidden", page.evaluate(style), known[1])
        page.evaluate("document.getElementById('tab').hidden = false")
        return faults + wrong_heights(page)


@check
def far_below_the_window(world: World) -> Faults:
    with world.visitor() as (page, faults):
        world.show(page, "<div style='height:9000px'></div>" + world.element() + world.script())
        return faults + wrong_heights(page)


@check
def with_a_guess_before_it_answers(world: World) -> Faults:
    """The frame never answers here: what is shown is what the build foresaw."""
    world.provider.pages["/embed/silent/"] = "<p>Nothing"
    known = "4000 3000 2000 1000"
    with world.visitor() as (page, faults):
        for width, wanted in ((280, 4000), (400, 3000), (560, 2000), (760, 1000), (1200, 1000)):
            page.set_viewport_size({"width": width, "height": 700})
            world.show(page, "<style>body{margin:0}</style>" + snippet("silent", known) + world.script())
            page.wait_for_selector("bonewise-page iframe")
            faults += same(f"guess at {width} px", heights_of(page), [wanted])
        page.set_viewport_size({"width": 400, "height": 700})
        page.wait_for_timeout(100)
        faults += same("guess after turning", heights_of(page), [3000])
        for odd in ("", "x y z w", "NaN", "Infinity Infinity Infinity Infinity"[:3]):
            world.show(page, snippet("silent", odd) + world.script())
            page.wait_for_selector("bonewise-page iframe")
            faults += same(f"guess from '{odd}'", heights_of(page), [300])
        return faults


# ---- Scripts that are missing, doubled, moved ----


@check
def without_its_script(world: World) -> Faults:
    with world.visitor() as (page, faults):
        for name, script in {"absent": "", "blocked": world.script().replace("embed.js", "gone.js")}.items():
            world.show(page, world.element() + script)
            faults += same(f"{name}: the link is there", page.get_by_text("A link, if").is_visible(), True)
        # Taken into a bundle, it does not know where it is from, and leaves the link alone.
        world.host.pages["/bundle.js"] = world.provider.answer("/embed/embed.js")[2].decode()
        world.show(page, world.element() + "<script src=/bundle.js></script>")
        return faults + same("in a bundle", page.get_by_text("A link, if").is_visible(), True)


@check
def with_its_script_twice(world: World) -> Faults:
    with world.visitor() as (page, faults):
        world.show(
            page, world.script() + world.element() + world.script("", world.version + "/") + world.script("defer")
        )
        return faults + wrong_heights(page) + faults


# ---- Hostile hosts ----


@check
def on_a_host_that_forbids_everything(world: World) -> Faults:
    html = world.element() + world.script()
    own = world.provider.url
    with world.visitor() as (page, faults):
        world.show(page, html, {"Content-Security-Policy": "default-src 'none'"})
        page.wait_for_timeout(200)
        faults += same("the link is there", page.get_by_text("A link, if").is_visible(), True)
        strict = f"default-src 'none'; script-src {own}; frame-src {own}; require-trusted-types-for 'script'"
        for name, headers in {
            "no style, trusted types": {"Content-Security-Policy": strict},
            "isolated": {
                "Cross-Origin-Embedder-Policy": "require-corp",
                "Cross-Origin-Opener-Policy": "same-origin",
            },
        }.items():
            world.show(page, html, headers)
            faults += [f"{name}: {each}" for each in wrong_heights(page)]
        return faults


@check
def on_a_host_that_resets_all_styles(world: World) -> Faults:
    reset = "<style>iframe{height:10px!important;display:none!important}*{all:unset!important}</style>"
    with world.visitor() as (page, faults):
        world.show(page, reset + world.element() + world.script())
        return faults + wrong_heights(page)


@check
def on_a_host_with_poisoned_prototypes(world: World) -> Faults:
    poison = """<script>
    for (const name of ["height", "page", "source", "origin", "said", "told", "steps"])
      Object.defineProperty(Object.prototype, name, { get: () => "77", set() {}, configurable: true });
    Object.prototype.data = "bonewise 1 77 77"; Array.prototype.evil = () => { throw 1 };
    </script>"""
    with world.visitor() as (page, faults):
        world.show(page, poison + world.element() + world.script())
        page.wait_for_timeout(500)
        page.evaluate(
            "['height', 'page', 'source', 'origin', 'said', 'told', 'steps', 'data'].map(n => delete Object.prototype[n])"
        )
        return faults + wrong_heights(page)


@check
def on_a_host_without_custom_elements(world: World) -> Faults:
    gone = "<script>Object.defineProperty(window, 'customElements', { value: undefined })</script>"
    with world.visitor() as (page, faults):
        world.show(page, gone + world.element() + world.script(""))
        return faults + same("the link is there", page.get_by_text("A link, if").is_visible(), True)


@check
def with_addresses_where_an_id_should_be(world: World) -> Faults:
    evil = (
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "\\\\evil.example",
        "../evil",
        "a/b",
        "",
        "a b",
    )
    with world.visitor() as (page, faults):
        world.show(page, "".join(snippet(each) for each in evil) + "<bonewise-page></bonewise-page>" + world.script(""))
        return faults + same("frames", [frame.url for frame in page.frames[1:]], [])


# ---- Hostile messages ----


def watch(page: Any) -> None:
    """Note each height that the first embed takes from now on: the frame's next answer would soon hide a wrong one."""
    page.evaluate("""() => { window.taken = [];
      const frame = document.querySelector("bonewise-page").shadowRoot.querySelector("iframe");
      new MutationObserver(() => taken.push(frame.height)).observe(frame, { attributes: true }) }""")


def taken(page: Any, before: list[float]) -> Faults:
    """Which heights it took that it did not have before."""
    return [f"took {each} px" for each in page.evaluate("window.taken") if abs(float(each) - before[0]) > 1]


_WRONG = """([secret, plain]) => {
  const say = (data) => parent.postMessage(data, "*");
  const heights = ["NaN", "Infinity", "-Infinity", "-50", "0", "00", "1e3", "123456", "99999999999", "0x99", "5.5", "", " 77"];
  for (const height of heights) say(`bonewise ${secret} ${height} ${height}`);
  for (const other of ["", "0", "1".repeat(30), secret + "1", secret.slice(1), ".*"]) say(`bonewise ${other} 77 77`);
  for (const data of [null, undefined, 5, NaN, {}, { height: 77 }, { toString: 1 }, "bonewise", "bonewise 77", plain,
    new ArrayBuffer(8), new Date(), new Map([["height", 77]]), `x bonewise ${secret} 77 77`, `bonewise ${secret} 77 77 x`]) say(data);
}"""


@check
def told_nonsense_by_its_own_frame(world: World) -> Faults:
    with world.visitor() as (page, faults):
        world.show(page, world.element() + world.script())
        faults += wrong_heights(page)
        before = heights_of(page)
        watch(page)
        frames_of(page)[0].evaluate(_WRONG, [secret_of(page), "x" * 100000])
        page.wait_for_timeout(200)
        return faults + taken(page, before)


@check
def told_by_others_who_know_the_number(world: World) -> Faults:
    """A sibling of another origin, one without an origin, a child of the frame's, the window that opened the page."""
    evil = "<script>addEventListener('message', e => { for (const to of [parent, top, parent.parent]) to.postMessage(e.data, '*') })</script>"
    world.provider.pages["/evil"] = evil
    world.put("nesting", f"<p>Text</p><iframe src={world.host.url}evil></iframe>")
    world.host.pages["/evil"] = evil
    siblings = "<iframe src=/evil></iframe>" + f"<iframe src={world.provider.url}evil></iframe>"
    siblings += "<iframe src=/evil sandbox=allow-scripts></iframe>"
    with world.visitor() as (page, faults):
        for name in (PAGE_ID, "nesting"):
            world.show(page, world.element(name) + siblings + world.script())
            faults += wrong_heights(page)
            before, data = heights_of(page), f"bonewise {secret_of(page)} 77 77"
            watch(page)
            for frame in page.frames[1:]:
                if "/evil" in frame.url:
                    frame.evaluate("data => window.postMessage(data, '*')", data)
            page.evaluate("data => window.postMessage(data, '*')", data)
            page.evaluate("data => { const w = open('about:blank'); w && w.opener.postMessage(data, '*') }", data)
            # Only the page itself can forge an event; its origin is then not a sandboxed frame's.
            page.evaluate(
                """data => { const source = document.querySelector("bonewise-page").shadowRoot.firstChild.contentWindow;
                dispatchEvent(new MessageEvent("message", { data, source, origin: "https://evil.example" })) }""",
                data,
            )
            page.wait_for_timeout(200)
            faults += [f"{name}: {each}" for each in taken(page, before)]
        return faults


@check
def with_another_page_in_its_frame(world: World) -> Faults:
    world.host.pages["/elsewhere"] = "<script>parent.postMessage('bonewise 1 77 77','*')</script>"
    with world.visitor() as (page, faults):
        world.show(page, world.element() + world.script())
        faults += wrong_heights(page)
        before = heights_of(page)
        go = "url => { document.querySelector('bonewise-page').shadowRoot.firstChild.src = url }"
        page.evaluate(go, world.host.url + "elsewhere")
        page.wait_for_timeout(300)
        return faults + same("height", heights_of(page), before)


@check
def in_a_flood_of_messages(world: World) -> Faults:
    flood = "s => { for (let i = 0; i < 10000; i++) parent.postMessage(i % 2 ? `bonewise ${s} x` : { i }, '*') }"
    with world.visitor() as (page, faults):
        world.show(page, world.element() + world.script())
        faults += wrong_heights(page)
        before = heights_of(page)
        watch(page)
        start = page.evaluate("performance.now()")
        frames_of(page)[0].evaluate(flood, secret_of(page))
        frames_of(page)[0].evaluate("new Promise(done => setTimeout(done))")
        took = page.evaluate("new Promise(done => setTimeout(() => done(performance.now())))") - start
        faults += [] if took < 3000 else [f"10,000 messages kept the page busy for {took:.0f} ms"]
        return faults + taken(page, before)


@check
def as_high_as_a_window_that_grows_with_it(world: World) -> Faults:
    world.put("greedy", "<p>Text</p>", "main{height:calc(100vh + 50px)}")
    with world.visitor() as (page, faults):
        world.show(page, snippet("greedy", "400 400 400 400") + world.script())
        page.wait_for_timeout(1500)
        grown = heights_of(page)[0]
        page.wait_for_timeout(300)
        faults += same("growth has ended", heights_of(page)[0], grown)
        # Five steps of 50 px and the page's own padding.
        return faults + ([] if 400 < grown <= 400 + 5 * 100 else [f"grew to {grown} px"])


# ---- Looks, inline, print, keys ----


@check
def in_the_look_that_was_asked_for(world: World) -> Faults:
    style = """() => { const s = getComputedStyle(document.documentElement), d = document.documentElement.dataset;
      if (s.getPropertyValue("--bw-ink") == "#abcdef" || d.due == "never") return "more than allowed";
      if (s.getPropertyValue("--bw-rem").endsWith("20px")) return "a length that is not ours to set";
      return [s.getPropertyValue("--bw-accent"), s.getPropertyValue("--bw-accent-dark"), s.getPropertyValue("--bw-size"),
        s.getPropertyValue("--bw-corner"), d.scheme || "", d.credit || ""] }"""
    looks = {
        "accent=123abc&accent-dark=abcdef&size=20&corner=0&scheme=dark&credit=short": [
            "#123abc", "#abcdef", "20px", "0px", "dark", "short",
        ],
        "accent=red;}&accent-dark=url(//evil)&size=1000&corner=-5&scheme=%22%3E%3Cx&credit=A": [""] * 6,
        "accent=12345&size=9e9&evil=1&style=x&scheme=": [""] * 6,
        "ink=abcdef&rem=20&due=never": [""] * 6,
        "s=1&accent=": [""] * 6,
    }  # fmt: skip
    with world.visitor() as (page, faults):
        for look, wanted in looks.items():
            world.show(page, world.element(look=look.replace("&", "&amp;").replace('"', "&quot;")) + world.script())
            faults += wrong_heights(page)
            faults += same(look, frames_of(page)[0].evaluate(style), wanted)
        return faults


@check
def overdue_on_its_day(world: World) -> Faults:
    with world.visitor() as (page, faults):
        for day, wanted in (("2026-12-01", False), ("2126-12-01", True)):
            page.clock.set_fixed_time(day)
            for mode in ("frame", "inline"):
                world.show(page, world.element(mode=mode) + world.script())
                page.wait_for_timeout(300)
                where = frames_of(page)[0] if mode == "frame" else page
                shown = where.locator(".bw-overdue").first.is_visible()
                faults += same(f"{mode} on {day} says that it is overdue", shown, wanted)
        return faults


@check
def inline_in_a_shadow_tree(world: World) -> Faults:
    evil = (
        "<div class=bw-embed data-due=2999-01-01><p id=text>Text</p><script>top.hacked=1</script><form id=f></form>"
        "<img id=i src=x onerror='top.hacked=1'><style id=s>*{}</style><link id=l rel=stylesheet href=x>"
        "<meta id=m http-equiv=refresh content='0;url=//evil'><a id=a href='javascript:top.hacked=1'>x</a></div>"
    )
    world.provider.pages["/embed/poisoned.html"] = evil
    with world.visitor() as (page, faults):
        world.show(page, world.element(mode="inline") + world.script())
        page.wait_for_selector("bonewise-page article")
        faults += same("frames", len(page.frames), 1)
        faults += same("disclaimers", page.locator("bonewise-page .bw-disclaimer").count(), 1)
        colour = "e => getComputedStyle(e).backgroundColor"
        page.wait_for_timeout(200)
        shown = page.locator("bonewise-page .bw-embed").evaluate(colour)
        faults += same("styled", shown, "rgb(251, 250, 247)")
        page.set_viewport_size({"width": 400, "height": 500})
        page.wait_for_timeout(100)
        world.show(page, world.element("poisoned", mode="inline") + world.script())
        page.wait_for_selector("bonewise-page #text")
        page.wait_for_timeout(200)
        ids = page.locator("bonewise-page [id]").evaluate_all("all => all.map(each => each.id)")
        faults += same("what is left", ids, ["text", "i", "a"])
        faults += same("a bad link", page.locator("bonewise-page #a").get_attribute("href"), None)
        return faults + same("ran", page.evaluate("window.hacked"), None)


@check
def inline_where_that_cannot_be(world: World) -> Faults:
    world.put("unwritten", "<p>Only the page, no fragment.</p>")
    old = "<script>delete Element.prototype.setHTML; delete ShadowRoot.prototype.setHTML</script>"
    with world.visitor() as (page, faults):
        world.show(page, old + world.element(mode="inline") + world.script())
        faults += wrong_heights(page)
        world.show(page, world.element("unwritten", mode="inline") + world.script())
        return faults + wrong_heights(page)


@check
def ready_for_paper(world: World) -> Faults:
    with world.visitor() as (page, faults):
        world.show(page, world.element() + world.script())
        faults += wrong_heights(page)
        before = heights_of(page)[0]
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        at_640 = float(world.heights[PAGE_ID].split()[2])
        faults += [] if heights_of(page)[0] > max(before, at_640) else ["no more room for paper"]
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        faults += same("after printing", heights_of(page)[0], before)
        watch(page)
        page.evaluate("dispatchEvent(new Event('resize'))")
        page.wait_for_timeout(50)
        faults += taken(page, [before])
        page.set_viewport_size({"width": 320, "height": 700})
        faults += wrong_heights(page)
        narrow = heights_of(page)[0]
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        return faults + ([] if heights_of(page)[0] >= narrow else ["less room on paper than on screen"])


@check
def followed_to_its_sources(world: World) -> Faults:
    with world.visitor() as (page, faults):
        world.show(page, "<h1>Clinic</h1>" + world.element() + world.script())
        faults += wrong_heights(page)
        frame = frames_of(page)[0]
        frame.locator("h1").click()
        frame.locator(".bw-cite a").first.click()
        page.wait_for_timeout(200)
        return faults + ([] if page.evaluate("scrollY") > 500 else ["the page did not move to the source"])


@check
def silent_where_nobody_asked(world: World) -> Faults:
    plain = '<script>window.said = []; addEventListener("message", e => said.push(e.data))</script>'
    plain += f'<iframe sandbox="allow-scripts" src="{world.provider.url}embed/{PAGE_ID}/"></iframe>'
    with world.visitor() as (page, faults):
        world.show(page, plain)
        page.wait_for_timeout(400)
        return faults + same("said", page.evaluate("said"), [])
