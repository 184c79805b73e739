"""Every drawing of every exercise: a body that keeps its measures, stands on its floor and stays on its page."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

import pytest

from bonewise.document import Document
from bonewise.figure_field import figure as figure_field
from bonewise.figures import body
from bonewise.figures.exercise_figure import bounds, exercise_figure
from bonewise.figures.judging import judge_figure
from bonewise.figures.kinematics import SIDES, bend_at, skeleton
from bonewise.figures.palette import palette
from bonewise.figures.parsing import parse_figure
from bonewise.figures.poses import POSES, RANGES
from bonewise.figures.vectors import length, minus
from bonewise.model import Exercise
from bonewise.pose import Contact, Panel, Point
from bonewise.reading import read
from bonewise.rendering.exercise import drawing, picture_slot

ROOT = Path(__file__).parents[1]
EXERCISES = read(ROOT)[0].exercises
DRAWN = {name: exercise for name, exercise in EXERCISES.items() if exercise.figure}
PANELS = {f"{name}-{i}": panel for name, each in DRAWN.items() for i, panel in enumerate(each.figure.panels)}  # type: ignore[union-attr]

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


@each_exercise
def test_nothing_is_wrong(exercise: Exercise) -> None:
    assert exercise.figure
    assert judge_figure(exercise.figure) == ()


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
    found, faults = parse_figure({"panels": [{"caption": "a", "pose": pose, "hips": [0, 70]}]})
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
    "pose": ("{caption: a, pose: standng}", "there is no pose 'standng'; did you mean 'standing'?"),
    "caption": ("{pose: standing}", "a panel needs a caption of at most 32 letters"),
    "number": ("{caption: a, angles: {knee: much}}", "'much' is not a number"),
    "prop": ("{caption: a, props: [{wal: {x: 3}}]}", "there is no prop 'wal'; did you mean 'wall'?"),
    "measure": ("{caption: a, props: [{wall: {z: 3}}]}", "there is no measure 'z'"),
    "contact": ("{caption: a, contacts: {hand: {x: 3, y: 3}}}", "there is no contact 'hand'; did you mean 'hands'?"),
    "place": ("{caption: a, contacts: {hands: {x: 3}}}", "'hands' has no place"),
    "reach": ("{caption: a, contacts: {right_hand: {x: 160, y: 150}}}", "the right hand cannot reach its place"),
    "floor": ("{caption: a, hips: [0, 90]}", "the left ankle is 12 units below the floor"),
    "field": ("{caption: a, angels: {knee: 3}}", "there is no field 'angels'; did you mean 'angles'?"),
    "view": ("{caption: a, view: below}", "there is no view 'below'"),
    "arrow": ("{caption: a, arrows: [{from: [1, 2], to: 3}]}", "a place must be two numbers"),
}


@pytest.mark.parametrize(("panel", "what"), FAULTS.values(), ids=FAULTS)
def test_faults_are_findings_with_a_place_and_a_mend(panel: str, what: str) -> None:
    doc = Document(f"figure:\n  panels:\n    - {panel}\n", "a.md")
    assert doc.root
    assert figure_field(doc, doc.root.value[0][1], "figure") is None
    finding = doc.findings[0]
    assert finding.rule == "bad-figure"
    assert what in finding.what
    assert finding.mend
    assert finding.place.line == 3
