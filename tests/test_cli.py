"""The command line: what it answers, and its exit codes 0 (clean), 1 (found) and 2 (could not run)."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_project import Project

from bonewise.cli import main


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


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


@pytest.mark.parametrize(
    "config", ["site_name: [", "- a\n- b\n", "site_name: x\nplugins: !!python/name:no.such\n", "\x00"]
)
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
