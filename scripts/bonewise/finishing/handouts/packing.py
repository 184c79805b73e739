"""A PDF's objects in as few bytes as they take: most in one compressed stream, and fonts without idle parts."""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from itertools import pairwise

_XREF = re.compile(rb"^(\d{10}) 00000 n ", re.M)
_ROOTS = re.compile(rb"/(?:Info|Root) \d+ 0 R")
_STREAM = re.compile(rb"(<<.*?)/Length (\d+) (.*?>>)\nstream\n", re.S)
_WORDS = re.compile(rb"(\((?:\\.|[^\\()])*\))", re.S)
#: A space that parts nothing.
_SPACE = re.compile(rb"(?<=[\]>/\[<)]) | (?=[/\[<(\]>])")
#: Parts of a font that a viewer of PDFs does not need, as letters are named by their numbers (ISO 32000-1, 9.9).
_IDLE = (b"name", b"cmap", b"OS/2", b"post")


def packed(plain: bytes) -> bytes:
    """The same document, from one that qpdf wrote without compression."""
    streams: dict[int, bytes] = {}
    others: dict[int, bytes] = {}
    for number, body in _objects(plain):
        stream = _STREAM.match(body)
        if stream:
            data = body[stream.end() : stream.end() + int(stream[2])]
            streams[number] = _stream(stream[1] + stream[3], data)
        else:
            others[number] = _tight(body)
    roots = b"".join(sorted(set(_ROOTS.findall(plain[plain.rindex(b"\ntrailer") :]))))
    return _written(streams, others, roots)


def _objects(plain: bytes) -> Iterator[tuple[int, bytes]]:
    """Each object by its number, as the table at the end says where it stands."""
    table = plain.rindex(b"\nxref\n") + 1
    places = sorted(int(place) for place in _XREF.findall(plain, table))
    for start, end in pairwise([*places, table]):
        number, _, body = plain[start:end].partition(b" 0 obj\n")
        yield int(number), body.removesuffix(b"endobj\n").removesuffix(b"\n")


def _tight(body: bytes) -> bytes:
    """The same without spaces that part nothing; words in brackets keep theirs."""
    return b"".join(part if part[:1] == b"(" else _SPACE.sub(b"", part) for part in _WORDS.split(body))


def _stream(words: bytes, data: bytes) -> bytes:
    """A stream with its dictionary; what readers of descriptions look for (`/Metadata`) must stay plain."""
    if b"/Length1 " in words:
        data = _lean(data)
        words = re.sub(rb"/Length1 \d+", b"/Length1 %d" % len(data), words)
    if b"/Metadata" in words:
        data = _joined(data)
    elif b"/Filter" not in words:
        data = zlib.compress(_sorted(data), 9)
        words = words.removesuffix(b">>") + b"/Filter/FlateDecode>>"
    words = words.removesuffix(b">>") + b"/Length %d>>" % len(data)
    return b"%s\nstream\n%s\nendstream" % (_tight(words), data)


def _joined(xmp: bytes) -> bytes:
    """What is told of the document in one description rather than in one for each fact."""
    alone = re.findall(rb'<rdf:Description rdf:about="" ([^>]*)/>', xmp)
    xmp = re.sub(rb'<rdf:Description rdf:about="" [^>]*/>|</rdf:Description>(?=<rdf:Description)', b"", xmp)
    first, *others = re.split(rb'<rdf:Description rdf:about="">', xmp)
    return first + b'<rdf:Description rdf:about="" ' + b" ".join(alone) + b">" + b"".join(others)


def _sorted(data: bytes) -> bytes:
    """A table of letters by their numbers (`ToUnicode`), in order, which is shorter when it is compressed."""
    return re.sub(
        rb"(?<=beginbfchar\n)((?:<[0-9a-f]+> <[0-9a-f]+>\n)+)",
        lambda rows: b"".join(sorted(rows[1].splitlines(keepends=True))),
        data,
    )


def _lean(font: bytes) -> bytes:
    """A TrueType font without its idle parts; https://learn.microsoft.com/typography/opentype/spec/otff."""
    count = struct.unpack_from(">H", font, 4)[0]
    entries = (struct.unpack_from(">4sLLL", font, 12 + 16 * index) for index in range(count))
    parts = {tag: font[start : start + size] for tag, _, start, size in entries if tag not in _IDLE}
    parts[b"head"] = parts[b"head"][:8] + bytes(4) + parts[b"head"][12:]
    power = len(parts).bit_length() - 1
    head = struct.pack(">LHHHH", 0x10000, len(parts), 16 << power, power, 16 * (len(parts) - (1 << power)))
    place, table, body = 12 + 16 * len(parts), b"", b""
    for tag, data in sorted(parts.items()):
        table += struct.pack(">4sLLL", tag, _sum(data), place + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    whole = head + table + body
    # The sum of the whole file stands in it, taken while nothing stood there.
    at = place + body.index(parts[b"head"]) + 8
    return whole[:at] + struct.pack(">L", (0xB1B0AFBA - _sum(whole)) & 0xFFFFFFFF) + whole[at + 4 :]


def _sum(data: bytes) -> int:
    data += bytes(-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(data) // 4}L", data)
    return sum(words) & 0xFFFFFFFF


def _written(streams: Mapping[int, bytes], others: Mapping[int, bytes], roots: bytes) -> bytes:
    """The file: streams, all other objects in one stream, and where each stands (ISO 32000-1, 7.5.7 and 7.5.8)."""
    out = bytearray(b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n")
    size = max((*streams, *others)) + 1
    rows = {number: (2, size, index) for index, number in enumerate(others)} | {0: (0, 0, 0)}
    for number, body in [*streams.items(), (size, _together(others))]:
        rows[number] = (1, len(out), 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    rows[size + 1] = (1, start, 0)
    table = b"".join(struct.pack(">BLH", *rows.get(number, (0, 0, 0))) for number in range(size + 2))
    name = hashlib.sha256(out).hexdigest()[:32].encode()
    words = b"<</Type/XRef/W[1 4 2]/Size %d%s/ID[<%s><%s>]/Length 0>>" % (size + 2, roots, name, name)
    out += b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (size + 1, _rows(words, table), start)
    return bytes(out)


def _together(others: Mapping[int, bytes]) -> bytes:
    index, place = [], 0
    for number, body in others.items():
        index.append(b"%d %d" % (number, place))
        place += len(body) + 1
    head = b" ".join(index)
    data = zlib.compress(head + b"\n" + b"\n".join(others.values()), 9)
    words = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>" % (len(others), len(head) + 1, len(data))
    return b"%s\nstream\n%s\nendstream" % (words, data)


def _rows(words: bytes, table: bytes, width: int = 7) -> bytes:
    """The table of places, each row as the difference to the one before: rows are much alike."""
    above, lines = bytes(width), b""
    for start in range(0, len(table), width):
        row = table[start : start + width]
        lines += b"\x02" + bytes((new - old) % 256 for new, old in zip(row, above))
        above = row
    data = zlib.compress(lines, 9)
    filters = b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns %d>>/Length %d" % (width, len(data))
    return b"%s\nstream\n%s\nendstream" % (words.replace(b"/Length 0", filters), data)
