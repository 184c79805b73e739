"""Inputs that nobody would write, and what must hold of the check on each of them."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from hypothesis import strategies as st
from small_project import CASES, TODAY, Project

from bonewise.checking import check
from bonewise.model import Finding
from bonewise.reading.settings import SettingsError
from bonewise.reporting import line

#: Given in issue 3.
MOST_SECONDS, MOST_MEGABYTES = 2.0, 512

CONFIG = """site_name: Fuzz
site_url: https://health.example.org/
docs_dir: content
markdown_extensions:
  - attr_list
  - admonition
  - footnotes
  - def_list
  - abbr
  - md_in_html
  - toc: {permalink: true}
  - pymdownx.details
  - pymdownx.highlight
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.tasklist
  - pymdownx.snippets: {base_path: [content]}
extra:
  bonewise: {health: HEALTH}
"""
SOURCES = """references:
- id: nice-2024
  type: webpage
  title: Osteoporosis
  issued: 2024
  DOI: 10.1000/182
- {id: who1994, title: Assessment of fracture risk, issued: {date-parts: [[1994, 6]]}, PMID: 123}
"""
PAGE, OTHER = "content/index.md", "content/other.md"


class Projects:
    """One folder of each kind: plain Markdown, the same about health, and our own typed form."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, health in (("plain", "false"), ("health", "true")):
            top = folder / name / "content"
            top.mkdir(parents=True)
            (folder / name / "mkdocs.yml").write_text(CONFIG.replace("HEALTH", health), "utf-8")
            (folder / name / PAGE).write_text("# Home\n\n[other](other.md#part)\n", "utf-8")
            (folder / name / OTHER).write_text("# Other\n\n## Part\n\n[home](index.md) [@nice-2024]\n", "utf-8")
            if health == "true":
                (top / "sources.yaml").write_text(SOURCES, "utf-8")
        Project(folder / "typed")

    @contextmanager
    def holding(self, kind: str, files: Mapping[str, bytes]) -> Iterator[Path]:
        """A project with these files in it, or in place of its own, for a while."""
        root = self.folder / kind
        before = {path: (root / path).read_bytes() if (root / path).exists() else None for path in files}
        try:
            for path, data in files.items():
                (root / path).write_bytes(data)
            yield root
        finally:
            for path, old in before.items():
                (root / path).unlink() if old is None else (root / path).write_bytes(old)


def examine(projects: Projects, kind: str, files: Mapping[str, bytes]) -> float:
    """Check a project with these files twice, assert what must hold, and return how long the first check took."""
    with projects.holding(kind, files) as root:
        start = time.process_time()
        first = _findings(root)
        seconds = time.process_time() - start
        assert _findings(root) == first, "the same input gave other findings"
        lengths: dict[str, list[int]] = {}
        for finding in first:
            _hold(finding, root, lengths)
    return seconds


def _findings(root: Path) -> tuple[Finding, ...]:
    try:
        return check(root, TODAY).findings
    except SettingsError as error:
        assert str(error), "no words"
        return ()


def _hold(finding: Finding, root: Path, lengths: dict[str, list[int]]) -> None:
    """Assert what holds of any finding; `lengths` keeps the lines' lengths of each file that was looked at."""
    told = line(finding)
    place = finding.place
    assert place.path, told
    assert "\n" not in told, told
    assert finding.what.strip(), told
    assert finding.mend.strip(), told
    assert place.line >= 1, told
    assert place.column >= 1, told
    if place.path not in lengths:
        lengths[place.path] = _lengths(root / place.path)
    if lengths[place.path]:
        assert place.line <= len(lengths[place.path]), told
        assert place.column <= lengths[place.path][place.line - 1] + 1, told


def _lengths(file: Path) -> list[int]:
    if not file.is_file():
        return []
    text = file.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return [len(each) for each in text.split("\n")]


_WORDS = st.sampled_from(
    "bone 40% scan *a* _b_ **c** `d` é ﬁ 😀 \u202e \u200b <br> &amp; &#0; \\ \\[ | : :: ' \" ~~x~~ ==x== ++k++ ^s^ {x} "
    "[ ] ( ) [] () ![ ]( ]: [^ {: } < > </ <!-- --> <? <![CDATA[ $ \x0c \t \x02 \x03 \U000f0000 \x00 \r \u2028 \x85".split(
        " "
    )
)
_TARGETS = st.sampled_from(
    [
        "other.md", "other.md#part", "#x", "", "OTHER.md", "no.md", "../x.md", "/", "/other/", "other/", "a b.md", "%zz",
        "http://", "http://[", "https://health.example.org/other/", "http://localhost:8000/other/", "//h", "mailto:",
        "mailto:a@b", "tel:x", "javascript:x", "C:\\x", "a:b", "x.png", "?q", "#:~:text=a", "\U000f0001", "é.md", "%C3%A9",
        "http://a:99999/", "https://ex ample.org", "data:,x", "....//", "nul\x00.md", "a" * 300, "http://" + "1" * 5000 + ".1.1.1", "#" + "1" * 5000, "%00", "~", "*",
    ]
)  # fmt: skip
_KEYS = st.sampled_from(["1" * 5000 + "-2", *"nice-2024 who1994 nice-2042 x ; @ , p. 20-10 - é".split()])


def _link(target: str, words: str) -> list[str]:
    return [
        f"[{words}]({target})", f"![{words}]({target})", f"[{words}](<{target}> 'title')", f"<{target}>",
        f'<a href="{target}">{words}</a>', f"<img src='{target}'>", f'<img srcset="{target} 1x, b 2x" alt="">',
        f"[{words}][{target}]", f"\n\n[{words}]: {target}\n\n", f"[![{words}]({target})]({target})", f"[^{target}]",
        f"\n\n[^{words}]: {target}\n", f"[{words}]({target}){{#{words} .c k=v}}", f'<div id="{target}" markdown="1">',
        f'--8<-- "{target}"', f"<object data={target}>", f'<a name="{words}"></a>', f"[{words}][]",
    ]  # fmt: skip


_LINKS = st.builds(lambda target, words, n: _link(target, words)[n], _TARGETS, _WORDS, st.integers(0, 17))
_CITES = st.builds(
    lambda keys, stop: "[@" + "; @".join(keys) + stop,
    st.lists(_KEYS, max_size=4),
    st.sampled_from(["]", "", ", p. 1]"]),
)
_BLOCKS = st.sampled_from(
    [
        "/// key-points\n", "///\n", "/// certainty | high\n", "//// note\n", "////\n", "/// figure | x\n", "/// tab | A\n",
        "/// diary | 99\n", "/// exercise | bridge\n", "/// page-list | condition\n", "    option: 1\n", "```\n", "~~~ py\n",
        "````\n", "!!! note\n", "??? tip 'x'\n", '=== "Tab"\n', "| a | b |\n|---|---|\n", "| a | `|` |\n", "Term\n: d\n", "- [ ] x\n",
        "1. a\n", "- b\n", "> c\n", "# H\n", "## H {#h}\n", "# H\n", "H\n=\n", "---\n", "***\n", "{: .no-cite reason='x' }\n",
        "*[HTML]: x\n", "[^1]: note\n", "<div>\n", "</div>\n", "<details>\n", "<table><tr><td>\n", "\n", "\n\n", "    ", "\t",
    ]
)  # fmt: skip
_PIECE = st.one_of(_WORDS, _LINKS, _CITES, _BLOCKS, st.text(max_size=12))


def _nested(lines: str, prefixes: list[str]) -> str:
    prefix = "".join(prefixes)
    return "\n".join(prefix + each for each in lines.split("\n"))


_INDENTS = st.lists(st.sampled_from(["> ", "    ", "- ", "1. ", "\t", "  ", ">"]), max_size=6)
_PARTS = st.builds(
    lambda pieces, joints: "".join(f"{piece}{joint}" for piece, joint in zip(pieces, joints)),
    st.lists(_PIECE, min_size=1, max_size=14),
    st.lists(st.sampled_from(["", " ", "\n", "\n\n"]), min_size=14, max_size=14),
)
MARKDOWN = st.lists(st.builds(_nested, _PARTS, _INDENTS), min_size=1, max_size=5).map("\n".join)

DEEP = st.builds(
    lambda first, one, number, last: first + one * number + last,
    st.sampled_from(["", "a\n", "|a|b|\n|-|-|\n", "/// key-points\n"]),
    st.sampled_from(
        [
            "> ", ">", "- ", "1. ", "[", "]", "![", "[a](", "](", "(", "*", "**a ", "_a ", "***", "`", "<", "<a ", "<div>", "</div>",
            "<!--", "<![CDATA[", "<?", "{", "{: ", "&#", "|", "|a", "[^1] ", "[^1]: ", "[@a", "[@nice-2024] ", "/// key-points\n", "//// x\n",
            "```\n", "!!! a\n    ", "# a\n", "a\n=\n", "***\n", "a\n", "\n", "\t", " ", "\\", "'", '"a ', "<a@b.org> ", "\x02", "\U000f0000",
            "[a](b.md) ", "[a][b] ", '<a id="x"></a>', "<div markdown='1'>\n", "    - a\n", ": b\n", "\n\n: b\n", "a  \n", "**", "__", "~~~\n",
        ]
    ),
    st.sampled_from([1, 10, 50, 200, 600, 1200, 2000, 5000]),
    st.sampled_from(["", "\n\n[^1]: x", "]", ")" * 50, "\n", "a"]),
).filter(lambda text: len(text) <= 20_000)  # fmt: skip

_SCALARS = st.sampled_from(
    [
        "x", "2026-11-22", "2026-13-45", "[]", "[a, b]", "{}", "{a: b}", "'", '"', "|\n    a", ">-\n  b", "&a b", "*a", "!!python/name:os.system",
        "1e999", "0x1F", "1_000", "~", "null", "yes", "- a", ": ", "#", "%", "@x", "`", "<b>", "[[[[", "{{{{", "\t", "\x85", "\u2028", "8 to 12",
        "12 to 8", "99999999999999999999", "-1", ".nan", "!x y", "? a", "<<: *a", "[@nice-2024]", "é", "\ufeff", "\\", "\\ud800", "10.1000/", "a: b: c",
        "[a, [b, [c]]]", "[{a: 1}, 2]", "''", '""', "12:30:45", "0777", "true", "=",
    ]
)  # fmt: skip
_FIELDS = st.sampled_from(
    "title description kind id also_called topics audience reviewed next_review authors reviewed_by claims_level short call signs stop_if "
    "template hide group steps dose schedule sources picture weeks type author issued DOI PMID ISBN ISSN ORCID URL custom evidence "
    "checked access references volume page x tags".split()
)
_ROW = st.builds(lambda indent, name, mark, value: f"{indent}{name}{mark}{value}", st.sampled_from(["", "", "", "  ", "- ", "  - ", "\t", "    "]),
                 _FIELDS, st.sampled_from([": ", ": ", ":", ":\n  ", " ", "? "]), _SCALARS)  # fmt: skip
YAML = st.one_of(
    st.lists(_ROW, max_size=12).map("\n".join),
    st.text(max_size=60),
    st.builds(lambda one, number: one * number, st.sampled_from(["[", "{", "- ", "a: ", "&a ", "- [", "? ", "!", "'", "|\n "]), st.sampled_from([1, 20, 30, 500, 3000])),
)  # fmt: skip
FRONT = st.builds(lambda start, rows, end, body: f"{start}{rows}{end}{body}", st.sampled_from(["---\n", "---\n", "--- \n", "\ufeff---\n", "---\r\n"]), YAML,
                  st.sampled_from(["\n---\n", "\n---\n", "\n...\n", "\n", "\n---", "\r\n---\r\n"]), st.one_of(st.just("Text.\n"), MARKDOWN))  # fmt: skip
BIBLIOGRAPHY = st.one_of(
    st.builds(lambda rows: "references:\n" + "\n".join(f"- id: s{n}\n  {row}" for n, row in enumerate(rows)), st.lists(_ROW, max_size=8)),
    YAML,
    st.builds(lambda rows: SOURCES + "\n".join(rows), st.lists(_ROW, max_size=6)),
)  # fmt: skip
_REAL = {
    path.relative_to(CASES / "project").as_posix(): path.read_bytes()
    for path in sorted((CASES / "project").rglob("*.*"))
}


def _spliced(path: str, at: float, length: int, new: bytes) -> dict[str, bytes]:
    data = _REAL[path]
    start = int(at * len(data))
    return {path: data[:start] + new + data[start + length :]}


#: A byte, a word or a line lost or put into one of the files of our own form.
SPLICED = st.builds(
    _spliced,
    st.sampled_from(sorted(_REAL)),
    st.floats(0, 1),
    st.sampled_from([0, 0, 1, 2, 10, 80, 400]),
    st.one_of(st.sampled_from([b"", b"", b"\n", b":", b"\xff", b" ", b"'", b"- ", b"---\n", b"[", b"/// ", b"\x00"]), MARKDOWN.map(str.encode), YAML.map(lambda text: text.encode("utf-8", "replace"))),
)  # fmt: skip


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _page(texts: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, bytes]]:
    return texts.map(lambda text: {PAGE: _bytes(text)})


_PLAIN = st.one_of(
    _page(MARKDOWN), _page(MARKDOWN), _page(DEEP), _page(FRONT), st.binary(max_size=300).map(lambda data: {PAGE: data}),
    st.builds(lambda one, two: {PAGE: _bytes(one), OTHER: _bytes(two)}, MARKDOWN, MARKDOWN),
)  # fmt: skip
_SOURCES = st.one_of(BIBLIOGRAPHY.map(_bytes), st.binary(max_size=200)).map(lambda data: {"content/sources.yaml": data})
_CONFIGS = st.one_of(
    YAML.map(lambda text: {"mkdocs.yml": _bytes(f"docs_dir: content\n{text}")}),
    st.binary(max_size=100).map(lambda data: {"mkdocs.yml": data}),
    st.builds(lambda at, row: {"mkdocs.yml": _bytes("\n".join([*CONFIG.splitlines()[:at], row, *CONFIG.splitlines()[at:]]))}, st.integers(0, 20), _ROW),
)  # fmt: skip
#: The kind of project, and the files to put into it.
INPUTS = st.one_of(
    st.tuples(st.just("plain"), _PLAIN),
    st.tuples(st.just("health"), _PLAIN),
    st.tuples(st.just("health"), _SOURCES),
    st.tuples(st.just("typed"), SPLICED),
    st.tuples(st.just("typed"), _page(FRONT)),
    st.tuples(st.just("plain"), _CONFIGS),
)

_UNITS = (
    "1", "1,", "1.", "1 ", "1 in ", "one in ", "1 to ", "1 sets of ", "hold ", "12345\n", "12345\n\n", "|1|2|\n", "[@nice-2024] ",
    "[@nice-2024, p. 1] ", "[a](b.md) ", "a ", "A b c. ", "(ABC ", "ABC ", "“a ", '"', "' ", "strong evidence ", "not medical ",
    "reduces the ", "twice ", "\u200b", "\u202e", "http://dx.doi.org/10.", "&#", ".", " ", "*[A]: b\n", "- [ ] a\n", "# a\n\n", "\t",
)  # fmt: skip
#: Megabytes of one thing, long lines, and what makes a careless pattern quadratic.
LONG = tuple(
    (kind, {PAGE: (unit * (size // len(unit.encode()))).encode()})
    for kind in ("plain", "health")
    for unit in _UNITS
    for size in (3_000, 100_000, 990_000)
)
#: The same in the other files that are read.
LONG += tuple(
    ("health", {path: f"{head}{unit * (size // len(unit))}\n".encode()})
    for path, head in (
        ("content/sources.yaml", f"{SOURCES}- id: x\n  title: "),
        ("content/sources.yaml", f"{SOURCES}- id: x\n  DOI: 10.1000/"),
        ("content/sources.yaml", f"{SOURCES}- id: x\n  issued: "),
        ("mkdocs.yml", f"{CONFIG.replace('HEALTH', 'true')}site_description: "),
        (PAGE, "---\nreviewed: 2026-01-01\nnext_review: "),
    )
    for unit in ("1", "1 ", "a", "x, ", "[")
    for size in (3_000, 100_000, 900_000)
)
