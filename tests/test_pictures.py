"""`figures.yaml`: pictures that articles show by their id; what is wrong in it says where and how to mend it."""

from __future__ import annotations

import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from threading import Timer

import pytest
from small_project import Project

from bonewise.contact_sheet import contact_sheet

FILE = "content/figures.yaml"
ARTICLE = "content/condition/osteopenia.md"
TALL = """tall:
  title: Standing tall
  description: A person stands tall, seen from the side.
  panels:
    - caption: Tall
"""


def found(project: Project, text: str) -> list[str]:
    project.write(FILE, text)
    return project.read_findings()


def test_a_picture_is_read(project: Project) -> None:
    assert found(project, TALL) == []
    picture = project.library().pictures["tall"]
    assert (picture.title, len(picture.figure.panels)) == ("Standing tall", 1)


def test_the_file_is_not_published(project: Project) -> None:
    project.write(FILE, TALL)
    assert "figures.yaml" not in project.library().files


def test_an_article_shows_it_with_its_words(project: Project) -> None:
    project.write(FILE, TALL)
    project.append(ARTICLE, "\n/// figure | tall\nStand so.\n///\n")
    assert project.findings() == []
    html = project.page("condition/osteopenia.md").html
    assert "A person stands tall, seen from the side.</desc>" in html
    assert 'class="bw-figure bw-figure--person bw-figure--tall"' in html


def test_a_misspelt_id_is_found(project: Project) -> None:
    project.write(FILE, TALL)
    project.append(ARTICLE, "\n/// figure | tal\n///\n")
    [finding] = project.findings()
    assert "the block 'figure' has no figure 'tal'; did you mean 'tall'?" in finding
    assert finding.endswith("[unknown-block]")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "    - caption: Tall",
            "    - caption: Tall\n      angles: {kne: 3}",
            ":6:21: tall, panels.1.angles.kne: there is",
        ),
        ("    - caption: Tall", "    - caption: Tall\n      hips: [0, 80]", ":5:7: tall, panels.1: the left ankle is"),
        ("  title: Standing tall\n", "", ":2:3: the picture 'tall' has no 'title'"),
        ("  title: Standing tall", "  title: <b>Tall</b>", ":2:10: 'title' holds '<' or '>'"),
        ("  title:", "  titel: x\n  title:", ":2:3: unknown field 'titel'; did you mean 'title'?"),
        ("tall:", "Tall One:", ":1:1: a picture cannot have the id 'Tall One'"),
        ("tall:", "spine-regions:", ":1:1: a picture cannot have the id 'spine-regions'"),
        (TALL, "tall: 3\n", ":1:7: 'tall' must be 'name: value' lines"),
        (TALL, "tall: [\n", "this is not valid YAML"),
    ],
)
def test_faults_have_a_place(project: Project, old: str, new: str, told: str) -> None:
    findings = found(project, TALL.replace(old, new))
    assert any(each.startswith(FILE) and told in each for each in findings), findings


def test_a_file_that_is_no_text_is_told(project: Project) -> None:
    project.write(FILE, b"\xff\xfe")
    assert [each for each in project.read_findings() if "[bad-encoding]" in each]


def test_the_sheet_shows_faulty_drawings_with_their_faults(project: Project) -> None:
    project.write(FILE, TALL.replace("- caption: Tall", "- caption: Tall\n      hips: [0, 80]"))
    sheet = contact_sheet(project.root)
    assert sheet.count == 1
    assert sheet.faults
    assert "content/figures.yaml:5:7" in sheet.html
    assert "<svg" in sheet.html


# --watch


@pytest.fixture
def watched(project: Project) -> Iterator[Callable[[str], str]]:
    """`bonewise figures --watch`, started; gives the line in which a word is said."""
    project.write(FILE, TALL)
    command = [sys.executable, "-m", "bonewise", "figures", "--watch", "--port", "0", "--root", str(project.root)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def until(word: str) -> str:
        assert process.stdout
        while word not in (said := process.stdout.readline()):
            assert said, f"it ended without saying {word!r}"
        return said

    patience = Timer(60, process.kill)
    patience.start()
    yield until
    patience.cancel()
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 0, "Ctrl-C is how one ends it, and no fault"


def test_the_sheet_follows_its_author(project: Project, watched: Callable[[str], str]) -> None:
    address = watched("Showing 1 figure").split()[4]
    assert address.startswith("http://127.0.0.1:")

    def get(path: str) -> str:
        with urllib.request.urlopen(f"{address}{path}", timeout=10) as answer:
            return str(answer.read().decode())

    version = get("version")
    assert "Standing tall" in get("")
    project.replace(FILE, "Standing tall", "Standing taller")
    watched("Showing 1 figure")
    assert "Standing taller" in get("")
    assert get("version") != version
    project.replace(FILE, "- caption: Tall", "- caption: Tall\n      hips: [0, 80]")
    assert "below the floor" in watched("content/figures.yaml:5:7")


def test_a_taken_port_is_told(project: Project) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "bonewise", "figures", "--watch", "--port", port, "--root", str(project.root)]
        run = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert run.returncode == 1
    assert f"port {port} cannot be used" in run.stderr
