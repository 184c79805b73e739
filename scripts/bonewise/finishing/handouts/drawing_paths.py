"""The paths of drawings, worked out once in each process: an exercise's drawing stands on several handouts."""

from __future__ import annotations

from typing import Any

#: So many paths are remembered: some 20 MB.
MOST = 20_000


def remember_paths() -> None:
    """From now on WeasyPrint works out each path of a drawing once; what it draws stays the same."""
    from weasyprint.svg import TAGS

    work_out = TAGS["path"]
    known: dict[str, tuple[list[bytes], list[Any]]] = {}

    def draw(svg: Any, node: Any, font_size: float) -> None:
        path, written = node.get("d", ""), svg.stream.stream
        if path not in known:
            start, corners = len(written), len(node.vertices)
            work_out(svg, node, font_size)
            if len(known) < MOST and not corners:
                known[path] = written[start:], list(node.vertices)
            return
        operators, vertices = known[path]
        written.extend(operators)
        node.vertices.extend(vertices)

    TAGS["path"] = draw
