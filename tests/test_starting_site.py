"""Another charity's start: `bonewise new site` gives a whole site that is sound, self-contained and theirs."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
import yaml
from small_project import TODAY

from bonewise.building import build
from bonewise.checking import check
from bonewise.colours import SCHEMES
from bonewise.edition import render
from bonewise.model import Article, Exercise, Programme
from bonewise.prose import MAX_GRADE, readability
from bonewise.reading import read
from bonewise.reporting import line
from bonewise.starting_site import start_site

ROOT = Path(__file__).parent.parent
TUTORIAL = ROOT / "content/about/start-a-site.md"
#: What stands in addresses and attributes for machines, and is no name: our style sheet, script and marks.
_MARKS = re.compile(r"assets/bonewise\.(?:css|js)|data-bonewise=|bonewise-(?:page|[a-z0-9-]+-)")


def started(folder: Path, today: date = TODAY) -> Path:
    done, message = start_site(folder, today)
    assert done, message
    return folder


@pytest.fixture(scope="module")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site as it was started; only to be read."""
    return started(tmp_path_factory.mktemp("new") / "site")


@pytest.fixture(scope="module")
def other_name(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site under another name and in other colours, built."""
    root = started(tmp_path_factory.mktemp("other") / "site")
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("Steady Steps (example)", "Hips & “Knees”")
    text = text.replace("Made with Bonewise", '""').replace("#6a2c91", "#0a5c2c").replace("#d3a4f2", "#8fd6a8")
    settings.write_text(text, "utf-8")
    build(root)
    return root / "site"


# What is started


def test_it_is_small_and_whole(new_site: Path) -> None:
    library, findings = read(new_site)
    assert findings == ()
    kinds = [type(page) for page in library.pages.values()]
    assert (kinds.count(Article), kinds.count(Exercise), kinds.count(Programme)) == (2, 1, 1)
    assert len(library.sources) >= 2


def test_the_check_finds_nothing(new_site: Path) -> None:
    assert [line(finding) for finding in check(new_site, TODAY).findings] == []


def test_it_is_dated_on_the_day_of_its_start(tmp_path: Path) -> None:
    site = started(tmp_path / "site", date(2028, 2, 29))
    page = read(site)[0].pages["falls/why-people-fall.md"]
    assert (page.reviewed, page.next_review) == (date(2028, 2, 29), date(2029, 2, 28))
    assert [each.day for each in page.changes] == [date(2028, 2, 29)]


def test_it_is_plain_and_says_that_it_is_an_example(new_site: Path) -> None:
    edition = render(read(new_site)[0], TODAY)
    measured = {path: readability(page).grade for path, page in edition.pages.items()}
    assert {path: grade for path, grade in measured.items() if grade > MAX_GRADE} == {}
    for rendered in edition.pages.values():
        assert rendered.page.reviewed_by == ()
        assert "example" in rendered.html or rendered.page.path == "about/disclaimer.md"


def test_the_machine_is_set_up_as_for_our_own_site(new_site: Path) -> None:
    """Where this fails, a setting of our own site was changed: change `starters/site/mkdocs.yml` alike."""
    ours = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    theirs = yaml.safe_load((new_site / "mkdocs.yml").read_text("utf-8"))
    about_content = {"site_name", "site_description", "site_url", "copyright", "nav", "extra"}
    assert set(ours) == set(theirs)
    for key in set(ours) - about_content:
        assert theirs[key] == ours[key], key
    pages_of_ours = {"embed_this", "handout_builder", "known_terms"}
    for key in set(ours["extra"]["bonewise"]) - {"retractions"} - pages_of_ours:
        assert key in theirs["extra"]["bonewise"], f"extra.bonewise.{key}"


def test_it_holds_its_own_copy_of_the_templates(new_site: Path) -> None:
    own = {"assets/logo.svg", "partials/standing-tall.html"}
    for file in sorted((ROOT / "templates").rglob("*")):
        name = file.relative_to(ROOT / "templates").as_posix()
        if file.is_file() and name not in own:
            assert (new_site / "templates" / name).read_bytes() == file.read_bytes(), name


# Nothing is written over


@pytest.mark.parametrize("name", ["mkdocs.yml", "content/index.md", "templates/main.html", ".gitignore"])
def test_no_file_is_written_over_and_none_beside_it(tmp_path: Path, name: str) -> None:
    mine = tmp_path / name
    mine.parent.mkdir(parents=True, exist_ok=True)
    mine.write_text("mine", "utf-8")
    done, message = start_site(tmp_path, TODAY)
    assert not done
    assert message == f"{mine} would be overwritten; choose an empty folder. Nothing was written."
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [mine]
    assert mine.read_text("utf-8") == "mine"


def test_a_second_start_is_refused(new_site: Path) -> None:
    done, message = start_site(new_site, TODAY)
    assert not done
    assert re.search(r"\.gitignore and \d+ more files would be overwritten", message)


def test_a_link_to_nowhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/mkdocs.yml").symlink_to(tmp_path / "elsewhere.yml")
    assert not start_site(tmp_path / "site", TODAY)[0]
    assert not (tmp_path / "elsewhere.yml").exists()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("", "utf-8")
    assert start_site(tmp_path / "site", TODAY) == (
        False,
        f"{tmp_path / 'site'} is a file; give the name of a folder.",
    )


def test_other_files_in_the_folder_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "LICENSE").write_text("mine", "utf-8")
    assert start_site(tmp_path, TODAY)[0]


def test_a_folder_that_cannot_be_made_is_told_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    run = bonewise("new", "site", "file/site", cwd=tmp_path)
    assert run.returncode == 2
    assert run.stderr.startswith("bonewise: ")
    assert "Traceback" not in run.stderr


# The built site is theirs


def test_our_name_is_nowhere(other_name: Path) -> None:
    """In no file of the built site, whatever it is."""
    hits = []
    for file in sorted(each for each in other_name.rglob("*") if each.is_file()):
        content = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        hits += [f"{file.relative_to(other_name)}: {found[0]!r}" for found in re.finditer(rb".{0,40}Bonewise", content)]
    assert hits == []


def test_our_name_is_not_said_in_small_letters_either(other_name: Path) -> None:
    """Neither to people nor to machines that read pages; addresses of our script and style sheet are no names."""
    for file in sorted(other_name.rglob("*.html")):
        html = _MARKS.sub("", file.read_text("utf-8"))
        assert re.findall(r"(?i).{0,40}bonewise.{0,40}", html) == [], file


def test_our_name_stands_below_a_page_where_the_setting_says_so(new_site: Path, tmp_path: Path) -> None:
    build(new_site, site_dir=tmp_path / "site")
    html = (tmp_path / "site/index.html").read_text("utf-8")
    assert '<p class="bw-footer__licence">Made with Bonewise</p>' in html
    assert len(re.findall("Bonewise", html)) == 1


def test_their_name_is_everywhere_and_escaped(other_name: Path) -> None:
    name = "Hips &amp; “Knees”"
    html = (other_name / "falls/why-people-fall/index.html").read_text("utf-8")
    assert f"<title>Why people fall · {name}</title>" in html
    assert f"<strong>{name} gives general information" in html
    assert '"publisher": {"@type": "Organization", "name": "Hips & “Knees”"' in html
    assert f"<title>{name}: what changed</title>" in (other_name / "feed.xml").read_text("utf-8")
    assert f">{name}</span>" in (other_name / "404.html").read_text("utf-8")
    paper = (other_name / "assets/print.css").read_text("utf-8")
    assert paper.rstrip().endswith(
        r'content:"Hips \26  \201c Knees\201d : general information, not medical advice about you"}}'
    )


def test_their_colours_topics_and_contact_hold(other_name: Path) -> None:
    style = (other_name / "assets/bonewise.css").read_text("utf-8")
    assert "[data-md-color-scheme=default]{--bw-teal:#0a5c2c;" in style
    assert "[data-md-color-scheme=slate]{--bw-teal:#8fd6a8;" in style
    html = (other_name / "falls/why-people-fall/index.html").read_text("utf-8")
    assert "Prevention of falls" in html
    assert "mailto:hello@steady-steps.example.org" in html
    assert "steopenia" not in html


def test_the_style_sheet_and_the_contrast_check_mean_the_same_grounds() -> None:
    style = (ROOT / "templates/assets/bonewise.css").read_text("utf-8")
    for scheme in SCHEMES.values():
        block = re.findall(rf"\[data-md-color-scheme={scheme.css}\]\{{\s*color-scheme.*?\}}", style, re.S)[0]
        values = dict(re.findall(r"--bw-([a-z-]+):(#[0-9a-f]+)", block))
        raised = (
            values["raised"] if len(values["raised"]) == 7 else "#" + "".join(2 * each for each in values["raised"][1:])
        )
        assert (values["paper"], raised, values["teal"]) == (scheme.paper, scheme.raised, scheme.accent)


# The tutorial, word for word


def bonewise(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "bonewise", *arguments], cwd=cwd, capture_output=True, text=True)


@pytest.fixture
def shell(tmp_path: Path) -> dict[str, str]:
    """An environment in which the command `bonewise` is the code under test."""
    command = tmp_path / "bin/bonewise"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bonewise "$@"\n', "utf-8")
    command.chmod(0o755)
    return {**os.environ, "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}"}


def test_the_tutorial_holds_word_for_word(tmp_path: Path, shell: dict[str, str]) -> None:
    """Runs each `sh` block, compares what it prints with the `text` block behind it, and makes each `yaml` change."""
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$|`([\w./-]+\.yml)`", TUTORIAL.read_text("utf-8"), re.S | re.M)
    folder, file, printed, ran = tmp_path / "work", "", "", 0
    folder.mkdir()
    for language, text, named in blocks:
        if named:
            file = named
        elif language == "sh":
            assert printed == "", "the tutorial does not tell what the last command prints"
            script = f"cd '{folder}'\n{text}\npwd > '{tmp_path}/here'\n"
            printed = subprocess.run(["sh", "-c", script], env=shell, capture_output=True, text=True).stdout
            folder = Path((tmp_path / "here").read_text("utf-8").strip())
            ran += 1
        elif language == "text":
            assert printed == text
            printed = ""
        else:
            change(folder / file, text)
    assert ran >= 6
    assert "Hips and Knees" in (folder / "site/index.html").read_text("utf-8")


def change(file: Path, lines: str) -> None:
    """Put each line in the place of the one with the same indentation and key."""
    text = file.read_text("utf-8")
    for wanted in lines.splitlines():
        key = re.escape(wanted.partition(":")[0])
        found = re.findall(rf"(?m)^{key}:.*$", text)
        assert len(found) == 1, wanted
        text = text.replace(f"{found[0]}\n", f"{wanted}\n")
    file.write_text(text, "utf-8")


# The wheel


@pytest.mark.slow
def test_the_wheel_holds_all_that_a_new_site_needs(tmp_path: Path) -> None:
    """Built, unpacked and run in a folder from which our working copy cannot be seen."""
    pytest.importorskip("hatchling")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path / "dist")]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    with zipfile.ZipFile(next((tmp_path / "dist").glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path / "installed")
    env = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}
    for arguments, where in ((["new", "site", "x"], tmp_path), (["build", "--strict"], tmp_path / "x")):
        run = subprocess.run(
            [sys.executable, "-m", "bonewise", *arguments], cwd=where, env=env, capture_output=True, text=True
        )
        assert run.returncode == 0, run.stdout + run.stderr
    assert (tmp_path / "x/site/assets/bonewise.css").is_file()
    assert (tmp_path / "x/site/falls/why-people-fall/index.html").is_file()
