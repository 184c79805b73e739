"""`bonewise search-quality`: the figures, the command, and the gate that our own site must pass."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from small_project import CASES

from bonewise.cli import main
from bonewise.model import Library
from bonewise.reading import read
from bonewise.search_quality import Answer, Query, by_kind, measure, read_queries

ROOT = Path(__file__).parent.parent
OWN, SHARED = CASES / "search/own.yaml", CASES / "search/shared.yaml"
needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="no Node here; on Debian: apt-get install nodejs")


def answer(expect: str, *ids: str, kind: str = "lay") -> Answer:
    return Answer(Query("words", (expect,), kind), ids)


class TestMeasure:
    """Shares of 1, by the place of the first expected page."""

    def test_counts_first_three_and_empty(self) -> None:
        found = measure([answer("a", "a"), answer("a", "b", "c", "a"), answer("a", "b", "c", "d", "a"), answer("a")])
        assert (found.queries, found.first, found.three, found.empty) == (4, 0.25, 0.5, 1)
        assert found.mrr == pytest.approx((1 + 1 / 3 + 1 / 4) / 4)
        assert not found.holds

    def test_holds_from_95_and_99_in_100_on(self) -> None:
        first, second = answer("a", "a"), answer("a", "b", "a")
        assert measure([first] * 95 + [second] * 5).holds
        assert not measure([first] * 94 + [second] * 6).holds
        assert not measure([first] * 98 + [answer("a", "b")] * 2).holds
        assert not measure([first] * 999 + [answer("a")]).holds

    def test_each_kind_is_counted_apart_and_all_last(self) -> None:
        kinds = by_kind([answer("a", "a", kind="lay"), answer("a", "b", kind="clinical")])
        assert [(kind, each.first) for kind, each in kinds.items()] == [("lay", 1), ("clinical", 0), ("all", 0.5)]


class TestFile:
    """A file that cannot be used is told with what to do, never with a traceback."""

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("", "holds no queries; write 'queries:'"),
            ("queries: []", "holds no queries"),
            ("queries: [{query: bones}]", "query 1 lacks 'query' or 'expect'"),
            ("queries: [{expect: [a]}]", "query 1 lacks"),
            ("queries: [just words]", "query 1 lacks"),
            ("queries: [{query: a, expect: []}]", "query 1 lacks"),
            ("queries: [", "cannot be read"),
            ("\x00", "cannot be read"),
        ],
    )
    def test_wrong_layout(self, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, words: str) -> None:
        file = tmp_path / "queries.yaml"
        file.write_text(text, "utf-8")
        assert main(["search-quality", str(file), "--site", str(tmp_path)]) == 2
        assert words in capsys.readouterr().err

    def test_no_such_file(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["search-quality", str(tmp_path / "none.yaml"), "--site", str(tmp_path)]) == 2
        assert "none.yaml: No such file" in capsys.readouterr().err

    def test_site_without_an_index(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["search-quality", str(SHARED), "--site", str(tmp_path)]) == 2
        assert "run 'bonewise build' first, or give --site DIR" in capsys.readouterr().err

    def test_without_node_it_says_what_to_install(
        self, site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("PATH", "")
        assert main(["search-quality", str(SHARED), "--site", str(site)]) == 2
        assert "apt-get install nodejs" in capsys.readouterr().err


@needs_node
def test_command_prints_figures_and_misses(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "queries.yaml"
    file.write_text(
        "queries:\n- {query: osteopenia, expect: [osteopenia], kind: lay}\n- {query: 999, expect: walking}\n"
    )
    assert main(["search-quality", str(file), "--site", str(site)]) == 1
    shown = capsys.readouterr().out
    assert "lay                 1  100.0%  100.0%  1.000      0" in shown
    assert "999: walking; got emergency" in shown
    assert main(["search-quality", str(file), "--site", str(site), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["measures"]["all"]["queries"] == 2
    assert told["answers"][0]["rank"] == 1


@needs_node
def test_shared_queries_pass_the_gate(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["search-quality", str(SHARED), "--site", str(site)])
    assert status == 0, capsys.readouterr().out


@needs_node
def test_own_queries_find_their_page(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of 97, 90 are asked for; never nothing."""
    main(["search-quality", str(OWN), "--site", str(site), "--json"])
    found = json.loads(capsys.readouterr().out)["measures"]["all"]
    assert found["queries"] >= 150
    assert found["first"] >= 90 / 97
    assert found["three"] >= 0.97
    assert found["empty"] == 0


@pytest.mark.parametrize("file", [OWN, SHARED], ids=lambda file: file.stem)
def test_expected_pages_exist(file: Path) -> None:
    library: Library = read(ROOT)[0]
    known = {page.id for page in library.pages.values()}
    assert {name for query in read_queries(file) for name in query.expect} <= known


_BYTES = """
const [fs, vm, zlib, assets] = [require("fs"), require("vm"), require("zlib"), process.argv[1] + "/assets/"];
const packed = (file) => zlib.gzipSync(fs.readFileSync(file), { level: 9 }).length;
const fixed = packed(assets + "search.js") + packed(assets + "search-box.js"), sizes = new Map(), scripts = new Map();
const once = (map, key, make) => map.has(key) ? map.get(key) : map.set(key, make(key)).get(key);
const script = (file) => once(scripts, file, (name) => new vm.Script(fs.readFileSync(name, "utf8")));
(async () => {
  const costs = [];
  for (const query of JSON.parse(fs.readFileSync(0, "utf8"))) {
    const fresh = vm.createContext({});
    let cost = fixed;
    script(assets + "search.js").runInContext(fresh);
    const index = fresh.bonewiseSearch.open(assets, async (file) => {
      cost += once(sizes, file, packed);
      script(file).runInContext(fresh);
    });
    const { ranked } = await index.find(query);
    if (ranked.length) await index.result(ranked[0]);
    costs.push([cost, query]);
  }
  console.log(JSON.stringify(costs));
})();
"""


@needs_node
def test_a_first_result_fits_into_the_first_packets(site: Path) -> None:
    """14,600 bytes is what a server sends before it waits (RFC 6928): all but a few odd queries need no more."""
    queries = [query.text for file in (SHARED, OWN) for query in read_queries(file)]
    command = ["node", "-e", _BYTES, str(site)]
    run = subprocess.run(command, input=json.dumps(queries), capture_output=True, text=True, check=True)
    costs = sorted(json.loads(run.stdout), reverse=True)
    assert costs[0][0] <= 16_000, costs[:5]
    assert sum(cost > 14_600 for cost, _ in costs) <= len(costs) / 100, costs[:5]
