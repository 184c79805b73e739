"""The small picture of a ZIM in Kiwix's shelf: a ring in the site's accent, written as PNG without a library."""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Mapping

from bonewise.colours import SCHEMES, is_colour
from bonewise.model import Place


def illustration(accents: Mapping[str, tuple[str, Place]], size: int) -> bytes:
    """A PNG of `size` by `size` pixels (https://www.w3.org/TR/png-3/): a ring in the light scheme's accent."""
    given = accents["light"][0] if "light" in accents else ""
    colour = bytes.fromhex((given if is_colour(given) else SCHEMES["light"].accent).removeprefix("#"))
    rows = (b"\0" + b"".join(colour + bytes([_cover(x, y, size)]) for x in range(size)) for y in range(size))
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _cover(x: int, y: int, size: int) -> int:
    """How much of a pixel the ring covers, from 0 to 255."""
    far = math.hypot(x + 0.5 - size / 2, y + 0.5 - size / 2)
    outer, inner = size / 2 - 1, size / 5
    return round(255 * max(0.0, min(1.0, outer - far + 0.5, far - inner + 0.5)))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
