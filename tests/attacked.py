"""A project with attacks in every field that reaches a page, and its site, built as if nothing had been found wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml
from small_project import Project

from bonewise import frontmatter, plugin
from bonewise.building import build

#: Fields that must stay as they are for a page to be read at all, or that hold a choice, a number or a day.
_KEPT = "kind id topics audience reviewed next_review claims_level group position equipment impact after_fracture suits"
_KEPT += (
    " weeks sets reps hold_seconds minutes days_per_week exercises sources template hide type DOI PMID custom issued"
)
_DOSE = dict.fromkeys(("unit", "per", "start", "note", "progress"), "a")
_EXTRA = {
    "exercise": {"equipment_note": "a", "also_called": ["a"], "dose": _DOSE},
    "programme": {"also_called": ["a"]},
    "article": {"also_called": ["a"]},
}
CHUNK = 36


def attacked_site(project: Project, payloads: Sequence[str]) -> Path:
    """The folder of the site, built from the small project with the payloads added; nothing stops the build."""
    chunks = [payloads[at : at + CHUNK] for at in range(0, len(payloads), CHUNK)]
    for number, chunk in enumerate(chunks):
        _page(project, "content/exercises/bridge.md", f"x{number}", chunk)
        _page(project, "content/programmes/first-weeks.md", f"p{number}", chunk)
        _page(project, "content/condition/osteopenia.md", f"a{number}", chunk)
    _special_pages(project, payloads[::7])
    _sources(project, chunks)
    _settings(project, chunks)
    _names(project)
    with _nothing_refused():
        build(project.root)
    return project.root / "site"


@contextmanager
def _nothing_refused() -> Iterator[None]:
    """As if the reader let HTML through, and no finding stopped the build: each layer must hold by itself."""

    def text(doc, node, name):  # type: ignore[no-untyped-def]
        return " ".join(str(node.value).split()) or None

    refusing = frontmatter.text.__code__
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plugin, "blocking", lambda *_: False)
        patch.setattr("bonewise.building.report", lambda findings: None)
        frontmatter.text.__code__ = text.__code__  # every field table holds the function itself
        try:
            yield
        finally:
            frontmatter.text.__code__ = refusing


def _attacked(value: object, chunk: Sequence[str], name: str = "") -> object:
    if name in _KEPT.split():
        return value
    if isinstance(value, dict):
        return {key: _attacked(each, chunk, key) for key, each in value.items()}
    if isinstance(value, list):
        return [_attacked(value[0], chunk, name)] if value and isinstance(value[0], dict) else list(chunk)
    return " ".join(chunk) if isinstance(value, str) else value


def _page(project: Project, model: str, id_: str, chunk: Sequence[str]) -> None:
    fields = yaml.load(project.text(model).split("---\n")[1], yaml.BaseLoader)
    for name, value in _EXTRA[fields["kind"]].items():
        fields[name] = {**fields[name], **value} if isinstance(value, dict) else value
    # A site that is attacked in all its titles at once would only show the first: each has its own.
    fields = {**_attacked(fields, chunk), "id": id_}  # type: ignore[dict-item]
    body = "\n\n".join([*chunk, *_in_places(chunk), f"a [@s{id_[1:]}, {chunk[0]}] b [@s{id_[1:]}]"])
    path = model.rpartition("/")[0]
    project.write(f"{path}/{id_}.md", f"---\n{_yaml(fields)}---\n\n{body}\n")


def _in_places(chunk: Sequence[str]) -> Iterator[str]:
    """The payloads in headings, cells, words of pictures, captions, titles and blocks."""
    for each in chunk:
        line = " ".join(each.split())
        cell, quoted = line.replace("|", "&#124;"), line.replace('"', '\\"')
        yield f"## {line}"
        yield f"| {cell} | a |\n|---|---|\n| {cell} | b |"
        yield f'![{line}](x.png "{quoted}") [{line}](index.md "{quoted}")'
        yield f'![a](x.png){{: alt="{quoted}" title="{quoted}" class="{quoted}" id="{quoted}" }}'
        yield f"/// key-points\n{line}\n///"
        yield f"> {line}\n\n- {line}\n\n1. {line}"


def _special_pages(project: Project, chunk: Sequence[str]) -> None:
    """Emergency signs and the disclaimer stand on every page."""
    for path in ("content/about/emergency.md", "content/about/disclaimer.md"):
        _, front, body = project.text(path).split("---\n", 2)
        project.write(path, f"---\n{_yaml(_attacked(yaml.load(front, yaml.BaseLoader), chunk))}---\n{body}")
    body = "".join(f"/// {name}\n///\n\n" for name in ("a-to-z", "source-list", "review-list", "programme-list"))
    body += "/// exercise-index | position\n///\n\n/// page-list | condition\n///\n\n/// exercise | x0\n///\n"
    project.body("content/sources/index.md", body)


def _sources(project: Project, chunks: Sequence[Sequence[str]]) -> None:
    book = yaml.safe_load(project.text("content/sources.yaml"))
    for number, chunk in enumerate(chunks):
        text = " ".join(chunk)
        author = [{"family": text, "given": text}, {"literal": text}]
        fields = dict.fromkeys(
            ("title", "container-title", "container-title-short", "publisher", "publisher-place"), text
        )
        fields |= dict.fromkeys(("volume", "issue", "page", "DOI", "PMID", "ISBN", "ISSN", "edition"), text)
        custom = {**book["references"][0]["custom"], "checked_how": text, "note": text}
        source = {
            "id": f"s{number}",
            "type": ("article-journal", "webpage", "book")[number % 3],
            **fields,
            "author": author,
        }
        if number % 2:
            source |= {"URL": chunk[0], "DOI": ""}
        book["references"].append({**source, "issued": {"date-parts": [[2020]]}, "custom": custom})
    project.write("content/sources.yaml", _yaml(book))


def _settings(project: Project, chunks: Sequence[Sequence[str]]) -> None:
    """Words of the settings; addresses and file names in them are the owner's, who can change every template anyway."""
    root = Path(__file__).parent.parent
    config = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))
    text = " ".join(chunks[0])
    config |= {"site_name": text, "site_description": text, "copyright": text, "site_author": text}
    config["theme"] |= {"custom_dir": str(root / "templates")}
    # The theme's own search writes titles unescaped into its results.
    config["plugins"] = [each for each in config["plugins"] if each != "search"]
    own = config["extra"]["bonewise"]
    own |= {"tagline": text, "contact": text, "search_example": text}
    own |= {"groups": {"back-strength": text, "balance": text, chunks[0][0]: text}}
    pages = [f"{folder}{number}.md" for number, _ in enumerate(chunks) for folder in ("exercises/x", "condition/a")]
    attacks = [" ".join(each.split()) for chunk in chunks for each in chunk]
    # Each attack once as the name of a tab, with a page in it; MkDocs does not mind a page that is there twice.
    tabs = [{each: [{each: pages[at % len(pages)]}]} for at, each in enumerate(attacks)]
    config["nav"] = ["index.md", *tabs, "sources/index.md", "about/emergency.md", "about/disclaimer.md"]
    quiet = dict.fromkeys(("not_found", "anchors", "absolute_links", "unrecognized_links"), "ignore")
    config["validation"] = {"links": quiet, "nav": {"omitted_files": "ignore"}}
    project.write("mkdocs.yml", _yaml(config))


def _names(project: Project) -> None:
    """A file may be called anything, too."""
    for number, name in enumerate(("a' onclick=alert(9) b='", 'a" onclick="alert(9)', "<img src=x onerror=alert(9)>")):
        project.write(f"content/condition/{name}{number}.md", project.text("content/condition/osteopenia.md"))


def _yaml(data: object) -> str:
    # JSON is YAML, and quotes everything.
    return f"{json.dumps(data, ensure_ascii=True, indent=0, default=str)}\n"
