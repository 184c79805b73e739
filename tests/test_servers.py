"""Real nginx and Caddy, told by our table: each kind of file is answered with its headers, and no others."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bonewise.hosting import KINDS, SERVERS, headers_for, kind_of

SITE = "https://bones.example/"
FILES = (
    "index.html",
    "a/index.html",
    "404.html",
    "embed/a/index.html",
    "embed/a.js",
    "handouts/a.pdf",
    "assets/a.css",
    "assets/a.57a0d79d.min.js",
    "assets/a.svg",
    "sources.json",
)
OURS = {name for kind in KINDS for name in headers_for(kind, SITE)}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in FILES:
        file = tmp_path / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    tmp_path.chmod(0o755)
    return tmp_path


def _free() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@contextmanager
def nginx(root: Path) -> Iterator[int]:
    port = _free()
    http_part, server_part = SERVERS["nginx"](FILES, SITE).split("# This part belongs into `server`.")
    temporary = "".join(
        f"{each}_temp_path {root}/{each};\n" for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (root / "nginx.conf").write_text(
        f"daemon off;\npid {root}/pid;\nerror_log {root}/errors;\nevents {{}}\nhttp {{\ntypes {{ text/html html; }}\n"
        f"access_log off;\n{temporary}{http_part}\n"
        f"server {{\nlisten 127.0.0.1:{port};\nroot {root}/site;\n{server_part}\n}}\n}}\n"
    )
    with _running(["nginx", "-c", f"{root}/nginx.conf", "-e", f"{root}/errors", "-g", "user root;"], port, root):
        yield port


@contextmanager
def caddy(root: Path) -> Iterator[int]:
    port = _free()
    (root / "Caddyfile").write_text(
        f"{{\nadmin off\nauto_https off\n}}\nhttp://127.0.0.1:{port} {{\nroot * {root}/site\n"
        f"{SERVERS['caddy'](FILES, SITE)}\n}}\n"
    )
    with _running(["caddy", "run", "--config", f"{root}/Caddyfile", "--adapter", "caddyfile"], port, root):
        yield port


@contextmanager
def _running(command: list[str], port: int, root: Path) -> Iterator[None]:
    if shutil.which(command[0], path="/usr/sbin:/usr/bin:/usr/local/bin") is None:
        pytest.skip(f"no {command[0]} on this machine; on Debian: apt-get install {command[0]}")
    at_home = {"PATH": "/usr/sbin:/usr/bin:/usr/local/bin", "HOME": str(root)}
    with (root / "log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log, env=at_home) as process:
        try:
            for _ in range(200):
                with socket.socket() as asking:
                    if asking.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert process.poll() is None, (root / "log").read_text()
                time.sleep(0.05)
            yield
        finally:
            process.terminate()


def ask(port: int, path: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    told = answer.getheaders()
    assert len({name.lower() for name, _ in told}) == len(told), "a header is sent twice"
    return answer.status, {name: value for name, value in told if name in OURS}, answer.read()


@pytest.mark.parametrize("server", [nginx, caddy])
def test_each_kind_is_answered_as_the_table_says(server, root: Path) -> None:  # type: ignore[no-untyped-def]
    with server(root) as port:
        for name in FILES:
            if name != "404.html":
                status, headers, body = ask(port, f"/{name.removesuffix('index.html')}")
                assert (status, body.decode()) == (200, name)
                assert headers == headers_for(kind_of(name), SITE), name
        for missing in ("/nowhere/", "/nowhere.css", "/handouts/nowhere.pdf"):
            status, headers, body = ask(port, missing)
            assert (status, body) == (404, b"404.html"), missing
            assert headers == headers_for(kind_of("404.html"), SITE), missing
        assert ask(port, "/a")[0] in (301, 308)


def test_nginx_shows_another_release_within_a_second_or_two(root: Path) -> None:
    """It keeps files open, and looks at each anew after a second; one rename swaps the link, as in publishing."""
    (root / "site").rename(root / "one")
    shutil.copytree(root / "one", root / "two")
    (root / "two" / "a" / "index.html").write_text("newer")
    (root / "site").symlink_to("one")
    with nginx(root) as port:
        assert [ask(port, "/a/")[2] for _ in range(3)] == [b"a/index.html"] * 3
        (root / "next").symlink_to("two")
        (root / "next").replace(root / "site")
        end = time.monotonic() + 4
        while (told := ask(port, "/a/")[2]) != b"newer":
            assert time.monotonic() < end, told
            time.sleep(0.1)
