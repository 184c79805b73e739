"""A build takes pages of an earlier one again, and its site is always the one that a first build would make."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from small_project import Project

from bonewise import reusing
from bonewise.building import build
from bonewise.kept import forget, own_folder
from bonewise.model import RenderedPage

ARTICLE, BRIDGE = "content/condition/osteopenia.md", "content/exercises/bridge.md"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("home")))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")  # 2026-11-22: the tests' own today
    forget()
    yield
    forget()


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that were rendered, and not taken from before."""
    paths: list[str] = []
    collect = reusing.collect

    def noted(page: object, html: str, record: object) -> RenderedPage:
        found = collect(page, html, record)  # type: ignore[arg-type]
        paths.append(found.page.path)
        return found

    monkeypatch.setattr(reusing, "collect", noted)
    return paths


def site(project: Project) -> dict[str, str]:
    """What a new process would build, by the names of its files."""
    forget()
    build(project.root, handouts=False)
    built = project.root / "site"
    return {
        path.relative_to(built).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(built.rglob("*"))
        if path.is_file()
    }


def first(project: Project) -> dict[str, str]:
    """The same where nothing is kept."""
    shutil.rmtree(project.root / ".bonewise", ignore_errors=True)
    return site(project)


def test_nothing_is_rendered_twice(project: Project, rendered: list[str]) -> None:
    before = first(project)
    assert len(rendered) == len(project.library().pages)
    rendered.clear()
    assert site(project) == before
    assert rendered == []


CHANGES: dict[str, tuple[Callable[[Project], object], set[str]]] = {
    "a sentence": (lambda project: project.append(ARTICLE, "\nBones are alive. [@kanis2019]\n"), {ARTICLE}),
    "a heading, which is in the table of contents": (
        lambda project: project.append(ARTICLE, "\n## More\n\nBones are alive. [@kanis2019]\n"),
        {ARTICLE},
    ),
    "a page's title, which lists of pages show": (
        lambda project: project.replace(ARTICLE, "title: ", "title: New "),
        {ARTICLE},
    ),
    "a source, which pages name": (
        lambda project: project.replace("content/sources.yaml", "title: Guidelines on", "title: New guidelines on"),
        set(),
    ),
    "an exercise, which a programme shows": (
        lambda project: project.replace(BRIDGE, "title: ", "title: New "),
        {BRIDGE},
    ),
    "a page more": (
        lambda project: project.write(
            ARTICLE.replace("osteopenia", "another"), project.text(ARTICLE).replace("id: osteopenia", "id: another")
        ),
        {ARTICLE.replace("osteopenia", "another")},
    ),
    "the site's name": (lambda project: project.replace("mkdocs.yml", "site_name: ", "site_name: New "), set()),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_it_is_the_site_of_a_first_build(project: Project, rendered: list[str], change: str) -> None:
    make, pages = CHANGES[change]
    first(project)
    rendered.clear()
    make(project)
    again = site(project)
    assert rendered, "what has changed was not rendered"
    assert {f"content/{path}" for path in rendered} >= pages
    assert again == first(project)


def test_one_page_that_changed_is_rendered_alone(project: Project, rendered: list[str]) -> None:
    first(project)
    rendered.clear()
    project.append(ARTICLE, "\nBones are alive. [@kanis2019]\n")
    site(project)
    assert rendered == ["condition/osteopenia.md"]


def test_where_others_have_a_hand_in_pages_each_is_rendered_anew(project: Project, rendered: list[str]) -> None:
    project.write("hook.py", "def on_page_markdown(markdown, **_):\n    return markdown + 'Said by a hook.'\n")
    project.append("mkdocs.yml", "\nhooks: [hook.py]\n")
    first(project)
    rendered.clear()
    site(project)
    assert len(rendered) == len(project.library().pages)
    assert "Said by a hook." in (project.root / "site/condition/osteopenia/index.html").read_text("utf-8")


def test_a_file_that_is_not_ours_is_not_believed(project: Project, rendered: list[str]) -> None:
    before = first(project)
    kept = project.root / ".bonewise/cache/built"
    kept.write_bytes(kept.read_bytes().replace(b"a", b"b"))
    rendered.clear()
    assert site(project) == before
    assert rendered


def test_mkdocs_itself_still_finds_the_sections_of_pages_taken_again(project: Project) -> None:
    project.append("mkdocs.yml", "\nvalidation: {anchors: warn}\n")
    project.append(BRIDGE, "\n## A new part\n\nText.\n")
    first(project)
    project.append(ARTICLE, "\nSee [a part](../exercises/bridge.md#a-new-part).\n")
    forget()
    build(project.root, strict=True, handouts=False)


@pytest.mark.parametrize("times", [1, 2])
def test_mkdocs_itself_finds_citation_marks(project: Project, times: int) -> None:
    """They are put into the page when MkDocs has looked at its tree."""
    project.append("mkdocs.yml", "\nvalidation: {anchors: warn}\n")
    project.append(BRIDGE, "\nSee [a mark](../condition/osteopenia.md#cite-1-1).\n")
    for _ in range(times):
        forget()
        build(project.root, strict=True, handouts=False)


def test_a_preview_is_proven_once_and_each_build_anew(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    proven: list[str] = []
    monkeypatch.setattr("bonewise.plugin.proof", lambda library, site, pages: proven.append(site.name) or [])  # type: ignore[func-returns-value]
    for command, times in (("serve", 1), ("build", 2)):
        proven.clear()
        config = load_config(str(project.root / "mkdocs.yml"), site_dir=str(project.root / "site"))
        config.plugins.on_startup(command=command, dirty=False)  # type: ignore[arg-type]
        for _ in range(2):
            config.site_dir = str(project.root / "site")
            mkdocs_build(config)
        assert len(proven) == times


def test_templates_are_compiled_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before = first(project)
    templates = own_folder() / "templates"
    assert list(templates.iterdir())
    monkeypatch.setattr("jinja2.Environment.compile", lambda *_, **__: pytest.fail("compiled again"))
    monkeypatch.setattr("bonewise.finishing.embeds.Embeds.add", lambda self, article: "")
    assert site(project).keys() <= before.keys()


def test_where_nothing_can_be_kept_a_build_goes_on(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before = first(project)
    (project.root / "file").write_text("", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(project.root / "file"))
    assert first(project) == before
