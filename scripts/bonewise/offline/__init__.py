"""The whole site in one file, to be read without a connection: a ZIP for a disk or a stick, a ZIM for Kiwix."""

from bonewise.offline.copying import Copy, OfflineError, copy_site
from bonewise.offline.zim import write_zim
from bonewise.offline.zipping import write_zip

__all__ = ["Copy", "OfflineError", "copy_site", "write_zim", "write_zip"]
