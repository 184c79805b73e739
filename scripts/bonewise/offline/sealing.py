"""What in a ZIM is made by chance, made from its contents instead: the same copy then gives the same bytes."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterable
from pathlib import Path

_NAMESPACE = uuid.UUID("0f6c2b6e-6d1f-5d8e-9f3a-5b7a4c1d2e90")
#: Of the format (https://wiki.openzim.org/wiki/ZIM_file_format): where its number stands, and how long the checksum is.
_AT, _MD5 = 8, 16
#: How each index begins (Xapian's glass format): a mark and a version; its own number, of 16 bytes, comes behind them.
_INDEX = re.compile(rb"\x0f\x0dXapian Glass..", re.S)


def seal(file: Path, contents: Iterable[bytes]) -> None:
    """Give the ZIM and its indexes numbers that belong to `contents`, and the ZIM its checksum.

    Kiwix takes two files with one number for the same edition of the same book.
    """
    digest = hashlib.sha256()
    for each in contents:
        digest.update(hashlib.sha256(each).digest())
    data = bytearray(file.read_bytes())
    data[_AT : _AT + 16] = uuid.uuid5(_NAMESPACE, digest.hexdigest()).bytes
    for count, match in enumerate(_INDEX.finditer(bytes(data))):
        data[match.end() : match.end() + 16] = uuid.uuid5(_NAMESPACE, f"{digest.hexdigest()} {count}").bytes
    data[-_MD5:] = hashlib.md5(bytes(data[:-_MD5]), usedforsecurity=False).digest()
    file.write_bytes(bytes(data))
