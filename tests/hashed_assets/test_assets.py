import re

import pytest

from hashed_assets.assets import Assets


@pytest.fixture
def theme(tmp_path):
    files = {
        "css/main.css": '@import "more.css";\na { color: red; }\n',
        "css/more.css": 'b { background: url("../fonts/x.woff2") }',
        "fonts/x.woff2": "font",
        "fonts/unused.woff2": "font",
        "js/a.js": "/* why */\nlet a = 1;\n",
        "js/b.js": 'import { c } from "./parts/c.js";\nawait import(elsewhere);\nimport("./parts/c.js");\n',
        "js/parts/c.js": "export const c = 1;\n",
    }
    for name, text in files.items():
        path = tmp_path / "static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def assets(theme):
    return Assets(theme / "static", theme / "output", "theme")


def test_a_file_is_published_under_its_name_and_the_hash_of_its_content(theme, assets):
    address = assets.url("fonts/x.woff2")

    assert re.fullmatch(r"theme/fonts/x\.[0-9a-f]{12}\.woff2", address)
    assert (theme / "output" / address).read_text() == "font"


def test_a_stylesheet_is_bundled_made_small_and_names_what_is_published(theme, assets):
    css = (theme / "output" / assets.url("css/main.css")).read_text()

    font = assets.url("fonts/x.woff2").removeprefix("theme/")
    assert css == f'b{{background:url("../{font}")}}a{{color:red}}'


def test_only_what_is_asked_for_is_published(theme, assets):
    assets.url("css/main.css")

    published = [p.suffix for p in (theme / "output").rglob("*") if p.is_file()]
    assert sorted(published) == [".css", ".woff2"]


def test_a_change_in_an_imported_file_changes_the_name(theme, assets):
    before = assets.url("css/main.css")
    (theme / "static/css/more.css").write_text("b{}")

    assert Assets(theme / "static", theme / "output", "theme").url("css/main.css") != before


def test_a_script_loses_its_comments(theme, assets):
    assert (theme / "output" / assets.url("js/a.js")).read_text() == "let a=1;"


def test_a_file_that_the_theme_lacks_is_named(theme, assets):
    with pytest.raises(FileNotFoundError, match=r"gone\.css: the theme has no such file"):
        assets.url("css/gone.css")


def test_a_script_imports_another_under_its_published_name(theme, assets):
    script = (theme / "output" / assets.url("js/b.js")).read_text()

    part = assets.url("js/parts/c.js").removeprefix("theme/")
    assert script == f'import{{c}}from"./../{part}";await import(elsewhere);import("./../{part}");'
    assert (theme / "output/theme" / part).is_file()
