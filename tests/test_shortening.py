"""Our scripts with fewer letters do what they did."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from bonewise.finishing.shortening import short_script

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="no Node here; on Debian: apt-get install nodejs")


def said(script: str) -> str:
    return subprocess.run(["node", "-"], input=script, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(
    "script",
    [
        "const total = 2, other = 3;\nconsole.log(total + other)",
        "const { total, other: second = 9, third = 4 } = { total: 1, other: 2 };\nconsole.log(total, second, third)",
        "const make = (one, [two, three], { four }) => ({ one, two, three, four });\nconsole.log(make(1, [2], {}))",
        "function named(word) { return `${word} and ${word.length}` }\nconsole.log(named('one'))",
        "const word = 'a / b // c', odd = /[/\"']\\/ x/g;\nconsole.log(word, 'x/ x'.replace(odd, ''), 8 / 2 / 1)",
        "const step = 1; // a comment\n/* another\n one */ console.log(step - -step, step + +step)",
        "let first = 1\nlet second = 2\n;[first, second] = [second, first]\nconsole.log(first, second)",
        "const list = [3, 1, 2]\nfor (const each of list) if (each in list) console.log(each)\nelse console.log(0)",
        "const held = { get rows() { return 1 }, name: 2 }, name = 'x';\nconsole.log(held.rows, held[name], { name })",
        "try { throw new Error('told') } catch (error) { console.log(error.message) }",
        "const slow = async (wait) => { await wait; return wait ? 1 : 2 };\nslow(0).then((told) => console.log(told))",
        "const at = 5, deep = { in: { at: 7 } };\nconsole.log(deep?.in?.at ?? at, ...[at])",
        "const a = 1, longName = 2;\nconsole.log(a, longName)",
    ],
)  # fmt: skip
def test_short_script_says_the_same(script: str) -> None:
    short = short_script(script)
    assert said(short) == said(script)
    assert len(short) <= len(script) + 1


def test_comments_and_names_of_our_own_go(tmp_path: Path) -> None:
    short = short_script("/* why */\nconst remembered = 1;  // how\nconsole.log(remembered, document.title);")
    assert short == "const a=1;console.log(a,document.title);\n"


@pytest.mark.parametrize("name", ["search.js", "search-box.js"])
def test_own_scripts_become_a_third_smaller_and_hold_together(name: str, tmp_path: Path) -> None:
    whole = (ROOT / "templates/assets" / name).read_text("utf-8")
    short = short_script(whole)
    (tmp_path / name).write_text(short, "utf-8")
    assert subprocess.run(["node", "--check", tmp_path / name]).returncode == 0
    assert len(short) < 0.65 * len(whole)
    assert short == short_script(whole)
    assert "//" not in short.replace("http://", "")
