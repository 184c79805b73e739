"""No sheet holds an exercise that its reader must not do, and none lacks a warning: all singles, pairs and more."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser
from small_project import Project

from bonewise.dialect import AFTER_FRACTURE, IMPACT, RISK_GROUPS
from bonewise.edition import render_page
from bonewise.finishing.handout_data import write_handout_data
from bonewise.handout_safety import allowed_dose, compose, judged, safety_data
from bonewise.model import Exercise, Library
from bonewise.reading import read

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests/cases/handout-safety"
Golden = Callable[[Path, str], None]
#: Said by hand, so that a change of rule or content is a change of this table: what a group may not have.
FORBIDDEN = {
    "no-osteoporosis": set(),
    "osteopenia": set(),
    "osteoporosis": {"heel-drop", "small-jumps"},
    "spine-fracture": {"heel-drop", "small-jumps"},
}
Sheet = dict[str, Any]


@pytest.fixture(scope="module")
def library() -> Library:
    return read(ROOT)[0]


@pytest.fixture(scope="module")
def data(library: Library) -> Sheet:
    """As the browser gets it: through JSON and back."""
    published: Sheet = json.loads(json.dumps(safety_data(library)))
    return published


def picks(names: Iterable[str]) -> list[Sheet]:
    return [{"id": name} for name in names]


def faults(data: Sheet, group: str, names: list[str]) -> Iterator[str]:
    """What is wrong with the sheet of these exercises; judged from the exercises, not from what `compose` thought."""
    sheet = compose(data, group, picks(names))
    stands = [each["id"] for each in sheet["exercises"]]
    if set(stands) & FORBIDDEN[group]:
        yield "it holds a forbidden exercise"
    if stands != [name for name in dict.fromkeys(names) if name not in FORBIDDEN[group]]:
        yield "an exercise is missing or out of order"
    for field in ("avoid_if", "stop_if"):
        shown = {each["text"] for each in sheet[field]}
        wanted = {text for name in stands for text in data["exercises"][name][field]}
        if not wanted <= shown:
            yield f"it lacks {wanted - shown}"
    if not {each["text"] for each in sheet["stop_if"]} >= set(data["shared_stop_if"]) or not data["shared_stop_if"]:
        yield "it lacks a shared stop rule"
    if len(sheet["emergency"]["signs"]) < 5 or not sheet["emergency"]["call"] or not sheet["disclaimer"]["text"]:
        yield "it lacks the emergency signs or the disclaimer"
    if not sheet["notices"]:
        yield "it does not say whom it is for"
    if any(not refused["reasons"] or not refused["reasons"][0]["text"] for refused in sheet["refused"]):
        yield "a refusal has no reason"
    if group == "spine-fracture" and not all(each["reasons"] for each in sheet["exercises"]):
        yield "an exercise does not say what holds after a spine fracture"


@pytest.mark.parametrize("group", RISK_GROUPS)
def test_every_single_and_every_pair(data: Sheet, group: str) -> None:
    names = sorted(data["exercises"])
    wrong = {(one,): list(faults(data, group, [one])) for one in names}
    wrong |= {pair: list(faults(data, group, list(pair))) for pair in combinations(names, 2)}
    assert {chosen: what for chosen, what in wrong.items() if what} == {}


@pytest.mark.slow
@pytest.mark.parametrize("group", RISK_GROUPS)
def test_ten_thousand_selections(data: Sheet, group: str) -> None:
    dice, names = random.Random(group), sorted(data["exercises"])
    for _ in range(10_000):
        chosen = dice.choices(names, k=dice.randint(0, 12))
        assert list(faults(data, group, chosen)) == [], chosen


def test_the_faults_are_seen(data: Sheet) -> None:
    """The judge above can say no."""
    spoilt: Sheet = json.loads(json.dumps(data))
    spoilt["exercises"]["small-jumps"]["groups"]["spine-fracture"]["level"] = "yes"
    assert "it holds a forbidden exercise" in list(faults(spoilt, "spine-fracture", ["small-jumps"]))
    spoilt["disclaimer"]["text"] = ""
    assert "it lacks the emergency signs or the disclaimer" in list(faults(spoilt, "osteopenia", []))


# Word for word: a change of any of these is read before it is kept (`pytest --update-golden`)


def test_what_each_group_is_told(library: Library, golden: Golden) -> None:
    """Every impact and every word on fractures, for every group: level, reasons, pages and doses; then the notices."""
    exercise = replace(library.exercises["sit-to-stand"], after_fracture_note="NOTE.")
    told = {
        f"{impact}, {after}, {group}": judged(library, replace(exercise, impact=impact, after_fracture=after), group)
        for impact in IMPACT
        for after in AFTER_FRACTURE
        for group in RISK_GROUPS
    }
    groups = safety_data(library)["groups"]
    golden(CASES / "told.json", as_text({"exercises": told, "groups": groups, "nobody": judged(library, exercise, "")}))


def test_what_is_published(plain_project: Project, golden: Golden) -> None:
    library = read(plain_project.root)[0]
    filled = {
        each.path: replace(
            each,
            reviewed_by=("Somebody",),
            equipment_note="A **firm** [chair](x.md).",
            dose=replace(each.dose, note="A *note*.", progress="Add one.", start="Five.", rest="A minute."),
        )
        for each in library.exercises.values()
    }
    golden(CASES / "published.json", as_text(safety_data(replace(library, pages={**library.pages, **filled}))))


def test_what_stands_on_a_sheet(plain_project: Project, golden: Golden) -> None:
    published = safety_data(read(plain_project.root)[0])
    (name,) = published["exercises"]
    asked = [{"id": name, "dose": {"sets": 2, "reps": 99, "furlongs": 1}}, {"id": name}, {"id": "headstand"}]
    sheets = {group: compose(published, group, asked) for group in (*RISK_GROUPS, "nobody")}
    golden(CASES / "sheets.json", as_text(sheets))


def as_text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


# The verdicts


@pytest.mark.parametrize("impact", IMPACT)
@pytest.mark.parametrize("after", AFTER_FRACTURE)
def test_no_field_is_trusted_alone(library: Library, impact: str, after: str) -> None:
    """Whatever the other field says, `avoid` and more than a brisk walk's impact keep an exercise from the fragile."""
    exercise = replace(library.exercises["sit-to-stand"], impact=impact, after_fracture=after)
    level = {group: judged(library, exercise, group)["level"] for group in RISK_GROUPS}
    jolts = impact in ("moderate", "high")
    assert (level["spine-fracture"] == "no") == (jolts or after == "avoid")
    assert (level["osteoporosis"] == "no") == (jolts or after == "avoid")
    assert (level["osteopenia"] == "no") == (impact == "high")
    assert level["no-osteoporosis"] == ("advice" if impact == "high" else "yes")
    if after == "with-advice" and not jolts:
        assert level["spine-fracture"] == level["osteoporosis"] == "advice"


def test_a_group_nobody_knows_gets_nothing(library: Library, data: Sheet) -> None:
    assert judged(library, library.exercises["sit-to-stand"], "osteopena")["level"] == "no"
    sheet = compose(data, "osteopena", picks(["sit-to-stand"]))
    assert sheet["exercises"] == []
    assert sheet["refused"][0]["reasons"][0]["text"] == "Say first whom the sheet is for."
    assert sheet["emergency"]["signs"]


def test_reasons_are_plain_words_with_their_page(data: Sheet) -> None:
    sheet = compose(data, "spine-fracture", picks(["small-jumps"]))
    reasons = [(each["text"], each["url"]) for each in sheet["refused"][0]["reasons"]]
    assert reasons[0] == (
        "Not after a spine fracture. Do not jump after a spine fracture. Keep to the impact of a brisk walk.",
        "exercises/small-jumps/#keep-safe",
    )
    assert reasons[1][1] == "spine/spine-fracture/#should-i-exercise-after-one"


def test_texts_hold_no_marks(data: Sheet) -> None:
    text = json.dumps(data["exercises"])
    assert "[@" not in text
    assert "](" not in text
    assert "**" not in text


def test_exercises_that_warn_of_a_spine_fracture_are_not_called_suitable(library: Library) -> None:
    """The typed field is what handouts go by, so it may not say more than the warnings in words."""
    warned = {
        each.id: each.after_fracture
        for each in library.exercises.values()
        if any("spine fracture" in text for text in each.avoid_if)
    }
    assert warned
    assert [name for name, answer in warned.items() if answer == "suitable"] == []


def test_every_programme_may_be_started_by_those_it_suits(library: Library, data: Sheet) -> None:
    for programme in data["programmes"].values():
        for group in programme["suits"]:
            assert compose(data, group, picks(programme["exercises"]))["refused"] == []


# Refusals


def test_unknown_and_repeated_exercises_are_refused(data: Sheet) -> None:
    sheet = compose(data, "osteopenia", picks(["sit-to-stand", "sit-to-stand", "headstand"]))
    assert [each["id"] for each in sheet["exercises"]] == ["sit-to-stand"]
    assert [(each["id"], each["reasons"][0]["text"]) for each in sheet["refused"]] == [
        ("sit-to-stand", "It is on the sheet already."),
        ("headstand", "There is no such exercise."),
    ]


# Doses


def test_a_dose_may_be_less_but_not_more_than_the_page_gives(data: Sheet) -> None:
    wish = {"id": "sit-to-stand", "dose": {"sets": 1, "reps": 20, "days_per_week": 3}}
    sheet = compose(data, "osteopenia", [wish])
    assert sheet["exercises"][0]["dose"] == {"sets": [1, 1], "reps": [8, 12], "days_per_week": [3, 3]}
    assert sheet["problems"] == [
        {
            "id": "sit-to-stand",
            "field": "reps",
            "value": 20,
            "text": "Sit to stand: choose 1 to 12 for repeats. More than 12 is not on its page.",
            "label": "Sit to stand",
            "url": "exercises/sit-to-stand/#how-much",
        }
    ]


@pytest.mark.parametrize("value", [0, -1, 13, 10**9, 2.5, "8", None, True, float("nan"), [8], {}])
def test_strange_numbers_never_reach_the_sheet(data: Sheet, value: object) -> None:
    sheet = compose(data, "osteopenia", [{"id": "sit-to-stand", "dose": {"reps": value}}])
    assert sheet["exercises"][0]["dose"]["reps"] == [8, 12]
    assert len(sheet["problems"]) == 1


def test_a_number_that_an_exercise_does_not_have(data: Sheet) -> None:
    sheet = compose(data, "osteopenia", [{"id": "sit-to-stand", "dose": {"minutes": 5, "weight": 80}}])
    assert [each["text"] for each in sheet["problems"]] == ["Sit to stand: its page gives no such number."] * 2


def test_after_a_spine_fracture_the_page_may_give_less(library: Library) -> None:
    walking = library.exercises["brisk-walking"]
    assert allowed_dose(walking, "osteopenia")["minutes"]["max"] == 40
    after = allowed_dose(walking, "spine-fracture")["minutes"]
    assert (after["min"], after["max"], after["usual"]) == (1, 20, [20, 20])
    assert "choose 1 to 20 for minutes" in after["why"]


@pytest.mark.parametrize("group", RISK_GROUPS)
def test_no_dose_exceeds_its_page(library: Library, group: str) -> None:
    for exercise in library.exercises.values():
        for field, limits in allowed_dose(exercise, group).items():
            given = getattr(exercise.dose, field)
            assert limits["min"] <= limits["usual"][0] <= limits["usual"][1] <= limits["max"] <= given.high
            assert limits["max"] >= 1


# What is published


def test_the_file_is_the_same_each_time_and_holds_whole_sources(library: Library, tmp_path: Path) -> None:
    write_handout_data(library, tmp_path)
    file = tmp_path / "handouts" / "exercises.json"
    first = file.read_bytes()
    write_handout_data(read(ROOT)[0], tmp_path)
    assert file.read_bytes() == first
    data = json.loads(first)
    assert set(data["exercises"]) == set(library.exercises)
    for exercise in data["exercises"].values():
        for key in exercise["sources"]:
            assert len(data["sources"][key]["text"]) > 20
            assert data["sources"][key]["url"].startswith("http")


def test_every_page_and_section_it_names_exists(library: Library, data: Sheet) -> None:
    named = {part for each in walk(data) if isinstance(each, dict) for part in [each.get("url")] if part}
    pages = {page.url: page for page in library.pages.values()}
    ids = {}
    for address in sorted(named):
        url, _, section = address.partition("#")
        assert url in pages, address
        if section:
            ids.setdefault(url, sections(library, pages[url]))
            assert section in ids[url], address


def sections(library: Library, page: Any) -> set[str]:
    tree = LexborHTMLParser(render_page(library, page).html)
    return {node.attributes["id"] or "" for node in tree.css("[id]")}


def walk(value: object) -> Iterator[object]:
    yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(each)


def test_no_exercises_no_file(library: Library, tmp_path: Path) -> None:
    articles = {path: page for path, page in library.pages.items() if not isinstance(page, Exercise)}
    write_handout_data(replace(library, pages=articles), tmp_path)
    assert list(tmp_path.iterdir()) == []
