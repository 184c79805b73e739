"""Rows of bytes in a file, by name and key; a row that we did not write ourselves is not believed."""

from __future__ import annotations

import os
import struct
import tempfile
from collections.abc import Collection
from hashlib import blake2b
from pathlib import Path

Row = tuple[bytes, bytes]

_MAGIC = b"bonewise kept pages 1\n"
#: The lengths of name, facts and HTML; the key and the seal; behind them the three themselves.
_HEAD = struct.Struct("<III20s16s")
#: No project has so many pages; what is larger is not ours.
_MOST_BYTES = 1_000_000_000


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
    def opened(cls, file: Path) -> Store | None:
        """The store in a file, empty where it cannot be read; None where nothing can be kept there."""
        secret = _secret()
        if not secret or file.resolve() != file:
            return None  # a link could have us write over another file
        store = cls(file, secret)
        try:
            if file.stat().st_size <= _MOST_BYTES:
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

    def close(self, names: Collection[str] | None) -> None:
        """Write what changed, without pages that are not among the names; what starts with a slash is no page."""
        gone = [name for name in self.rows if names is not None and name not in names and not name.startswith("/")]
        for name in gone:
            del self.rows[name]
        if not self.changed and not gone:
            return
        try:
            self._write()
        except OSError:
            self.changed = False  # what is not kept is rendered again

    def _read(self, data: bytes) -> None:
        if not data.startswith(_MAGIC):
            raise ValueError("not ours")
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

    def _write(self) -> None:
        """Aside and then in place: at every moment there is a whole file."""
        folder = self.file.parent
        folder.mkdir(parents=True, exist_ok=True)
        ignore = folder.parent / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", "utf-8")
        handle, aside = tempfile.mkstemp(prefix=f"{self.file.name}.", dir=folder)
        with os.fdopen(handle, "wb") as stream:
            stream.write(_MAGIC)
            for name, (key, seal, facts, html) in self.rows.items():
                data = name.encode("utf-8", "surrogatepass")
                stream.write(_HEAD.pack(len(data), len(facts), len(html), key, seal) + data + facts + html)
        Path(aside).replace(self.file)

    def _seal(self, name: str, key: bytes, facts: bytes, html: bytes) -> bytes:
        whole = blake2b(key, key=self.secret, digest_size=16)
        for part in (name.encode("utf-8", "surrogatepass"), facts, html):
            whole.update(b"%d:" % len(part))
            whole.update(part)
        return whole.digest()


def _secret() -> bytes:
    """Some random bytes of this user; empty where they cannot be kept."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()) / "bonewise"
    file = folder / "secret"
    try:
        if not file.exists():
            folder.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
                stream.write(os.urandom(32))
        secret = file.read_bytes()
    except (OSError, RuntimeError):
        return b""
    return secret if len(secret) == 32 else b""
