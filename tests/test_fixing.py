"""Fixes change what was found and nothing else: not the next word, not the line ends, not the file's mode."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from small_project import TODAY, Project

from bonewise import fixing
from bonewise.checking import check
from bonewise.fixing import diff, fixed, mend, snapshot
from bonewise.model import Finding, Fix, Place

PATH = "content/a.md"


def replacing(line: int, column: int, end: int, text: str, path: str = PATH, end_line: int | None = None) -> Finding:
    """A finding whose fix puts `text` in place of the characters from `column` to before `end`."""
    place, after = Place(path, line, column), Place(path, end_line or line, end)
    return Finding(place, "typo", "misspelt", "correct it", end=after, fix=Fix(text))


class TestFixed:
    def test_from_place_to_end(self) -> None:
        assert fixed("See teh spine.\n", [replacing(1, 5, 8, "the")]) == "See the spine.\n"

    def test_a_finding_without_fix_or_end_changes_nothing(self) -> None:
        told = Finding(Place(PATH), "typo", "misspelt", "correct it", end=Place(PATH, 1, 4))
        endless = Finding(Place(PATH), "typo", "misspelt", "correct it", fix=Fix("the"))
        assert fixed("teh\n", [told, endless]) == "teh\n"

    def test_two_on_a_line_in_any_order(self) -> None:
        first, second = replacing(1, 1, 4, "The whole"), replacing(1, 5, 8, "the")
        assert fixed("teh teh\n", [second, first]) == fixed("teh teh\n", [first, second]) == "The whole the\n"

    def test_on_several_lines(self) -> None:
        text = "one\ntwo\nthree\n"
        assert fixed(text, [replacing(1, 1, 4, "1"), replacing(3, 1, 6, "3")]) == "1\ntwo\n3\n"

    def test_over_several_lines(self) -> None:
        assert fixed("[a](b\n.md) c\n", [replacing(1, 5, 4, "b.md", end_line=2)]) == "[a](b.md) c\n"

    def test_removing_and_inserting(self) -> None:
        assert fixed("a very b\n", [replacing(1, 2, 7, "")]) == "a b\n"
        assert fixed("ab\n", [replacing(1, 2, 2, "-")]) == "a-b\n"

    def test_of_two_that_overlap_the_first_is_used(self) -> None:
        assert fixed("abcdef\n", [replacing(1, 3, 6, "Y"), replacing(1, 1, 4, "X")]) == "Xdef\n"

    def test_neighbours_do_not_overlap(self) -> None:
        assert fixed("abcd\n", [replacing(1, 1, 3, "X"), replacing(1, 3, 5, "Y")]) == "XY\n"

    def test_two_findings_with_the_same_fix_are_one(self) -> None:
        assert fixed("teh\n", [replacing(1, 1, 4, "the")] * 2) == "the\n"

    @pytest.mark.parametrize(
        "outside",
        [replacing(9, 1, 2, "x"), replacing(1, 1, 9, "x"), replacing(1, 7, 8, "x"), replacing(1, 3, 1, "x")],
        ids=["no such line", "ends behind the line", "begins behind the line", "ends before it begins"],
    )
    def test_a_place_that_is_not_there_changes_nothing(self, outside: Finding) -> None:
        assert fixed("abc\ndef\n", [outside]) == "abc\ndef\n"

    def test_columns_count_characters_not_bytes(self) -> None:
        assert fixed("Größe 🦴 teh – ende\n", [replacing(1, 9, 12, "the")]) == "Größe 🦴 the – ende\n"

    @pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
    def test_line_ends_stay(self, newline: str) -> None:
        text = newline.join(["one", "teh", "three", ""])
        assert fixed(text, [replacing(2, 1, 4, "the\nnew")]) == newline.join(["one", "the", "new", "three", ""])

    def test_mixed_line_ends_stay_mixed(self) -> None:
        assert fixed("one\r\nteh\nthree", [replacing(2, 1, 4, "the")]) == "one\r\nthe\nthree"

    def test_the_byte_order_mark_is_no_character_and_stays(self) -> None:
        assert fixed("\ufeffteh\n", [replacing(1, 1, 4, "the")]) == "\ufeffthe\n"

    def test_a_second_time_changes_nothing(self) -> None:
        """The same fixes of an unchanged place may be asked for again, when the words are already right."""
        once = fixed("teh teh\n", [replacing(1, 1, 4, "the"), replacing(1, 5, 8, "the")])
        assert fixed(once, [replacing(1, 1, 4, "the"), replacing(1, 5, 8, "the")]) == once


class TestDiff:
    def test_unified(self) -> None:
        assert diff("a\nteh\nb\n", "a\nthe\nb\n", PATH) == (
            "--- a/content/a.md\n+++ b/content/a.md\n@@ -1,3 +1,3 @@\n a\n-teh\n+the\n b\n"
        )

    def test_the_same_text_has_none(self) -> None:
        assert diff("a\n", "a\n", PATH) == ""

    def test_line_ends_are_not_shown(self) -> None:
        assert "\r" not in diff("\ufeffteh\r\n", "\ufeffthe\r\n", PATH)
        assert diff("teh", "the", PATH) == diff("teh\n", "the\n", PATH)


class TestMend:
    @pytest.fixture
    def root(self, tmp_path: Path) -> Path:
        (tmp_path / "content").mkdir()
        (tmp_path / "content/a.md").write_bytes(b"\xef\xbb\xbfsee teh\r\nspine\r\n")
        (tmp_path / "content/b.md").write_bytes(b"see teh\n")
        return tmp_path

    def test_it_writes_the_file_and_shows_the_change(self, root: Path) -> None:
        mended = mend(root, [replacing(1, 5, 8, "the")], snapshot(root, "content"))
        assert (root / PATH).read_bytes() == b"\xef\xbb\xbfsee the\r\nspine\r\n"
        assert mended.files == {PATH: 1}
        assert "-see teh\n+see the\n" in mended.diff
        assert mended.refused == ()

    def test_it_touches_nothing_else(self, root: Path) -> None:
        other = (root / "content/b.md").stat()
        mend(root, [replacing(1, 5, 8, "the")], snapshot(root, "content"))
        assert sorted(path.name for path in root.rglob("*")) == ["a.md", "b.md", "content"]
        after = (root / "content/b.md").stat()
        assert (after.st_mtime_ns, after.st_ino) == (other.st_mtime_ns, other.st_ino)

    def test_the_mode_stays(self, root: Path) -> None:
        (root / PATH).chmod(0o640)
        mend(root, [replacing(1, 5, 8, "the")], snapshot(root, "content"))
        assert (root / PATH).stat().st_mode & 0o777 == 0o640

    def test_a_second_time_writes_nothing(self, root: Path) -> None:
        mend(root, [replacing(1, 5, 8, "the")], snapshot(root, "content"))
        before = (root / PATH).stat()
        mended = mend(root, [replacing(1, 5, 8, "the")], snapshot(root, "content"))
        assert (mended.files, mended.diff) == ({}, "")
        assert (root / PATH).stat().st_ino == before.st_ino

    def test_a_file_that_changed_since_it_was_checked_is_refused(self, root: Path) -> None:
        seen = snapshot(root, "content")
        (root / PATH).write_text("Now I write something else.\n", "utf-8")
        mended = mend(root, [replacing(1, 5, 8, "the")], seen)
        assert mended.files == {}
        assert mended.refused == (f"{PATH}: not changed: it changed while it was checked; run the command again",)
        assert (root / PATH).read_text("utf-8") == "Now I write something else.\n"

    def test_one_refused_file_does_not_stop_the_others(self, root: Path) -> None:
        seen = snapshot(root, "content")
        (root / PATH).unlink()
        mended = mend(root, [replacing(1, 5, 8, "the"), replacing(1, 5, 8, "the", "content/b.md")], seen)
        assert mended.files == {"content/b.md": 1}
        assert len(mended.refused) == 1

    def test_a_file_outside_the_content_is_refused(self, root: Path) -> None:
        (root / "README.md").write_text("teh\n")
        for path in ("README.md", "../elsewhere.md", "content/../README.md"):
            mended = mend(root, [replacing(1, 1, 4, "the", path)], snapshot(root, "content"))
            assert mended.refused == (f"{path}: not changed: it lies outside the content folder",)
        assert (root / "README.md").read_text() == "teh\n"

    def test_a_link_to_another_file_is_refused(self, root: Path) -> None:
        (root / "README.md").write_text("teh\n")
        (root / "content/c.md").symlink_to(root / "README.md")
        mended = mend(root, [replacing(1, 1, 4, "the", "content/c.md")], snapshot(root, "content"))
        assert mended.refused == ("content/c.md: not changed: it is a link to another file",)
        assert (root / "README.md").read_text() == "teh\n"

    def test_a_file_that_is_not_text_is_refused(self, root: Path) -> None:
        (root / PATH).write_bytes(b"see teh \xff\n")
        mended = mend(root, [replacing(1, 5, 8, "the")], snapshot(root, "content"))
        assert len(mended.refused) == 1
        assert (root / PATH).read_bytes() == b"see teh \xff\n"

    def test_a_failure_leaves_the_old_file_and_nothing_beside_it(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(handle: int) -> None:
            raise OSError(28, os.strerror(28))

        monkeypatch.setattr(fixing.os, "fsync", full)
        mended = mend(root, [replacing(1, 5, 8, "the")], snapshot(root, "content"))
        assert "No space left" in mended.refused[0]
        assert (root / PATH).read_bytes() == b"\xef\xbb\xbfsee teh\r\nspine\r\n"
        assert sorted(path.name for path in (root / "content").iterdir()) == ["a.md", "b.md"]


class TestInAProject:
    """What the check itself can mend; `check` here stands for `bonewise check --fix`."""

    @pytest.fixture
    def fix(self, project: Project) -> Callable[[str], str]:
        def mended(path: str) -> str:
            seen = snapshot(project.root, "content")
            result = mend(project.root, check(project.root, TODAY).findings, seen)
            assert result.refused == ()
            assert set(result.files) <= {path}
            return project.text(path)

        return mended

    @pytest.mark.parametrize(
        ("wrong", "right"),
        [
            ("[a](Osteopenia.md#how-dense)", "[a](osteopenia.md#how-dense)"),
            ("[a](../../exercises/bridge/)", "[a](../exercises/bridge.md)"),
            ("[a](https://example.org/exercises/bridge/#how-much)", "[a](../exercises/bridge.md#how-much)"),
            ("[a](/exercises/bridge/?b=c#how-much)", "[a](../exercises/bridge.md?b=c#how-much)"),
            ("[a](http://localhost:8000/exercises/bridge/)", "[a](../exercises/bridge.md)"),
            ("[a](http://dx.doi.org/10.1000/182 'T')", "[a](https://doi.org/10.1000/182 'T')"),
            ("[a](www.nhs.uk)", "[a](https://www.nhs.uk)"),
            ('<a href="../exercises/bridge.md">a</a>', '<a href="../../exercises/bridge/">a</a>'),
        ],
    )
    def test_a_link_with_one_right_answer(
        self, project: Project, fix: Callable[[str], str], wrong: str, right: str
    ) -> None:
        path = "content/condition/osteopenia.md"
        before = project.append(path, f"\nSee {wrong} now.\n").read_text("utf-8")
        assert fix(path) == before.replace(wrong, right)

    @pytest.mark.parametrize(
        ("wrong", "right"),
        [
            ("DOI: http://dx.doi.org/10.1007/s00198", "DOI: 10.1007/s00198"),
            ("DOI: 'doi:10.1007/s00198'", 'DOI: "10.1007/s00198"'),
        ],
    )
    def test_a_doi_with_more_than_itself(
        self, project: Project, fix: Callable[[str], str], wrong: str, right: str
    ) -> None:
        path = "content/sources.yaml"
        before = project.replace(path, "DOI: 10.1007/s00198-018-4704-5", wrong).read_text("utf-8")
        assert fix(path) == before.replace(wrong, right)

    def test_a_doi_in_disguise_is_left_alone(self, project: Project, fix: Callable[[str], str]) -> None:
        """Decoded it is no part of what stands there: an author must look."""
        path = "content/sources.yaml"
        wrong = "DOI: https://doi.org/10.1016/S0140-6736%2820%2930183-5"
        before = project.replace(path, "DOI: 10.1007/s00198-018-4704-5", wrong).read_text("utf-8")
        assert fix(path) == before

    def test_sources_are_sorted_with_their_comments(self, project: Project, fix: Callable[[str], str]) -> None:
        path = "content/sources.yaml"
        right = project.text(path)
        head, *entries = re.split(r"(?m)^(?=- id: )", right)
        first, *rest = entries
        project.write(path, "".join([head, *rest]).rstrip("\n") + "\n# the oldest\n" + first.rstrip("\n") + "\n\n")
        assert fix(path) == head + "# the oldest\n" + "".join(entries).rstrip("\n") + "\n\n"
        assert check(project.root, TODAY).findings == ()

    def test_sources_without_a_last_line_end(self, project: Project, fix: Callable[[str], str]) -> None:
        path = "content/sources.yaml"
        right = project.text(path).rstrip("\n")
        head, *entries = re.split(r"(?m)^(?=- id: )", right + "\n")
        project.write(path, (head + "".join(reversed(entries))).rstrip("\n"))
        assert fix(path) == right

    def test_what_is_sorted_is_left_alone(self, project: Project, fix: Callable[[str], str]) -> None:
        path = "content/sources.yaml"
        before = project.text(path)
        assert fix(path) == before
