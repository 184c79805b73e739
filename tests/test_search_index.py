"""The index and its engine together: what people type, over a few pages made for the purpose, answered by Node."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from search_weight import FIRST_FLIGHT, all_queries, weights

from bonewise.finishing.search_index import write_entries
from bonewise.finishing.searching.entries import Entry, Section
from bonewise.finishing.searching.shards import alarm
from bonewise.search_quality import Answer, Query, ask

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="no Node here; on Debian: apt-get install nodejs")


def entry(
    name: str, title: str, *names: str, text: str = "", group: str = "", kind: str = "Guide", **more: object
) -> Entry:
    sections = (Section("", "", text), Section("what-helps", "What helps?", f"{text} Ask about it."))
    folder = "exercises" if group else "condition"
    values = {"drawing": "", "weight": 1.0, "urgent": False, **more}
    return Entry(name, f"{folder}/{name}/", title, kind, f"About {title}.", group, names, sections, **values)  # type: ignore[arg-type]


PAGES = [
    entry("osteopenia", "What osteopenia means", "thin bones", "weak bones", "huesos débiles"),
    entry("osteoporosis", "What osteoporosis means", "brittle bones", "bone loss"),
    entry("dxa-scan", "Your bone density scan", "DEXA scan", "bone scan", text="It does not hurt."),
    entry("rounded-back", "A rounded upper back", "kyphosis", "dowager's hump"),
    entry("medicines", "Bone medicines", "bisphosphonates", "Fosamax", text="Alendronate is a tablet."),
    entry("menopause", "Menopause and bone", "the change", "oestrogen"),
    entry("balance", "Balance training", "tai chi"),
    entry("bending", "How to bend safely", "bending over", text="Keep your back long when you empty the dishwasher."),
    entry("kneeling", "Kneeling on the floor"),
    entry("heel-drop", "Heel drop", "heel thuds", group="impact", kind="Exercise"),
    entry("heel-raise", "Heel raise", "calf raise", group="legs", kind="Exercise"),
    entry("heel-stand", "Standing heel to toe, eyes closed", group="legs", kind="Exercise"),
    entry("emergency", "When to get help now", "can't feel legs", "lost bladder control", "chest pain", urgent=True),
    entry("about", "About us", "who we are"),
]  # fmt: skip


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("found")
    write_entries(PAGES, folder)
    shutil.copy(ROOT / "templates/assets/search.js", folder / "assets/search.js")
    return folder


def answer(site: Path, query: str) -> Answer:
    return ask(site, [Query(query, ("any",), "any")])[0]


def ids(site: Path, query: str) -> list[str]:
    return list(answer(site, query).ids)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("osteopenia", "osteopenia"),
        ("what does osteopenia mean?", "osteopenia"),
        ("OSTEOPENIA", "osteopenia"),
        ("osteop", "osteopenia"),  # unfinished
        ("ostopenia", "osteopenia"),  # a letter forgotten
        ("osteoperosis", "osteoporosis"),  # a letter mistaken
        ("osteoprosis treatment", "osteoporosis"),  # a typo before other words
        ("kifosis", "rounded-back"),  # written as it sounds
        ("kyphotic", "rounded-back"),
        ("dowagers hump", "rounded-back"),
        ("bisfosfonates", "medicines"),
        ("fosomax", "medicines"),
        ("pills for bone", "medicines"),  # a synonym
        ("estrogen", "menopause"),
        ("change", "menopause"),
        ("taichi", "balance"),
        ("tai-chi", "balance"),
        ("bonescan", "dxa-scan"),
        ("osteo penia", "osteopenia"),  # parted
        ("neel on the floor", "kneeling"),  # without the letter that nobody hears
        ("tia chi", "balance"),  # two letters changed places in a short word
        ("huesos debiles", "osteopenia"),
        ("dishwasher", "bending"),  # in the text alone
        ("about us", "about"),  # nothing but little words
    ],
)
def test_what_people_type_leads_to_the_page(few: Path, typed: str, expected: str) -> None:
    assert ids(few, typed)[:1] == [expected]


@pytest.mark.parametrize(
    "typed",
    [
        "chest pain",
        "I have chest pains",
        "chest pian",
        "cant feel my legs",
        "I can not feel my legs",
        "lost control of my bladder",
    ],
)
def test_signs_of_danger_are_answered_with_help_first(few: Path, typed: str) -> None:
    assert ids(few, typed)[0] == "emergency"


@pytest.mark.parametrize("typed", ["back pain", "strong legs", "legs feel strong", "chest stretch", "bladder"])
def test_parts_of_a_sign_do_not_cry_wolf(few: Path, typed: str) -> None:
    assert not answer(few, typed).urgent


@pytest.mark.parametrize(("typed", "meant"), [("ostopenia", "osteopenia"), ("kifosis", "kyphosis"), ("osteopenia", "")])
def test_it_says_what_it_takes_a_misspelling_for(few: Path, typed: str, meant: str) -> None:
    assert answer(few, typed).corrected == meant


def test_of_a_group_the_best_comes_first_and_the_rest_behind(few: Path) -> None:
    found = ids(few, "heel")
    assert set(found[:2]) == {"heel-drop", "heel-raise"}
    assert "heel-stand" in found[2:]


@pytest.mark.parametrize(
    "typed", ["xyzzyq", "???", "", "   ", "\ue000", "日本", "a" * 3000, "__proto__ constructor", "<img src=x>"]
)
def test_strange_queries_find_nothing_and_break_nothing(few: Path, typed: str) -> None:
    assert isinstance(ids(few, typed), list)


def test_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_entries(PAGES, tmp_path / name)
    one, two = (
        {file.relative_to(tmp_path / name): file.read_bytes() for file in (tmp_path / name).rglob("*.js")}
        for name in ("one", "two")
    )
    assert one == two
    write_entries(PAGES[:-1], tmp_path / "other")
    assert {path.parts[2] for path in one} != {
        path.relative_to(tmp_path / "other").parts[2] for path in (tmp_path / "other").rglob("*.js")
    }


def test_text_of_pages_is_data_and_never_code(tmp_path: Path) -> None:
    nasty = 'Bones </script><script>alert(1)</script> "); alert(2); (" \u2028 \\'
    write_entries([entry("nasty", nasty, nasty, text=nasty)], tmp_path)
    for file in tmp_path.rglob("*.js"):
        call = file.read_text("utf-8")
        inner = call[len('bonewiseSearch.shard("') : call.rindex(")")]
        assert json.loads(f'["{inner}]')


def test_a_drawing_is_shown_by_itself(tmp_path: Path) -> None:
    """The exercise's picture becomes a file, small beside its result; without one there is nothing to fetch."""
    drawing = '<svg viewBox="0 0 9 9"><path d="M0 0"/></svg>'
    write_entries([entry("bridge", "Bridge", group="back", drawing=drawing), entry("walk", "Walk")], tmp_path)
    pictures = list(tmp_path.rglob("*.svg"))
    assert [file.name for file in pictures] == ["bridge.svg"]
    assert pictures[0].read_text("utf-8").startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox')


def test_what_stands_on_every_page_is_not_searched(site: Path) -> None:
    """Else "numbness" would find all exercises, by the warnings that each must show."""
    texts = [file.read_text("utf-8") for file in site.glob("assets/search/*/x*.js")]
    assert len(texts) > 90
    for words in ("between your legs, or around", "Not yet reviewed by a clinician", "Printed from", "<"):
        assert sum(words in text for text in texts) <= 1, words


def test_editors_pages_are_found_by_name_alone(site: Path) -> None:
    assert ids(site, "front matter")[0] == "authoring"
    assert "rules" not in ids(site, "how do I lift a heavy box")


def test_no_page_gives_no_index(tmp_path: Path) -> None:
    write_entries([], tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("said", "terms"),
    [("can't feel legs", "feel leg not"), ("I cannot feel my legs", "feel leg not"), ("Chest pains", "chest pain")],
)
def test_an_alarm_is_what_a_sign_says_without_its_little_words(said: str, terms: str) -> None:
    assert alarm(said) == terms


def test_no_query_waits_for_a_second_flight(site: Path) -> None:
    """Of all queries that we hold, none fetches more than a server sends at once, scripts and first result included."""
    heavy = {query: size for query, size in weights(site, all_queries()).items() if size > FIRST_FLIGHT}
    assert heavy == {}


def test_long_query_is_cut_before_it_costs_much(site: Path) -> None:
    words = "osteopenia walking calcium vitamin medicines posture kyphosis balance falls fracture menopause scan steps"
    assert weights(site, [words])[words] <= FIRST_FLIGHT


def test_the_theme_has_no_index(site: Path) -> None:
    assert not list(site.rglob("search_index.json"))


def test_the_handout_builder_finds_exercises_by_what_it_has_loaded(site: Path) -> None:
    """No file is asked for; a guide's name leads to the exercises that it leads to."""
    data = (site / "handouts/builder-data.js").read_text("utf-8")
    script = f"""
    require({json.dumps(str(ROOT / "templates/assets/search.js"))});
    {data}
    const {{ files, pages }} = bonewiseHandouts.search;
    const index = bonewiseSearch.open("", () => {{ throw new Error("asked"); }}, new Map(Object.entries(files)));
    const said = ({{ urgent, ranked }}) => [urgent, ranked.map((each) => pages[each.page])];
    Promise.all(["calf raises", "chiar", "dowager", "chest pain", "xyzzyq"].map((words) => index.find(words, 0.1)))
      .then((all) => console.log(JSON.stringify(all.map(said))));
    """
    run = subprocess.run(["node", "-"], input=script, capture_output=True, text=True, check=True)
    calf, chair, dowager, pain, nothing = json.loads(run.stdout)
    assert calf[1][0] == "heel-raise"
    assert chair[1][0] == "sit-to-stand"
    assert "head-to-wall-press" in dowager[1]
    assert not pain[0]
    assert nothing[1] == []
