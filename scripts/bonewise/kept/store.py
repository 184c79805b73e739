"""Rows of bytes in a file, by name and key; a row that we did not write ourselves is not believed."""

from __future__ import annotations

import os
import struct
import tempfile
from collections.abc import Collection, Iterator
from hashlib import blake2b
from pathlib import Path

Row = tuple[bytes, bytes]

#: Below the project's root.
FOLDER = Path(".bonewise") / "cache"
_MAGIC = b"bonewise kept pages 3\n"
#: The lengths of name, facts and HTML; the key and the seal; behind them the three themselves.
_HEAD = struct.Struct("<III20s16s")
#: No project has so many pages; what is larger is not ours.
_MOST_BYTES = 300_000_000


class Store:
    """The file is only a memory: whatever is wrong with it, it is as good as empty, and written anew.

    It may have come with the project from somebody who wants to hide a fault. So each row is sealed with a secret that
    never leaves the computer of the person who runs the check.
    """

    def __init__(self, file: Path, secret: bytes) -> None:
        self.file = file
        self.secret = secret
        self.changed = False
        #: Key, seal, facts and HTML of each row by its name.
        self.rows: dict[str, tuple[bytes, bytes, bytes, bytes]] = {}

    @classmethod
    def opened(cls, root: Path, name: str) -> Store | None:
        """A store of a project, empty where it cannot be read; None where nothing can be kept."""
        secret = _secret()
        file = _folder(root) / name
        if not secret or file.resolve() != file:
            return None  # a link could have us write over another file
        store = cls(file, secret)
        try:
            if file.is_file() and file.stat().st_size <= _MOST_BYTES:
                store._read(file.read_bytes())
        except (OSError, ValueError, struct.error):
            store.rows = {}
        return store

    def row(self, name: str, key: bytes) -> Row | None:
        """Facts and HTML of a row, where it is there, for this key, and ours."""
        known = self.rows.get(name)
        if known is None or known[0] != key or known[1] != self._seal(name, key, *known[2:]):
            return None
        return known[2], known[3]

    def put(self, name: str, key: bytes, row: Row) -> None:
        """Keep a row when the store is closed."""
        self.rows[name] = (key, self._seal(name, key, *row), *row)
        self.changed = True

    def close(self, names: Collection[str]) -> None:
        """Write what changed, without pages that are not among the names; what starts with a slash is no page."""
        gone = [name for name in self.rows if name not in names and not name.startswith("/")]
        for name in gone:
            del self.rows[name]
        if self.changed or gone:
            self.changed = False
            _put_in_place(self.file, self._bytes())

    def _read(self, data: bytes) -> None:
        if not data.startswith(_MAGIC):
            return
        at = len(_MAGIC)
        while at < len(data):
            name, facts, html, key, seal = _HEAD.unpack_from(data, at)
            at += _HEAD.size
            ends = (at + name, at + name + facts, at + name + facts + html)
            self.rows[data[at : ends[0]].decode("utf-8", "surrogatepass")] = (
                key,
                seal,
                data[ends[0] : ends[1]],
                data[ends[1] : ends[2]],
            )
            at = ends[2]

    def _bytes(self) -> Iterator[bytes]:
        yield _MAGIC
        for name, (key, seal, facts, html) in sorted(self.rows.items()):
            data = name.encode("utf-8", "surrogatepass")
            yield _HEAD.pack(len(data), len(facts), len(html), key, seal) + data + facts + html

    def _seal(self, name: str, key: bytes, facts: bytes, html: bytes) -> bytes:
        whole = blake2b(key, key=self.secret, digest_size=16)
        for part in (name.encode("utf-8", "surrogatepass"), facts, html):
            whole.update(b"%d:" % len(part))
            whole.update(part)
        return whole.digest()


def _folder(root: Path) -> Path:
    """In the project; where that cannot be written to, among this user's own files."""
    inside = root / FOLDER
    if os.access(next(each for each in (inside, inside.parent, root) if each.exists()), os.W_OK):
        return inside
    return own_folder() / blake2b(os.fsencode(root), digest_size=12).hexdigest()


def own_folder() -> Path:
    """Where this user's programs keep what can be made again."""
    given = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(given) if given else Path.home() / ".cache").resolve() / "bonewise"


def _secret() -> bytes:
    """Some random bytes of this user, made at first use; empty where they cannot be kept."""
    try:
        file = own_folder() / "secret"
        if not file.is_file() or file.stat().st_size != 32:
            _put_in_place(file, [os.urandom(32)])
        secret = file.read_bytes()
    except (OSError, RuntimeError):  # no home, or nothing there
        return b""
    return secret if len(secret) == 32 else b""


def _put_in_place(file: Path, parts: Collection[bytes] | Iterator[bytes]) -> None:
    """Write aside and then in place: at every moment there is a whole file. What cannot be written is not kept."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        ignored = file.with_name(".gitignore")
        if file.name != "secret" and not ignored.exists():
            ignored.write_text("*\n", "utf-8")
        handle, name = tempfile.mkstemp(prefix=f"{file.name}.", dir=file.parent)
    except OSError:
        return
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(parts)
        aside.replace(file)
        # What a process left that was killed here; one that still writes will find its own gone, and keep nothing.
        for left in file.parent.glob(f"{file.name}.*"):
            left.unlink(missing_ok=True)
    except OSError:
        aside.unlink(missing_ok=True)
