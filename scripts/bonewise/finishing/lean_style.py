"""The theme's style sheets and scripts without what no page of the site can use."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import tinycss2

from bonewise.finishing.search_index import FOLDER

__all__ = ["LeanStyle"]

#: Where the lean sheet stands: below the theme's own folder, whose licence it has.
LEAN = "assets/stylesheets/theme.css"
_LINK = re.compile(
    r'<link rel="stylesheet" href="([^"]*)(assets/stylesheets/(?:\w+/)?(main|palette)\.[0-9a-f]+\.min\.css)">\s*'
)
#: Each begins with letters, so that they are found without a look at every word; what is found too much does no harm.
_CLASSES = re.compile(r"""class=["']?([^"'>]*)""")
_VALUES = (re.compile(r"""data-md-[\w-]+=["']?([^"'>\s]*)"""), re.compile(r"""dir=["']?([^"'>\s]*)"""))
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_ASKED = re.compile(r"var\(\s*(--[\w-]+)")
_NAMED = re.compile(r"--[\w-]+")
#: A custom property inside a rule; its value may hold a drawing as text.
_PROPERTY = re.compile(r"(?:^|(?<=;))\s*(--[\w-]+)\s*:(?:[^;{}\"']|\"[^\"]*\"|'[^']*')*(?:;|$)")
#: Folders of scripts that dress nothing: data of the search, and pages for other sites, which have their own style.
_DATA = (FOLDER, "embed", "handouts", "assets/javascripts/lunr", "assets/javascripts/workers")
#: The theme's own scripts, a megabyte with its search; a site whose templates ask for none of them is spared them.
_SCRIPTS = "assets/javascripts"


class LeanStyle:
    """Collects what pages use while they are finished, and then writes what of the theme's sheets is left."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.sheets: dict[str, None] = {}
        self.classes: set[str] = set()
        self.values: set[str] = set()
        self.scripts = False

    def add(self, html: str) -> str:
        """Note what a page uses; returns it with one link to the lean sheet, instead of the theme's own."""
        self.scripts = self.scripts or f"{_SCRIPTS}/" in html
        self.classes.update(_CLASSES.findall(html))
        for pattern in _VALUES:
            self.values.update(pattern.findall(html))
        return self._with_lean_sheet(html)

    def _with_lean_sheet(self, html: str) -> str:
        links = list(_LINK.finditer(html))
        names = dict.fromkeys(link[2] for link in links)
        if not links or any(name not in self.sheets and not (self.site / name).is_file() for name in names):
            return html
        self.sheets.update(names)
        lean = f'<link rel="stylesheet" href="{links[0][1]}{LEAN}">'
        starts, ends = [link.start() for link in links[1:]], [link.end() for link in links]
        others = (html[end:start] for end, start in zip(ends, [*starts, len(html)], strict=True))
        return "".join((html[: links[0].start()], lean, *others))

    def add_others(self, finished: Iterable[Path]) -> None:
        """The same for the pages that no article made, such as that for wrong addresses."""
        known = set(finished)
        for file in _files(self.site, ".html"):
            if file not in known:
                html = file.read_text("utf-8", errors="surrogateescape")
                if (lean := self.add(html)) != html:
                    file.write_text(lean, "utf-8", errors="surrogateescape")

    def write(self) -> None:
        """Write the lean sheet, where a page asks for one; what a script names may be used by it."""
        if not self.sheets:
            return
        if not self.scripts:
            shutil.rmtree(self.site / _SCRIPTS, ignore_errors=True)
        scripts = "\n".join(file.read_text("utf-8", errors="replace") for file in _files(self.site, ".js"))
        words = set(_WORD.findall(scripts))
        classes = words.union(*(each.split() for each in self.classes))
        theirs = [self.site / name for name in self.sheets]
        css = "".join(file.read_text("utf-8").partition("/*# sourceMappingURL")[0] for file in theirs)
        rules = list(_kept(tinycss2.parse_stylesheet(css, True, True), classes, words | self.values))
        ours = (file.read_text("utf-8") for file in _files(self.site, ".css") if file.parent != theirs[0].parent)
        asked = {*_NAMED.findall(scripts), *_ASKED.findall("\n".join(ours))}
        (self.site / LEAN).write_text(_without_unused_values(rules, asked), "utf-8")


def _files(site: Path, suffix: str) -> Iterator[Path]:
    """The site's files of one kind, sorted, without the folders of data."""
    for folder, inner, names in os.walk(site):
        here = Path(folder).relative_to(site)
        inner[:] = sorted(name for name in inner if (here / name).as_posix() not in _DATA)
        yield from (Path(folder, name) for name in sorted(names) if name.endswith(suffix))


def _kept(rules: Iterable[Any], classes: set[str], values: set[str]) -> Iterator[tuple[str, Any]]:
    """Each rule that may still be used: its head, and its body as text, as inner rules, or none."""
    for rule in rules:
        if rule.type == "qualified-rule":
            chosen = [part for part in _parts(rule.prelude) if _may_match(part, classes, values)]
            if chosen:
                head = ",".join(tinycss2.serialize(part).strip() for part in chosen)
                yield head, tinycss2.serialize(rule.content).strip()
        elif rule.type == "at-rule":
            head = f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}"
            if rule.content is None or rule.lower_at_keyword not in ("media", "supports"):
                yield head, None if rule.content is None else tinycss2.serialize(rule.content)
            elif inner := list(_kept(tinycss2.parse_rule_list(rule.content, True, True), classes, values)):
                yield head, inner


def _parts(prelude: Iterable[Any]) -> list[list[Any]]:
    """A list of selectors, one by one."""
    parts: list[list[Any]] = [[]]
    for token in prelude:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _may_match(selector: list[Any], classes: set[str], values: set[str]) -> bool:
    """Whether all classes and values of the theme in a selector occur; what `:not()` and its like hold is not asked."""
    after_dot = False
    for token in selector:
        if after_dot and token.type == "ident" and token.value not in classes:
            return False
        after_dot = token == "."
        if token.type == "[] block":
            name, sign, *rest = [each for each in token.content if each.type != "whitespace"] + [None, None]
            themes = name.type == "ident" and (name.value == "dir" or name.value.startswith("data-md-"))
            if themes and sign == "=" and rest[0] is not None and rest[0].value not in values:
                return False
    return True


def _without_unused_values(rules: list[tuple[str, Any]], asked: set[str]) -> str:
    """The sheet without the custom properties that nothing asks for, such as drawings of boxes that no page has.

    What is left out may have been all that asked for another.
    """
    css = _written(rules)
    used = asked.union(_ASKED.findall(css))
    less = _asked_for(rules, used)
    return css if _written(less) == css else _without_unused_values(less, asked)


def _asked_for(rules: Iterable[tuple[str, Any]], used: set[str]) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for head, body in rules:
        if isinstance(body, list):
            body = _asked_for(body, used)
        elif body and "--" in body:
            body = _PROPERTY.sub(lambda match: match[0] if match[1] in used else "", body)
        if body or body is None:
            found.append((head, body))
    return found


def _written(rules: Iterable[tuple[str, Any]]) -> str:
    texts = []
    for head, body in rules:
        inner = _written(body) if isinstance(body, list) else body
        texts.append(f"{head};" if inner is None else f"{head}{{{inner}}}")
    return "".join(texts)
