"""The theme's sheet is cut down to what the site can use, and never below that."""

from __future__ import annotations

from pathlib import Path

from bonewise.finishing.lean_style import LEAN, LeanStyle

THEIRS = "assets/stylesheets/main.0123abcd.min.css"
PALETTE = "assets/stylesheets/palette.4567cdef.min.css"


def page(body: str = "", root: str = "", head: str = "") -> str:
    links = "".join(f'<link rel="stylesheet" href="{root}{name}">\n  ' for name in (THEIRS, PALETTE))
    return f'<!doctype html><html class="no-js"><head>{head}{links}<title>A</title></head><body>{body}</body></html>'


def lean(tmp_path: Path, css: str, body: str = "", script: str = "", own: str = "") -> str:
    """The lean sheet of a site of one page, one script and one style sheet of its own."""
    for name, text in {THEIRS: css, PALETTE: "", "assets/own.js": script, "assets/own.css": own}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    style = LeanStyle(tmp_path)
    style.add(page(body))
    style.write()
    return (tmp_path / LEAN).read_text("utf-8")


def test_a_rule_for_a_class_of_no_page_is_left_out(tmp_path: Path) -> None:
    css = ".a{color:red}.b{color:red}.a .b{margin:0}p{margin:0}"
    assert lean(tmp_path, css, '<p class="a c">') == ".a{color:red}p{margin:0}"


def test_of_a_list_of_selectors_only_what_can_match_is_left(tmp_path: Path) -> None:
    assert lean(tmp_path, ".a,.b,h1{color:red}", '<p class="a">') == ".a,h1{color:red}"


def test_what_a_script_names_is_kept(tmp_path: Path) -> None:
    """Scripts add classes that stand in no page."""
    assert lean(tmp_path, ".shown--now{color:red}", script='x.classList.add("shown--now")') == ".shown--now{color:red}"


def test_what_stands_in_not_and_is_is_never_a_reason_to_leave_a_rule_out(tmp_path: Path) -> None:
    css = ".a:not(.b){color:red}.a:is(.b,.c){margin:0}.a:has(>.b){padding:0}"
    assert lean(tmp_path, css, '<p class="a">') == css


def test_the_themes_own_values_count_as_classes_do(tmp_path: Path) -> None:
    css = (
        "[data-md-color-primary=red] a{color:red}[dir=rtl] a{margin:0}[dir=ltr] a{margin:1px}[data-md-toggle] a{left:0}"
    )
    kept = "[dir=ltr] a{margin:1px}[data-md-toggle] a{left:0}"
    assert lean(tmp_path, css, '<a dir="ltr">') == kept
    assert "[dir=rtl]" in lean(tmp_path, css, '<p dir="rtl">')
    assert "[data-md-color-primary=red]" in lean(tmp_path, css, '<p data-md-color-primary="red">')


def test_other_values_are_left_alone(tmp_path: Path) -> None:
    css = '[type=checkbox]{margin:0}[href^="mailto:"]{color:red}'
    assert lean(tmp_path, css) == css


def test_rules_in_media_queries_are_judged_too(tmp_path: Path) -> None:
    css = "@media print{.a{color:red}.b{color:red}}@media screen{.b{margin:0}}@font-face{font-family:F}"
    assert lean(tmp_path, css, '<p class="a">') == "@media print{.a{color:red}}@font-face{font-family:F}"


def test_a_value_that_nothing_asks_for_goes_with_those_it_asked_for(tmp_path: Path) -> None:
    drawing = "--icon:url(\"data:image/svg+xml;charset=utf-8,<svg d='M1{};'/>\")"
    css = f":root{{{drawing};--kept:1px;--deep:var(--icon)}}.b{{color:var(--deep)}}p{{margin:var(--kept)}}"
    assert lean(tmp_path, css) == ":root{--kept:1px;}p{margin:var(--kept)}"
    assert drawing in lean(tmp_path, css, own="p{background:var(--icon)}")
    assert drawing in lean(tmp_path, css, script='style.getPropertyValue("--icon")')


def test_a_page_asks_for_the_lean_sheet_where_it_asked_for_the_themes(tmp_path: Path) -> None:
    lean(tmp_path, "p{margin:0}")
    html = LeanStyle(tmp_path).add(page(root="../../", head='<link rel="icon" href="a.svg">'))
    assert html.count(".css") == 1
    assert f'<link rel="icon" href="a.svg"><link rel="stylesheet" href="../../{LEAN}"><title>' in html


def test_pages_of_another_theme_stay_as_they_are(tmp_path: Path) -> None:
    other = (
        '<link rel="stylesheet" href="css/base.css"><link rel="stylesheet" href="assets/stylesheets/main.0a.min.css">'
    )
    style = LeanStyle(tmp_path)
    assert style.add(other) == other
    assert style.add(page()) == page()  # links to sheets that are not there
    style.write()
    assert not (tmp_path / LEAN).exists()


def test_pages_that_no_article_made_are_read_as_well(tmp_path: Path) -> None:
    lean(tmp_path, ".a{color:red}.b{color:red}")
    (tmp_path / "404.html").write_text(page('<p class="b">', root="/"), "utf-8")
    (tmp_path / "embed").mkdir()
    (tmp_path / "embed" / "x.html").write_text('<p class="a">', "utf-8")
    style = LeanStyle(tmp_path)
    style.add_others([])
    style.write()
    assert (tmp_path / LEAN).read_text("utf-8") == ".b{color:red}"
    assert f'href="/{LEAN}"' in (tmp_path / "404.html").read_text("utf-8")


def test_the_themes_scripts_go_where_no_page_asks_for_them(tmp_path: Path) -> None:
    lean(tmp_path, ".a{color:red}")
    (tmp_path / "assets/javascripts").mkdir()
    (tmp_path / "assets/javascripts/bundle.js").write_text('"a"')
    style = LeanStyle(tmp_path)
    style.add(page('<script src="assets/javascripts/bundle.js"></script>'))
    style.write()
    assert (tmp_path / LEAN).read_text("utf-8") == ".a{color:red}"
    style = LeanStyle(tmp_path)
    style.add(page())
    style.write()
    assert (tmp_path / LEAN).read_text("utf-8") == ""
    assert not (tmp_path / "assets/javascripts").exists()


def test_the_real_site_gets_one_sheet_of_a_third_of_the_themes(site: Path) -> None:
    whole = sum(file.stat().st_size for file in (site / "assets/stylesheets").glob("*.min.css"))
    assert (site / LEAN).stat().st_size < whole * 0.35
    pages = [file for file in site.rglob("*.html") if "embed" not in file.relative_to(site).parts[:1]]
    assert [file for file in pages if "main." in file.read_text("utf-8").partition("</head>")[0]] == []


def test_what_a_later_page_adds_is_kept_too(tmp_path: Path) -> None:
    """Of a page, only what no earlier one had is read; a class may stand before, in and behind what is alike."""
    pages = ['<p class="a">x <a>y</a></p>', '<p class="a">x <a>y</a> <b class="b\nc">z</b></p>', "<a class=d>y</a>"]
    (tmp_path / THEIRS).parent.mkdir(parents=True)
    (tmp_path / PALETTE).write_text("", "utf-8")
    (tmp_path / THEIRS).write_text(".a{x:y}.b{x:y}.c{x:y}.d{x:y}.e{x:y}", "utf-8")
    style = LeanStyle(tmp_path)
    for body in pages:
        style.add(page(body))
    style.write()
    assert (tmp_path / LEAN).read_text("utf-8") == ".a{x:y}.b{x:y}.c{x:y}.d{x:y}"
