"""A new article, exercise, programme or source with every field in place, for an author to fill in."""

from __future__ import annotations

import re
from datetime import date, timedelta
from importlib import resources
from pathlib import PurePosixPath
from string import Template

import yaml

from bonewise import dialect
from bonewise.bibliography_text import add_entries
from bonewise.model import Article, Finding, Library, Settings
from bonewise.reading import read
from bonewise.reporting import line

_FOLDERS = {"exercise": "exercises", "programme": "programmes"}
_PART = re.compile(r"[a-z0-9][a-z0-9-]*")
#: The same form as importing gives; Pandoc and BibTeX can cite it.
_SOURCE = re.compile(r"[a-z][a-z0-9-]*")


def start(settings: Settings, kind: str, name: str, today: date) -> tuple[bool, str]:
    """Begin a page or a source. Returns whether that went well, and what to tell the author; nothing is overwritten."""
    if kind not in ("article", "source", *_FOLDERS):
        return False, f"'{kind}' cannot be started; choose article, exercise, programme or source."
    library = read(settings.root)[0]
    refusal = _refusal(kind, name, library)
    if refusal:
        return False, refusal
    return _source(settings, name, today) if kind == "source" else _page(library, kind, name, today)


def _refusal(kind: str, name: str, library: Library) -> str:
    """Why nothing can be started under this name; empty where it can."""
    parts = name.split("/")
    if kind != "article" and len(parts) > 1:
        return f"'{name}' has a folder, but only an article can have one; write '{parts[-1] or 'my-name'}'."
    if not all(_PART.fullmatch(part) for part in parts):
        near = "/".join(filter(None, (re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-") for part in parts)))
        hint = f"; did you mean '{near}'?" if near else ", as in my-topic."
        return f"'{name}' is not a name: use only the letters a to z, digits and dashes{hint}"
    if kind == "source":
        if not _SOURCE.fullmatch(name):
            return f"'{name}' is not an id for a source: begin with a letter, as in kanis2019european."
        return f"There is a source '{name}' already; choose another id." if name in library.sources else ""
    if parts[-1] == "index":
        return "'index' is the page of a folder; choose a name that says what the page is about."
    page = library.by_id(parts[-1])
    return f"The id '{parts[-1]}' is taken by {page.shown_path}; choose another name." if page else ""


def _source(settings: Settings, name: str, today: date) -> tuple[bool, str]:
    findings: list[Finding] = add_entries(settings, {name: _filled("source.yaml", settings, name, today)})
    if findings:
        return False, "\n".join([*map(line, sorted(findings)), "Nothing was started: mend this first."])
    next_step = f"Next: fill in its fields, cite it as [@{name}], and run 'bonewise check'."
    return True, f"Started the source '{name}' in {settings.content}/{settings.sources}.\n{next_step}"


def _page(library: Library, kind: str, name: str, today: date) -> tuple[bool, str]:
    settings = library.settings
    folder = _FOLDERS.get(kind) or ("" if "/" in name else _article_folder(library))
    relative = PurePosixPath(folder, f"{name}.md").as_posix()
    file = settings.root / settings.content / relative
    shown = f"{settings.content}/{relative}"
    text = _filled(f"{kind}.md", settings, PurePosixPath(name).name, today)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        return False, f"{shown} exists already; choose another name."
    next_step = "Next: fill in the fields and the text, and run 'bonewise check'."
    return True, f"Started {shown}.\n{next_step}\nAdd it to 'nav' in mkdocs.yml, so that readers find it: {relative}"


def _article_folder(library: Library) -> str:
    """The first folder that holds articles; the top of the content where none does."""
    folders = sorted(path.rpartition("/")[0] for path, page in library.pages.items() if isinstance(page, Article))
    return next(filter(None, folders), "")


def _filled(starter: str, settings: Settings, name: str, today: date) -> str:
    """A starter's text with its gaps filled; lists of words come from the dialect, so that they are said once."""
    text = resources.files("bonewise").joinpath("starters", starter).read_text("utf-8")
    words = {
        "access": dialect.ACCESS,
        "after_fracture": dialect.AFTER_FRACTURE,
        "audiences": dialect.AUDIENCES,
        "certainty": dialect.CERTAINTY,
        "claims": dialect.CLAIMS,
        "equipment": dialect.EQUIPMENT,
        "evidence": dialect.EVIDENCE,
        "groups": settings.groups or ("groups of extra.bonewise in mkdocs.yml",),
        "impact": dialect.IMPACT,
        "positions": dialect.POSITIONS,
        "risk_groups": dialect.RISK_GROUPS,
        "topics": dialect.TOPICS,
    }
    return Template(text).substitute(
        {key: ", ".join(value) for key, value in words.items()},
        id=_scalar(name),
        title=_scalar(name.replace("-", " ").strip().capitalize()),
        group=next(iter(settings.groups), "my-group"),
        today=today.isoformat(),
        next_review=year_on(today).isoformat(),
        year=str(today.year),
    )


def year_on(today: date) -> date:
    """The same day of the next year, but for the last of February."""
    return (today - timedelta(days=today.day == 29 and today.month == 2)).replace(year=today.year + 1)


def _scalar(text: str) -> str:
    """The text in YAML: `2020` and `yes` need quotes, or they would be a number and a truth value."""
    shown: str = yaml.safe_dump(text, width=len(text) + 9)
    return shown.splitlines()[0]
