"""The engine is a guest: MkDocs, ProperDocs and Zensical give the same article from the same `mkdocs.yml`."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from bonewise.finishing import finish
from bonewise.reading import read

ROOT = Path(__file__).parent.parent
COMMANDS = {
    "properdocs": ["-m", "properdocs", "build", "--quiet", "--config-file", "mkdocs.yml"],
    "zensical": ["-m", "zensical", "build", "--clean"],
}
PAGES = (
    "condition/osteopenia",
    "condition/t-score",
    "exercises/prone-shoulder-raise",
    "programmes/first-two-weeks",
    "groups/balance-exercises",
    "sources",
    "about/a-to-z",
)


@pytest.fixture(params=sorted(COMMANDS))
def other_site(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The real content, built by another engine."""
    engine = request.param
    if importlib.util.find_spec(engine) is None:
        pytest.skip(f"{engine} is not installed on this machine")
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    run = subprocess.run([sys.executable, *COMMANDS[engine]], cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stdout + run.stderr
    if engine == "zensical":  # it runs no plugins, so the last steps are called by hand
        finish(read(tmp_path)[0], tmp_path / "site")
    return tmp_path / "site"


def article(site: Path, page: str) -> dict[str, list[object]]:
    """Ids, resolved links and citation marks of a built article. `__skip` is Zensical's own landing mark."""
    node = LexborHTMLParser((site / page / "index.html").read_text("utf-8")).css_first("article")
    assert node is not None
    here = f"https://site.example/{page}/"
    return {
        "ids": [each.attributes["id"] for each in node.css("[id]") if each.attributes["id"] != "__skip"],
        "links": [urljoin(here, each.attributes["href"] or "") for each in node.css("a[href]")],
        "citations": [(each.attributes["id"], each.text()) for each in node.css(".bw-cite a")],
    }


@pytest.mark.slow
def test_every_engine_gives_the_same_articles(other_site: Path, site: Path) -> None:
    for page in PAGES:
        ours, theirs = article(site, page), article(other_site, page)
        for what in ours:
            assert theirs[what] == ours[what], f"{what} of {page}"
