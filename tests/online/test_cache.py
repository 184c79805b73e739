"""The file of earlier days: written whole, believed for a week, and never fatal."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from bonewise.online import Cache, Verdict, Work
from bonewise.online.cache import lifetime

TODAY = date(2026, 11, 22)
URL = "https://bones.example/page"
GONE = Verdict("unsure", "answered 404 (not found)", gone=True)


def day(number: int) -> date:
    return TODAY + timedelta(number)


def test_what_was_learnt_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "links.json"
    cache = Cache(path)
    cache.learn(URL, Verdict("moved", "has moved for good", "https://bones.example/new"), TODAY)
    cache.learn("https://b.example/", GONE, TODAY)
    cache.save(TODAY)
    again = Cache(path)
    assert again.entries == cache.entries
    verdict = again.fresh(URL, day(1))
    assert verdict is not None
    assert verdict.cached
    assert verdict.address == "https://bones.example/new"


def test_the_same_cache_gives_the_same_bytes(tmp_path: Path) -> None:
    for name, urls in (("a", ["https://x.example/", URL]), ("b", [URL, "https://x.example/"])):
        cache = Cache(tmp_path / name)
        for url in urls:
            cache.learn(url, Verdict("ok"), TODAY)
        cache.save(TODAY)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_it_expires_within_a_week_and_not_all_on_one_day() -> None:
    days = Counter(lifetime(f"https://bones.example/{number}", Verdict("ok")) for number in range(3000))
    assert set(days) == {5, 6, 7}
    assert min(days.values()) > 800
    cache = Cache()
    for number in range(50):
        url = f"https://bones.example/{number}"
        cache.learn(url, Verdict("ok"), TODAY)
        fresh = [cache.fresh(url, day(age)) is not None for age in range(-1, 9)]
        expected = lifetime(url, Verdict("ok"))
        assert fresh == [False, *[True] * expected, *[False] * (9 - expected)]


@pytest.mark.parametrize(("keep", "days"), [("day", 1), ("no", 0)])
def test_what_is_not_sure_is_not_believed_for_long(keep: str, days: int) -> None:
    cache = Cache()
    cache.learn(URL, Verdict("unsure", keep=keep), TODAY)  # type: ignore[arg-type]
    assert [cache.fresh(URL, day(age)) is not None for age in (0, 1)] == [days > 0, False]


def states(*answers: tuple[int, Verdict]) -> list[str]:
    cache = Cache()
    return [cache.learn(URL, verdict, day(number)).state for number, verdict in answers]


def test_three_days_make_a_link_dead() -> None:
    assert states((0, GONE), (0, GONE), (0, GONE), (1, GONE), (5, GONE)) == [*["unsure"] * 4, "dead"]


def test_a_good_day_brings_it_back() -> None:
    answers = [(0, GONE), (1, GONE), (2, Verdict("ok")), (3, GONE), (4, GONE), (5, GONE)]
    assert states(*answers) == ["unsure", "unsure", "ok", "unsure", "unsure", "dead"]


def test_a_day_that_shows_nothing_changes_nothing() -> None:
    dark = Verdict("unsure", "did not answer in time", keep="no")
    answers = [(0, GONE), (1, dark), (2, GONE), (3, Verdict("blocked")), (4, GONE), (5, dark)]
    assert states(*answers) == ["unsure", "unsure", "unsure", "blocked", "dead", "unsure"]


def test_other_words_of_the_entry_need_another_answer() -> None:
    cache = Cache()
    cache.learn(URL, Verdict("mismatch"), TODAY, Work("A"))
    assert cache.fresh(URL, TODAY, Work("A"))
    assert cache.fresh(URL, TODAY, Work("B")) is None
    assert cache.fresh(URL, TODAY) is None


def test_what_nobody_asks_about_is_forgotten(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "links.json")
    cache.learn("https://old.example/", Verdict("ok"), day(-121))
    cache.learn(URL, Verdict("ok"), day(-120))
    cache.save(TODAY)
    assert list(Cache(tmp_path / "links.json").entries) == [URL]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"version": 99, "links": {}}',
        '{"version": 1, "links": []}',
        '{"version": 1, "links": {"https://a.example/": 7}}',
        '{"version": 1, "links": {"https://a.example/": {"state": "fine", "checked": "2026-11-22"}}}',
        '{"version": 1, "links": {"https://a.example/": {"state": "ok", "checked": "2026-13-22"}}}',
        '{"version": 1, "links": {"https://a.example/": {"state": "ok", "checked": 7}}}',
        '{"version": 1, "links": {"https://a.example/": {"state": "ok", "checked": "2026-11-22", "gone": 7}}}',
        '{"version": 1, "links": {"https://a.example/": {"state": ["ok"], "checked": "2026-11-22"}}}',
        "[" * 100_000,
    ],
)
def test_a_broken_file_counts_as_empty(tmp_path: Path, text: str) -> None:
    path = tmp_path / "links.json"
    path.write_text(text, "utf-8")
    assert Cache(path).entries == {}


def test_bytes_that_are_no_text_count_as_empty(tmp_path: Path) -> None:
    path = tmp_path / "links.json"
    path.write_bytes(b"\xff\xfe\x00")
    assert Cache(path).entries == {}


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "links.json"
    cache = Cache(path)
    cache.learn(URL, Verdict("ok"), TODAY)
    cache.save(TODAY)
    before = path.read_bytes()

    def broken(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("bonewise.online.cache.os.fsync", broken)
    cache.learn("https://new.example/", Verdict("ok"), TODAY)
    with pytest.raises(OSError, match="no space left"):
        cache.save(TODAY)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["links.json"]


def test_the_file_is_plain_json(tmp_path: Path) -> None:
    path = tmp_path / "links.json"
    cache = Cache(path)
    cache.learn(URL, GONE, TODAY)
    cache.save(TODAY)
    assert json.loads(path.read_text("utf-8")) == {
        "version": 1,
        "links": {
            URL: {
                "state": "unsure",
                "why": "answered 404 (not found); it counts as dead after 3 separate days, and this is the first",
                "keep": "day",
                "checked": "2026-11-22",
                "gone": ["2026-11-22"],
            }
        },
    }
