"""A built site served by a real nginx as `bonewise headers nginx` tells it, packed as `bonewise publish` packs it."""

from __future__ import annotations

import gzip
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bonewise.hosting import SERVERS
from bonewise.publishing.compressing import SMALLEST

#: One page of each kind, the longest of their kinds, and a wrong address.
PAGES = (
    "",
    "condition/osteopenia/",
    "exercises/sit-to-stand/",
    "exercises/",
    "programmes/first-two-weeks/",
    "groups/balance-exercises/",
    "handout-builder/",
    "about/a-to-z/",
    "no-such-page/",
    "sources/",
)
_TYPES = {
    "text/html": "html",
    "text/css": "css",
    "text/javascript": "js",
    "application/json": "json",
    "image/svg+xml": "svg",
    "application/pdf": "pdf",
    "font/woff2": "woff2",
    "application/xml": "xml",
    "text/plain": "txt bib",
}
_TEXTS = frozenset("html css js json xml txt bib svg".split())


@dataclass(frozen=True)
class Served:
    """Where it answers, ending in a slash, and the processes that answer."""

    address: str
    workers: tuple[int, ...]


@contextmanager
def served(site: Path, folder: Path) -> Iterator[Served]:
    """Copy a site into `folder`, and serve the copy from there on 127.0.0.1 until the block ends."""
    if not shutil.which("nginx"):
        raise SystemExit("nginx is needed; on Debian: apt-get install nginx-light")
    folder.mkdir(exist_ok=True)
    shutil.copytree(site, folder / "site")
    for file in sorted((folder / "site").rglob("*")):
        if file.is_file() and file.suffix[1:] in _TEXTS and file.stat().st_size >= SMALLEST:
            file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes(), 9, mtime=0))
    port = _free()
    (folder / "nginx.conf").write_text(_configuration(folder, port), "utf-8")
    command = ["nginx", "-c", f"{folder}/nginx.conf", "-e", f"{folder}/errors", "-p", str(folder)]
    master = subprocess.Popen(command)
    try:
        yield Served(f"http://127.0.0.1:{port}/", _workers(master.pid, port))
    finally:
        master.terminate()
        master.wait(10)


def _configuration(folder: Path, port: int) -> str:
    """One worker, so that the seconds of one process are those of the server."""
    files = sorted(path.relative_to(folder / "site").as_posix() for path in (folder / "site").rglob("*"))
    for_http, for_server = SERVERS["nginx"](files, f"http://127.0.0.1:{port}/").split(
        "# This part belongs into `server`."
    )
    types = "\n".join(f"{name} {ends};" for name, ends in _TYPES.items())
    spare = "".join(
        f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if folder.stat().st_uid == 0 else ""
    return (
        f"{user}daemon off;\nworker_processes 1;\npid {folder}/pid;\nerror_log {folder}/errors;\n"
        f"events {{ worker_connections 1024; }}\nhttp {{\ntypes {{\n{types}\n}}\ncharset utf-8;\n"
        f"charset_types text/css text/javascript application/json;\naccess_log off;\nsendfile on;\ntcp_nopush on;\n"
        f"{spare}{for_http}\nserver {{\nlisten 127.0.0.1:{port};\nroot {folder}/site;\n{for_server}\n}}\n}}\n"
    )


def _free() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _workers(master: int, port: int) -> tuple[int, ...]:
    """The workers of a master process, once it answers."""
    for _ in range(100):
        time.sleep(0.05)
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            continue
        children = Path(f"/proc/{master}/task/{master}/children").read_text("utf-8").split()
        if children:
            return tuple(map(int, children))
    raise SystemExit("nginx did not start; see its errors above")
