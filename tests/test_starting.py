"""Starting: `bonewise new` writes a page or a source with every field in place, and never over another."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from small_project import TODAY, Project

from bonewise.dialect import FRONT_MATTER
from bonewise.frontmatter import FIELDS
from bonewise.model import Settings
from bonewise.reading.settings import read_settings
from bonewise.starting import start

#: What only an author can put right: sources to cite, and a dose from them. All else must be in order.
FOR_THE_AUTHOR = ("no-also-called", "few-sources", "incomplete-exercise", "uncited-claim", "unused-source")


def started(project: Project, kind: str, name: str) -> tuple[bool, str]:
    return start(project.library().settings, kind, name, project.today)


def bare(root: Path) -> Settings:
    (root / "mkdocs.yml").write_text("site_name: Tiny\ndocs_dir: content\n", "utf-8")
    return read_settings(root)


@pytest.mark.parametrize(
    ("kind", "name", "file"),
    [
        ("article", "condition/my-topic", "condition/my-topic.md"),
        ("article", "food/calcium/milk", "food/calcium/milk.md"),
        ("article", "my-topic", "condition/my-topic.md"),  # the first folder that holds articles
        ("exercise", "heel-drop", "exercises/heel-drop.md"),
        ("programme", "next-weeks", "programmes/next-weeks.md"),
        ("article", "2020", "condition/2020.md"),
        ("article", "yes", "condition/yes.md"),
    ],
)
def test_a_page_is_written_and_the_message_tells_the_next_step(
    project: Project, kind: str, name: str, file: str
) -> None:
    assert started(project, kind, name) == (
        True,
        f"Started content/{file}.\n"
        "Next: fill in the fields and the text, and run 'bonewise check'.\n"
        f"Add it to 'nav' in mkdocs.yml, so that readers find it: {file}",
    )
    page = project.library().pages[file]
    assert (page.kind, page.id) == (kind, Path(name).name)
    assert page.title == Path(name).name.replace("-", " ").capitalize()
    assert (page.reviewed, page.next_review, page.reviewed_by) == (TODAY, date(2027, 11, 22), ())


@pytest.mark.parametrize("kind", ["article", "exercise", "programme"])
def test_a_new_page_is_well_formed_and_lacks_only_what_its_author_must_bring(project: Project, kind: str) -> None:
    assert project.findings() == []
    assert started(project, kind, "my-topic")[0]
    assert [
        finding for finding in project.findings() if not finding.endswith(tuple(f"[{r}]" for r in FOR_THE_AUTHOR))
    ] == []
    # It must not pass for finished, either.
    assert any(finding.endswith("[few-sources]") for finding in project.findings())


@pytest.mark.parametrize("kind", ["article", "exercise", "programme"])
def test_every_required_field_is_there_and_choices_are_named_beside_it(project: Project, kind: str) -> None:
    assert started(project, kind, "my-topic")[0]
    file = next((project.root / "content").rglob("my-topic.md"))
    text = file.read_text("utf-8")
    match = FRONT_MATTER.match(text)
    assert match
    given = yaml.safe_load(match["yaml"])
    assert {name for name, field in FIELDS[kind].items() if field.required} <= set(given)
    assert "# how strong the main claim is: high, moderate, low, consensus, none" in text
    assert "$" not in text


def test_the_blocks_that_an_article_needs_are_in_place(project: Project) -> None:
    assert started(project, "article", "my-topic")[0]
    html = project.page("condition/my-topic.md").html
    for block in ("key-points", "certainty", "get-help-now"):
        assert f"bw-{block}" in html


def test_a_new_exercise_is_not_for_people_with_a_fracture_until_a_source_says_so(project: Project) -> None:
    assert started(project, "exercise", "heel-drop")[0]
    exercise = project.library().exercises["heel-drop"]
    assert exercise.after_fracture == "avoid"
    assert exercise.group in project.library().settings.groups


def test_a_source_goes_where_its_id_sorts_and_nothing_else_moves(project: Project) -> None:
    before = project.text("content/sources.yaml")
    known = set(project.library().sources)
    done, message = started(project, "source", "lee2021steps")
    assert done, message
    assert message == (
        "Started the source 'lee2021steps' in content/sources.yaml.\n"
        "Next: fill in its fields, cite it as [@lee2021steps], and run 'bonewise check'."
    )
    lines = project.text("content/sources.yaml").splitlines(True)
    length = len(lines) - len(before.splitlines())
    begin = next(number for number, line in enumerate(lines) if "id: lee2021steps" in line)
    assert "".join(lines[:begin] + lines[begin + length :]) == before
    source = project.library().sources["lee2021steps"]
    assert (source.evidence, source.access, source.checked) == ("other-page", "not-opened", TODAY)
    assert list(project.library().sources) == sorted({*known, "lee2021steps"})
    assert project.read_findings() == []


def test_the_first_source_makes_the_file(tmp_path: Path) -> None:
    settings = bare(tmp_path)
    assert start(settings, "source", "yes", TODAY)[0]
    assert start(settings, "source", "a2020", TODAY)[0]
    text = (tmp_path / "content" / "sources.yaml").read_text("utf-8")
    assert text.startswith("references:\n- id: a2020\n  type: webpage  # or article-journal")
    assert "\n- id: 'yes'\n" in text


def test_without_any_article_yet_a_page_stands_at_the_top(tmp_path: Path) -> None:
    done, message = start(bare(tmp_path), "article", "my-topic", TODAY)
    assert done
    assert message.startswith("Started content/my-topic.md.")


def test_a_year_after_the_last_of_february_is_the_day_before(tmp_path: Path) -> None:
    assert start(bare(tmp_path), "article", "leap", date(2028, 2, 29))[0]
    assert "next_review: 2029-02-28" in (tmp_path / "content" / "leap.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [
        (
            "article",
            "condition/My Topic",
            "'condition/My Topic' is not a name: use only the letters a to z, digits and dashes;"
            " did you mean 'condition/my-topic'?",
        ),
        ("article", "../evil", "'../evil' is not a name: use only the letters a to z, digits and dashes; did you mean"),
        ("article", "/etc/x", "'/etc/x' is not a name: use only"),
        ("article", "a//b", "'a//b' is not a name: use only"),
        ("article", "my-topic.md", "'my-topic.md' is not a name: use only"),
        ("article", "über", "'über' is not a name: use only"),
        ("article", "-x", "'-x' is not a name: use only"),
        ("article", "a\nb", "'a\nb' is not a name: use only"),
        ("article", "", "'' is not a name: use only the letters a to z, digits and dashes, as in my-topic."),
        ("article", "condition/index", "'index' is the page of a folder; choose a name that says what the page is"),
        ("exercise", "exercises/heel-drop", "'exercises/heel-drop' has a folder, but only an article can have one; wr"),
        ("source", "a/b", "'a/b' has a folder, but only an article can have one; write 'b'."),
        ("source", "2019kanis", "'2019kanis' is not an id for a source: begin with a letter, as in kanis2019european."),
        ("source", "kanis2019", "There is a source 'kanis2019' already; choose another id."),
        ("article", "condition/osteopenia", "The id 'osteopenia' is taken by content/condition/osteopenia.md; choose"),
        ("exercise", "osteopenia", "The id 'osteopenia' is taken by content/condition/osteopenia.md; choose"),
        ("page", "x", "'page' cannot be started; choose article, exercise, programme or source."),
    ],
)
def test_a_name_that_will_not_do_is_refused_and_nothing_is_written(
    project: Project, kind: str, name: str, said: str
) -> None:
    before = {path: path.read_bytes() for path in project.root.rglob("*") if path.is_file()}
    done, message = started(project, kind, name)
    assert not done
    assert message.startswith(said)
    assert {path: path.read_bytes() for path in project.root.rglob("*") if path.is_file()} == before


def test_a_file_that_cannot_be_read_as_a_page_is_not_overwritten_either(project: Project) -> None:
    project.write("content/condition/draft.md", "no front matter\n")
    assert started(project, "article", "condition/draft") == (
        False,
        "content/condition/draft.md exists already; choose another name.",
    )
    assert project.text("content/condition/draft.md") == "no front matter\n"


def test_a_bibliography_that_is_out_of_order_is_left_alone(project: Project) -> None:
    project.write("content/sources.yaml", "references: [\n")
    done, message = started(project, "source", "lee2021steps")
    assert not done
    assert message.startswith("content/sources.yaml:2:1: this is not valid YAML")
    assert message.endswith("Nothing was started: mend this first.")
    assert project.text("content/sources.yaml") == "references: [\n"
