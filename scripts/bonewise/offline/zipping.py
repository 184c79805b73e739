"""An offline copy as a ZIP: the same copy gives the same bytes."""

from __future__ import annotations

import zipfile
from pathlib import Path

from bonewise.offline.copying import Copy
from bonewise.offline.writing import whole

#: Compressed by their nature.
_PACKED = (".woff2", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif")


def write_zip(copy: Copy, target: Path) -> int:
    """Write the copy into one ZIP, in a folder of its own; returns the size of the file in bytes.

    Times are midnight of the copy's day and rights those of common files. Raises `OSError` from the file system.
    """
    with whole(target) as part, zipfile.ZipFile(part, "w") as archive:
        for name, data in copy.files.items():
            entry = zipfile.ZipInfo(f"{copy.slug}/{name}", (copy.day.year, copy.day.month, copy.day.day, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=9)
    return target.stat().st_size
