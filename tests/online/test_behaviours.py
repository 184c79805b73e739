"""Every behaviour gets its state, within its requests and without waiting for real."""

from __future__ import annotations

import asyncio
import ssl
from datetime import date, timedelta
from pathlib import Path

import pytest
from behaviours import (
    BEHAVIOURS,
    CERTIFICATE,
    PAGE,
    SLOW,
    Request,
    Web,
    nobody,
    redirect,
    status,
    stored,
    unless_get,
    web,
)

from bonewise.online import Cache, Verdict, check_urls

TODAY = date(2026, 11, 22)


async def check(
    here: Web, *urls: str, cache: Cache | None = None, today: date = TODAY, **changes: object
) -> list[Verdict]:
    """The verdicts on some addresses, in order."""
    verdicts = await check_urls(urls, here.options(**changes), cache or Cache(), today)
    return [verdicts[url] for url in urls]


def one(name: str) -> tuple[Verdict, Web]:
    """The verdict on one behaviour, and what its host saw."""

    async def run() -> tuple[Verdict, Web]:
        async with web({name: BEHAVIOURS[name][0]}) as here:
            seconds = 0.3 if name in SLOW else 5.0
            return (await check(here, here.url(name), seconds=seconds))[0], here

    return asyncio.run(run())


@pytest.mark.parametrize("name", BEHAVIOURS)
def test_behaviour(name: str) -> None:
    _, state, most = BEHAVIOURS[name]
    verdict, here = one(name)
    assert verdict.state == state, verdict
    assert verdict.requests == len(here.requests) <= most
    assert verdict.state == "ok" or verdict.why
    assert max(here.clock.waits, default=0) <= 30


def test_there_are_enough_behaviours() -> None:
    assert len(BEHAVIOURS) >= 30


def test_all_at_once_take_two_requests_on_average() -> None:
    async def run() -> tuple[dict[str, Verdict], Web]:
        async with web({name: play for name, (play, _, _) in BEHAVIOURS.items()}) as here:
            urls = [here.url(name) for name in BEHAVIOURS]
            return dict(zip(BEHAVIOURS, await check(here, *urls, seconds=2.0), strict=True)), here

    verdicts, here = asyncio.run(run())
    assert {name: verdict.state for name, verdict in verdicts.items()} == {
        name: state for name, (_, state, _) in BEHAVIOURS.items()
    }
    assert len(here.requests) / len(BEHAVIOURS) <= 2
    assert sum(verdict.requests for verdict in verdicts.values()) == len(here.requests)


@pytest.mark.parametrize(
    ("name", "waited"),
    [
        ("429 with seconds", 7),
        ("429 with a date", 17),
        ("429 without a time", 5),
        ("429 with nonsense", 5),
        ("429 without end", 3),
        ("503 with a time", 4),
    ],
)
def test_the_time_that_was_asked_for_is_waited(name: str, waited: float) -> None:
    _, here = one(name)
    before, after = (request.at for _, request in here.requests)
    assert waited <= after - before <= waited + 0.5


@pytest.mark.parametrize("name", ["301", "308", "utf-8 Location", "Location with spaces", "redirect to another case"])
def test_moved_says_where(name: str) -> None:
    verdict, here = one(name)
    port = here.ports[name]
    assert (
        verdict.address
        == {
            "301": f"http://127.0.0.1:{port}/new/page",
            "308": f"http://127.0.0.1:{port}/new/page",
            "utf-8 Location": f"http://127.0.0.1:{port}/n%C3%A9w/%E9%AA%A8",
            "Location with spaces": f"http://127.0.0.1:{port}/new%20page?q=a%20b",
            "redirect to another case": f"http://localhost:{port}/New",
        }[name]
    )


def test_moved_goes_only_as_far_as_it_is_permanent() -> None:
    assert one("permanent, then for today")[0].address.endswith("/new/page")


def test_a_redirect_to_dead_is_on_its_way_to_dead() -> None:
    assert one("redirect to dead")[0].gone


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("loop", "redirects in a circle"),
        ("chain without end", "redirects more than 10 times"),
        ("slow body", "did not answer in time"),
        ("dripping headers", "did not answer in time"),
        ("broken gzip", "sent a page that cannot be unpacked"),
        ("redirect to the front page", "sends its readers to the front page"),
        ("soft 404 in its title", "answers 200, but its page says 'Page not found | Bones'"),
        ("no Location", "answered 301 without saying where to go"),
        ("403 always", "answered 403: it does not let programs in"),
        (
            "404",
            "answered 404 (not found); it counts as dead after 3 separate days, and this is the first",
        ),
    ],
)
def test_why(name: str, why: str) -> None:
    assert one(name)[0].why == why


def test_how_it_asks() -> None:
    async def run() -> Web:
        async with web({"cookies": BEHAVIOURS["200 with cookies"][0], "made": status(200)}) as here:
            urls = [here.url("cookies", path) for path in ("/a", "/b#part")]
            await check(here, *urls, here.url("made", "/x?q=1#part"), contact="https://bones.example")
            return here

    here = asyncio.run(run())
    agents = {request.headers["user-agent"] for _, request in here.requests}
    assert agents == {"bonewise/0.1.0 (link checker; https://bones.example)"}
    assert not any("cookie" in request.headers for _, request in here.requests)
    assert sorted(here.seen("cookies")) == ["HEAD /a", "HEAD /b"]
    assert here.seen("made") == ["HEAD /x?q=1", "GET /x?q=1"]


def test_what_means_the_same_is_asked_once() -> None:
    async def run() -> None:
        async with web({"a": stored}) as here:
            urls = [here.url("a", path) for path in ("/p", "/p#one", "/p#two")]
            urls += [here.url("a", "/q", host="LocalHost"), here.url("a", "/q", host="localhost")]
            verdicts = await check(here, *urls)
            assert [verdict.state for verdict in verdicts] == ["ok"] * 5
            assert sorted(here.seen("a")) == ["HEAD /p", "HEAD /q"]

    asyncio.run(run())


def test_what_is_no_web_address_is_not_asked() -> None:
    async def run() -> None:
        async with web({}) as here:
            for url in ("mailto:a@b.example", "page.md", "#part", "http://", "http://[::1", "tel:+1", "https:///x", ""):
                assert await check_urls([url], here.options(), Cache(), TODAY) == {}
            verdict = (await check(here, "http://me:secret@127.0.0.1:9/"))[0]
            assert (verdict.state, verdict.requests) == ("unsure", 0)

    asyncio.run(run())


def test_a_host_that_refuses_head_is_asked_by_get_from_then_on() -> None:
    async def run() -> list[str]:
        async with web({"a": unless_get(405)}) as here:
            await check(here, *(here.url("a", f"/{number}") for number in range(20)), per_host=1)
            return here.seen("a")

    seen = asyncio.run(run())
    assert len(seen) == 21
    assert sum(each.startswith("HEAD") for each in seen) == 1


def test_nobody_listens_and_no_such_host() -> None:
    async def run() -> None:
        async with web({}) as here:
            with nobody() as port:
                urls = [f"http://127.0.0.1:{port}/{number}" for number in range(10)]
                verdicts = await check(here, *urls, per_host=1)
            assert {verdict.state for verdict in verdicts} == {"unsure"}
            assert {verdict.why for verdict in verdicts} == {"could not be reached: the connection was refused"}
            assert sum(verdict.requests for verdict in verdicts) == 3, "a host that is down is left alone"

    asyncio.run(run())


def test_a_name_that_does_not_resolve(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    async def nowhere(*_: object, **__: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    async def run() -> Verdict:
        async with web({}) as here:
            monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", nowhere)
            return (await check(here, "http://bones.invalid/"))[0]

    verdict = asyncio.run(run())
    assert (verdict.state, verdict.why) == ("unsure", "could not be reached: its host has no address")
    assert verdict.requests == 1


def test_tls() -> None:
    async def run() -> None:
        trust = ssl.create_default_context(cafile=str(CERTIFICATE))
        async with web({"plain": stored}, {"secure": stored, "down": redirect(301, "/new/page")}) as here:
            plain, secure = here.url("plain", scheme="https"), here.url("secure", scheme="https")
            verdicts = await check(here, plain, secure)
            assert [verdict.state for verdict in verdicts] == ["unsure", "unsure"]
            assert verdicts[0].why == "has no working encryption (TLS)"
            assert verdicts[1].why.startswith("has a certificate that does not hold")
            assert [verdict.requests for verdict in verdicts] == [1, 1]
            assert (await check(here, secure, trust=trust))[0].state == "ok"
            moved = (await check(here, here.url("down", scheme="https"), trust=trust))[0]
            assert moved.address == here.url("down", "/new/page", scheme="https")

    asyncio.run(run())


def test_a_handshake_that_never_ends() -> None:
    async def run() -> None:
        server = await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", 0)
        async with server, web({}) as here:
            url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
            verdict = (await check(here, url, seconds=0.3))[0]
        assert verdict.state == "unsure"
        assert "in time" in verdict.why
        assert verdict.requests <= 2

    asyncio.run(run())


def test_http_to_https_moves_and_https_to_http_does_not() -> None:
    async def run() -> None:
        trust = ssl.create_default_context(cafile=str(CERTIFICATE))
        ports: dict[str, int] = {}

        async def up(request: Request) -> None:
            await request.redirect(301, f"https://127.0.0.1:{ports['end']}/page/x")

        async def down(request: Request) -> None:
            await request.redirect(301, f"http://127.0.0.1:{ports['plain']}/page/x")

        async with web({"up": up, "plain": stored}, {"end": stored, "down": down}) as here:
            ports.update(here.ports)
            verdicts = await check(here, here.url("up"), here.url("down", scheme="https"), trust=trust)
        assert [verdict.state for verdict in verdicts] == ["moved", "ok"]
        assert verdicts[0].address.startswith("https://")

    asyncio.run(run())


def test_a_redirect_into_our_own_network_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    from bonewise.online import following

    async def run() -> None:
        async with web({"a": redirect(301, "http://localhost:{port}/admin/page")}) as here:
            own = here.url("a")
            monkeypatch.setattr(following, "is_private", lambda url: url != own)
            verdict = (await check(here, own))[0]
            assert (verdict.state, len(here.requests)) == ("unsure", 1)
            assert verdict.why == "redirects to an address that only its own network has"

    asyncio.run(run())


def test_a_huge_page_is_not_fetched_whole() -> None:
    sent = 0

    async def huge(request: Request) -> None:
        nonlocal sent
        await request.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000000000\r\n\r\n")
        if request.method == "GET":
            await request.raw(PAGE)
            while sent < 1_000_000_000:
                await request.raw(b"x" * 100_000)
                sent += 100_000

    async def run() -> None:
        async with web({"huge": huge}) as here:
            assert (await check(here, here.url("huge"), seconds=5))[0].state == "ok"

    asyncio.run(run())
    assert sent < 20_000_000


@pytest.mark.parametrize(
    ("path", "kind", "state"),
    [
        ("/trial.pdf", "text/html", "unsure"),
        ("/trial.pdf", "application/pdf", "ok"),
        ("/trial.PDF", "application/octet-stream", "ok"),
        ("/trial%2Epdf", "text/html", "unsure"),
        ("/blob/main/trial.pdf", "text/html", "ok"),
        ("/wiki/Bone.pdf", "text/html", "ok"),
        ("/bone.png", "text/html", "ok"),
        ("/page.html", "application/octet-stream", "unsure"),
        ("/page.html", "application/xhtml+xml", "ok"),
        ("/page", "image/png", "ok"),
    ],
)
def test_the_kind_of_content_must_fit_the_address(path: str, kind: str, state: str) -> None:
    async def run() -> Verdict:
        async with web({"a": status(200, Content_Type=kind)}) as here:
            return (await check(here, here.url("a", path)))[0]

    assert asyncio.run(run()).state == state


TITLES = {
    "404": "unsure",
    "404 Not Found": "unsure",
    "Error 404 (Not Found)!!1": "unsure",
    "Bones | 404": "unsure",
    "Page Not Found - NHS": "unsure",
    "Sorry, we can't find that page": "unsure",
    "This page is no longer available": "unsure",
    "The requested document could not be found": "unsure",
    "The page you requested doesn’t exist": "unsure",
    "Seite nicht gefunden": "unsure",
    "Página no encontrada": "unsure",
    "Osteoporosis - NHS": "ok",
    "404 women and a walking trial": "ok",
    "Genes not found in mice": "ok",
    "Why hip fractures are not found in time": "ok",
    "Room 404: exercise class": "ok",
    "Missing vitamin D": "ok",
    "How to find your way to exercise": "ok",
    "Access Denied": "blocked",
    "Attention Required! | Cloudflare": "blocked",
    "Are you a robot?": "blocked",
    "Denied access to care": "ok",
}


@pytest.mark.parametrize("title", TITLES)
def test_titles(title: str) -> None:
    body = f"<!doctype html><meta charset=utf-8><title>{title}</title><p>{'Words of a page. ' * 60}".encode()

    async def run() -> Verdict:
        async with web({"a": status(200, body)}) as here:
            return (await check(here, here.url("a")))[0]

    assert asyncio.run(run()).state == TITLES[title]


@pytest.mark.parametrize("path", ["/", "/index.html", "/en/", "/en-gb", "/home"])
def test_a_front_page_may_move_to_the_front_page(path: str) -> None:
    async def play(request: Request) -> None:
        await (request.page(ETag="a") if request.path == "/" else request.redirect(301, "/"))

    async def run() -> str:
        async with web({"a": play}) as here:
            return (await check(here, here.url("a", path)))[0].state

    assert asyncio.run(run()) == ("ok" if path == "/" else "moved")


def test_few_at_once_and_not_too_fast() -> None:
    async def slowly(request: Request) -> None:
        await asyncio.sleep(0.005)
        await stored(request)

    async def run() -> Web:
        async with web(dict.fromkeys("abcdef", slowly)) as here:
            urls = [here.url(name, f"/{number}") for name in "abcdef" for number in range(10)]
            await check(here, *urls, interval=0.5, per_host=2, concurrency=4)
            return here

    here = asyncio.run(run())
    assert len(here.requests) == 60
    assert max(here.busiest.values()) <= 2
    for name in "abcdef":
        times = sorted(request.at for each, request in here.requests if each == name)
        # Ten requests, half a second apart; the clock may jump while the first is on its way.
        assert times[-1] - times[0] >= 3


def test_no_more_at_once_than_allowed_in_all() -> None:
    now = most = 0

    async def slowly(request: Request) -> None:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.005)
        await stored(request)
        now -= 1

    async def run() -> None:
        async with web({str(number): slowly for number in range(20)}) as here:
            await check(here, *(here.url(str(number)) for number in range(20)), concurrency=3)

    asyncio.run(run())
    assert 2 <= most <= 3


def test_endless_429_does_not_hold_up_the_run() -> None:
    async def run() -> tuple[list[Verdict], Web]:
        async with web({"busy": BEHAVIOURS["429 without end"][0], "fine": stored}) as here:
            urls = [here.url("busy", f"/{number}") for number in range(200)]
            return await check(here, *urls, here.url("fine")), here

    verdicts, here = asyncio.run(run())
    assert {verdict.state for verdict in verdicts[:-1]} == {"rate-limited"}
    assert verdicts[-1].state == "ok"
    assert len(here.seen("busy")) <= 4
    assert here.clock.now() - 1000 <= 15


def test_the_whole_is_bounded() -> None:
    async def play(request: Request) -> None:
        await (request.reply(429, b"", {"Retry-After": "20"}) if request.method == "HEAD" else request.page())

    async def run() -> None:
        async with web({"a": play}) as here:
            urls = [here.url("a", f"/{number:03}") for number in range(300)]
            verdicts = await check(here, *urls, total_seconds=60, interval=1.0)
            assert here.clock.now() - 1000 <= 61
            assert verdicts[0].state == "ok"
            assert verdicts[-1].state == "unsure"
            assert verdicts[-1].why == "was not asked: the time for the whole check was used up"
            assert len(here.requests) < 120

    asyncio.run(run())


def test_progress_is_told_for_each() -> None:
    told: list[tuple[str, int, int]] = []

    async def run() -> list[str]:
        async with web({"a": stored}) as here:
            urls = [here.url("a", f"/{number}") for number in range(5)]
            cache = Cache()
            await check_urls(urls[:2], here.options(), cache, TODAY)
            await check_urls(urls, here.options(), cache, TODAY, lambda *now: told.append(now))
            return urls

    urls = asyncio.run(run())
    assert [done for _, done, _ in told] == [1, 2, 3, 4, 5]
    assert {total for *_, total in told} == {5}
    assert {url for url, *_ in told} == set(urls)


def test_dead_needs_three_days(tmp_path: Path) -> None:
    async def run() -> list[str]:
        states = []
        async with web({"gone": status(410)}) as here:
            for day in (0, 0, 1, 2, 2):
                cache = Cache(tmp_path / ".bonewise" / "links.json")
                verdict = (await check(here, here.url("gone"), cache=cache, today=TODAY + timedelta(day)))[0]
                states.append(f"{day} {verdict.state}")
            assert len(here.requests) == 3, "once a day"
            assert verdict.why == "answered 410 (gone) on 3 separate days"
        return states

    assert asyncio.run(run()) == ["0 unsure", "0 unsure", "1 unsure", "2 dead", "2 dead"]


def test_a_cancelled_run_keeps_what_it_learnt(tmp_path: Path) -> None:
    path = tmp_path / "links.json"

    async def never(request: Request) -> None:
        await asyncio.sleep(60)

    async def run() -> str:
        async with web({"quick": stored, "never": never}) as here:
            quick, hanging = here.url("quick"), here.url("never")
            task = asyncio.ensure_future(check(here, quick, hanging, cache=Cache(path), seconds=60))
            while not (here.seen("quick") and here.seen("never")):
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.05)
            before = len(asyncio.all_tasks())
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert len(asyncio.all_tasks()) < before
            return quick

    quick = asyncio.run(run())
    assert list(Cache(path).entries) == [quick]
    assert [file.name for file in tmp_path.iterdir()] == ["links.json"]
