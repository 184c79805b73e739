"""A ZIM's own number, made from what it holds instead of by chance, and the checksum that follows."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from pathlib import Path

_NAMESPACE = uuid.UUID("0f6c2b6e-6d1f-5d8e-9f3a-5b7a4c1d2e90")
#: Of the format (https://wiki.openzim.org/wiki/ZIM_file_format): where the number stands, and how long the checksum is.
_AT, _MD5 = 8, 16


def seal(file: Path, words: str, contents: Iterable[bytes]) -> None:
    """Give the ZIM the number that belongs to its contents: Kiwix takes copies with the same number for the same book."""
    digest = hashlib.sha256(words.encode())
    for each in contents:
        digest.update(hashlib.sha256(each).digest())
    number = uuid.uuid5(_NAMESPACE, digest.hexdigest())
    data = bytearray(file.read_bytes())
    data[_AT : _AT + 16] = number.bytes
    data[-_MD5:] = hashlib.md5(bytes(data[:-_MD5]), usedforsecurity=False).digest()
    file.write_bytes(bytes(data))
