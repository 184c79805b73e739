"""Files of the content folder that could harm its readers, or that not every computer can keep."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from bonewise.model import Finding, Place, Settings

#: Published as they are, these run in a reader's browser, or on a server.
_PROGRAMS = tuple(
    ".html .htm .xhtml .xht .shtml .js .mjs .cjs .wasm .xml .xsl .xslt .swf .jar .php .phtml .cgi".split()
)
_PROGRAMS += tuple(".asp .aspx .jsp .exe .com .bat .cmd .ps1 .sh .py .htaccess .svgz .hta".split())
_IN_DRAWING = re.compile(rb"<\s*script|\son[a-z]+\s*=|javascript:|<\s*foreignObject|<!ENTITY|<\?xml-stylesheet", re.I)
#: How each kind of picture begins.
_BEGINNINGS = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
    ".pdf": (b"%PDF-",),
}
#: How the complete ones end, before what some programs add.
_ENDINGS = {".png": b"IEND\xaeB`\x82", ".jpg": b"\xff\xd9", ".jpeg": b"\xff\xd9", ".gif": b"\x3b"}
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.I)
_STRANGE = re.compile(r"[\0-\x1f\x7f<>:\"\\|?*]|[. ]$|^ |[\ud800-\udfff]")
#: Bytes; most file systems allow no more.
_LONGEST = 255
#: A drawing larger than this is not read; no person drew it.
_LARGEST_DRAWING = 5_000_000


def fault_of_file(settings: Settings, entry: os.DirEntry[str]) -> tuple[str, str, str] | None:
    """The rule, what is wrong with a file or folder, and how to mend it; None where nothing is."""
    mode = entry.stat(follow_symlinks=False).st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_ISLNK(mode)):
        return "unsafe-file", "this is neither a file nor a folder", "remove it"
    if not settings.typed or not stat.S_ISREG(mode) or entry.name.startswith("."):
        return None
    name, end = entry.name.lower(), Path(entry.name).suffix.lower()
    if name.endswith(_PROGRAMS):
        what = f"a file '{end}' would be published as it is, and could run on who opens it"
        return "unsafe-file", what, "write a page instead; scripts and templates belong into templates/"
    if end == ".svg":
        return _fault_of_drawing(entry)
    return _fault_of_picture(entry, end)


def _fault_of_drawing(entry: os.DirEntry[str]) -> tuple[str, str, str] | None:
    data = Path(entry.path).read_bytes() if entry.stat().st_size <= _LARGEST_DRAWING else b""
    found = _IN_DRAWING.search(data)
    if found:
        sign = " ".join(found[0].decode("ascii").split())
        return "unsafe-file", f"the drawing holds '{sign}', which could run", "save it as plain SVG, without scripts"
    if b"<svg" not in data:
        return "broken-picture", "this is no SVG drawing of a size that can be read", "save it again as plain SVG"
    return None


def _fault_of_picture(entry: os.DirEntry[str], end: str) -> tuple[str, str, str] | None:
    if end not in _BEGINNINGS:
        return None
    with Path(entry.path).open("rb") as file:
        begins = file.read(16)
        file.seek(max(entry.stat().st_size - 1024, 0))
        ends = file.read()
    if not begins.startswith(_BEGINNINGS[end]):
        return "broken-picture", f"this is not a '{end}' file, whatever its name says", "save it again in that format"
    if _ENDINGS.get(end, b"") not in ends:
        return "broken-picture", "the end of the file is missing", "copy or save it again"
    return None


def faults_of_names(settings: Settings, names: Iterable[str]) -> Iterator[Finding]:
    """Findings about names, of files and folders, that some computers cannot keep, or take for each other."""
    first: dict[str, str] = {}
    for name in sorted(names) if settings.typed else ():
        place, last = Place(f"{settings.content}/{_shown(name)}"), name.rpartition("/")[2]
        mend = "give it a name of letters, digits and dashes"
        if _RESERVED.match(last):
            yield Finding(place, "bad-file-name", f"Windows keeps the name '{last}' for itself", mend)
        elif _STRANGE.search(last):
            yield Finding(place, "bad-file-name", f"the name {_shown(last)!r} cannot be kept everywhere", mend)
        elif len(last.encode()) > _LONGEST - 40:
            yield Finding(place, "bad-file-name", "the name is so long that no copy of it could be told apart", mend)
        alike = first.setdefault(name.casefold(), name)
        if alike != name:
            what = f"macOS and Windows take '{last}' and '{alike.rpartition('/')[2]}' for one file"
            yield Finding(place, "bad-file-name", what, "rename one of the two")


def _shown(name: str) -> str:
    return re.sub(r"[\0-\x1f\x7f\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", name)
