"""Which parts of props nobody can reach through: rectangles as left, right, low and high."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bonewise.figures.extents import Extent
from bonewise.pose import Panel

_Solid = Callable[[Mapping[str, float]], tuple[Extent, ...]]


def solids(panel: Panel) -> tuple[tuple[str, Extent], ...]:
    """Each with its prop's name. From the front and above, only what stands beside the person is in the way."""
    kinds = {"side": set(_SOLIDS), "top": set[str]()}.get(panel.view, {"worktop"})
    return tuple(
        (prop.kind, part) for prop in panel.props if prop.kind in kinds for part in _SOLIDS[prop.kind](prop.measures)
    )


def _wall(m: Mapping[str, float]) -> tuple[Extent, ...]:
    left = m["x"] - (0 if m["side"] > 0 else 60)
    return ((left, left + 60, 0, m["top"]),)


def _worktop(m: Mapping[str, float]) -> tuple[Extent, ...]:
    """One beside the person is behind them in the picture."""
    return () if m["beside"] else ((m["x"], m["x"] + m["width"], 0, m["y"]),)


def _table(m: Mapping[str, float]) -> tuple[Extent, ...]:
    return ((m["x"], m["x"] + m["width"], m["y"] - 5.5, m["y"]),)


def _chair(m: Mapping[str, float]) -> tuple[Extent, ...]:
    seat = (m["x"], m["x"] + 46, m["seat"] - 5.5, m["seat"])
    back = m["x"] if m["faces"] > 0 else m["x"] + 41
    return (seat, (back, back + 5, m["seat"], m["seat"] + 48)) if m["back"] else (seat,)


def _step(m: Mapping[str, float]) -> tuple[Extent, ...]:
    end = m["x"] + m["run"] * m["count"]
    return tuple((m["x"] + m["run"] * i, end, 0, m["rise"] * (i + 1)) for i in range(int(m["count"])))


def _box(m: Mapping[str, float]) -> tuple[Extent, ...]:
    return ((m["x"], m["x"] + m["width"], m.get("low", 0.0), m["y"]),)


def _bed(m: Mapping[str, float]) -> tuple[Extent, ...]:
    return ((m["x"], m["x"] + m["width"], m["y"] - 20, m["y"]),)


_SOLIDS: Mapping[str, _Solid] = {
    "wall": _wall, "worktop": _worktop, "table": _table, "chair": _chair, "step": _step, "box": _box, "mat": _box,
    "bed": _bed,
}  # fmt: skip
