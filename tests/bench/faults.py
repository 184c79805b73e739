"""Single faults of every class, put into our own content by a fixed seed; each knows where it must be found."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

LINK = re.compile(r"(?<!!)\[(?P<words>[^\[\]]+)\]\((?P<target>[^()\s#:]+\.md)(?P<anchor>#[^()\s]+)?\)")
CITATION = re.compile(r" ?\[@(?P<items>[^\[\]]+)\]")
BLOCK = re.compile(r"^/// (?P<name>[a-z-]+)(?: \| (?P<argument>.+))?$")
#: Numbers that a rule takes for a claim: not those in names, dates and emergency calls.
CLAIM = re.compile(r"\b\d+ in \d+|\d+ ?%|\b\d+ (?:studies|trials|people|women|adults|weeks|months|years)\b")
SOURCES, CONFIG = "content/sources.yaml", "mkdocs.yml"


@dataclass(frozen=True)
class Fault:
    """What is changed (None: the file is removed), and the rules and the place that tell it; column 0: any."""

    name: str
    changes: Mapping[str, bytes | None]
    rules: frozenset[str]
    path: str
    line: int
    column: int = 0


class Content:
    """The text of all files that a check reads, by their paths from the root."""

    def __init__(self, root: Path) -> None:
        files = [root / CONFIG, *sorted((root / "content").rglob("*.*"))]
        self.texts = {file.relative_to(root).as_posix(): file.read_text("utf-8") for file in files}
        self.pages = [path for path in self.texts if path.endswith(".md")]

    def lines(self, path: str) -> list[str]:
        return self.texts[path].split("\n")

    def body(self, path: str) -> Iterator[tuple[int, str]]:
        """Number and text of each line of a page's body, without code."""
        lines = self.lines(path)
        fence = False
        for number, line in enumerate(lines[lines.index("---", 1) + 1 :], lines.index("---", 1) + 2):
            fence ^= line.startswith("```")
            if not fence and not line.startswith("    ") and "`" not in line:
                yield number, line

    def front(self, path: str) -> Iterator[tuple[int, str]]:
        lines = self.lines(path)
        yield from enumerate(lines[1 : lines.index("---", 1)], 2)

    def with_line(self, path: str, number: int, *new: str) -> dict[str, bytes | None]:
        """The file with one line replaced by others, or by none."""
        lines = self.lines(path)
        lines[number - 1 : number] = new
        return {path: "\n".join(lines).encode()}

    def links(self) -> list[tuple[str, int, str, re.Match[str]]]:
        return [(p, n, line, m) for p in self.pages for n, line in self.body(p) for m in LINK.finditer(line)]

    def fields(self, names: str) -> list[tuple[str, int, str]]:
        wanted = tuple(f"{name}:" for name in names.split())
        return [(path, n, line) for path in self.pages for n, line in self.front(path) if line.startswith(wanted)]

    def source_lines(self, start: str) -> list[tuple[int, str]]:
        return [(n, line) for n, line in enumerate(self.lines(SOURCES), 1) if line.startswith(start)]

    def blocks(self) -> list[tuple[str, int, re.Match[str]]]:
        return [(p, n, m) for p in self.pages for n, line in self.body(p) if (m := BLOCK.match(line))]

    def exercises(self) -> set[str]:
        return {path.split("/")[-1][:-3] for path in self.pages if path.startswith("content/exercises/")} - {"index"}


def misspelt(word: str, chance: random.Random) -> str:
    """The word with two letters swapped, which is the commonest slip."""
    spots = [at for at in range(len(word) - 1) if word[at] != word[at + 1] and word[at : at + 2].isalpha()]
    at = chance.choice(spots)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


Maker = Callable[[Content, random.Random], Iterator[Fault]]
MAKERS: dict[str, tuple[Maker, int]] = {}


def makes(name: str, number: int = 12) -> Callable[[Maker], Maker]:
    """Register a class of faults, and how many of it are wanted."""

    def keep(maker: Maker) -> Maker:
        MAKERS[name] = maker, number
        return maker

    return keep


def shuffled(items: list, chance: random.Random) -> list:
    items = list(items)
    chance.shuffle(items)
    return items


def all_faults(root: Path, seed: int, share: float = 1.0) -> list[Fault]:
    """The faults of every class; the same for the same content and seed."""
    content = Content(root)
    found: list[Fault] = []
    for name, (maker, number) in MAKERS.items():
        chance = random.Random(f"{seed} {name}")
        wanted = max(1, round(number * share))
        for fault, _ in zip(maker(content, chance), range(wanted)):
            found.append(fault)
    return found


def _in_link(
    name: str, rules: str, change: Callable[[re.Match[str], random.Random], str | None], number: int = 12
) -> None:
    """A class of faults that each replace the target of a link."""

    @makes(name, number)
    def make(content: Content, chance: random.Random) -> Iterator[Fault]:
        for path, line_number, line, match in shuffled(content.links(), chance):
            target = change(match, chance)
            if target is not None:
                start = match.start("target")
                text = line[:start] + target + line[match.end() - 1 :]
                changes = content.with_line(path, line_number, text)
                yield Fault(name, changes, frozenset(rules.split()), path, line_number, start + 1)


_in_link(
    "page misspelt",
    "missing-page",
    lambda m, c: misspelt(m["target"].rpartition("/")[2][:-3], c).join(
        (m["target"].rpartition("/")[0] + "/" * ("/" in m["target"]), ".md")
    ),
    24,
)
_in_link(
    "folder misspelt",
    "missing-page",
    lambda m, c: (
        f"../{misspelt(m['target'].split('/')[1], c)}/{m['target'].split('/')[2]}"
        if m["target"].count("/") == 2
        else None
    ),
)
_in_link(
    "folder left out",
    "missing-page",
    lambda m, c: (
        m["target"].split("/")[-1] if m["target"].startswith("../") and not m["target"].endswith("index.md") else None
    ),
)
_in_link(
    "wrong case", "wrong-case", lambda m, c: re.sub(r"([^/]+)$", lambda n: n[1][:-3].title() + ".md", m["target"]), 16
)
_in_link(
    "wrong case of a folder",
    "wrong-case",
    lambda m, c: (
        re.sub(r"^\.\./(\w)", lambda n: f"../{n[1].upper()}", m["target"])
        if re.match(r"\.\./\w", m["target"])
        else None
    ),
)
_in_link(
    "no such section on another page",
    "missing-anchor",
    lambda m, c: f"{m['target']}#{misspelt('what-does-it-mean', c)}",
    16,
)
_in_link("no such section on this page", "missing-anchor", lambda m, c: f"#{misspelt('what-helps-most', c)}", 12)
_in_link(
    "development server",
    "dev-link",
    lambda m, c: c.choice(
        ["http://localhost:8000/", "http://127.0.0.1:8000/condition/osteopenia/", "http://0.0.0.0/x"]
    ),
)
_in_link("root of the host", "absolute-link", lambda m, c: "/" + m["target"].lstrip("./")[:-3] + "/")
_in_link(
    "own address",
    "absolute-link missing-page",
    lambda m, c: c.choice(
        ["https://bonewise.example.org/condition/osteopenia/", "https://bonewise.example.org/spine/"]
    ),
)
_in_link(
    "directory",
    "directory-link missing-page",
    lambda m, c: m["target"][:-3] + "/" if not m["target"].endswith("index.md") else None,
)
_in_link(
    "address of the built page",
    "directory-link missing-page",
    lambda m, c: m["target"][:-3] if not m["target"].endswith("index.md") else None,
)
_in_link(
    "mail",
    "bad-mailto",
    lambda m, c: c.choice(["mailto:feedback", "mailto:a@", "mailto:a@example", "mailto:@example.org"]),
    8,
)
_in_link("telephone", "bad-tel", lambda m, c: c.choice(["tel:call-us", "tel:+", "tel:0800-BONES"]), 8)
_in_link(
    "scheme",
    "bad-scheme",
    lambda m, c: c.choice(["javascript:alert", "file:///etc/passwd", "htps://www.nhs.uk/", "vbscript:x"]),
    10,
)
_in_link(
    "no scheme",
    "missing-scheme",
    lambda m, c: c.choice(["www.nhs.uk/conditions/osteoporosis/", "nice.org.uk/guidance/cg146"]),
    8,
)
_in_link(
    "address",
    "bad-url",
    lambda m, c: c.choice(["https://", "https://exam%zzple.org/", "https://www..nhs.uk/", "http://[::1/"]),
    10,
)
_in_link("empty link", "empty-link", lambda m, c: "", 10)
_in_link(
    "missing file", "missing-asset", lambda m, c: c.choice(["leaflet.pdf", "../files/plan.docx", "diary.xlsx"]), 10
)
_in_link("excluded file", "excluded-page", lambda m, c: "../sources.yaml", 6)


def _of_link(name: str, rules: str, change: Callable[[re.Match[str]], tuple[str, int]], number: int = 10) -> None:
    """A class of faults that each replace a whole link; the number says where in it the place is, -1 for anywhere."""

    @makes(name, number)
    def make(content: Content, chance: random.Random) -> Iterator[Fault]:
        for path, line_number, line, match in shuffled(content.links(), chance):
            text, at = change(match)
            changed = line[: match.start()] + text + line[match.end() :]
            changes = content.with_line(path, line_number, changed)
            column = match.start() + 1 + at if at >= 0 else 0
            yield Fault(name, changes, frozenset(rules.split()), path, line_number, column)


_of_link("missing picture", "missing-image", lambda m: ("![A drawing of bone](pictures/bone.png)", 20 + 1))
_of_link("picture without words", "missing-alt missing-image", lambda m: ("![](bone.png)", 4))
_of_link("missing picture in HTML", "missing-image", lambda m: ('<img src="bone.png" alt="bone">', 10))
_of_link("no words", "empty-text", lambda m: (f"[]({m['target']})", 3))
_of_link("undefined reference", "undefined-reference", lambda m: (f"[{m['words']}][bones]", -1))
_of_link("link in HTML", "missing-page", lambda m: (f'<a href="../nowhere/">{m["words"]}</a>', 9))


@makes("heading renamed", 6)
def _heading(content: Content, chance: random.Random) -> Iterator[Fault]:
    for path, number, line in [(p, n, text) for p in content.pages for n, text in content.body(p)]:
        for match in re.finditer(r"\]\(#(?P<id>[a-z0-9-]+)\)", line):
            for at, heading in content.body(path):
                if heading.startswith("#") and re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-") == match["id"]:
                    changes = content.with_line(path, at, heading + " now")
                    yield Fault(
                        "heading renamed", changes, frozenset({"missing-anchor"}), path, number, match.start() + 3
                    )


@makes("page removed", 12)
def _removed(content: Content, chance: random.Random) -> Iterator[Fault]:
    for path, number, _, match in shuffled(content.links(), chance):
        parts = [*path.split("/")[:-1], *match["target"].split("/")]
        while ".." in parts:
            at = parts.index("..")
            del parts[at - 1 : at + 1]
        other = "/".join(parts)
        if other not in (path, "content/about/emergency.md", "content/about/disclaimer.md"):
            yield Fault(
                "page removed", {other: None}, frozenset({"missing-page"}), path, number, match.start("target") + 1
            )


@makes("key misspelt", 28)
def _key(content: Content, chance: random.Random) -> Iterator[Fault]:
    places = [(p, n, t, m) for p in content.pages for n, t in content.body(p) for m in re.finditer(r"@([\w-]+)", t)]
    for path, number, line, match in shuffled(places, chance):
        letter = chance.choice("bcdfghjk")
        at = match.start(1) + chance.randrange(2, len(match[1]))
        if line[at] != letter:
            changes = content.with_line(path, number, line[:at] + letter + line[at + 1 :])
            yield Fault("key misspelt", changes, frozenset({"unknown-citation"}), path, number, match.start() + 1)


@makes("key misspelt in a field", 16)
def _key_in_field(content: Content, chance: random.Random) -> Iterator[Fault]:
    places = [(p, n, t, m) for p in content.pages for n, t in content.front(p) for m in re.finditer(r"@([\w-]+)", t)]
    places += [(p, n, t, m) for p, n, t in content.fields("sources") for m in re.finditer(r"[\[ ]([a-z]\w+)[,\]]", t)]
    for path, number, line, match in shuffled(places, chance):
        if len(match[1]) > 4:
            changed = line[: match.start(1)] + misspelt(match[1], chance) + line[match.end(1) :]
            changes = content.with_line(path, number, changed)
            yield Fault("key misspelt in a field", changes, frozenset({"unknown-citation"}), path, number)


@makes("citation removed", 24)
def _citation(content: Content, chance: random.Random) -> Iterator[Fault]:
    places = [(p, n, t) for p in content.pages for n, t in content.body(p) if t[:1] not in ("|", "#", "")]
    for path, number, line in shuffled(places, chance):
        if len(CITATION.findall(line)) == 1 and CLAIM.search(line):
            changes = content.with_line(path, number, CITATION.sub("", line))
            yield Fault("citation removed", changes, frozenset({"uncited-claim"}), path, number)


@makes("claim added", 12)
def _claim(content: Content, chance: random.Random) -> Iterator[Fault]:
    said = (
        "About 43 in 100 people fall each year.",
        "Studies show that it works for 30% of people.",
        "It takes 12 weeks.",
    )
    for path in shuffled([path for path in content.pages if "/about/" not in path], chance):
        number = len(content.lines(path)) + 1
        changes = {path: f"{content.texts[path]}\n{chance.choice(said)}\n".encode()}
        yield Fault("claim added", changes, frozenset({"uncited-claim"}), path, number)


@makes("basis without a source", 8)
def _basis(content: Content, chance: random.Random) -> Iterator[Fault]:
    for path, number, _ in shuffled(content.fields("dose_basis"), chance):
        lines = content.lines(path)
        end = next(at for at in range(number, len(lines)) if not lines[at].startswith(" "))
        text = [CITATION.sub("", each) for each in lines[number - 1 : end]]
        changes = {path: "\n".join([*lines[: number - 1], *text, *lines[end:]]).encode()}
        yield Fault("basis without a source", changes, frozenset({"uncited-claim"}), path, number)


@makes("locator", 10)
def _locator(content: Content, chance: random.Random) -> Iterator[Fault]:
    places = [
        (p, n, t, m) for p in content.pages for n, t in content.body(p) for m in re.finditer(r"\[@[\w-]+(?=\])", t)
    ]
    for path, number, line, match in shuffled(places, chance):
        bad = chance.choice(["p.", "pp. 20-10", "paeg 12"])
        changes = content.with_line(path, number, f"{line[: match.end()]}, {bad}{line[match.end() :]}")
        yield Fault("locator", changes, frozenset({"bad-locator"}), path, number)


@makes("block misspelt", 16)
def _block(content: Content, chance: random.Random) -> Iterator[Fault]:
    for path, number, match in shuffled(content.blocks(), chance):
        line = match[0].replace(match["name"], misspelt(match["name"], chance), 1)
        yield Fault(
            "block misspelt", content.with_line(path, number, line), frozenset({"unknown-block"}), path, number, 5
        )


@makes("argument misspelt", 16)
def _argument(content: Content, chance: random.Random) -> Iterator[Fault]:
    for path, number, match in shuffled([each for each in content.blocks() if each[2]["argument"]], chance):
        if re.search("[a-z]{3}", match["argument"]):
            line = f"/// {match['name']} | {misspelt(match['argument'], chance)}"
            changes = content.with_line(path, number, line)
            yield Fault("argument misspelt", changes, frozenset({"unknown-block"}), path, number, 5)


@makes("argument left out", 8)
def _no_argument(content: Content, chance: random.Random) -> Iterator[Fault]:
    for path, number, match in shuffled([each for each in content.blocks() if each[2]["argument"]], chance):
        changes = content.with_line(path, number, f"/// {match['name']}")
        yield Fault("argument left out", changes, frozenset({"unknown-block"}), path, number)


@makes("block not closed", 10)
def _unclosed(content: Content, chance: random.Random) -> Iterator[Fault]:
    for path, number, _ in shuffled(content.blocks(), chance):
        lines = content.lines(path)
        end = lines.index("///", number)
        yield Fault("block not closed", content.with_line(path, end + 1), frozenset({"unknown-block"}), path, number)


@makes("option of a block", 8)
def _option(content: Content, chance: random.Random) -> Iterator[Fault]:
    for path, number, match in shuffled(content.blocks(), chance):
        changes = content.with_line(path, number, match[0], "    colour: red", "")
        yield Fault("option of a block", changes, frozenset({"unknown-block"}), path, number)


@makes("emergency block removed", 12)
def _emergency(content: Content, chance: random.Random) -> Iterator[Fault]:
    for path, number, match in shuffled(content.blocks(), chance):
        topics = [(n, line) for n, line in content.front(path) if line.startswith("topics:")]
        lines = content.lines(path)
        same = [line for line in lines if line == "/// get-help-now"]
        if match["name"] == "get-help-now" and len(same) == 1 and topics:
            end = lines.index("///", number)
            if re.search("pain|fracture|exercise", topics[0][1]):
                changes = {path: "\n".join([*lines[: number - 1], *lines[end + 1 :]]).encode()}
                yield Fault("emergency block removed", changes, frozenset({"missing-emergency"}), path, topics[0][0])


@makes("site's own duties", 6)
def _duties(content: Content, chance: random.Random) -> Iterator[Fault]:
    for file, field, rule in (
        ("disclaimer", "short", "missing-disclaimer"),
        ("emergency", "call", "missing-emergency"),
        ("emergency", "signs", "missing-emergency"),
    ):
        path = f"content/about/{file}.md"
        lines = content.lines(path)
        start = next(at for at, line in enumerate(lines) if line.startswith(f"{field}:"))
        end = next(at for at in range(start + 1, len(lines)) if not lines[at].startswith(" "))
        changes = {path: "\n".join([*lines[:start], *lines[end:]]).encode()}
        yield Fault("site's own duties", changes, frozenset({rule}), path, 1)
        yield Fault("site's own duties", {path: None}, frozenset({rule}), path, 1)


def _in_field(
    name: str,
    rules: str,
    fields: str,
    change: Callable[[str, str, random.Random], str | None],
    number: int = 10,
    column: bool = False,
) -> None:
    """A class of faults that each replace the value of a field on a line of its own."""

    @makes(name, number)
    def make(content: Content, chance: random.Random) -> Iterator[Fault]:
        for path, line_number, line in shuffled(content.fields(fields), chance):
            field, _, value = line.partition(": ")
            new = change(field, value, chance)
            if new is not None and new != line and value not in (">-", "|", ""):
                changes = content.with_line(path, line_number, *new.split("\n"))
                shift = new.count("\n")
                at = len(field) + 3 if column else 0
                yield Fault(name, changes, frozenset(rules.split()), path, line_number + shift, at)


_in_field(
    "field misspelt",
    "unknown-field",
    "title description audience reviewed claims_level authors why easier impact",
    lambda f, v, c: f"{misspelt(f, c)}: {v}",
    20,
)
_in_field(
    "field twice", "duplicate-key", "title reviewed id kind topics audience", lambda f, v, c: f"{f}: {v}\n{f}: {v}", 12
)
_in_field(
    "no such day",
    "bad-date",
    "reviewed next_review",
    lambda f, v, c: f"{f}: {c.choice(['2026-13-01', '2026-02-30', '22.11.2026', '2026/11/22', 'soon', '2026-11'])}",
    16,
    True,
)
_in_field(
    "overdue",
    # The former where the day is also before that of the page's own review.
    "bad-date review-overdue",
    "next_review",
    lambda f, v, c: f"{f}: 2026-1{c.randrange(2)}-{c.randrange(10, 22)}",
    12,
    True,
)
_in_field(
    "reviewed in the future",
    "bad-date",
    "reviewed",
    lambda f, v, c: f"{f}: 20{c.randrange(27, 40)}-01-05",
    8,
    True,
)
_in_field(
    "unknown word",
    "bad-value",
    "topics audience claims_level kind impact after_fracture position",
    lambda f, v, c: f"{f}: {misspelt(v, c)}" if v.strip("[]") and v != "[]" else None,
    16,
)
_in_field("id misspelt", "id-not-stem", "id", lambda f, v, c: f"{f}: {misspelt(v, c)}", 8, True)
_in_field(
    "HTML in a field",
    "html-in-field",
    "title description why",
    lambda f, v, c: f"{f}: <b>{v}</b>" if v[0].isalpha() else None,
    8,
    True,
)
_in_field(
    "colon without quotes",
    "bad-yaml",
    "title description easier",
    lambda f, v, c: f"{f}: Bones: {v}" if v[0].isalpha() and ": " not in v else None,
    8,
)
_in_field("anchor", "unsafe-yaml", "title description", lambda f, v, c: f"{f}: &a {v}" if v[0].isalpha() else None, 6)
_in_field("empty field", "bad-value", "title description why feel", lambda f, v, c: f"{f}: ''", 8, True)
_in_field("unknown group", "unknown-exercise", "group", lambda f, v, c: f"{f}: {misspelt(v, c)}", 6, True)


@makes("missing field", 14)
def _missing(content: Content, chance: random.Random) -> Iterator[Fault]:
    fields = "title description id audience reviewed next_review authors reviewed_by claims_level why easier feel"
    for path, number, line in shuffled(content.fields(fields), chance):
        if not line.endswith((">-", ":")):
            yield Fault("missing field", content.with_line(path, number), frozenset({"missing-field"}), path, 2)


@makes("dose", 10)
def _dose(content: Content, chance: random.Random) -> Iterator[Fault]:
    rows = [
        (p, n, t) for p in content.pages for n, t in content.front(p) if re.match(r"  (reps|sets|days_per_week): ", t)
    ]
    for path, number, line in shuffled(rows, chance):
        name = line.partition(":")[0]
        changes = content.with_line(path, number, f"{name}: {chance.choice(['12 to 8', 'some', '3-5', '-1'])}")
        yield Fault("dose", changes, frozenset({"bad-value"}), path, number, len(name) + 3)


@makes("character", 10)
def _character(content: Content, chance: random.Random) -> Iterator[Fault]:
    places = [(p, n, t) for p in content.pages for n, t in content.body(p) if len(t) > 30]
    for path, number, line in shuffled(places, chance):
        at = chance.randrange(5, 25)
        changes = content.with_line(path, number, line[:at] + chance.choice("\x07\x00\x0c\x7f") + line[at:])
        yield Fault("character", changes, frozenset({"bad-character"}), path, number, at + 1)


@makes("encoding", 6)
def _encoding(content: Content, chance: random.Random) -> Iterator[Fault]:
    for path in shuffled(content.pages, chance):
        data = content.texts[path].encode()
        at = chance.randrange(len(data) // 2, len(data))
        changes = {path: data[:at] + b"\xe9" + data[at:]}
        yield Fault("encoding", changes, frozenset({"bad-encoding"}), path, data[:at].count(b"\n") + 1)


@makes("no front matter", 4)
def _no_front(content: Content, chance: random.Random) -> Iterator[Fault]:
    for path in shuffled(content.pages, chance):
        changes = {path: content.texts[path].removeprefix("---\n").encode()}
        yield Fault("no front matter", changes, frozenset({"missing-front-matter"}), path, 1)


@makes("definition not used", 8)
def _definition(content: Content, chance: random.Random) -> Iterator[Fault]:
    for path in shuffled(content.pages, chance):
        changes = {path: f"{content.texts[path]}\n[spare]: index.md\n".encode()}
        yield Fault(
            "definition not used", changes, frozenset({"unused-definition"}), path, len(content.lines(path)) + 1, 10
        )


@makes("id twice", 12)
def _twice(content: Content, chance: random.Random) -> Iterator[Fault]:
    for path, number, line in shuffled(
        [(p, n, t) for p in content.pages for n, t in content.body(p) if re.match("[A-Z]", t)], chance
    ):
        text = (
            chance.choice(['<a id="spot"></a>%s<a id="spot"></a>', '<span id="spot">%s</span> <em id="spot">x</em>'])
            % line
        )
        changes = content.with_line(path, number, text)
        yield Fault("id twice", changes, frozenset({"duplicate-id"}), path, number, text.rindex('"spot"') + 2)


@makes("id of a heading", 8)
def _heading_id(content: Content, chance: random.Random) -> Iterator[Fault]:
    for path in shuffled(content.pages, chance):
        heads = [(n, line) for n, line in content.body(path) if line.startswith("## ")]
        if len(heads) > 1:
            lines = content.lines(path)
            for number, line in heads[:2]:
                lines[number - 1] = line + " {: #part }"
            changes = {path: "\n".join(lines).encode()}
            yield Fault("id of a heading", changes, frozenset({"duplicate-id"}), path, heads[1][0])


@makes("exercise unknown", 14)
def _exercise(content: Content, chance: random.Random) -> Iterator[Fault]:
    rows = [(p, n, t) for p in content.pages for n, t in content.front(p) if t.startswith("    exercises: [")]
    places = [(p, n, t, m) for p, n, t in rows for m in re.finditer(r"[a-z][a-z-]+(?=[,\]])", t)]
    for path, number, line, match in shuffled(places, chance):
        changes = content.with_line(
            path, number, line[: match.start()] + misspelt(match[0], chance) + line[match.end() :]
        )
        yield Fault("exercise unknown", changes, frozenset({"unknown-exercise"}), path, number, match.start() + 1)


@makes("exercise forbidden", 10)
def _forbidden(content: Content, chance: random.Random) -> Iterator[Fault]:
    path = "content/programmes/after-a-spine-fracture.md"
    rows = [(n, t) for n, t in content.front(path) if t.startswith("    exercises: [")]
    places = [(n, t, m) for n, t in rows for m in re.finditer(r"[a-z][a-z-]+(?=[,\]])", t)]
    for at, (number, line, match) in enumerate(shuffled(places, chance)):
        if at % 2:
            changes = content.with_line(path, number, line[: match.start()] + "small-jumps" + line[match.end() :])
        else:
            page = f"content/exercises/{match[0]}.md"
            field = next(n for n, t in content.front(page) if t.startswith("after_fracture:"))
            changes = content.with_line(page, field, "after_fracture: avoid")
        yield Fault("exercise forbidden", changes, frozenset({"forbidden-exercise"}), path, number)


@makes("nav misspelt", 12)
def _nav(content: Content, chance: random.Random) -> Iterator[Fault]:
    rows = [
        (n, t, m)
        for n, t in enumerate(content.lines(CONFIG), 1)
        if (m := re.match(r" +- (?:[^:]+: )?([\w/-]+)\.md$", t))
    ]
    for number, line, match in shuffled(rows, chance):
        text = line[: match.start(1)] + misspelt(match[1], chance) + line[match.end(1) :]
        changes = content.with_line(CONFIG, number, text)
        yield Fault("nav misspelt", changes, frozenset({"nav-missing"}), CONFIG, number, match.start(1) + 1)


@makes("not in nav", 12)
def _not_in_nav(content: Content, chance: random.Random) -> Iterator[Fault]:
    rows = [(n, m) for n, t in enumerate(content.lines(CONFIG), 1) if (m := re.match(r" +- ([\w/-]+\.md)$", t))]
    for number, match in shuffled(rows, chance):
        changes = content.with_line(CONFIG, number)
        yield Fault("not in nav", changes, frozenset({"not-in-nav", "orphan-page"}), f"content/{match[1]}", 1)


@makes("page new", 4)
def _new(content: Content, chance: random.Random) -> Iterator[Fault]:
    for path in shuffled([path for path in content.pages if path.startswith("content/condition/")], chance):
        name = path.replace(".md", "-two.md")
        stem = path.split("/")[-1][:-3]
        changes = {name: content.texts[path].replace(f"id: {stem}\n", f"id: {stem}-two\n").encode()}
        yield Fault("page new", changes, frozenset({"orphan-page", "not-in-nav"}), name, 1)


def _in_sources(
    name: str,
    rules: str,
    start: str,
    change: Callable[[str, random.Random], str | None],
    number: int = 10,
    at: bool = True,
) -> None:
    """A class of faults that each replace a line of the bibliography."""

    @makes(name, number)
    def make(content: Content, chance: random.Random) -> Iterator[Fault]:
        for line_number, line in shuffled(content.source_lines(start), chance):
            new = change(line, chance)
            if new is not None and new != line:
                changes = content.with_line(SOURCES, line_number, *new.split("\n"))
                found = line_number + new.count("\n")
                last = new.split("\n")[-1]
                column = re.match(r"[ -]*[\w-]+: *", last).end() + 1 if at else 0  # type: ignore[union-attr]
                yield Fault(name, changes, frozenset(rules.split()), SOURCES, found, column)


_in_sources(
    "DOI",
    "malformed-doi",
    "  DOI: ",
    lambda t, c: c.choice(
        [
            t.replace("10.", "10", 1),
            t.replace("/", "", 1) if t.count("/") == 1 else None,
            t + ".",
            t.replace("10.", "11.", 1),
            t.replace("/", "/ ", 1),
        ]
    ),
    16,
    False,
)
_in_sources(
    "DOI's address",
    "malformed-doi",
    "  DOI: ",
    lambda t, c: t.replace("DOI: ", c.choice(["DOI: https://doi.org/", "DOI: doi:"])),
    6,
)
_in_sources(
    "PMID",
    "malformed-pmid",
    "  PMID: ",
    lambda t, c: c.choice([t + "x", t + "123", t.replace("PMID: ", "PMID: PMC"), t.replace("PMID: ", "PMID: 0")]),
    12,
)
_in_sources(
    "ISSN",
    "malformed-issn",
    "  DOI: ",
    lambda t, c: f"{t}\n  ISSN: {c.choice(['2049-3631', '1234-567', '0000-0001'])}",
    6,
)
_in_sources(
    "ISBN",
    "malformed-isbn",
    "  DOI: ",
    lambda t, c: f"{t}\n  ISBN: {c.choice(['978-0-306-40615-8', '0-306-40615-3', '12345'])}",
    6,
)
_in_sources(
    "ORCID",
    "malformed-orcid",
    "  DOI: ",
    lambda t, c: f"{t}\n  ORCID: {c.choice(['0000-0002-1825-0098', '0000-0002-1825'])}",
    6,
)
_in_sources(
    "year to come",
    "bad-year",
    "  issued: ",
    lambda t, c: re.sub(r"\d{4}", str(c.randrange(2027, 2099)), t, count=1),
    10,
    False,
)
_in_sources(
    "year too early",
    "bad-year",
    "  issued: ",
    lambda t, c: re.sub(r"\d{4}", str(c.randrange(100, 1400)).zfill(3), t, count=1),
    6,
    False,
)
_in_sources(
    "year too old",
    "stale-source",
    "  issued: ",
    lambda t, c: re.sub(r"\d{4}", str(c.randrange(1900, 1975)), t, count=1),
    6,
    False,
)
_in_sources(
    "field of a source misspelt",
    "unknown-field",
    "  ",
    lambda t, c: (
        t.replace(m[1], misspelt(m[1], c), 1)
        if (m := re.match(r"  (author|issued|volume|page|container-title|publisher):", t))
        else None
    ),
    12,
    False,
)
_in_sources(
    "evidence unknown", "bad-value", "    evidence: ", lambda t, c: f"    evidence: {misspelt(t.split(': ')[1], c)}", 8
)
_in_sources(
    "access unknown", "bad-value", "    access: ", lambda t, c: f"    access: {misspelt(t.split(': ')[1], c)}", 6
)
_in_sources(
    "day of a source",
    "bad-date",
    "    checked: ",
    lambda t, c: f"    checked: {c.choice(['2026-31-12', 'today', '22 November 2026'])}",
    8,
)
_in_sources("key of a source misspelt", "unused-source", "- id: ", lambda t, c: f"- id: {misspelt(t[6:], c)}", 16)
_in_sources("field of a source twice", "duplicate-key", "  title: ", lambda t, c: f"{t}\n{t}", 6, False)


@makes("source not used", 8)
def _unused(content: Content, chance: random.Random) -> Iterator[Fault]:
    for number in range(20):
        entry = f"- id: zzz{number}2025new\n  type: webpage\n  title: Bones and number {number} of a new series\n  URL: https://example.com/{number}\n  custom:\n    evidence: other-page\n    checked: 2026-11-22\n    access: web-page\n    checked_how: We read the page.\n"
        text = content.texts[SOURCES].rstrip("\n") + "\n"
        changes = {SOURCES: (text + entry).encode()}
        yield Fault("source not used", changes, frozenset({"unused-source"}), SOURCES, text.count("\n") + 1, 7)


@makes("source twice", 12)
def _copied(content: Content, chance: random.Random) -> Iterator[Fault]:
    text = content.texts[SOURCES].rstrip("\n") + "\n"
    entries = [each for each in re.split(r"(?m)^(?=- id: )", text)[1:] if "\n  DOI: " in each]
    for at, entry in enumerate(shuffled(entries, chance)):
        first = text.count("\n") + 1
        if at % 3 == 0:  # the very same
            yield Fault(
                "source twice", {SOURCES: (text + entry).encode()}, frozenset({"duplicate-key"}), SOURCES, first
            )
            continue
        copy = re.sub(r"- id: \S+", "- id: zzz2025copy", entry)
        wanted = "DOI"
        if at % 3 == 2:  # the same title, year and author, without numbers
            copy = re.sub(r"  (?:DOI|PMID|PMCID): .*\n", "", copy)
            wanted = "title"
        line = first + next(n for n, row in enumerate(copy.split("\n")) if row.startswith(f"  {wanted}:"))
        yield Fault("source twice", {SOURCES: (text + copy).encode()}, frozenset({"duplicate-source"}), SOURCES, line)


@makes("field of a source left out", 10)
def _left_out(content: Content, chance: random.Random) -> Iterator[Fault]:
    lines = content.lines(SOURCES)
    rows = [
        (n, t) for n, t in enumerate(lines, 1) if re.match(r"  type: |    (?:evidence|checked|access|checked_how): ", t)
    ]
    for number, _ in shuffled(rows, chance):
        if len(lines[number - 1]) - len(lines[number - 1].lstrip()) == 4:
            first = max(at for at in range(number) if lines[at] == "  custom:") + 2
        else:
            first = max(at for at in range(number) if lines[at].startswith("- id:")) + 1
        if lines[number].startswith("     "):
            continue  # its value goes on
        changes = content.with_line(SOURCES, number)
        yield Fault("field of a source left out", changes, frozenset({"missing-field"}), SOURCES, first)


@makes("source retracted", 8)
def _retracted(content: Content, chance: random.Random) -> Iterator[Fault]:
    lines = content.lines(SOURCES)
    for number, line in shuffled(content.source_lines("  title: "), chance):
        key = next(lines[at][6:] for at in range(number - 1, 0, -1) if lines[at].startswith("- id: "))
        cited = [(p, n) for p in content.pages for n, t in content.body(p) if re.search(rf"@{key}\b", t)]
        if cited:
            title = re.sub(r"title: '?", lambda m: m[0].rstrip("'").replace("title: ", "title: '"), line)
            text = title.replace("title: '", "title: 'RETRACTED: ").rstrip("'") + "'"
            changes = content.with_line(SOURCES, number, text)
            yield Fault("source retracted", changes, frozenset({"retracted-source"}), *cited[0])


@makes("hidden character", 14)
def _hidden(content: Content, chance: random.Random) -> Iterator[Fault]:
    places = [(p, n, t) for p in content.pages for n, t in [*content.body(p), *content.front(p)] if len(t) > 30]
    for path, number, line in shuffled(places, chance):
        at = chance.randrange(10, 25)
        if "](" not in line[:40] and re.match(r"[A-Z-]|description|why|feel", line):
            char = chance.choice("\u200b\u202e\u2066\u00ad\ufeff\u2060")
            changes = content.with_line(path, number, line[:at] + char + line[at:])
            yield Fault("hidden character", changes, frozenset({"hidden-character"}), path, number, at + 1)


@makes("review due soon", 8)
def _soon(content: Content, chance: random.Random) -> Iterator[Fault]:
    for path, number, _ in shuffled(content.fields("next_review"), chance):
        changes = content.with_line(path, number, f"next_review: 2026-12-{chance.randrange(1, 22):02}")
        yield Fault("review due soon", changes, frozenset({"review-soon"}), path, number, len("next_review: ") + 1)


@makes("programme asks for other days", 8)
def _days(content: Content, chance: random.Random) -> Iterator[Fault]:
    rows = [(p, n, t) for p in content.pages for n, t in content.front(p) if re.match(r"    when: [23] days a week", t)]
    for path, number, _ in shuffled(rows, chance):
        changes = content.with_line(
            path, number, f"    when: {chance.choice(['1 days', '6 days', 'seven days'])} a week"
        )
        yield Fault("programme asks for other days", changes, frozenset({"differing-dose"}), path, number, 11)


@makes("exercise's dose changed", 6)
def _changed(content: Content, chance: random.Random) -> Iterator[Fault]:
    for path in shuffled([path for path in content.pages if path.startswith("content/programmes/")], chance):
        lines = content.lines(path)
        for at, line in enumerate(lines):
            match = re.match(r"    when: (\d) days a week$|    when: (\d) days a week, with", line)
            keys = re.findall(r"[a-z][a-z-]+(?=[,\]])", lines[at + 1]) if match else []
            if keys:
                page = f"content/exercises/{chance.choice(keys)}.md"
                field = next(n for n, t in content.front(page) if t.startswith("  days_per_week:"))
                changes = content.with_line(page, field, "  days_per_week: 6 to 7")
                yield Fault("exercise's dose changed", changes, frozenset({"differing-dose"}), path, at + 1)


@makes("dose in running text", 12)
def _dose_told(content: Content, chance: random.Random) -> Iterator[Fault]:
    said = (
        "Do the [bridge]({}) 40 times.",
        "Do 9 sets of the [sit to stand]({}).",
        "Hold the [bridge]({}) for 60 seconds.",
    )
    pages = [path for path in content.pages if path.count("/") == 2 and "/exercises/" not in path]
    for path in shuffled(pages, chance):
        text = chance.choice(said)
        text = text.format(f"../exercises/{'bridge' if 'bridge' in text else 'sit-to-stand'}.md")
        number = len(content.lines(path)) + 1
        changes = {path: f"{content.texts[path]}\n{text} [@kanis2019esceo]\n".encode()}
        yield Fault("dose in running text", changes, frozenset({"differing-dose"}), path, number, 1)


@makes("abbreviation that nobody explains", 10)
def _term(content: Content, chance: random.Random) -> Iterator[Fault]:
    rows = [(p, n, t) for p in content.pages for n, t in content.body(p) if re.match("[A-Z][a-z]+ [a-z]", t)]
    lay = {path for path, _, line in content.fields("audience") if re.search("patients|carers", line)}
    for path, number, line in shuffled([row for row in rows if row[0] in lay], chance):
        head, _, rest = line.partition(" ")
        changes = content.with_line(path, number, f"{head} QZX {rest}")
        yield Fault(
            "abbreviation that nobody explains", changes, frozenset({"undefined-term"}), path, number, len(head) + 2
        )


@makes("old address of a DOI", 8)
def _old_doi(content: Content, chance: random.Random) -> Iterator[Fault]:
    for path, number, line, match in shuffled(content.links(), chance):
        target = chance.choice(["http://dx.doi.org/10.1000/182", "http://doi.org/10.1000/182"])
        changed = line[: match.start("target")] + target + line[match.end() - 1 :]
        changes = content.with_line(path, number, changed)
        yield Fault(
            "old address of a DOI", changes, frozenset({"old-doi-link"}), path, number, match.start("target") + 1
        )


@makes("nobody told to leave it out", 8)
def _avoid(content: Content, chance: random.Random) -> Iterator[Fault]:
    for path, number, _ in shuffled(content.fields("avoid_if"), chance):
        lines = content.lines(path)
        end = next(at for at in range(number, len(lines)) if not lines[at].startswith(" "))
        changes = {path: "\n".join([*lines[: number - 1], "avoid_if: []", *lines[end:]]).encode()}
        yield Fault("nobody told to leave it out", changes, frozenset({"incomplete-exercise"}), path, number, 11)


@makes("sources not sorted", 6)
def _unsorted(content: Content, chance: random.Random) -> Iterator[Fault]:
    text = content.texts[SOURCES]
    head, *entries = re.split(r"(?m)^(?=- id: )", text)
    for at in shuffled(list(range(len(entries) - 1)), chance):
        swapped = [*entries[:at], entries[at + 1], entries[at], *entries[at + 2 :]]
        line = (head + "".join(entries[:at])).count("\n") + 1
        changes = {SOURCES: (head + "".join(swapped)).encode()}
        yield Fault("sources not sorted", changes, frozenset({"unsorted-sources"}), SOURCES, line, 1)


@makes("certainty on weak evidence", 10)
def _weak(content: Content, chance: random.Random) -> Iterator[Fault]:
    weak = [
        at
        for at, line in enumerate(content.lines(SOURCES))
        if re.match(r"    evidence: (?:other-page|news-page|narrative-review)", line)
    ]
    keys = [
        next(
            content.lines(SOURCES)[at][6:]
            for at in range(each, 0, -1)
            if content.lines(SOURCES)[at].startswith("- id: ")
        )
        for each in weak
    ]
    for path in shuffled(
        [path for path in content.pages if path.startswith(("content/condition/", "content/spine/"))], chance
    ):
        number = len(content.lines(path)) + 1
        text = f"\n/// certainty | high\nIt is so. [@{chance.choice(keys)}]\n///\n"
        changes = {path: f"{content.texts[path]}{text}".encode()}
        yield Fault("certainty on weak evidence", changes, frozenset({"certainty-too-strong"}), path, number, 5)


@makes("page made hard to read", 6)
def _hard(content: Content, chance: random.Random) -> Iterator[Fault]:
    hard = "Individuals experiencing considerable deterioration of vertebral microarchitecture demonstrate substantially increased susceptibility to debilitating complications following inadvertent mechanical overloading."
    for path in shuffled([path for path in content.pages if path.startswith("content/condition/")], chance):
        number = len(content.lines(path)) + 1
        changes = {path: f"{content.texts[path]}\n{hard}\n{(hard + chr(10)) * 8}".encode()}
        yield Fault("page made hard to read", changes, frozenset({"hard-to-read"}), path, number)
