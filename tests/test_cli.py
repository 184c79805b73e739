"""The command line: what it answers, and its exit codes 0 (clean), 1 (found) and 2 (could not run)."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Timer
from xml.etree import ElementTree

import pytest
import yaml
from small_project import Project

from bonewise.checking import known_rules
from bonewise.cli import main
from bonewise.model import Edition, Finding, Fix, Level, Place
from bonewise.online.finding import _RULES as ONLINE_RULES
from bonewise.reading.faults import PROOF_FAULTS
from bonewise.reporting import FORMATS

#: What building finds; `check` cannot.
OF_OTHER_COMMANDS = {*PROOF_FAULTS}
ARTICLE = "content/condition/osteopenia.md"
Check = Callable[..., tuple[int, str, str]]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture
def check(project: Project, capsys: pytest.CaptureFixture[str]) -> Check:
    """`bonewise check` in the small project on its day: exit code, standard output, standard error."""

    def run_check(*arguments: str) -> tuple[int, str, str]:
        return run(capsys, "check", "--root", str(project.root), "--today", "2026-11-22", *arguments)

    return run_check


def test_check_says_when_nothing_is_wrong(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "check", "--root", str(project.root), "--today", "2026-11-22")
    assert code == 0
    assert "nothing wrong" in out


def test_check_finds_and_exits_with_one(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.append("content/condition/osteopenia.md", "\nSee [@nobody2020].\n")
    code, out, _ = run(capsys, "check", "--root", str(project.root), "--today", "2026-11-22")
    assert code == 1
    assert "no source named 'nobody2020'" in out
    assert "1 error found." in out
    assert "\x1b" not in out  # colours only on a terminal


def test_today_decides_what_is_overdue(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "check", "--root", str(project.root), "--today", "2099-01-01")
    assert code == 1
    assert "[review-overdue]" in out


def test_outside_a_project_it_cannot_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = run(capsys, "check")
    assert code == 2
    assert "mkdocs.yml" in err
    assert "--root" in err


@pytest.mark.parametrize("config", ["site_name: [", "- a\n- b\n", "\x00"])
def test_a_broken_configuration_is_told_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], config: str
) -> None:
    (tmp_path / "mkdocs.yml").write_text(config, "utf-8")
    code, _, err = run(capsys, "check", "--root", str(tmp_path))
    assert code == 2
    assert "mkdocs.yml" in err
    assert "Traceback" not in err


def test_readability_lists_every_page(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "readability", "--root", str(project.root))
    assert code == 0
    assert "condition/osteopenia.md" in out
    assert out.splitlines()[-1].endswith("0 over grade 6.")


@pytest.mark.parametrize("command", ["", "build", "serve", "check", "new", "import", "readability"])
def test_help_is_there(capsys: pytest.CaptureFixture[str], command: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"] if command else ["--help"])
    assert ended.value.code == 0
    assert "usage: bonewise" in capsys.readouterr().out


# Which findings

NOBODY = "\nSee [@nobody2020].\n"


def places(out: str) -> list[str]:
    """`path:line` of each finding in a text report."""
    return re.findall(r"^(content/[^:]+:\d+):", out, re.M)


def test_paths_narrow_the_report_but_not_the_check(project: Project, check: Check) -> None:
    exercise = "content/exercises/bridge.md"
    project.append(ARTICLE, NOBODY)
    project.append(exercise, NOBODY)
    both, article, folder = check(), check(ARTICLE), check("content/exercises")
    assert len(places(both[1])) == 2
    assert [place.split(":")[0] for place in places(article[1])] == [ARTICLE]
    assert [place.split(":")[0] for place in places(folder[1])] == [exercise]


def test_paths_without_a_finding_are_clean(project: Project, check: Check) -> None:
    project.append(ARTICLE, NOBODY)
    code, out, _ = check("content/exercises/bridge.md")
    assert code == 0
    assert out.startswith("1 page, ")
    assert "nothing wrong" in out


def test_paths_may_be_given_from_here_or_from_the_root(
    project: Project, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.append(ARTICLE, NOBODY)
    monkeypatch.chdir(project.root / "content/condition")
    for path in ("osteopenia.md", ".", ARTICLE, str(project.root / ARTICLE), str(project.root)):
        assert check(path)[0] == 1, path


def test_the_project_is_found_by_the_first_path(
    project: Project,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert run(capsys, "check", "--today", "2026-11-22", str(project.root / ARTICLE))[0] == 0


def test_a_path_that_is_not_there_or_not_ours(project: Project, check: Check, tmp_path: Path) -> None:
    assert check("content/nothing.md")[::2] == (2, "bonewise: there is no file or folder 'content/nothing.md'\n")
    code, out, err = check("/")
    assert (code, out) == (2, "")
    assert "is not in the project" in err


def test_select_and_ignore(project: Project, check: Check) -> None:
    project.append(ARTICLE, NOBODY + "\n[x](gone.md)\n")
    assert check("--select", "missing-page")[1].count("[missing-page]") == 1
    assert "[unknown-citation]" not in check("--select", "missing-page")[1]
    assert "[unknown-citation]" in check("--select", "missing-page,unknown-citation")[1]
    assert check("--ignore", "missing-page")[0] == 1
    assert check("--ignore", "missing-page, unknown-citation")[0] == 0
    assert check("--ignore", "missing-page", "--ignore", "unknown-citation")[0] == 0


def test_select_and_ignore_know_what_reading_finds(project: Project, check: Check) -> None:
    project.replace(ARTICLE, "title:", "titel: x\ntitle:")
    assert check("--select", "unknown-field")[0] == 1
    assert check("--select", "missing-page")[0] == 0
    assert check("--ignore", "unknown-field")[0] == 0


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_misspelt_rule_is_not_run_past(check: Check, option: str) -> None:
    code, out, err = check(option, "missing-page,missing_ancor")
    assert (code, out) == (2, "")
    assert err == "bonewise: no rule is named 'missing_ancor'; did you mean 'missing-anchor'?\n"


def test_a_rule_without_a_likeness_is_answered_with_all(check: Check) -> None:
    assert "the rules are " in check("--select", "xyzzy")[2]


def test_everything_that_can_be_found_is_known_by_name() -> None:
    """`--select` and SARIF need their names before anything is found."""
    package = Path(__file__).parent.parent / "scripts/bonewise"
    used: set[str] = set()
    for file in (*package.glob("*.py"), *(package / "reading").glob("*.py")):
        used |= set(re.findall(r"(?:Finding|refuse)\(\s*[^\n]*?\"([a-z]+(?:-[a-z]+)+)\"", file.read_text("utf-8")))
    assert used >= {"bad-yaml", "missing-field", "empty-body"}
    used |= {name for name, _, _ in ONLINE_RULES.values()}
    assert used - OF_OTHER_COMMANDS <= set(known_rules())


# How it answers


def stub(monkeypatch: pytest.MonkeyPatch, *levels: Level) -> None:
    """Let the rules find these."""
    findings = [
        Finding(Place(ARTICLE, 15, 1 + at), "some-rule", "wrong", "mend it", level) for at, level in enumerate(levels)
    ]
    monkeypatch.setattr("bonewise.checking.judge", lambda *_: findings)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("levels", "code"), [([], 0), (["notice"], 0), (["warning"], 1), (["error"], 1), (["notice", "error"], 1)]
)
def test_exit_code_is_the_same_in_every_format(
    check: Check, monkeypatch: pytest.MonkeyPatch, form: str, levels: list[Level], code: int
) -> None:
    stub(monkeypatch, *levels)
    assert check("--format", form)[0] == code


@pytest.mark.parametrize("form", FORMATS)
def test_what_could_not_run_ends_with_two_and_says_nothing_on_standard_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    code, out, err = run(capsys, "check", "--root", str(tmp_path), "--format", form)
    assert (code, out) == (2, "")
    assert "mkdocs.yml" in err


def test_formats_for_machines_can_be_read_by_them(project: Project, check: Check) -> None:
    project.append(ARTICLE, NOBODY)
    (found,) = json.loads(check("--format", "json")[1])["findings"]
    assert (found["path"], found["rule"]) == (ARTICLE, "unknown-citation")
    (result,) = json.loads(check("--format", "sarif")[1])["runs"][0]["results"]
    assert result["ruleId"] == "unknown-citation"
    suites = {suite.get("name"): suite for suite in ElementTree.fromstring(check("--format", "junit")[1])}
    assert [path for path, suite in suites.items() if suite.get("failures") != "0"] == [ARTICLE]
    assert len(suites) == json.loads(check("--format", "json")[1])["pages"] > 5
    assert check("--format", "github")[1].startswith(f"::error file={ARTICLE},line=")


def test_json_counts_what_was_looked_at(project: Project, check: Check) -> None:
    before = json.loads(check("--format", "json")[1])
    project.append(ARTICLE, "\nSee [the list](../sources/index.md) [@nhsosteoporosis].\n")
    after = json.loads(check("--format", "json")[1])
    assert after["links"] - before["links"] == 1
    assert after["citations"] - before["citations"] == 1
    assert after["pages"] == before["pages"]


@pytest.mark.parametrize("option", [["--today", "22.11.2026"], ["--format", "xml"], ["--no-such"]])
def test_bad_usage_ends_with_two(check: Check, option: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        check(*option)
    assert ended.value.code == 2


def test_a_reader_who_goes_away_is_no_fault(project: Project) -> None:
    """`bonewise check | head -0`."""
    command = [sys.executable, "-m", "bonewise", "check", "--root", str(project.root), "--format", "json"]
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, timeout=60)
    os.close(writing)
    assert ended.stderr == ""


# --fix


@pytest.fixture
def typos(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that finds 'teh' and knows what is right; and one more finding that has no fix."""

    def judge(edition: Edition, *_: object) -> Iterator[Finding]:
        for page in (each.page for each in edition.pages.values()):
            for number, words in enumerate(page.body.split("\n"), page.body_line):
                for match in re.finditer("teh|TEH", words):
                    place, end = (Place(page.shown_path, number, at + 1) for at in match.span())
                    fix = Fix("the") if match[0] == "teh" else None
                    yield Finding(place, "typo", f"'{match[0]}' is no word", "write 'the'", end=end, fix=fix)

    monkeypatch.setattr("bonewise.checking.judge", judge)


@pytest.mark.usefixtures("typos")
class TestFix:
    def test_it_mends_shows_and_reports_what_is_left(self, project: Project, check: Check) -> None:
        project.append(ARTICLE, "\nAll teh bones, teh small too.\n")
        code, out, _ = check("--fix")
        assert code == 0
        assert "-All teh bones, teh small too.\n+All the bones, the small too.\n" in out
        assert f"Mended {ARTICLE}: 2 changes.\n" in out
        assert out.endswith("nothing wrong.\n")
        assert project.text(ARTICLE).endswith("\nAll the bones, the small too.\n")

    def test_what_cannot_be_mended_is_still_found(self, project: Project, check: Check) -> None:
        project.append(ARTICLE, "\nTEH and teh.\n")
        code, out, _ = check("--fix")
        assert code == 1
        assert out.count("'TEH' is no word") == 1
        assert "'teh' is no word" not in out

    def test_a_second_time_changes_nothing(self, project: Project, check: Check) -> None:
        project.append(ARTICLE, "\nAll teh bones.\n")
        check("--fix")
        before = {path: path.read_bytes() for path in project.root.rglob("*") if path.is_file()}
        code, out, _ = check("--fix")
        assert (code, out.count("\n")) == (0, 1)
        assert {path: path.read_bytes() for path in project.root.rglob("*") if path.is_file()} == before

    def test_without_it_nothing_is_changed(self, project: Project, check: Check) -> None:
        project.append(ARTICLE, "\nAll teh bones.\n")
        assert check()[0] == 1
        assert project.text(ARTICLE).endswith("All teh bones.\n")

    def test_only_in_the_paths_that_were_asked_for(self, project: Project, check: Check) -> None:
        project.append(ARTICLE, "\nAll teh bones.\n")
        assert check("--fix", "content/exercises")[0] == 0
        assert project.text(ARTICLE).endswith("All teh bones.\n")

    def test_windows_files_keep_their_line_ends_and_mark(self, project: Project, check: Check) -> None:
        text = "\ufeff" + (project.text(ARTICLE) + "\nAlle Größen: teh bones.\n").replace("\n", "\r\n")
        file = project.write(ARTICLE, text)
        assert check("--fix")[0] == 0
        assert file.read_bytes() == text.replace("teh", "the").encode()

    @pytest.mark.parametrize("form", sorted({*FORMATS} - {"text"}))
    def test_the_diff_does_not_stand_in_a_machines_way(self, project: Project, check: Check, form: str) -> None:
        project.append(ARTICLE, "\nAll teh bones.\n")
        _, out, err = check("--fix", "--format", form)
        assert "+All the bones." in err
        assert "All the bones." not in out


# --baseline


class TestBaseline:
    @pytest.fixture
    def file(self, project: Project, check: Check) -> str:
        """A baseline that knows one finding."""
        project.append(ARTICLE, NOBODY)
        file = str(project.root / "known.json")
        code, out, err = check("--baseline", file, "--write-baseline")
        assert (code, err) == (0, f"Wrote 1 finding into {file}\n")
        assert out.endswith("nothing wrong.\n")
        return file

    def test_known_findings_are_not_reported(self, check: Check, file: str) -> None:
        assert check()[0] == 1
        assert check("--baseline", file)[0] == 0

    def test_new_ones_are(self, project: Project, check: Check, file: str) -> None:
        project.replace(ARTICLE, NOBODY, "\n[x](gone.md)\n\nMore.\n" + NOBODY)
        code, out, _ = check("--baseline", file)
        assert code == 1
        assert "[missing-page]" in out
        assert "[unknown-citation]" not in out

    def test_it_says_when_some_are_mended(self, project: Project, check: Check, file: str) -> None:
        project.replace(ARTICLE, NOBODY, "")
        code, _, err = check("--baseline", file)
        assert (code, err) == (0, f"1 finding in {file} is mended by now; write it again\n")
        assert check("--baseline", file, "content/exercises")[2] == ""

    def test_a_missing_one_is_not_made_by_chance(self, project: Project, check: Check) -> None:
        code, out, err = check("--baseline", str(project.root / "none.json"))
        assert (code, out) == (2, "")
        assert "add --write-baseline to make it" in err
        assert not (project.root / "none.json").exists()

    def test_writing_needs_a_file(self, check: Check) -> None:
        assert check("--write-baseline")[::2] == (
            2,
            "bonewise: --write-baseline needs a file; give --baseline FILE\n",
        )

    @pytest.mark.usefixtures("typos")
    def test_what_it_knows_is_not_mended_either(self, project: Project, check: Check) -> None:
        project.append(ARTICLE, "\nAll teh bones.\n")
        file = str(project.root / "known.json")
        check("--baseline", file, "--write-baseline")
        assert check("--baseline", file, "--fix")[0] == 0
        assert project.text(ARTICLE).endswith("All teh bones.\n")


# --watch


class TestWatch:
    @pytest.fixture
    def watched(self, project: Project) -> Iterator[Callable[[str], str]]:
        """`bonewise check --watch`, started; gives what it prints until a word has been said."""
        command = [sys.executable, "-m", "bonewise", "check", "--watch", "--root", str(project.root)]
        process = subprocess.Popen([*command, "--today", "2026-11-22"], stdout=subprocess.PIPE, text=True)

        def until(word: str) -> str:
            assert process.stdout
            said = ""
            while word not in said:
                more = process.stdout.readline()
                assert more, f"it ended without saying {word!r}:\n{said}"
                said += more
            return said

        patience = Timer(60, process.kill)
        patience.start()
        yield until
        patience.cancel()
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0, "Ctrl-C is how one ends it, and no fault"

    def test_it_checks_again_when_a_file_changes(self, project: Project, watched: Callable[[str], str]) -> None:
        assert re.fullmatch(r"\d\d:\d\d:\d\d\n.*nothing wrong\.\n", watched("nothing wrong"))
        project.append(ARTICLE, NOBODY)
        assert re.match(r"\d\d:\d\d:\d\d\ncontent/", watched("1 error found"))
        project.replace(ARTICLE, NOBODY, "")
        watched("nothing wrong")
        project.write("content/condition/new.md", project.text(ARTICLE))
        watched("content/condition/new.md:")
        project.remove("content/condition/new.md")
        watched("nothing wrong")

    def test_it_waits_for_files_that_pages_include(self, project: Project, watched: Callable[[str], str]) -> None:
        watched("nothing wrong")
        project.write("parts/more.md", "More.\n")
        project.replace("mkdocs.yml", "markdown_extensions:\n", "markdown_extensions:\n  - pymdownx.snippets\n")
        project.append(ARTICLE, "\n--8<-- 'parts/more.md'\n")
        watched("nothing wrong")
        project.write("parts/more.md", "[x](gone.md)\n")
        watched("parts/more.md:1:")

    def test_it_waits_for_the_snapshot_of_retractions(self, project: Project, watched: Callable[[str], str]) -> None:
        watched("nothing wrong")
        project.write("data/retractions.csv", "doi,date,nature\n")
        project.replace("mkdocs.yml", "  bonewise:\n", "  bonewise:\n    retractions: data/retractions.csv\n")
        watched("nothing wrong")
        project.append("data/retractions.csv", "10.1007/s00198-018-4704-5,2026-01-02,Retraction\n")
        watched("'kanis2019' was retracted on 2026-01-02")

    def test_it_waits_for_what_the_settings_inherit(self, project: Project, watched: Callable[[str], str]) -> None:
        watched("nothing wrong")
        config = project.text("mkdocs.yml")
        project.write("base/more.yml", "INHERIT: '../last.yml'\n")
        project.write("last.yml", "nav: [index.md]\n")
        project.write("mkdocs.yml", f"INHERIT: base/more.yml  # shared\n{config}")
        watched(":1:1: ")
        project.write("last.yml", "site_author: nobody\n")
        watched("nothing wrong")
        project.remove("last.yml")
        watched(":")  # why it cannot run stands on standard error
        project.write("last.yml", "site_author: nobody\n")
        watched("nothing wrong")

    def test_it_outlives_a_broken_configuration(self, project: Project, watched: Callable[[str], str]) -> None:
        watched("nothing wrong")
        config = project.text("mkdocs.yml")
        project.write("mkdocs.yml", "site_name: [")
        watched(":")
        project.write("mkdocs.yml", config)
        watched("nothing wrong")


# In other people's tools


def test_the_network_is_asked_only_with_online(check: Check, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def online_findings(edition: Edition, root: Path, today: object) -> list[Finding]:
        asked.append((len(edition.pages) > 5, root, today))
        return [Finding(Place(ARTICLE, 15, 1), "dead-link", "gone", "remove it")]

    monkeypatch.setattr("bonewise.asking.online_findings", online_findings)
    assert check()[0] == 0
    assert asked == []
    assert "[dead-link]" in check("--online")[1]
    assert asked == [(True, project.root.resolve(), project.today)]
    check("--online", "--fix")
    assert len(asked) == 2, "once for each check is enough"


def test_the_hooks_for_pre_commit_run_this_command() -> None:
    hooks = yaml.safe_load((Path(__file__).parent.parent / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert {hook["id"]: hook["entry"] for hook in hooks} == {
        "bonewise-check": "bonewise check",
        "bonewise-fix": "bonewise check --fix",
    }
    for hook in hooks:
        assert hook["language"] == "python"
        assert hook["pass_filenames"] is False
        changed = ["content/spine/discs.md", "mkdocs.yml", "content/sources.yaml", "content/a.png"]
        assert all(re.search(hook["files"], path) for path in changed)
        assert not re.search(hook["files"], "scripts/bonewise/cli.py")


def test_our_own_workflow_shows_findings_beside_the_lines() -> None:
    workflow = (Path(__file__).parent.parent / ".github/workflows/ci.yml").read_text("utf-8")
    assert "bonewise check --format github" in workflow
    assert "add-matcher" not in workflow
