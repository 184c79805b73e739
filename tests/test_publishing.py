"""Publishing: what is served is always one whole release, whatever happens to the publisher and whenever."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import random
import resource
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import brotli
import pytest
import zstandard
from small_project import Project

from bonewise.publishing import PublishError, publish, rollback, verify
from bonewise.publishing.allowed import refused
from bonewise.publishing.compressing import SMALLEST
from bonewise.publishing.manifest import take
from bonewise.publishing.releases import Releases

SITE = "https://bones.example/"
PAGES = 12


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Power does not fail here, and the disk may be busy with other tests."""
    monkeypatch.setattr(os, "sync", lambda: None)


def site(version: int, pages: int = PAGES) -> Callable[[Path], None]:
    """A maker of a small site, each version of which differs in every file but one."""

    def make(folder: Path) -> None:
        for number in range(pages):
            file = folder / f"page{number}" / "index.html"
            file.parent.mkdir(parents=True)
            file.write_text(f"<!doctype html><title>{version}</title>{'bones ' * 300}")
        (folder / "index.html").write_text(f"version {version}")
        (folder / "assets.css").write_text("p {}" * 400)

    return make


def served(target: Path) -> str:
    return (target / "current" / "index.html").read_text()


def wholeness(target: Path) -> list[str]:
    """What is wrong with a target: what is served must be whole, and so must all that could be gone back to."""
    releases = Releases(target)
    faults = []
    for name in releases.names():
        manifest = releases.manifest(name)
        if manifest is None or take(releases.folder(name)) != dict(manifest):
            faults.append(f"{name} is not whole")
    versions = {file.read_text() for file in target.glob("current/page*/index.html")}
    if len(versions) != 1 or len(list(target.glob("current/page*/index.html"))) != PAGES:
        faults.append("what is served is half of a site")
    return faults


class TestARelease:
    """What one holds."""

    def test_is_served_and_told(self, tmp_path: Path) -> None:
        release = publish(tmp_path, site(1), 5, SITE)
        assert served(tmp_path) == "version 1"
        assert release.name.startswith("000001-")
        assert release.files == sum(path.is_file() for path in (tmp_path / "current/").rglob("*"))
        assert verify(tmp_path).name == release.name
        assert wholeness(tmp_path) == []

    def test_has_a_manifest_outside_of_what_is_served(self, tmp_path: Path) -> None:
        name = publish(tmp_path, site(1), 5, SITE).name
        told = json.loads((tmp_path / "releases" / f"{name}.json").read_text())["files"]
        assert told["index.html"] == [hashlib.sha256(b"version 1").hexdigest(), 9]
        assert list(told) == sorted(told)

    def test_holds_texts_compressed_in_three_ways(self, tmp_path: Path) -> None:
        publish(tmp_path, site(1), 5, SITE)
        page = tmp_path / "current" / "page0" / "index.html"
        ways = {".gz": gzip.decompress, ".br": brotli.decompress, ".zst": zstandard.ZstdDecompressor().decompress}
        for end, unpack in ways.items():
            packed = page.with_name(page.name + end).read_bytes()
            assert unpack(packed) == page.read_bytes()
            assert len(packed) < page.stat().st_size / 10
        assert not (tmp_path / "current" / "index.html.gz").exists()  # too small to be worth it

    def test_has_its_headers(self, tmp_path: Path) -> None:
        publish(tmp_path, site(1), 5, SITE)
        assert "Content-Security-Policy" in (tmp_path / "current" / "_headers").read_text()

    def test_is_readable_whatever_the_umask(self, tmp_path: Path) -> None:
        before = os.umask(0o077)
        try:
            publish(tmp_path, site(1), 5, SITE)
        finally:
            os.umask(before)
        modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "current/").rglob("*")}
        assert modes == {0o755, 0o644}

    def test_has_the_same_bytes_each_time(self, tmp_path: Path) -> None:
        names = [publish(tmp_path / folder, site(1), 5, SITE).name for folder in ("a", "b")]
        assert names[0] == names[1]

    def test_is_not_made_twice(self, tmp_path: Path) -> None:
        first = publish(tmp_path, site(1), 5, SITE)
        again = publish(tmp_path, site(1), 5, SITE)
        assert (again.name, again.is_new, first.is_new) == (first.name, False, True)
        assert Releases(tmp_path).names() == [first.name]

    def test_is_made_again_where_somebody_has_changed_it(self, tmp_path: Path) -> None:
        first = publish(tmp_path, site(1), 5, SITE)
        (tmp_path / "current" / "index.html").write_text("spoilt")
        with pytest.raises(PublishError, match=r"index\.html \(changed\)"):
            verify(tmp_path)
        assert publish(tmp_path, site(1), 5, SITE).name.partition("-")[2] == first.name.partition("-")[2]
        assert served(tmp_path) == "version 1"

    def test_copies_what_was_compressed_before_only_where_it_is_whole(self, tmp_path: Path) -> None:
        publish(tmp_path, site(1), 5, SITE)
        (tmp_path / "current" / "assets.css.br").write_bytes(b"spoilt")
        publish(tmp_path, site(2), 5, SITE)
        assert brotli.decompress((tmp_path / "current" / "assets.css.br").read_bytes()) == b"p {}" * 400


class TestMoreReleases:
    """Going on, going back, and what stays."""

    def test_the_newest_stay(self, tmp_path: Path) -> None:
        for version in range(1, 6):
            publish(tmp_path, site(version), 3, SITE)
        assert [name[:6] for name in Releases(tmp_path).names()] == ["000003", "000004", "000005"]
        assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "current", "releases"]
        assert len(list((tmp_path / "releases").iterdir())) == 6
        assert wholeness(tmp_path) == []

    def test_the_served_one_stays_too(self, tmp_path: Path) -> None:
        first = publish(tmp_path, site(1), 9, SITE).name
        publish(tmp_path, site(2), 9, SITE)
        rollback(tmp_path)
        with Releases(tmp_path).locked() as releases:
            releases.prune(1)
        assert Releases(tmp_path).current == first
        assert served(tmp_path) == "version 1"

    def test_back_and_further_back_and_forth(self, tmp_path: Path) -> None:
        names = [publish(tmp_path, site(version), 5, SITE).name for version in (1, 2, 3)]
        assert rollback(tmp_path).name == names[1]
        assert rollback(tmp_path).name == names[0]
        assert served(tmp_path) == "version 1"
        with pytest.raises(PublishError, match="no earlier release"):
            rollback(tmp_path)
        assert rollback(tmp_path, names[2]).name == names[2]
        assert served(tmp_path) == "version 3"

    def test_after_going_back_a_new_one_is_newer_than_all(self, tmp_path: Path) -> None:
        for version in (1, 2):
            publish(tmp_path, site(version), 5, SITE)
        rollback(tmp_path)
        assert publish(tmp_path, site(3), 5, SITE).name.startswith("000003-")

    def test_never_back_to_what_is_broken_or_unknown(self, tmp_path: Path) -> None:
        for version in (1, 2):
            publish(tmp_path, site(version), 5, SITE)
        next((tmp_path / "releases").glob("000001-*/page3/index.html")).unlink()
        with pytest.raises(PublishError, match=r"not whole: page3/index\.html \(missing\)"):
            rollback(tmp_path)
        with pytest.raises(PublishError, match=r"there is no release '7' in .*; there are: 000001-"):
            rollback(tmp_path, "7")
        assert served(tmp_path) == "version 2"

    def test_more_files_than_told_are_a_fault_too(self, tmp_path: Path) -> None:
        publish(tmp_path, site(1), 5, SITE)
        (tmp_path / "current" / "more.html").touch()
        with pytest.raises(PublishError, match="not in the manifest"):
            verify(tmp_path)


def spoil(name: str, text: str = "a") -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        site(2)(folder)
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)

    return make


def link(folder: Path) -> None:
    site(2)(folder)
    (folder / "passwords.txt").symlink_to("/etc/passwd")


def pipe(folder: Path) -> None:
    site(2)(folder)
    os.mkfifo(folder / "pipe.html")


def fail(folder: Path) -> None:
    site(2, pages=3)(folder)
    raise RuntimeError("a page failed")


REFUSED = {
    ".env": spoil(".env"),
    ".git": spoil(".git/config"),
    "page.md": spoil("page.md"),
    "a/b.py": spoil("a/b.py"),
    "html": spoil("html"),
    "index.html~": spoil("index.html~"),
    "passwords.txt": link,
    "pipe.html": pipe,
}


ALLOWED = "html css js map json webmanifest xml gz txt bib csv zip pdf woff2"
ALLOWED += " svg png jpg jpeg gif webp avif ico mp4 webm mp3 vtt"


class TestWhatASiteMayHold:
    """Files of known kinds, under plain names."""

    @pytest.mark.parametrize("end", ALLOWED.split())
    def test_kinds(self, tmp_path: Path, end: str) -> None:
        (tmp_path / f"a.{end}").touch()
        (tmp_path / f"b.{end.upper()}").touch()
        assert refused(tmp_path) == []

    @pytest.mark.parametrize(
        "name", ["_headers", "_redirects", "CNAME", ".nojekyll", ".well-known/security", ".well-known/.a"]
    )
    def test_names_that_hosts_read(self, tmp_path: Path, name: str) -> None:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
        assert refused(tmp_path) == []

    def test_those_names_are_for_the_top(self, tmp_path: Path) -> None:
        for name in ("a/CNAME", "a/.nojekyll", "a/.well-known/b.txt", "css", "a.exe"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).touch()
        assert refused(tmp_path) == [
            "a.exe (a file of a kind that no page needs)",
            "a/.nojekyll (a hidden file)",
            "a/.well-known (a hidden folder)",
            "a/CNAME (a file of a kind that no page needs)",
            "css (a file of a kind that no page needs)",
        ]

    def test_links_are_told_and_not_followed(self, tmp_path: Path) -> None:
        (tmp_path / "a").symlink_to("/etc")
        (tmp_path / "b.html").symlink_to("/etc/passwd")
        os.mkfifo(tmp_path / "c.html")
        assert refused(tmp_path) == ["a (a link)", "b.html (a link)", "c.html (neither a file nor a folder)"]


class TestFailure:
    """What was served is served."""

    @pytest.fixture
    def target(self, tmp_path: Path) -> Path:
        publish(tmp_path, site(1), 5, SITE)
        return tmp_path

    @pytest.fixture(autouse=True)
    def still_served(self, target: Path) -> Iterator[None]:
        yield
        assert served(target) == "version 1"
        assert wholeness(target) == []
        assert sorted(path.name for path in target.iterdir()) == [".lock", "current", "releases"]
        assert publish(target, site(9), 5, SITE).is_new  # and it can go on

    @pytest.mark.parametrize("name", REFUSED)
    def test_what_no_page_needs_is_not_published(self, target: Path, name: str) -> None:
        with pytest.raises(PublishError, match=f"holds what is not to be published: {name.replace('.', '[.]')} "):
            publish(target, REFUSED[name], 5, SITE)

    def test_a_failing_page(self, target: Path) -> None:
        with pytest.raises(RuntimeError):
            publish(target, fail, 5, SITE)

    def test_two_publishers(self, target: Path) -> None:
        def meanwhile(folder: Path) -> None:
            site(2)(folder)
            with pytest.raises(PublishError, match="somebody else is publishing"):
                publish(target, site(3), 5, SITE)
            with pytest.raises(PublishError, match="somebody else is publishing"):
                rollback(target)
            raise RuntimeError("stop")

        with pytest.raises(RuntimeError, match="stop"):
            publish(target, meanwhile, 5, SITE)

    @pytest.mark.parametrize("limit", [0, 500, 1900, 2100])
    def test_files_that_may_not_grow(self, target: Path, limit: int) -> None:
        assert in_child(lambda: publish(target, site(2), 5, SITE), limit=limit) == 1

    @pytest.mark.parametrize("size", ["300k", "500k", "900k"])
    def test_a_full_disk(self, tmp_path_factory: pytest.TempPathFactory, size: str) -> None:
        with disk(tmp_path_factory.mktemp("disk"), f"size={size}") as small:
            publish(small, site(1), 5, SITE)
            assert in_child(lambda: publish(small, site(2, pages=200), 5, SITE)) == 1
            assert served(small) == "version 1"
            assert wholeness(small) == []

    def test_a_disk_that_cannot_be_written(self, tmp_path_factory: pytest.TempPathFactory) -> None:
        with disk(tmp_path_factory.mktemp("disk"), "size=1m") as small:
            publish(small, site(1), 5, SITE)
            subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
            with pytest.raises(OSError, match="Read-only"):
                publish(small, site(2), 5, SITE)
            assert served(small) == "version 1"


def test_what_a_stopped_publisher_left_is_removed(tmp_path: Path) -> None:
    name = publish(tmp_path, site(1), 5, SITE).name
    (tmp_path / ".work" / "site").mkdir(parents=True)
    (tmp_path / ".work" / "current").symlink_to("nowhere")
    (tmp_path / "releases" / "000009-0123456789ab.json").write_text("{}")
    second = publish(tmp_path, site(2), 5, SITE).name
    assert sorted(path.name for path in (tmp_path / "releases").iterdir()) == [
        name,
        f"{name}.json",
        second,
        f"{second}.json",
    ]
    assert second.startswith("000002-")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "current", "releases"]


def test_what_is_told_of_a_release(tmp_path: Path) -> None:
    first, second = publish(tmp_path, site(1), 5, SITE), publish(tmp_path, site(2), 5, SITE)
    assert (first.is_new, second.is_new, second.files) == (True, True, len(take(tmp_path / "current")))
    assert (rollback(tmp_path).is_new, verify(tmp_path).is_new, verify(tmp_path).files) == (True, False, first.files)


def test_nothing_is_served_yet(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match=r"there is no release ''.*there are: none"):
        verify(tmp_path)
    with pytest.raises(PublishError, match="no earlier release"):
        rollback(tmp_path)


def test_many_faults_are_told_in_short(tmp_path: Path) -> None:
    publish(tmp_path, site(1), 5, SITE)
    for file in (tmp_path / "current").glob("page*/index.html"):
        file.unlink()
    with pytest.raises(
        PublishError, match=r"(?:page\d+/index\.html \(missing\), ){7}page\d+/index\.html \(missing\) …$"
    ):
        verify(tmp_path)


@pytest.mark.parametrize(("spoilt", "more"), [(8, ""), (9, " …")])
def test_eight_faults_are_named(tmp_path: Path, spoilt: int, more: str) -> None:
    release = publish(tmp_path, site(1), 5, SITE)
    for number in range(spoilt):
        (tmp_path / "current" / f"page{number}" / "index.html").write_text("spoilt")
    named = ", ".join(f"page{number}/index.html (changed)" for number in range(8))
    with pytest.raises(PublishError) as raised:
        verify(tmp_path)
    assert str(raised.value) == f"the release {release.name} is not whole: {named}{more}"


def test_releases_that_there_are_not(tmp_path: Path) -> None:
    with pytest.raises(PublishError) as raised:
        verify(tmp_path)
    assert str(raised.value) == f"there is no release '' in {tmp_path}; there are: none"
    names = [publish(tmp_path, site(version), 5, SITE).name for version in (1, 2)]
    with pytest.raises(PublishError) as raised:
        rollback(tmp_path, "000009-0123456789ab")
    there = ", ".join(names)
    assert str(raised.value) == f"there is no release '000009-0123456789ab' in {tmp_path}; there are: {there}"


def test_only_texts_are_compressed(tmp_path: Path) -> None:
    def make(folder: Path) -> None:
        (folder / "b.js").mkdir(parents=True)
        for name in ("a.png", "b.js/c.pdf", "b.js/d.txt", "e.woff2"):
            (folder / name).write_bytes(b"bones " * 400)
        (folder / "short.txt").write_bytes(b"b" * (SMALLEST - 1))
        (folder / "long.txt").write_bytes(b"b" * SMALLEST)

    publish(tmp_path, make, 5, SITE)
    packed = {path.relative_to(tmp_path / "current").as_posix() for path in (tmp_path / "current").rglob("*.gz")}
    assert packed == {"b.js/d.txt.gz", "long.txt.gz"}


def test_gzip_tells_no_time(tmp_path: Path) -> None:
    publish(tmp_path, site(1), 5, SITE)
    assert (tmp_path / "current" / "page0" / "index.html.gz").read_bytes()[4:8] == bytes(4)


def test_a_site_is_made_where_nobody_looks(tmp_path: Path) -> None:
    places: list[Path] = []
    publish(tmp_path, lambda folder: (places.append(folder), site(1)(folder))[1], 5, SITE)
    assert places == [tmp_path / ".work" / "site"]
    assert not (tmp_path / ".work").exists()


ALLOWED = (
    "html css js map json webmanifest xml gz txt bib csv zip pdf woff2 svg png jpg jpeg gif webp avif ico mp4 webm"
)


def test_each_kind_that_pages_need_is_allowed(tmp_path: Path) -> None:
    for end in [*ALLOWED.split(), "mp3", "vtt", "HTML"]:
        (tmp_path / f"a.{end}").touch()
    for name in ("_headers", "_redirects", "CNAME", ".nojekyll"):
        (tmp_path / name).touch()
    (tmp_path / ".well-known").mkdir()
    (tmp_path / ".well-known" / "security").touch()
    assert refused(tmp_path) == []


def test_each_kind_that_is_refused_has_its_reason(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "sub" / ".well-known").mkdir(parents=True)
    for name in (".env", "a.py", "html", "sub/_headers", "sub/a.exe"):
        (tmp_path / name).touch()
    (tmp_path / "b.html").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "pipe.html")
    kind = "a file of a kind that no page needs"
    assert refused(tmp_path) == [
        ".env (a hidden file)",
        ".git (a hidden folder)",
        f"a.py ({kind})",
        "b.html (a link)",
        f"html ({kind})",
        "pipe.html (neither a file nor a folder)",
        "sub/.well-known (a hidden folder)",
        f"sub/_headers ({kind})",
        f"sub/a.exe ({kind})",
    ]


def test_a_folder_in_the_place_of_the_link_is_spared(tmp_path: Path) -> None:
    (tmp_path / "current").mkdir()
    with pytest.raises(PublishError, match="choose another folder"):
        publish(tmp_path, site(1), 5, SITE)


def in_child(act: Callable[[], object], limit: int | None = None, delay: float | None = None) -> int:
    """Act in a process of its own, with files of at most `limit` bytes or killed after `delay` seconds; 0 is well."""
    child = os.fork()
    if child == 0:
        try:
            if limit is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            act()
        except OSError:
            os._exit(1)
        except BaseException:
            os._exit(2)
        os._exit(0)
    if delay is not None:
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@contextmanager
def disk(folder: Path, options: str) -> Iterator[Path]:
    """A small disk of its own."""
    if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True).returncode:
        pytest.skip("this machine does not let us make a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def kill_at_random(target: Path, times: int, seed: int) -> list[str]:
    """Publish and go back, killed at moments anywhere between start and end; what was then wrong."""
    chance = random.Random(seed)
    publish(target, site(0), 3, SITE)
    started = time.monotonic()
    publish(target, site(1), 3, SITE)
    long = time.monotonic() - started
    found, killed = [], 0
    for turn in range(times):
        act = (lambda: rollback(target)) if turn % 7 == 0 else (lambda: publish(target, site(turn + 2), 3, SITE))  # noqa: B023
        killed += in_child(act, delay=chance.uniform(0, long * 1.3)) == -signal.SIGKILL
        found += [f"turn {turn}: {each}" for each in wholeness(target)]
    assert killed > times / 4, "the moments were chosen badly"
    publish(target, site(-1), 3, SITE)
    return [*found, *wholeness(target)]


def test_killed_at_any_moment(tmp_path: Path) -> None:
    """`bench/publishing.py` does this 1,000 times."""
    assert kill_at_random(tmp_path, 20, seed=8) == []


def test_the_command(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    target = tmp_path_factory.mktemp("www")

    def run(*options: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "bonewise", "publish", str(target), "--root", str(project.root), *options]
        return subprocess.run(command, capture_output=True, text=True, timeout=120)

    first = run()
    assert first.returncode == 0, first.stderr
    assert "Published release 000001-" in first.stdout
    project.append("content/condition/osteopenia.md", "\n[a](nowhere.md)\n")
    failed = run()
    assert (failed.returncode, "nowhere.md" in failed.stderr) == (1, True)
    assert "Nothing" not in failed.stdout
    assert "is whole" in run("--verify").stdout
    gone_back = run("--rollback")
    assert (gone_back.returncode, "no earlier release" in gone_back.stderr) == (1, True)
    assert run("--keep", "0").returncode == 2
