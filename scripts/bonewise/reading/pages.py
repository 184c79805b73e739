"""Markdown files to pages: which files count, and what their front matter says."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from bonewise.dialect import FRONT_MATTER
from bonewise.document import Document, bad_encoding
from bonewise.frontmatter import FIELDS, Field, day, kind_of, read_fields
from bonewise.model import Article, Exercise, Finding, Page, Place, Programme, Settings
from bonewise.reading.characters import unseen
from bonewise.reading.strange_files import fault_of_file, faults_of_names

#: A page of guidance is about 6 kB; a megabyte is not a page, and would stall the build.
MAX_BYTES = 1_000_000

_TEXTS = (".md", ".yaml", ".yml")
#: As MkDocs has it.
_NEVER = (".*", "/templates/")

_MAKE: dict[str, type[Page]] = {"article": Article, "exercise": Exercise, "programme": Programme, "page": Page}


def content_files(settings: Settings) -> tuple[dict[str, Path], list[Finding]]:
    """Every file below `content/` by its relative name, sorted; links and huge files are refused."""
    files: dict[str, Path] = {}
    findings: list[Finding] = []
    top = settings.root / settings.content
    listed = dict(_below(top, "")) if top.is_dir() else {}
    findings += faults_of_names(settings, listed)
    for name, entry in listed.items():
        fault = _fault(settings, entry) or fault_of_file(settings, entry)
        if fault:
            findings.append(Finding(Place(f"{settings.content}/{name}"), *fault))
        if entry.is_file() and not (fault and fault[0] == "unsafe-file"):
            files[name] = Path(entry.path)
    return dict(sorted(files.items())), findings


def _below(folder: Path | str, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Each file and folder with its relative name. Not by `os.walk`: an entry of a folder knows what it is."""
    with os.scandir(folder) as entries:
        listed = sorted(entries, key=lambda entry: entry.name)
    for entry in listed:
        yield f"{prefix}{entry.name}", entry
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, f"{prefix}{entry.name}/")


def published(settings: Settings, names: Iterable[str]) -> frozenset[str]:
    """The files that MkDocs takes into the site: not hidden ones, templates, or what the settings exclude."""
    patterns = [*settings.exclude_docs.splitlines(), *settings.draft_docs.splitlines()]
    if not patterns:
        return frozenset(name for name in names if not (f"/{name}".count("/.") or name.startswith("templates/")))
    from pathspec import GitIgnoreSpec  # slow to import, and most projects exclude nothing

    spec = GitIgnoreSpec.from_lines([*_NEVER, *patterns])
    return frozenset(name for name in names if not spec.match_file(name))


def _fault(settings: Settings, entry: os.DirEntry[str]) -> tuple[str, str, str] | None:
    # A project without kinds may link within itself, as MkDocs allows; never out of it.
    if entry.is_symlink() and (settings.typed or not Path(entry).resolve().is_relative_to(settings.root)):
        what = "this is a symbolic link; it could publish a file from elsewhere"
        return "unsafe-file", what, "put the file itself here"
    # Pictures and films may be large; texts are parsed.
    if entry.name.endswith(_TEXTS) and entry.is_file() and entry.stat().st_size > MAX_BYTES:
        size = entry.stat().st_size
        what = f"the file has {size:,} bytes; at most {MAX_BYTES:,} are allowed"
        return "unsafe-file", what, "split or shrink it"
    return None


def read_page(settings: Settings, name: str, data: bytes) -> tuple[Page | None, list[Finding]]:
    """One page of a file's bytes and its findings; no page where the front matter lacks what a page needs."""
    shown = f"{settings.content}/{name}"
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        return None, [bad_encoding(error, shown)]
    match = FRONT_MATTER.match(text)
    if not settings.typed:
        return _plain_page(settings, name, shown, text)
    if not match:
        what = "the page has no front matter"
        mend = "start the file with '---', the fields, and '---'; see about/authoring.md"
        return None, [Finding(Place(shown), "missing-front-matter", what, mend)]
    doc = Document(match["yaml"], shown, first_line=2)
    if doc.findings and doc.root is None:
        return None, doc.findings
    kind = kind_of(doc)
    values, places = read_fields(doc, doc.root, FIELDS[kind])
    doc.findings += unseen(shown, text)
    _judge_template(doc, values, places)
    _judge_id(doc, name, values, places)
    if any(field.required and key not in values for key, field in FIELDS[kind].items()):
        return None, doc.findings
    if not text[match.end() :].strip():
        # Python-Markdown answers an empty text at once, and the card would be lost with the body.
        mend = "write a sentence below the front matter, or the comment <!-- The fields above say it all. -->"
        doc.findings.append(Finding(Place(shown), "empty-body", "the page has no text", mend))
    page = _MAKE[kind](**_arguments(values), **_where(settings, name, shown, text, match), places=places)
    return page, doc.findings


def _plain_page(settings: Settings, name: str, shown: str, text: str) -> tuple[Page, list[Finding]]:
    """A page of a project without kinds: only the review dates of its front matter are ours to read."""
    match = FRONT_MATTER.match(text)
    where = _where(settings, name, shown, text, match)
    if not match:
        return Page(kind="plain", id=name, title=Path(name).stem, description="", **where), []
    doc = Document(match["yaml"], shown, first_line=2)
    fields = {"reviewed": Field(day, False), "next_review": Field(day, False)}
    dated = [(key, value) for key, value in (doc.root.value if doc.root else ()) if str(key.value) in fields]
    node = yaml.MappingNode("tag:yaml.org,2002:map", dated)
    values, places = read_fields(doc, node, fields)
    page = Page(kind="plain", id=name, title=Path(name).stem, description="", **values, **where, places=places)
    return page, doc.findings


def _where(settings: Settings, name: str, shown: str, text: str, match: re.Match[str] | None) -> dict[str, Any]:
    end = match.end() if match else 0
    if match:  # MkDocs hands on the text without the empty lines below the front matter
        end += len(text) - end - len(text[end:].lstrip("\n"))
    return {
        "path": name,
        "shown_path": shown,
        "in_folders": settings.use_directory_urls,
        "header": match["yaml"] if match else "",
        "body": text[end:],
        "body_line": text[:end].count("\n") + 1,
    }


def _judge_id(doc: Document, name: str, values: dict[str, Any], places: dict[str, Place]) -> None:
    stem = Path(name).stem
    wanted = stem if stem != "index" else (Path(name).parent.name or "home")
    if "id" in values and values["id"] != wanted:
        what = f"the id is '{values['id']}', but the file asks for '{wanted}'"
        mend = f"write 'id: {wanted}', or rename the file"
        doc.findings.append(Finding(places["id"], "id-not-stem", what, mend))


#: A template of the project, by its name alone; the theme's own can lead elsewhere, as `redirect.html` does.
_TEMPLATE = re.compile(r"(?!redirect\.html$)[a-z0-9][a-z0-9_-]*\.html")


def _judge_template(doc: Document, values: dict[str, Any], places: dict[str, Place]) -> None:
    name = values.get("template", "")
    if name and not _TEMPLATE.fullmatch(name):
        what = f"'template' cannot be '{name}'"
        doc.findings.append(
            Finding(places["template"], "bad-value", what, "name a file of templates/, as in home.html")
        )


def _arguments(values: dict[str, Any]) -> dict[str, Any]:
    """Front matter names to the names of the page's class."""
    arguments = {key: value for key, value in values.items() if key not in ("template", "hide", "picture")}
    if "picture" in values:
        arguments["picture_start"] = values["picture"]["start"]
        arguments["picture_finish"] = values["picture"]["finish"]
    if values["kind"] == "page" and "stop_if" in values:
        arguments["shared_stop_if"] = arguments.pop("stop_if")
    return arguments
