"""The most memory that this process has held, and not what the one that started it held."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")


def peak_megabytes() -> float:
    """The peak of this program's resident memory.

    `ru_maxrss` outlives `exec`: a child of a large test run begins with its parent's peak. So Linux is asked for VmHWM,
    which begins anew with each program; where there is no `/proc`, `ru_maxrss` has to do.
    """
    if _STATUS.exists():
        rows = dict(row.partition(":")[::2] for row in _STATUS.read_text("ascii", "replace").splitlines())
        return int(rows["VmHWM"].split()[0]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Bytes on macOS, kilobytes elsewhere.
    return peak / (1024**2 if sys.platform == "darwin" else 1024)


def begin_anew() -> float:
    """Let the peak begin anew from what is held now, which is returned in megabytes; 0 where that cannot be done."""
    try:
        Path("/proc/self/clear_refs").write_text("5", "ascii")
    except OSError:
        return 0.0
    return peak_megabytes()
