"""Every drawing of every exercise and article: a body that keeps its measures and stays on its floor and its page."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

import pytest

from bonewise.document import Document
from bonewise.figure_field import figure as figure_field
from bonewise.figures import body
from bonewise.figures.exercise_figure import bounds, exercise_figure, thumbnail
from bonewise.figures.judging import judge_figure
from bonewise.figures.kinematics import SIDES, bend_at, skeleton
from bonewise.figures.motion import frames, motion
from bonewise.figures.palette import palette
from bonewise.figures.parsing import parse_figure
from bonewise.figures.poses import POSES, RANGES
from bonewise.figures.vectors import length, minus
from bonewise.model import Exercise
from bonewise.pose import Contact, Figure, Panel, Point
from bonewise.reading import read
from bonewise.rendering.drawing import drawing, picture, small_drawing
from bonewise.rendering.exercise import picture_slot

ROOT = Path(__file__).parents[1]
LIBRARY = read(ROOT)[0]
EXERCISES, PICTURES = LIBRARY.exercises, LIBRARY.pictures
DRAWN = {name: exercise for name, exercise in EXERCISES.items() if exercise.figure}
FIGURES = {name: each.figure for name, each in (*DRAWN.items(), *PICTURES.items()) if each.figure}
#: What is drawn, and for movements what lies between; each moment is a panel too.
PANELS = {f"{name}-{i}": panel for name, each in FIGURES.items() for i, panel in enumerate(each.panels)}
PANELS |= {f"{name}-moving-{i}": panel for name, each in FIGURES.items() for i, panel in enumerate(frames(each))}

each_figure = pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
each_exercise = pytest.mark.parametrize("exercise", DRAWN.values(), ids=DRAWN)
each_panel = pytest.mark.parametrize("panel", PANELS.values(), ids=PANELS)


def apart(joints: dict[str, Point], a: str, b: str) -> float:
    return length(minus(joints[a], joints[b]))


def test_every_exercise_has_a_figure() -> None:
    assert set(DRAWN) == set(EXERCISES)
    assert len(DRAWN) == 30


@each_panel
def test_limbs_keep_their_length(panel: Panel) -> None:
    joints = dict(skeleton(panel).joints)
    for side in SIDES:
        lengths = {
            ("hip", "knee"): body.THIGH, ("knee", "ankle"): body.SHANK,
            ("shoulder", "elbow"): body.UPPER_ARM, ("elbow", "wrist"): body.FOREARM,
        }  # fmt: skip
        for (a, b), wanted in lengths.items():
            assert apart(joints, f"{side}_{a}", f"{side}_{b}") == pytest.approx(wanted, abs=0.01)
    assert apart(joints, "hip", "waist") == pytest.approx(body.TRUNK[0])
    assert apart(joints, "waist", "back") == pytest.approx(body.TRUNK[1])


@each_panel
def test_joints_bend_as_people_bend(panel: Panel) -> None:
    joints = skeleton(panel).joints
    for side in SIDES:
        for joint, before, after in (("knee", "hip", "ankle"), ("elbow", "shoulder", "wrist")):
            at, start, end = (joints[f"{side}_{part}"] for part in (joint, before, after))
            assert bend_at(at, start, end) <= RANGES[joint][1]


@each_panel
def test_what_is_placed_is_at_its_place(panel: Panel) -> None:
    joints = skeleton(panel).joints
    for name, contact in panel.contacts.items():
        side, _, part = name.partition("_")
        if part == "hand":
            at = joints[f"{side}_palm"]
            assert (at[0], at[1]) == pytest.approx((contact.x, contact.y), abs=1.0)
        else:
            end = "ball" if contact.heel > 0 else "heel"
            assert joints[f"{side}_{end}"][1] - body.RADIUS[end] == pytest.approx(contact.y, abs=1.0)


@each_panel
def test_knees_bend_forward(panel: Panel) -> None:
    """The knee lies before the line from hip to ankle, as the pelvis and the toes see it."""
    bones = skeleton(panel)
    for side in SIDES:
        hip, knee, ankle = (bones.joints[f"{side}_{part}"] for part in ("hip", "knee", "ankle"))
        middle = tuple((hip[i] + ankle[i]) / 2 for i in range(3))
        ahead = minus(knee, middle)  # type: ignore[arg-type]
        toes = minus(bones.joints[f"{side}_ball"], bones.joints[f"{side}_heel"])
        facing = [bones.pelvis.forward[i] + toes[i] / 12 for i in range(3)]
        assert sum(ahead[i] * facing[i] for i in range(3)) > -1.0


@each_figure
def test_nothing_is_wrong(figure: Figure) -> None:
    """Drawn panels and the moments between them: reach, floor, range, frame, and no limb through a prop."""
    assert judge_figure(figure) == ()
    assert judge_figure(Figure(frames(figure))) == ()


@each_figure
def test_a_movement_begins_and_ends_where_it_is_drawn(figure: Figure) -> None:
    shown = frames(figure)
    if not shown:
        return
    drawn = [panel for panel in figure.panels if panel.view == figure.panels[0].view]
    for panel, moment in ((drawn[0], shown[0]), (drawn[-1], shown[-1])):
        there, here = skeleton(panel).joints, skeleton(moment).joints
        assert all(length(minus(there[name], here[name])) < 1.0 for name in there)


@each_figure
def test_a_movement_is_smooth(figure: Figure) -> None:
    """No joint leaps: an elbow that flipped over would."""
    for before, after in pairwise(frames(figure)):
        one, two = skeleton(before).joints, skeleton(after).joints
        assert max(length(minus(one[name], two[name])) for name in one) < 40


def test_most_exercises_can_be_shown_moving() -> None:
    moving = {name for name, each in DRAWN.items() if each.figure and motion(each.figure, name)}
    assert len(moving) >= 18
    assert {"sit-to-stand", "bridge", "heel-raise", "step-up"} <= moving
    # Feet that go elsewhere at once would slide.
    assert not moving & {"brisk-walking", "stair-climbing"}


@each_exercise
def test_a_movement_names_what_the_drawing_holds(exercise: Exercise) -> None:
    """Each value belongs to an element of the first scene, and is of the same build, so that a script can mix them."""
    data = motion(exercise.figure, exercise.id) if exercise.figure else None
    if data is None:
        return
    svg = drawing(exercise)
    assert svg is not None
    scene = next(group for group in svg.iter("g") if group.get("class") == "bw-scene")
    elements = list(scene.iter())[1:]
    assert len(gzip.compress(data.encode(), mtime=0)) <= 5120
    for index, name, values in json.loads(data)["parts"]:
        assert name in elements[index].attrib
        assert name not in ("id", "href", "class")
        assert len(values) % 4 == 0


@each_panel
def test_the_panel_holds_the_person(panel: Panel) -> None:
    bones = skeleton(panel)
    box = bounds(panel, bones)
    assert 40 < box.right - box.left < 310
    assert 30 < box.bottom - box.top < 300


@each_exercise
def test_start_and_finish_differ(exercise: Exercise) -> None:
    assert exercise.figure
    first, *_, last = exercise.figure.panels
    assert (skeleton(first).joints, first.view) != (skeleton(last).joints, last.view)


@each_exercise
def test_small_safe_and_the_same_again(exercise: Exercise) -> None:
    text, again = tostring(drawing(exercise)), tostring(drawing(exercise))  # type: ignore[arg-type]
    assert text == again
    assert len(text) <= 12_288
    assert len(gzip.compress(text, mtime=0)) <= 4096
    for unsafe in (b"filter", b"var(", b"textPath", b"foreignObject", b"<script", b"style=", b"nan"):
        assert unsafe not in text


@each_exercise
def test_it_is_described(exercise: Exercise) -> None:
    svg = drawing(exercise)
    assert svg is not None
    assert svg.findtext("title") == exercise.title
    assert svg.findtext("desc") == f"Start: {exercise.picture_start} Finish: {exercise.picture_finish}"
    assert exercise.figure
    captions = [panel.caption for panel in exercise.figure.panels]
    assert [text.text for text in svg.iter("text")] == captions
    steps = [int(match[1]) for caption in captions if (match := re.match(r"(\d)\.", caption))]
    assert steps == sorted(steps)
    assert all(step <= len(exercise.steps) for step in steps)


def test_ids_are_unique_over_all_drawings() -> None:
    ids = [element.get("id") for each in DRAWN.values() for element in _svg(each).iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    used = {element.get("href", "")[1:] for each in DRAWN.values() for element in _svg(each).iter("use")}
    assert used <= set(ids)


def _svg(exercise: Exercise) -> Element:
    svg = drawing(exercise)
    assert svg is not None
    return svg


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_are_small_and_described(name: str) -> None:
    svg = picture(LIBRARY, name)[0]
    assert svg.findtext("desc") == PICTURES[name].description
    assert len(tostring(svg)) <= 12_288


def test_right_and_wrong_are_told_apart_without_colour() -> None:
    for name in ("posture-standing", "posture-sitting", "bending", "lifting"):
        assert [panel.verdict for panel in PICTURES[name].figure.panels] == ["wrong", "right"]
        svg = picture(LIBRARY, name)[0]
        assert len([each for each in svg if each.tag == "circle"]) == 1  # the tick's ring
        assert "Cross:" in PICTURES[name].description
        assert "Tick:" in PICTURES[name].description


@each_exercise
def test_cards_show_a_small_copy(exercise: Exercise) -> None:
    """Decoration: the card's words say the same."""
    small = small_drawing(exercise)
    assert small is not None
    svg = small[0]
    assert svg.get("aria-hidden") == "true"
    assert list(svg.iter("text")) == []
    assert len(gzip.compress(tostring(svg), mtime=0)) <= 1800
    large = {each.get("id") for each in _svg(exercise).iter()} - {None}
    assert not large & {each.get("id") for each in svg.iter()}


def test_home_page_shows_standing_tall(golden: Callable[[Path, str], None]) -> None:
    svg = thumbnail(PICTURES["standing-tall"].figure, "standing-tall", marked=True)
    svg.set("class", "bw-home__figure")
    note = "{#- Decoration, drawn from content/figures.yaml: `pytest --update-golden` redraws it. -#}"
    golden(ROOT / "templates/partials/standing-tall.html", f"{note}\n{tostring(svg, 'unicode')}\n")


def test_people_differ() -> None:
    people = [palette(name) for name in DRAWN]
    assert len({person.skin for person in people}) >= 5
    assert len({person.cut for person in people}) == 4


def test_words_stand_where_there_is_no_figure() -> None:
    exercise = replace(EXERCISES["bridge"], figure=None)
    assert drawing(exercise) is None
    assert picture_slot(exercise).get("role") == "group"


@pytest.mark.parametrize("pose", POSES)
def test_every_named_pose_is_drawn(pose: str) -> None:
    found, faults = parse_figure({"panels": [{"caption": "a", "extends": pose, "hips": [0, 70]}]})
    assert faults == ()
    assert found
    assert exercise_figure(found, "a", "b", "c").tag == "svg"
    assert all(RANGES[name][0] <= angle <= RANGES[name][1] for name, angle in POSES[pose].items())


def test_a_far_target_is_told() -> None:
    panel = Panel("a", POSES["standing"], contacts={"right_hand": Contact(200, 150), "left_foot": Contact(150, 0)})
    assert skeleton(replace(panel, hips=(0.0, 100.0))).faults == (
        "the left foot cannot reach its place",
        "the right hand cannot reach its place",
    )


FAULTS = {
    "joint": ("{caption: a, angles: {kne: 3}}", "there is no joint 'kne'; did you mean 'knee'?"),
    "range": ("{caption: a, angles: {knee: -20}}", "no person's 'knee' is at -20"),
    "pose": ("{caption: a, extends: standng}", "there is no pose 'standng'; did you mean 'standing'?"),
    "caption": ("{extends: standing}", "a panel needs a caption of at most 32 letters"),
    "number": ("{caption: a, angles: {knee: much}}", "'much' is not a number"),
    "prop": ("{caption: a, props: [{wal: {x: 3}}]}", "there is no prop 'wal'; did you mean 'wall'?"),
    "measure": ("{caption: a, props: [{wall: {z: 3}}]}", "there is no measure 'z'"),
    "contact": ("{caption: a, contacts: {hand: {x: 3, y: 3}}}", "there is no contact 'hand'; did you mean 'hands'?"),
    "place": ("{caption: a, contacts: {hands: {x: 3}}}", "'hands' has no place"),
    "reach": ("{caption: a, contacts: {right_hand: {x: 160, y: 150}}}", "the right hand cannot reach its place"),
    "floor": ("{caption: a, hips: [0, 90]}", "the left ankle is 12 units below the floor"),
    "field": ("{caption: a, angels: {knee: 3}}", "there is no field 'angels'; did you mean 'angles'?"),
    "view": ("{caption: a, view: below}", "there is no view 'below'"),
    "extends": ("{caption: a, extends: 2}", "there is no panel 2 before this one"),
    "wall": (
        "{caption: a, hips: 0, contacts: {feet: {x: 0, y: 0}}, props: [wall: {x: -2}]}",
        "the right thigh goes through the wall",
    ),
    "frame": ("{caption: a, props: [wall: {x: 320}]}", "the panel is larger than 320 units"),
    "arrow": ("{caption: a, arrows: [{from: [1, 2], to: 3}]}", "a place must be two numbers"),
}


@pytest.mark.parametrize(("panel", "what"), FAULTS.values(), ids=FAULTS)
def test_faults_are_findings_with_a_place_and_a_mend(panel: str, what: str) -> None:
    doc = Document(f"figure:\n  panels:\n    - {panel}\n", "a.md")
    assert doc.root
    figure_field(doc, doc.root.value[0][1], "figure")
    finding = doc.findings[0]
    assert finding.rule == "bad-figure"
    assert what in finding.what
    assert finding.mend
    assert finding.place.line == 3


def test_a_panel_takes_over_an_earlier_scene() -> None:
    """Angles and contacts one by one and by side, props as a whole; marks stay behind."""
    first = {
        "caption": "a", "extends": "seated", "hips": [0, 61], "angles": {"knee": 80}, "props": [{"chair": None}],
        "contacts": {"hands": {"x": 33.0, "y": 70.0, "z": 12.0}}, "arrows": [{"from": [0, 0], "to": [9, 9]}],
    }  # fmt: skip
    second = {
        "caption": "b", "extends": 1.0, "angles": {"right_knee": 60}, "contacts": {"left_hand": "free"},
    }  # fmt: skip
    found, faults = parse_figure({"panels": [first, second]})
    assert faults == ()
    assert found
    one, two = found.panels
    assert (two.hips, two.props, two.arrows) == (one.hips, one.props, ())
    assert (two.angles["left_knee"] if "left_knee" in two.angles else two.angles["knee"], two.angles["right_knee"]) == (
        80,
        60,
    )
    assert set(two.contacts) == {"right_hand"}
    assert two.contacts["right_hand"].z == 12


def test_a_worktop_beside_the_person_is_in_nobodys_way() -> None:
    panel = "{caption: a, hips: 0, props: [worktop: {x: -20, beside: %d}]}"
    for beside, count in ((0, 1), (1, 0)):
        doc = Document(f"figure:\n  panels:\n    - {panel % beside}\n", "a.md")
        assert doc.root
        figure_field(doc, doc.root.value[0][1], "figure")
        assert bool(doc.findings) == bool(count)
