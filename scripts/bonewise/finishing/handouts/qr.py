"""The page's address as a QR code: a drawing of one path, so that it stays sharp and small."""

from __future__ import annotations

import base64
import re
from functools import lru_cache
from html import unescape

import segno

#: In millimetres: the code itself. Below 28 mm, phones fail on ordinary copies.
SIDE = 28.0
#: Modules of white around the code that scanners need (ISO/IEC 18004).
QUIET = 4
_ASKED = re.compile(r'<img src="qr:([^"]+)"')


def with_codes(html: str) -> str:
    """A handout's HTML with the codes that it asks for: `<img src="qr:https://…">`.

    Drawn where it is printed, since most handouts are kept from an earlier build.
    """

    def drawn(match: re.Match[str]) -> str:
        address, side = qr_code(unescape(match[1]))
        return f'<img src="{address}" style="width:{side:.1f}mm"'

    return _ASKED.sub(drawn, html)


@lru_cache(maxsize=4096)
def qr_code(address: str) -> tuple[str, float]:
    """A `data:` address of the drawing, and its side in millimetres with the white around it; error correction M."""
    code = segno.make(address, error="m", micro=False, boost_error=False)
    rows = [bytes(row) for row in code.matrix]
    side = len(rows) + 2 * QUIET
    runs = "".join(_runs(row, y + QUIET) for y, row in enumerate(rows))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path d="{runs}" stroke="#000"/></svg>'
    )
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}", SIDE * side / len(rows)


def _runs(row: bytes, y: int) -> str:
    """The dark runs of a row as strokes one module wide."""
    path, x = "", 0
    while x < len(row):
        end = x
        while end < len(row) and row[end]:
            end += 1
        if end > x:
            path += f"M{x + QUIET} {y}.5h{end - x}"
        x = max(end, x + 1)
    return path
