"""What each kind of file is sent with, in the words of each server; `test_servers.py` asks real servers."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bonewise.cli import main
from bonewise.hosting import KINDS, META_POLICY, SERVERS, headers_for, kind_of

ROOT = Path(__file__).parent.parent
SITE = "https://bones.example/site/"
EXAMPLES = {
    "index.html": "page",
    "condition/osteopenia/": "page",
    "404.html": "404",
    "embed/sit-to-stand/index.html": "embed",
    "embed/frame.js": "embed",
    "embed/v1.0123456789ab/embed.js": "embed-named",
    "handouts/sit-to-stand.pdf": "pdf",
    "assets/bonewise.css": "part",
    "assets/logo.svg": "part",
    "sw.js": "part",
    "assets/stylesheets/main.57a0d79d.min.css": "named",
    "sources.json": "data",
    "sitemap.xml.gz": "data",
}
#: Points of the public criteria of Mozilla's HTTP Observatory (github.com/mdn/mdn-http-observatory, charts.js, 2026)
#: that answers of ours can win or lose; all else is 0 for a site over HTTPS without cookies and foreign scripts.
BASE = 100


def policy(headers: dict[str, str]) -> dict[str, list[str]]:
    text = headers.get("Content-Security-Policy", "")
    return {rule.split()[0]: rule.split()[1:] for rule in text.split(";") if rule.strip()}


def observatory(headers: dict[str, str]) -> int:
    """The score of a page that is answered with these headers."""
    rules = policy(headers)
    broad = ("https:", "http:", "*")
    unsafe = any(
        "unsafe" in each or each in broad for name in rules if name != "frame-ancestors" for each in rules[name]
    )
    score = BASE
    if not rules or unsafe:
        score -= 25
    elif rules.get("default-src") == ["'none'"] and set(rules.get("form-action", ())) <= {"'none'", "'self'"}:
        score += 10
    else:
        score += 5
    private = ("no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin")
    score += 5 if headers.get("Referrer-Policy") in private else 0
    age = re.search(r"max-age=(\d+)", headers.get("Strict-Transport-Security", ""))
    score -= 20 if age is None else 10 if int(age[1]) < 15_768_000 else 0
    score -= 0 if headers.get("X-Content-Type-Options") == "nosniff" else 5
    framed = rules.get("frame-ancestors")
    score += (
        5 if framed and "*" not in framed else 0 if headers.get("X-Frame-Options") in ("DENY", "SAMEORIGIN") else -20
    )
    score += 10 if headers.get("Cross-Origin-Resource-Policy") in ("same-origin", "same-site") else 0
    return score


@pytest.mark.parametrize(("path", "kind"), EXAMPLES.items())
def test_each_file_is_of_one_kind(path: str, kind: str) -> None:
    assert kind_of(path).name == kind


def test_every_kind_has_an_example() -> None:
    assert set(EXAMPLES.values()) == {kind.name for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_answer_allows_what_is_unsafe(kind: object) -> None:
    headers = headers_for(kind, SITE)  # type: ignore[arg-type]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "unsafe" not in str(headers)
    assert "SITE" not in str(headers)
    for name, sources in policy(headers).items():
        assert "*" not in sources or name == "frame-ancestors"
        assert not {"https:", "http:"} & set(sources)


@pytest.mark.parametrize("name", ["page", "404"])
def test_pages_earn_at_least_125_points(name: str) -> None:
    headers = headers_for(next(kind for kind in KINDS if kind.name == name), SITE)
    assert observatory(headers) >= 125
    assert observatory({**headers, "Content-Security-Policy": ""}) < 100  # the measure can fail


def test_only_embeds_may_be_framed() -> None:
    for kind in KINDS:
        framed = policy(headers_for(kind, SITE)).get("frame-ancestors")
        assert framed == {"embed": ["*"], "embed-named": ["*"], "pdf": None}.get(kind.name, ["'none'"])


def test_embeds_name_the_site_and_run_no_markup() -> None:
    rules = policy(headers_for(kind_of("embed/a/"), SITE))
    assert rules["script-src"] == ["'self'", "https://bones.example"]
    assert rules["require-trusted-types-for"] == ["'script'"]


def test_pages_carry_the_policy_themselves_too() -> None:
    template = (ROOT / "templates" / "main.html").read_text("utf-8")
    assert SERVERS["meta"]((), SITE).strip() in template
    before = template[: template.index("Content-Security-Policy")]
    assert "<script" not in before
    assert "<link" not in before
    assert "frame-ancestors" not in META_POLICY  # browsers complain of it there


def test_headers_file_names_each_file_once() -> None:
    """Hosts join the rules that fit, and two policies would both hold."""
    files = [*EXAMPLES, "assets/a/b.css", "assets/a/c.css", "handouts/index.html", "condition/osteopenia/index.html"]
    text = SERVERS["_headers"]([name for name in files if not name.endswith("/")], SITE)
    patterns = [line for line in text.split("\n") if line.startswith("/")]
    for name in files:
        asked = "/" + name.removesuffix("index.html")
        fitting = [each for each in patterns if re.fullmatch(re.escape(each).replace(r"\*", ".*"), asked)]
        assert len(fitting) == 1, (name, fitting)
        block = text.split(f"\n{fitting[0]}\n")[1].split("\n/")[0]
        headers = headers_for(kind_of(name), SITE)
        if "immutable" in headers["Cache-Control"]:
            headers["Cache-Control"] = "no-cache"  # for fewer rules
        expected = [f"  {key}: {value}" for key, value in headers.items()]
        assert block.strip("\n").split("\n") == expected


def test_headers_file_of_the_real_site_has_few_rules(site: Path) -> None:
    """Some hosts take a hundred at most."""
    files = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    text = SERVERS["_headers"](files, SITE)
    assert sum(line.startswith("/") for line in text.split("\n")) <= 100


def test_cloudfront_says_all_that_the_table_says() -> None:
    told = json.loads(SERVERS["cloudfront"]((), SITE))
    for name, made in told["policies"].items():
        kind = next(each for each in KINDS if each.name == name)
        custom = {item["Header"]: item["Value"] for item in made["CustomHeadersConfig"]["Items"]}
        security = made["SecurityHeadersConfig"]
        csp = security.get("ContentSecurityPolicy", {}).get("ContentSecurityPolicy")
        headers = headers_for(kind, SITE)
        assert csp == headers.get("Content-Security-Policy")
        assert security["ReferrerPolicy"]["ReferrerPolicy"] == headers["Referrer-Policy"]
        assert {key: value for key, value in headers.items() if key in custom} == custom
        said = {"Content-Security-Policy", "Referrer-Policy", "X-Frame-Options", "X-Content-Type-Options"}
        assert set(headers) - set(custom) - said == {"Strict-Transport-Security"}
    assert told["behaviours"][-1] == {"PathPattern": "*", "policy": "page"}


@pytest.mark.parametrize("server", sorted(SERVERS))
def test_the_command_prints_each(server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "index.html").touch()
    assert main(["headers", server, "--root", str(ROOT), "--site-dir", str(tmp_path)]) == 0
    assert "Content-Security-Policy" in capsys.readouterr().out or server == "cloudfront"


def test_the_command_asks_for_a_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["headers", "_headers", "--root", str(ROOT), "--site-dir", str(tmp_path)]) == 2
    assert "run bonewise build" in capsys.readouterr().err
