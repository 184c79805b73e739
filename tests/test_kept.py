"""What is kept between two checks: always as good as a check without it, whatever happened to project or file."""

from __future__ import annotations

import ast
import importlib
import io
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from small_project import TODAY, Project
from test_links_and_citations import ALL, make

import bonewise
from bonewise.checking import check
from bonewise.kept import Kept, forget, keys, store
from bonewise.parser_options import _tried
from bonewise.reading import read
from bonewise.reporting import show

PACKAGE = Path(bonewise.__file__).parent
ROOT = Path(__file__).parent.parent
FILE = Path(".bonewise/cache/pages")
ARTICLE, SOURCES = "content/condition/osteopenia.md", "content/sources.yaml"


@pytest.fixture(autouse=True)
def _own_secret(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("home")))
    forget()
    yield
    forget()


def report(root: Path) -> str:
    """What `bonewise check --format json` prints."""
    said = check(root, TODAY)
    with redirect_stdout(io.StringIO()) as out:
        show(said.findings, said.counts, "json")
    return out.getvalue()


def cold(root: Path) -> str:
    """The same where nothing is kept; what is kept is put back afterwards."""
    forget()
    aside = root / ".aside"
    moved = (root / ".bonewise").exists()
    if moved:
        (root / ".bonewise").rename(aside)
    said = report(root)
    shutil.rmtree(root / ".bonewise", ignore_errors=True)
    if moved:
        aside.rename(root / ".bonewise")
    forget()
    return said


def rendered(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that a check renders, as far as they are not kept."""
    made: list[str] = []
    whole = Kept._made
    with monkeypatch.context() as patch:
        patch.setattr(
            Kept,
            "_made",
            lambda self, make, library: made.append(make.keywords["page"].path) or whole(self, make, library),
        )
        report(root)
    return sorted(made)


# What depends on what


def test_a_second_check_renders_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = rendered(project.root, monkeypatch)
    assert everything == sorted(project.library().pages)
    assert rendered(project.root, monkeypatch) == []
    forget()
    assert rendered(project.root, monkeypatch) == []


def test_a_changed_body_is_rendered_alone(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    report(project.root)
    project.append(ARTICLE, "\nMore.\n")
    assert rendered(project.root, monkeypatch) == ["condition/osteopenia.md"]


def test_a_change_that_keeps_time_and_size_is_seen(project: Project) -> None:
    file = project.append(ARTICLE, "\n[a](../index.md)\n")
    stat = file.stat()
    assert "wrong" not in report(project.root)
    project.replace(ARTICLE, "(../index.md)", "(../indxe.md)")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert (file.stat().st_mtime_ns, file.stat().st_size) == (stat.st_mtime_ns, stat.st_size)
    assert "missing-page" in report(project.root)
    forget()
    assert "missing-page" in report(project.root)


def test_a_source_matters_to_the_pages_that_show_it(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    report(project.root)
    key = next(iter(project.library().sources))
    cites = [page.path for page in project.library().pages.values() if key in page.header + page.body]
    lists = [page.path for page in project.library().pages.values() if "/// source-list" in page.body]
    title = project.library().sources[key].title
    project.replace(SOURCES, title[:12], "Another word")
    assert rendered(project.root, monkeypatch) == sorted({*cites, *lists})


def test_a_shifted_source_matters_to_nobody(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    report(project.root)
    project.write(SOURCES, "# A comment.\n" + project.text(SOURCES))
    assert rendered(project.root, monkeypatch) == []


def test_the_navigation_matters_to_no_page(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    report(project.root)
    project.append("mkdocs.yml", "\nnot_in_nav: |\n  x.md\n")
    assert rendered(project.root, monkeypatch) == []


@pytest.mark.parametrize("line", ["site_url: https://other.example.org/", "markdown_extensions: [toc, bonewise]"])
def test_other_settings_matter_to_all(project: Project, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    report(project.root)
    name = line.split(":")[0]
    lines = project.text("mkdocs.yml").split("\n")
    kept = [each for each in lines if not each.startswith(name)]
    project.write(
        "mkdocs.yml", "\n".join(kept) + f"\n{line}\n" if name == "site_url" else "\n".join(lines) + f"\n{line}\n"
    )
    assert rendered(project.root, monkeypatch) == sorted(project.library().pages)


def test_other_code_matters_to_all(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    report(project.root)
    monkeypatch.setattr("bonewise.kept.keys.code", lambda: "another version")
    assert rendered(project.root, monkeypatch) == sorted(project.library().pages)


def test_the_code_is_told_by_packages_and_our_own_files() -> None:
    told = keys.code()
    assert "markdown-" in told.lower()
    assert "pymdown_extensions-" in told
    assert str(Path("kept") / "keys.py") in told


PLAIN = "site_name: Plain\ndocs_dir: content\nmarkdown_extensions:\n  - toc\n"
EXTENSION = (
    "from markdown.extensions import Extension\n"
    "class makeExtension(Extension):\n    def extendMarkdown(self, md):\n        pass\n"
)
SNIPPETS = f"{PLAIN}  - pymdownx.snippets:\n      base_path: [parts, more]\n"


@pytest.fixture
def plain(tmp_path: Path) -> Callable[..., Path]:
    """Makes a project of plain pages from texts by file."""

    def made(config: str = PLAIN, **files: str) -> Path:
        (tmp_path / "mkdocs.yml").write_text(config)
        (tmp_path / "content").mkdir(exist_ok=True)
        for name, text in files.items():
            (tmp_path / "content" / f"{name}.md").write_text(text)
        return tmp_path

    return made


def test_included_files_matter_wherever_they_may_lie(
    plain: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = plain(SNIPPETS, index="# Home\n\n--8<-- 'a.md'\n", other="# Other\n\n[home](index.md#from-a)\n")
    (root / "parts").mkdir()
    assert "missing-asset" in report(root)
    (root / "parts/a.md").write_text("## From a\n")
    assert rendered(root, monkeypatch) == ["index.md"]
    assert report(root).count('"rule"') == 0
    (root / "parts/a.md").write_text("## From A?\n\n[x](gone.md)\n")
    assert "gone.md" in report(root)
    # A file that a later change makes the first to be found.
    (root / "parts/a.md").rename(root / "parts/b.md")
    (root / "more").mkdir()
    (root / "more/a.md").write_text("## From a\n")
    assert report(root) == cold(root)
    (root / "parts/b.md").rename(root / "parts/a.md")
    assert "gone.md" in report(root)
    assert report(root) == cold(root)


def test_files_behind_every_page_matter_to_every_page(
    plain: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = plain(f"{SNIPPETS}      auto_append: [words.md]\n", index="# Home\n", other="# Other\n")
    (root / "parts").mkdir()
    (root / "parts/words.md").write_text("*[BMD]: bone density\n")
    report(root)
    assert rendered(root, monkeypatch) == []
    (root / "parts/words.md").write_text("[x](gone.md)\n")
    assert rendered(root, monkeypatch) == ["index.md", "other.md"]


@pytest.mark.parametrize(
    "extension",
    [
        "somebodys_own",
        "pymdownx.b64",
        "toc: {slugify: !!python/name:somebodys.own }",
        "pymdownx.snippets: {url_download: true}",
    ],
)
def test_nothing_is_kept_where_pages_may_depend_on_more(
    extension: str, plain: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = plain(f"{PLAIN}  - {extension}\n", index="# Home\n")
    (root / "somebodys_own.py").write_text(EXTENSION)
    monkeypatch.syspath_prepend(root)
    for _ in range(2):
        assert rendered(root, monkeypatch) == ["index.md"]


def test_an_extension_that_is_not_there_takes_no_part_until_it_comes(
    plain: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = plain(f"{PLAIN}  - arrives_later\n", index="# Home\n")
    monkeypatch.syspath_prepend(root)
    assert "unusable-extension" in report(root)
    forget()
    assert rendered(root, monkeypatch) == []
    assert "unusable-extension" in report(root)
    (root / "arrives_later.py").write_text(EXTENSION)
    importlib.invalidate_caches()
    _tried.cache_clear()  # as a new process would
    assert rendered(root, monkeypatch) == ["index.md"]
    assert rendered(root, monkeypatch) == ["index.md"]


def test_a_page_that_fails_is_tried_again(plain: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    root = plain(f"{SNIPPETS}      check_paths: true\n", index="# Home\n\n--8<-- 'a.md'\n")
    (root / "parts").mkdir()
    assert "cannot-render" in report(root)
    (root / "parts/a.md").write_text("There.\n")
    assert "cannot-render" not in report(root)


# As good as a check without


EDITS = 24


def _edits(root: Path, seed: int) -> Iterator[str]:
    """Change a project step by step, as authors do; each time in another way."""
    rng = random.Random(seed)
    content = root / "content"

    def pages() -> list[Path]:
        return sorted(content.rglob("*.md"))

    def edit(file: Path, old: str, new: str) -> None:
        if file.exists():
            file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")

    def rename(file: Path) -> None:
        file.rename(file.with_stem(f"{file.stem}-moved"))

    steps: dict[str, Callable[[], object]] = {
        "body": lambda: edit(page, "\n## ", "\n[x](nowhere.md#y)\n\n## "),
        "heading": lambda: edit(page, "\n## ", "\n## Now "),
        "field": lambda: edit(page, "title: ", "title: New "),
        "date": lambda: edit(page, "next_review: 20", "next_review: 19"),
        "break": lambda: edit(page, "kind: ", "knid: "),
        "delete": lambda: shutil.move(page, root / "deleted.md"),
        "rename": lambda: rename(page),
        "add": lambda: shutil.copy(page, page.with_stem(f"{page.stem}-copy")),
        "source": lambda: edit(content / "sources.yaml", "title: ", "title: About "),
        "no source": lambda: edit(content / "sources.yaml", "- id: ", "- id: x"),
        "picture": lambda: edit(content / "figures.yaml", "title: ", "title: New "),
        "settings": lambda: edit(root / "mkdocs.yml", "site_name: ", "site_name: The "),
        "groups": lambda: edit(root / "mkdocs.yml", "groups:\n", "groups:\n      new: New\n"),
        "nav": lambda: edit(root / "mkdocs.yml", "nav:\n", "nav:\n  - New: new.md\n"),
        "cite": lambda: edit(page, "\n## ", "\nHalf of 10 people. [@nobody, p. 3]\n\n## "),
        "block": lambda: edit(page, "\n## ", "\n/// exercise | chair-rise\n///\n\n/// a-to-z\n///\n\n## "),
    }
    for _ in range(EDITS):
        name = rng.choice(list(steps))
        page = rng.choice(pages())
        steps[name]()
        yield f"{name} {page.relative_to(root)}"


def _stays_alike(root: Path, seed: int) -> None:
    report(root)
    for step in _edits(root, seed):
        watched = report(root)
        forget()
        assert (step, report(root)) == (step, watched)
        assert (step, cold(root)) == (step, watched)
        report(root)


@pytest.mark.parametrize("seed", range(3))
def test_edits_are_judged_as_without_what_is_kept(project: Project, seed: int) -> None:
    _stays_alike(project.root, seed)


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """A copy of our own content."""
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


@pytest.mark.slow
def test_edits_of_our_own_content_are_judged_as_without(real: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.EDITS", 4)
    _stays_alike(real, seed=4)


@pytest.mark.slow
def test_every_page_of_ours_is_kept(real: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(rendered(real, monkeypatch)) == len(read(real)[0].pages)
    forget()
    assert rendered(real, monkeypatch) == []


def _case_is_alike(name: str, root: Path) -> None:
    make(ALL[name], root)
    first = report(root)
    assert report(root) == first
    forget()
    assert report(root) == first


@pytest.mark.parametrize("name", list(ALL)[::12])
def test_cases_are_judged_alike_again(name: str, tmp_path: Path) -> None:
    _case_is_alike(name, tmp_path)


@pytest.mark.slow
def test_all_cases_are_judged_alike_again(tmp_path: Path) -> None:
    for name in ALL:
        _case_is_alike(name, tmp_path / name)


# Whatever happens to the file


def _spoilt(data: bytes) -> Iterator[tuple[str, bytes]]:
    rng = random.Random(7)
    yield "empty", b""
    yield "foreign", b"SQLite format 3\0" + data
    yield "only its head", data[:22]
    yield "lengths beyond all", data[:22] + b"\xff" * 48
    for at in sorted(rng.sample(range(len(data)), 20)):
        yield f"cut at {at}", data[:at]
        yield f"changed at {at}", data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1 :]
    yield "twice", data + data
    yield "something behind", data + b"\0"


def test_a_spoilt_file_is_as_good_as_none(project: Project) -> None:
    project.append(ARTICLE, "\n[a](gone.md)\n")
    wanted = report(project.root)
    file = project.root / FILE
    whole = file.read_bytes()
    for how, data in _spoilt(whole):
        file.write_bytes(data)
        forget()
        assert (how, report(project.root)) == (how, wanted)


def test_a_row_of_somebody_else_is_not_believed(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a file in a pull request could hide what is wrong in it."""
    report(project.root)
    forget()
    monkeypatch.setattr(store, "_secret", lambda: b"another person's secret, 32 long")
    assert rendered(project.root, monkeypatch) == sorted(project.library().pages)


def test_facts_that_do_not_fit_are_not_believed(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sealed rightly, as by an older version of ours whose facts looked otherwise."""
    from bonewise.kept import rows

    wanted = report(project.root)
    for facts in (b"", b"[]", b"{}", b'{"page": 1, "answers": [], "findings": {}}', b"\xff"):
        monkeypatch.setattr(rows, "packed", lambda entry, facts=facts: (rows.zlib.compress(facts), b""))
        monkeypatch.setattr("bonewise.kept.packed", rows.packed)
        (project.root / FILE).unlink(missing_ok=True)
        for _ in range(2):
            forget()
            assert report(project.root) == wanted


@pytest.mark.parametrize("how", ["folder", "link", "linked folder", "pipe"])
def test_something_else_in_its_place_is_left_alone(
    project: Project, how: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    wanted = report(project.root)
    forget()
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    victim = elsewhere / "pages"
    victim.write_text("mine")
    file = project.root / FILE
    file.unlink()
    if how == "folder":
        file.mkdir()
    elif how == "link":
        file.symlink_to(victim)
    elif how == "linked folder":
        shutil.rmtree(file.parent)
        file.parent.symlink_to(elsewhere)
    else:
        os.mkfifo(file)
    assert report(project.root) == wanted
    assert victim.read_text() == "mine"


def test_a_folder_that_cannot_be_written_to_is_left_alone(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    report(project.root)
    forget()
    assert not (project.root / ".bonewise").exists()
    assert rendered(project.root, monkeypatch) == []  # kept among the user's own files


def test_without_a_home_nothing_is_kept(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(project.root / "mkdocs.yml"))
    wanted = report(project.root)
    forget()
    assert report(project.root) == wanted
    assert not (project.root / ".bonewise").exists()


def test_the_file_is_not_for_git(project: Project) -> None:
    report(project.root)
    assert (project.root / FILE).with_name(".gitignore").read_text() == "*\n"


def _run(root: Path, before: str = "") -> subprocess.Popen[str]:
    code = f"{before}\nimport sys\nfrom bonewise.cli import main\nsys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "check", "--root", str(root), "--format", "json", "--today", str(TODAY)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _left(root: Path) -> list[str]:
    return sorted(path.name for path in (root / FILE).parent.iterdir())


def test_a_full_disk_and_a_sudden_end_do_no_harm(project: Project) -> None:
    project.append(ARTICLE, "\n[a](gone.md)\n")
    wanted = cold(project.root)
    # Python itself would leave half of its compiled modules.
    full = (
        "import resource, sys; sys.dont_write_bytecode = True; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))"
    )
    out, err = _run(project.root, full).communicate(timeout=60)
    assert (out, err) == (wanted, "")
    assert _left(project.root) == [".gitignore"]
    killed = (
        "import os, signal\nfrom bonewise.kept.store import Store\nwhole = Store._bytes\n"
        "def dying(self):\n"
        "    parts = whole(self)\n    yield next(parts) * 9000\n    os.kill(os.getpid(), signal.SIGKILL)\n"
        "Store._bytes = dying"
    )
    assert _run(project.root, killed).wait(60) == -9
    assert len(_left(project.root)) == 2
    assert report(project.root) == wanted
    assert _left(project.root) == [".gitignore", "pages"]


def test_many_at_once_do_no_harm(project: Project) -> None:
    project.append(ARTICLE, "\n[a](gone.md)\n")
    running = [_run(project.root) for _ in range(4)]
    said = [process.communicate(timeout=120) for process in running]
    assert {err for _, err in said} == {""}
    assert {out for out, _ in said} == {cold(project.root)}
    assert report(project.root) == cold(project.root)


# Quick


def test_a_second_check_imports_nothing_slow(plain: Callable[..., Path]) -> None:
    named = "  - pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji }\n"
    slugs = "  - toc: {slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}\n"
    root = plain(PLAIN.replace("  - toc\n", named + slugs), index="# Home\n\n[x](gone.md)\n")
    report(root)
    after = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr))"
    _, err = _run(root, after).communicate(timeout=60)
    slow = {
        "markdown",
        "pymdownx",
        "material",
        "mkdocs.config",
        "citeproc",
        "textstat",
        "rich",
        "httpx",
        "watchdog",
        "weasyprint",
    }
    assert set(err.split()) & slow == set()
    assert "bonewise.rules" in err


def test_what_is_called_and_fails_is_told(plain: Callable[..., Path]) -> None:
    bad = "  - toc: {slugify: !!python/object/apply:pymdownx.slugs.slugify {args: [1, 2, 3]}}\n"
    root = plain(PLAIN.replace("  - toc\n", bad), index="# Home\n")
    out, err = _run(root).communicate(timeout=60)
    assert out == ""
    assert err.startswith("bonewise: mkdocs.yml:4:20: cannot be read: pymdownx.slugs.slugify: slugify() takes")


# What the keys rely on


def _names(file: Path) -> set[str]:
    return {node.attr for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Attribute)}


def test_no_page_shows_the_body_of_another() -> None:
    """A key holds a page's own body, and of others the front matter alone."""
    showing = [*(PACKAGE / "rendering").glob("*.py"), PACKAGE / "extension/blocks.py", PACKAGE / "extension/cards.py"]
    assert [file.name for file in showing if _names(file) & {"body", "find_in_body", "heading_place"}] == []


def test_rules_that_look_at_a_page_alone_do_so() -> None:
    flagged = [file for file in (PACKAGE / "rules").glob("*.py") if "\nPER_PAGE = True\n" in file.read_text("utf-8")]
    assert "uncited_claim.py" in [file.name for file in flagged]
    for file in flagged:
        assert not _names(file) & {"today"}, file
        assert "_links" not in file.read_text("utf-8"), file


def test_every_fact_of_a_page_comes_back(project: Project) -> None:
    """Also those of rules and readers to come: what does not come back alike is not kept."""
    from bonewise.kept.rows import Entry, packed, unpacked

    for path in ("condition/osteopenia.md", "index.md"):
        page = project.page(path)
        row = packed(Entry(page, {("pages", "*"): "x"}))
        assert row is not None
        again = unpacked(row, page.page)
        assert again is not None
        assert json.dumps(again.page.html) == json.dumps(page.html)
        assert again.page.links == page.links
